"""Notices to the Audit Committee, for its members."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move, OfferedMove, moves_allowed
from accounts.notices import unread_within
from accounts.paging import keyset_page
from accounts.roles import Role
from cases.models import Case, MaterialityDecision
from cases.states.insider import Shown
from cases.views.no_trading import not_told, tell_first
from reporting import actions
from reporting.knowledge import arrived_on
from reporting.models import CommitteeNotice, NoticeQuestion, NoticeUpdate
from reporting.states import COMMITTEE
from reporting.workflow import ACKNOWLEDGE_COMMITTEE_NOTICE, COMMITTEE_NOTICE_MOVES

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
        "notices": with_decisions(page.rows),
        "tabs": [
            {"label": _("Not read"), "url": f"?show={UNREAD}", "is_current": shown == UNREAD, "count": unread},
            {"label": _("All"), "url": f"?show={ALL}", "is_current": shown != UNREAD, "count": ""},
        ],
    }
    return render(request, "reporting/committee_notices.html", context)


def with_decisions(notices: Iterable[CommitteeNotice]) -> list[CommitteeNotice]:
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
    notice = notice_for(request, pk)
    if notice.read_at is None:
        notice = actions.read_committee_notice(notice, by=request.person, at=timezone.now())
        # What was told about this one is read with it: the others were counted with the notice.
        request.unread_notices = notice.unread_elsewhere or 0  # type: ignore[attr-defined]
    return _page(request, notice, ConfirmForm())


@role_required(*COMMITTEE)
def acknowledge_committee_notice(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Sent from the notice's own page; a page of its own for whoever comes back to it."""
    notice = notice_for(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and perform(
        form, actions.acknowledge_committee_notice, notice, by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Acknowledged. Thank you."))
        return redirect(notice)
    template = "reporting/acknowledge_committee_notice.html"
    return notice_move_page(request, notice, ACKNOWLEDGE_COMMITTEE_NOTICE, form, template)


def notice_move_page(
    request: PortalRequest, notice: CommitteeNotice, move: Move, form: Any, template: str
) -> HttpResponse:
    """A move of a notice: what is asked, or why it can't be made any more."""
    context = {
        "move": move,
        "form": form,
        "refusal": move.refusal(request.person, notice),
        "reference": notice.decision.case.reference,
        "back_url": notice.get_absolute_url(),
        "breadcrumbs": [*trail_of(notice), (move.label, None)],
    }
    return render(request, template, context)


def trail_of(notice: CommitteeNotice) -> list[tuple[Any, str | None]]:
    return [
        (_("Committee notices"), reverse("reporting:committee_notices")),
        (notice.decision.case.reference, notice.get_absolute_url()),
    ]


def notice_for(request: PortalRequest, pk: uuid.UUID) -> CommitteeNotice:
    """The notice, once that of a market-sensitive case not to trade was read."""
    untold = Case.objects.filter(not_told(request.person), materiality_decisions=OuterRef("source_id"))
    asked = NoticeQuestion.objects.of(OuterRef("pk"))
    visible = CommitteeNotice.objects.visible_to(request.person)
    told = NoticeUpdate.objects.filter(notice=OuterRef("pk"))
    visible = visible.annotate(
        is_not_told=Exists(untold),
        has_questions=Exists(asked),
        has_updates=Exists(told),
        unread_elsewhere=unread_within(request.person, besides=(CommitteeNotice, pk)),
    )
    found: CommitteeNotice = get_object_or_404(visible, pk=pk)
    if found.is_not_told:  # type: ignore[attr-defined]
        tell_first(request, found.decision.case, Shown.COMMITTEE)
    return found


def _questions(notice: CommitteeNotice) -> Iterable[NoticeQuestion]:
    """What its member asked. The notice was loaded with whether there is anything."""
    return NoticeQuestion.objects.of(notice).with_people() if notice.has_questions else []  # type: ignore[attr-defined]


def _moves(notice: CommitteeNotice, person: Person) -> list[OfferedMove]:
    """Those of the notice; the chair may call up the file of its matter too."""
    moves = moves_allowed(COMMITTEE_NOTICE_MOVES, notice, person)
    if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
        url, hint = (
            reverse("cases:call_up", args=[notice.source_id]),
            _("You may read the whole case. It goes on its trail."),
        )
        moves.append(OfferedMove(_("Call up the file"), url, "secondary", hint, "call_up"))
    return moves


def _page(request: PortalRequest, notice: CommitteeNotice, form: ConfirmForm) -> HttpResponse:
    decision = notice.decision
    context = {
        "notice": notice,
        "decision": decision,
        "case": decision.case,
        "arrived_on": arrived_on(decision.case.triggers.all()),
        "form": form,
        "moves": _moves(notice, request.person),
        "questions": _questions(notice),
        "updates": notice.updates.all() if notice.has_updates else [],  # type: ignore[attr-defined]
        "breadcrumbs": [
            (_("Committee notices"), reverse("reporting:committee_notices")),
            (decision.case.reference, None),
        ],
    }
    return render(request, "reporting/committee_notice.html", context)
