"""A letter for the person whom a case was about: this one document, and nothing else of it (DECISIONS 40)."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.moves import Move
from accounts.paging import keyset_page
from cases import actions
from cases.forms.letters import AnswerLetterForm
from cases.models import OutcomeLetter
from cases.workflow.letters import ANSWER_LETTER

COLUMNS = {"sent": "sent_at"}


@login_required
def list_letters(request: PortalRequest) -> HttpResponse:
    """One's own letters, the newest first."""
    page = keyset_page(OutcomeLetter.objects.written_to(request.person), request, columns=COLUMNS, sort="-sent")
    return render(request, "my_letters/list.html", {"page": page, "breadcrumbs": [(_("My letters"), None)]})


@login_required
def letter(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One letter, for its recipient. Whoever works the case is led to the case."""
    visible = OutcomeLetter.objects.visible_to(request.person).select_related("data_key", "case")
    shown = get_object_or_404(visible, pk=pk)
    if shown.recipient_id != request.person.pk:
        return redirect("cases:aftercare", shown.case.reference)
    actions.note_letter_read(shown, at=timezone.now())
    may_answer = ANSWER_LETTER.may_start(shown)
    context = _context(shown) | {"answer_url": shown.move_url(ANSWER_LETTER) if may_answer else ""}
    return render(request, "my_letters/letter.html", context)


@login_required
def answer_letter(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer it, once."""
    own = OutcomeLetter.objects.written_to(request.person).select_related("data_key")
    shown, form = get_object_or_404(own, pk=pk), AnswerLetterForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.answer_letter,
        shown,
        words=form.cleaned_data["words"],
        by=request.person,
        at=timezone.now(),
    ):
        messages.success(request, _("Thank you. The ethics office reads your answer."))
        return redirect("my_letters:letter", shown.pk)
    refusal = "" if request.method == "POST" else ANSWER_LETTER.refusal(request.person, shown)
    context = _context(shown, ANSWER_LETTER) | {"form": form, "move": ANSWER_LETTER, "refusal": refusal}
    return render(request, "my_letters/answer_letter.html", context)


def _context(shown: OutcomeLetter, move: Move | None = None) -> dict[str, Any]:
    page = reverse("my_letters:letter", args=[shown.pk])
    trail: list[tuple[Any, Any]] = [(_("My letters"), reverse("my_letters:list"))]
    trail += [(_("Letter"), page), (move.label, None)] if move else [(_("Letter"), None)]
    return {"letter": shown, "breadcrumbs": trail}
