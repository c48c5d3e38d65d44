"""Templates of interviews and plans: used by whoever works a case, written by the Compliance & Ethics office."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from cases.forms.case_templates import CaseTemplateForm
from cases.models import CaseTemplate
from cases.models.office_text import edits_office_texts
from cases.opening import AUTHORITIES, CONFIDENCE, COUNSEL
from cases.states.desk import TemplateKind
from cases.views.office_texts import move_page, parts_by_state
from cases.workflow.case_templates import EDIT_TEMPLATE, PUBLISH_TEMPLATE, RETIRE_TEMPLATE, TEMPLATE_MOVES

READERS = (Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.OFFICE_STAFF)
# What opens every interview, whatever a template says; where it always stands.
ALWAYS = {"authorities": AUTHORITIES, "counsel": COUNSEL, "confidence": CONFIDENCE}


@role_required(*READERS)
def templates(request: PortalRequest) -> HttpResponse:
    """Those in use, and for those who write them the drafts and what was retired."""
    person = request.person
    listed = CaseTemplate.objects.visible_to(person).select_related("topic", "written_by", "published_by")
    parts = parts_by_state(listed, TEMPLATE_MOVES, person)
    context: dict[str, Any] = {"parts": parts, "always": ALWAYS, "kinds": []}
    if edits_office_texts(person):
        context["kinds"] = [
            {"label": _("Write a plan"), "url": _write_url(TemplateKind.PLAN)},
            {"label": _("Write questions for interviews"), "url": _write_url(TemplateKind.INTERVIEW)},
        ]
    return render(request, "case_templates/list.html", context)


def _write_url(kind: TemplateKind) -> str:
    return reverse("case_templates:write_template", args=[kind.lower()])


@role_required(*READERS)
def write_template(request: PortalRequest, kind: str) -> HttpResponse:
    """Begin a new template."""
    if kind.upper() not in TemplateKind.values:
        raise Http404
    chosen = TemplateKind(kind.upper())
    form = CaseTemplateForm(request.POST or None, kind=chosen)
    if form.is_valid() and perform(
        form, actions.write_template, kind=chosen.value, facts=form.facts, by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Kept as a draft. The head of the office publishes it."))
        return redirect("case_templates:list")
    title = _("Write a plan") if form.is_plan else _("Write questions for interviews")
    context = {"form": form, "title": title, "always": ALWAYS, "breadcrumbs": _breadcrumbs(title)}
    return render(request, "case_templates/write_template.html", context)


@role_required(*READERS)
def edit_template(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a draft, or begin the next version of a template in use."""
    template = _template(request, pk)
    form = CaseTemplateForm(request.POST or None, kind=template.kind, template=template)
    told = _("Kept. It is in use once it is published.")
    return move_page(
        request, template, EDIT_TEMPLATE, form, told, _context(EDIT_TEMPLATE), lambda: {"facts": form.facts}
    )


@role_required(*READERS)
def publish_template(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a draft into use."""
    return _confirm(request, pk, PUBLISH_TEMPLATE, _("Published."))


@role_required(*READERS)
def retire_template(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a template out of use."""
    return _confirm(request, pk, RETIRE_TEMPLATE, _("Retired."))


def _template(request: PortalRequest, pk: uuid.UUID) -> CaseTemplate:
    visible = CaseTemplate.objects.visible_to(request.person).select_related("topic", "written_by", "replaces")
    return get_object_or_404(visible, pk=pk)


def _confirm(request: PortalRequest, pk: uuid.UUID, move: Move, told: str) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    return move_page(request, _template(request, pk), move, form, told, _context(move))


def _context(move: Move) -> dict[str, Any]:
    return {"always": ALWAYS, "breadcrumbs": _breadcrumbs(move.label)}


def _breadcrumbs(last: Any) -> list[tuple[Any, Any]]:
    return [(_("Plans and interviews"), reverse("case_templates:list")), (last, None)]
