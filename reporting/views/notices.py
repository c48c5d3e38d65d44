"""Notices to the Audit Committee, for its members."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.paging import keyset_page
from accounts.roles import Role
from cases.models import Case, MaterialityDecision
from cases.states.insider import Shown
from cases.views.no_trading import not_told, tell_first
from reporting.actions import acknowledge_committee_notice, read_committee_notice
from reporting.knowledge import arrived_on
from reporting.models import CommitteeNotice
from reporting.states import COMMITTEE

UNREAD, ALL = "unread", "all"


@role_required(*COMMITTEE)
def committee_notices(request: PortalRequest) -> HttpResponse:
    """The unread ones first, as long as there are any; all of them one click away."""
    own = CommitteeNotice.objects.visible_to(request.person)
    unread = own.unread().count()
    shown = request.GET.get("show") or (UNREAD if unread else ALL)
    rows = own.unread() if shown == UNREAD else own
    page = keyset_page(rows, request, columns={"told": "created_at"}, sort="-told")
    context = {
        "page": page,
        "notices": _with_decisions(page.rows),
        "tabs": [
            {"label": _("Not read"), "url": f"?show={UNREAD}", "is_current": shown == UNREAD, "count": unread},
            {"label": _("All"), "url": f"?show={ALL}", "is_current": shown != UNREAD, "count": ""},
        ],
    }
    return render(request, "reporting/committee_notices.html", context)


def _with_decisions(notices: Iterable[CommitteeNotice]) -> list[CommitteeNotice]:
    """The notices with their decisions, cases, topics and triggers, in two statements for the whole page."""
    listed = list(notices)
    decisions = MaterialityDecision.objects.select_related("case__topic").prefetch_related("case__triggers")
    found = decisions.in_bulk([notice.source_id for notice in listed])
    for notice in listed:
        notice.decision = found[notice.source_id]
    return listed


@role_required(*COMMITTEE)
def committee_notice(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One notice. Opening it is reading it."""
    notice = _notice_for(request, pk)
    if notice.read_at is None:
        notice = read_committee_notice(notice, by=request.person, at=timezone.now())
    return _page(request, notice, ConfirmForm())


@role_required(*COMMITTEE)
@require_POST
def acknowledge(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    notice = _notice_for(request, pk)
    form = ConfirmForm(request.POST)
    if form.is_valid() and perform(form, acknowledge_committee_notice, notice, by=request.person, at=timezone.now()):
        messages.success(request, _("Acknowledged. Thank you."))
        return redirect(notice)
    return _page(request, notice, form)


def _notice_for(request: PortalRequest, pk: uuid.UUID) -> CommitteeNotice:
    """The notice, once that of a market-sensitive case not to trade was read."""
    untold = Case.objects.filter(not_told(request.person), materiality_decisions=OuterRef("source_id"))
    visible = CommitteeNotice.objects.visible_to(request.person).annotate(is_not_told=Exists(untold))
    found: CommitteeNotice = get_object_or_404(visible, pk=pk)
    if found.is_not_told:  # type: ignore[attr-defined]
        tell_first(request, found.decision.case, Shown.COMMITTEE)
    return found


def _page(request: PortalRequest, notice: CommitteeNotice, form: ConfirmForm) -> HttpResponse:
    decision = notice.decision
    context = {
        "notice": notice,
        "decision": decision,
        "case": decision.case,
        "arrived_on": arrived_on(decision),
        "may_call_up": Role.AUDIT_COMMITTEE_CHAIR in request.person.roles,
        "form": form,
        "breadcrumbs": [
            (_("Committee notices"), reverse("reporting:committee_notices")),
            (decision.case.reference, None),
        ],
    }
    return render(request, "reporting/committee_notice.html", context)
