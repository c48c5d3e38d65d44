"""Findings of compliance audits: for their owners, who read nothing else of the audit, and for those who follow up."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from audit.trail import history
from clocks.models import Clock
from code_of_ethics import actions
from code_of_ethics.forms.audits import (
    AnswerFindingForm,
    CloseFindingForm,
    FinishFindingForm,
    ReassignFindingForm,
)
from code_of_ethics.models import AuditFinding
from code_of_ethics.models.compliance_audit import reads_audits
from code_of_ethics.views.audits import audits_crumb
from code_of_ethics.workflow.audits import (
    ANSWER_FINDING,
    CLOSE_FINDING,
    FINDING_MOVES,
    FINISH_FINDING,
    REASSIGN_FINDING,
    RETURN_FINDING,
)


@login_required
def findings(request: PortalRequest) -> HttpResponse:
    """One's own; for those who read audits all that are open, the next due first."""
    reads, today = reads_audits(request.person), timezone.localdate()
    visible = AuditFinding.objects.visible_to(request.person)
    listed = visible.open() if reads else visible
    page = keyset_page(
        listed, request, columns={"day": "raised_at"}, sort="-day",
        dressed=lambda rows: rows.select_related("audit__unit", "audit__provision", "owner"),
    )  # fmt: skip
    context = {
        "page": page,
        "rows": [{"finding": one, "is_overdue": one.is_overdue(today)} for one in page.rows],
        "reads_audits": reads,
        "breadcrumbs": [*_crumbs(request)[:-1], (_("Findings"), None)],
    }
    return render(request, "code_of_ethics/findings.html", context)


@login_required
def finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One finding: what was found, what management says, what was done."""
    shown = _finding_for(request, pk)
    context = {
        "finding": shown,
        "facts": _facts(shown),
        "moves": moves_allowed(FINDING_MOVES, shown, request.person),
        "clock": Clock.objects.of(shown).running().first(),
        "history": history(shown),
        "breadcrumbs": [*_crumbs(request), (_("Finding"), None)],
    }
    return render(request, "code_of_ethics/finding.html", context)


@login_required
def answer_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what will be done."""
    return _move(
        request, pk, ANSWER_FINDING, AnswerFindingForm(request.POST or None), "agreement", "response", "due_on"
    )


@login_required
def finish_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that it is done."""
    return _move(request, pk, FINISH_FINDING, FinishFindingForm(request.POST or None), "report")


@login_required
def close_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """See that it is done."""
    return _move(request, pk, CLOSE_FINDING, CloseFindingForm(request.POST or None), "closing")


@login_required
def return_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Give it back to its owner."""
    return _move(request, pk, RETURN_FINDING, ReasonForm(request.POST or None), "reason")


@login_required
def reassign_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Give it to another owner."""
    return _move(request, pk, REASSIGN_FINDING, ReassignFindingForm(request.POST or None), "owner")


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, *names: str) -> HttpResponse:
    shown = _finding_for(request, pk)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in names}
        if perform(form, getattr(actions, move.verb), shown, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Done."))
            return redirect(shown)
    context = {
        "record": shown,
        "finding": shown,
        "form": form,
        "move": move,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": _facts(shown),
        "breadcrumbs": [*_crumbs(request), (_("Finding"), shown.get_absolute_url()), (move.label, None)],
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _facts(shown: AuditFinding) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Provision"), str(shown.audit.provision)),
        (_("Where"), shown.audit.unit_label),
        (_("How grave it is"), shown.get_rating_display()),
        (_("Owner"), shown.owner.full_name),
        (_("Raised"), timezone.localtime(shown.raised_at)),
    ]
    if shown.due_on:
        facts.append((_("To be done by"), date_format(shown.due_on)))
    if shown.agreement:
        facts.append((_("Management"), shown.get_agreement_display()))
    if shown.closed_by:
        facts.append((_("Closed by"), shown.closed_by.full_name))
    return facts


def _finding_for(request: PortalRequest, pk: uuid.UUID) -> AuditFinding:
    visible = AuditFinding.objects.visible_to(request.person)
    shown: AuditFinding = get_object_or_404(
        visible.select_related("audit__unit", "audit__provision", "owner", "closed_by"), pk=pk
    )
    return shown


def _crumbs(request: PortalRequest) -> list[tuple[str, str]]:
    above = [audits_crumb()] if reads_audits(request.person) else []
    return [
        (_("The Code of Ethics"), reverse("code_of_ethics:code")),
        *above,
        (_("Findings"), reverse("code_of_ethics:findings")),
    ]
