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
from accounts.moves import Move, moves_allowed
from accounts.roles import Role
from cases import actions
from cases.forms.case_templates import CaseTemplateForm
from cases.models import CaseTemplate
from cases.models.case_template import edits_templates
from cases.opening import AUTHORITIES, CONFIDENCE, COUNSEL
from cases.states.desk import TemplateKind
from cases.states.report import AnswerState
from cases.workflow.case_templates import EDIT_TEMPLATE, PUBLISH_TEMPLATE, RETIRE_TEMPLATE, TEMPLATE_MOVES

READERS = (Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.OFFICE_STAFF)
# What opens every interview, whatever a template says; where it always stands.
ALWAYS = {"authorities": AUTHORITIES, "counsel": COUNSEL, "confidence": CONFIDENCE}


@role_required(*READERS)
def templates(request: PortalRequest) -> HttpResponse:
    """Those in use, and for those who write them the drafts and what was retired."""
    person = request.person
    listed = CaseTemplate.objects.visible_to(person).select_related("topic", "written_by", "published_by")
    rows: list[dict[str, Any]] = [
        {"template": template, "moves": moves_allowed(TEMPLATE_MOVES, template, person)} for template in listed
    ]
    parts = [
        {"state": state.value, "label": label, "rows": [row for row in rows if row["template"].state == state]}
        for state, label in (
            (AnswerState.DRAFT, _("Drafts")),
            (AnswerState.PUBLISHED, _("In use")),
            (AnswerState.RETIRED, _("Retired")),
        )
    ]
    context = {"parts": [part for part in parts if part["rows"]], "always": ALWAYS, "kinds": []}
    if edits_templates(person):
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
    return _move(request, template, EDIT_TEMPLATE, form, _("Kept. It is in use once it is published."), facts=True)


@role_required(*READERS)
def publish_template(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a draft into use."""
    form = ConfirmForm(request.POST or None)
    return _move(request, _template(request, pk), PUBLISH_TEMPLATE, form, _("Published."))


@role_required(*READERS)
def retire_template(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a template out of use."""
    return _move(request, _template(request, pk), RETIRE_TEMPLATE, ConfirmForm(request.POST or None), _("Retired."))


def _template(request: PortalRequest, pk: uuid.UUID) -> CaseTemplate:
    visible = CaseTemplate.objects.visible_to(request.person).select_related("topic", "written_by", "replaces")
    return get_object_or_404(visible, pk=pk)


def _move(
    request: PortalRequest, template: CaseTemplate, move: Move, form: Any, sentence: str, *, facts: bool = False
) -> HttpResponse:
    if form.is_valid():
        told = {"facts": form.facts} if facts else {}
        action = getattr(actions, move.verb)
        if perform(form, action, template, **told, by=request.person, at=timezone.now()):
            messages.success(request, sentence)
            return redirect("case_templates:list")
    context = {
        "template": template,
        "move": move,
        "form": form,
        "always": ALWAYS,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, template),
        "breadcrumbs": _breadcrumbs(move.label),
    }
    return render(request, f"case_templates/{move.verb}.html", context)


def _breadcrumbs(last: Any) -> list[tuple[Any, Any]]:
    return [(_("Plans and interviews"), reverse("case_templates:list")), (last, None)]
