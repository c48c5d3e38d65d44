"""Compliance audits: planned and done by the General Auditor's office, read by the committee."""

import uuid
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, View
from accounts.door import perform
from accounts.downloads import made as handed_out
from accounts.forms import ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Office
from accounts.spreadsheets import MEDIA, as_sheet
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.audit_register import table
from code_of_ethics.forms.audits import (
    AuditExportForm,
    AuditFilterForm,
    BeginAuditForm,
    PlanAuditForm,
    RaiseFindingForm,
    ReportAuditForm,
)
from code_of_ethics.models import AuditFinding, ComplianceAudit
from code_of_ethics.models.compliance_audit import reads_audits
from code_of_ethics.workflow.audits import AUDIT_MOVES, BEGIN_AUDIT, CANCEL_AUDIT, RAISE_FINDING, REPORT_AUDIT

SHOWN = 100  # findings of one audit on its page


def audit_readers_only(view: View) -> View:
    """Let those in who read audits; answer 404 to other signed-in people."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reads_audits(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@audit_readers_only
def audits(request: PortalRequest) -> HttpResponse:
    """The plan with what came of it, and how many findings wait."""
    form, today = AuditFilterForm(request.GET), timezone.localdate()
    listed = ComplianceAudit.objects.visible_to(request.person).filter(**form.wanted())
    findings = AuditFinding.objects.visible_to(request.person)
    context = {
        "form": form,
        "page": keyset_page(
            listed, request, columns={"due": "due_on"}, sort="-due",
            dressed=lambda rows: rows.select_related("provision", "unit"),
        ),
        "open_count": findings.open().count(),
        "overdue_count": findings.overdue(today).count(),
        "to_look_at_count": findings.for_the_auditor().count(),
        "is_auditor": Office.GENERAL_AUDITOR in request.person.offices,
        "today": today,
        "breadcrumbs": [_code_crumb(), (_("Compliance audits"), None)],
    }  # fmt: skip
    return render(request, "code_of_ethics/audits.html", context)


@require_POST
@audit_readers_only
def export_audits(request: PortalRequest) -> HttpResponse:
    """The audits as they are filtered, with their findings, as a file. That it was taken out is on the trail."""
    form, filters = AuditExportForm(request.POST), AuditFilterForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    kind, at = form.cleaned_data["kind"], timezone.now()
    listed = ComplianceAudit.objects.visible_to(request.person).filter(**filters.wanted())
    findings = AuditFinding.objects.visible_to(request.person).filter(audit__in=listed)
    headings, lines = table(
        listed.select_related("provision", "unit", "data_key").order_by("-due_on", "pk"),
        findings.select_related("owner", "data_key").order_by("raised_at", "id"),
    )
    content = as_sheet(kind, headings, lines, title=_("Compliance audits"))
    actions.export_audits(request.person, kind=kind, count=len(lines), by=request.person, at=at)
    return handed_out(content, f"audits-{timezone.localdate(at)}.{kind}", MEDIA[kind])


@audit_readers_only
def plan_audit(request: PortalRequest) -> HttpResponse:
    """Put an audit on the plan."""
    if Office.GENERAL_AUDITOR not in request.person.offices:
        raise Http404
    form = PlanAuditForm(request.POST or None)
    if form.is_valid() and (
        made := perform(form, actions.plan_audit, form.plan(), by=request.person, at=timezone.now())
    ):
        messages.success(request, _("Planned."))
        return redirect(made)
    context = {"form": form, "breadcrumbs": [_code_crumb(), audits_crumb(), (_("Plan an audit"), None)]}
    return render(request, "code_of_ethics/plan_audit.html", context)


@audit_readers_only
def audit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One audit with its findings."""
    shown = _audit_for(request, pk)
    findings = AuditFinding.objects.visible_to(request.person).filter(audit=shown).select_related("owner")
    today = timezone.localdate()
    context = {
        "audit": shown,
        "facts": facts_of(shown),
        "moves": moves_allowed(AUDIT_MOVES, shown, request.person),
        "findings": [{"finding": one, "is_overdue": one.is_overdue(today)} for one in findings[:SHOWN]],
        "history": history(shown),
        "breadcrumbs": [_code_crumb(), audits_crumb(), (_title(shown), None)],
    }
    return render(request, "code_of_ethics/audit.html", context)


@audit_readers_only
def begin_audit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what is looked at, and begin."""
    form = BeginAuditForm(request.POST or None)
    return _move(request, pk, BEGIN_AUDIT, form, {"sample": form.sample()} if form.is_valid() else {})


@audit_readers_only
def raise_finding(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down what was found."""
    form = RaiseFindingForm(request.POST or None)
    return _move(request, pk, RAISE_FINDING, form, _typed(form, "text", "rating", "owner"))


@audit_readers_only
def report_audit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Report it."""
    form = ReportAuditForm(request.POST or None)
    return _move(request, pk, REPORT_AUDIT, form, _typed(form, "rating", "conclusion"))


@audit_readers_only
def cancel_audit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Call it off."""
    form = ReasonForm(request.POST or None)
    return _move(request, pk, CANCEL_AUDIT, form, _typed(form, "reason"))


def _typed(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names} if form.is_valid() else {}


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, facts: dict[str, Any]) -> HttpResponse:
    shown = _audit_for(request, pk)
    action = getattr(actions, move.verb)
    if form.is_valid() and perform(form, action, shown, by=request.person, at=timezone.now(), **facts):
        messages.success(request, _("Done."))
        return redirect(shown)
    context = {
        "record": shown,
        "form": form,
        "move": move,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": facts_of(shown),
        "breadcrumbs": [
            _code_crumb(), audits_crumb(), (_title(shown), shown.get_absolute_url()), (move.label, None),
        ],
    }  # fmt: skip
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def facts_of(shown: ComplianceAudit) -> list[tuple[str, Any]]:
    """What an audit is about, for whoever may read it."""
    facts: list[tuple[str, Any]] = [
        (_("Provision"), str(shown.provision)),
        (_("Where"), shown.unit_label),
        (_("Planned from"), date_format(shown.starts_on)),
        (_("To be reported by"), date_format(shown.due_on)),
        (_("Planned by"), shown.planned_by.full_name),
    ]
    if shown.begun_at:
        many = {"size": shown.sample_size, "all": shown.population}
        facts += [
            (_("Sample"), _("%(size)s of %(all)s") % many),
            (_("How chosen"), shown.get_sample_method_display()),
        ]
    if shown.reported_by and shown.reported_at:
        facts += [
            (_("Reported by"), shown.reported_by.full_name),
            (_("Reported"), timezone.localtime(shown.reported_at)),
        ]
    return facts


def _audit_for(request: PortalRequest, pk: uuid.UUID) -> ComplianceAudit:
    visible = ComplianceAudit.objects.visible_to(request.person)
    joined = visible.select_related("provision", "unit", "planned_by", "reported_by")
    shown: ComplianceAudit = get_object_or_404(joined, pk=pk)
    return shown


def _title(shown: ComplianceAudit) -> str:
    return f"{shown.provision.title}, {shown.unit_label}"


def audits_crumb() -> tuple[str, str]:
    return (_("Compliance audits"), reverse("code_of_ethics:audits"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
