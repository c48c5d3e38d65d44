"""The library of answers: read by whoever answers questions, written by the Compliance & Ethics office."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move
from accounts.roles import Role
from cases import actions
from cases.forms.questions import LibraryAnswerForm
from cases.models import LibraryAnswer
from cases.models.office_text import edits_office_texts
from cases.views.office_texts import move_page, parts_by_state
from cases.workflow.library import EDIT_ANSWER, LIBRARY_MOVES, PUBLISH_ANSWER, RETIRE_ANSWER

READERS = (Role.ETHICS_OFFICER, Role.OFFICE_STAFF)


@role_required(*READERS)
def answers(request: PortalRequest) -> HttpResponse:
    """The texts in use, and for those who write them the drafts and what was retired."""
    person = request.person
    listed = LibraryAnswer.objects.visible_to(person).select_related("topic", "written_by", "published_by")
    context = {"parts": parts_by_state(listed, LIBRARY_MOVES, person), "may_write": edits_office_texts(person)}
    return render(request, "library/answers.html", context)


@role_required(*READERS)
def write_answer(request: PortalRequest) -> HttpResponse:
    """Begin a new text."""
    form = LibraryAnswerForm(request.POST or None)
    if form.is_valid() and perform(form, actions.write_answer, **form.facts, by=request.person, at=timezone.now()):
        messages.success(request, _("Kept as a draft. The head of the office publishes it."))
        return redirect("library:answers")
    return render(request, "library/write_answer.html", {"form": form, "breadcrumbs": _breadcrumbs(_("New text"))})


@role_required(*READERS)
def edit_answer(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a draft, or begin the next version of a text in use."""
    answer = _answer(request, pk)
    form = LibraryAnswerForm(request.POST or None, answer=answer)
    told = _("Kept. It is in use once it is published.")
    context = {"breadcrumbs": _breadcrumbs(EDIT_ANSWER.label)}
    return move_page(request, answer, EDIT_ANSWER, form, told, context, lambda: form.facts)


@role_required(*READERS)
def publish_answer(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a draft into use."""
    return _confirm(request, pk, PUBLISH_ANSWER, _("Published."))


@role_required(*READERS)
def retire_answer(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a text out of use."""
    return _confirm(request, pk, RETIRE_ANSWER, _("Retired."))


def _answer(request: PortalRequest, pk: uuid.UUID) -> LibraryAnswer:
    visible = LibraryAnswer.objects.visible_to(request.person).select_related("topic", "written_by", "replaces")
    return get_object_or_404(visible, pk=pk)


def _confirm(request: PortalRequest, pk: uuid.UUID, move: Move, told: str) -> HttpResponse:
    context = {"breadcrumbs": _breadcrumbs(move.label)}
    return move_page(request, _answer(request, pk), move, ConfirmForm(request.POST or None), told, context)


def _breadcrumbs(last: Any) -> list[tuple[Any, Any]]:
    return [(_("Library of answers"), reverse("library:answers")), (last, None)]
