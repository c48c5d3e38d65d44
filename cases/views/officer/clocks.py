"""The deadlines of a case: which rule, since when, until when, how they were counted; pausing them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move
from audit.trail import histories
from cases import actions
from cases.forms.clocks import PauseClockForm
from cases.models import Case
from cases.states.clock import PauseReason
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.clocks import PAUSE_CLOCK, RESUME_CLOCK
from clocks import kinds
from clocks.explaining import how_counted
from clocks.models import Clock, Pause, Rule

# Whose deadline it is and when it counts is the reporter's or the company's; for which matters it is shown.
OF_RETALIATION = (
    kinds.OSHA_RETALIATION_COMPLAINT,
    kinds.OSH_ACT_RETALIATION_COMPLAINT,
    kinds.FALSE_CLAIMS_ACT_RETALIATION,
    kinds.DODD_FRANK_RETALIATION,
)
OF_ACCOUNTING = (kinds.SEC_PLACE_IN_QUEUE, kinds.DOJ_SELF_REPORT)
OF_BRIBERY = (kinds.DOJ_SELF_REPORT,)


@login_required
def clocks(request: PortalRequest, reference: str) -> HttpResponse:
    """Every deadline of the case, and what others have to keep in mind."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "clocks")
    listed = list(
        shown.clocks().select_related("rule__calendar").prefetch_related("pauses", "rule__calendar__closures")
    )
    told = histories(listed)
    context["rows"] = [_row(clock, told.get(clock.pk, []), shown, request.person) for clock in listed]
    context["elsewhere"] = _elsewhere(shown)
    return render(request, "cases/clocks.html", context)


@login_required
def pause_clock(request: PortalRequest, reference: str, kind: str) -> HttpResponse:
    """Let a deadline wait."""
    case = case_or_404(request, reference)
    clock = _running_or_404(case, kind)
    form = PauseClockForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("reason", "until")}
        if perform(form, actions.pause_clock, case, kind=kind, **told, by=request.person, at=timezone.now()):
            return done(request, case, _("Paused."), part="clocks")
    return render_move(request, case, PAUSE_CLOCK, form, clock=clock)


@login_required
def resume_clock(request: PortalRequest, reference: str, kind: str) -> HttpResponse:
    """Let it run again."""
    case = case_or_404(request, reference)
    clock = _running_or_404(case, kind)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.resume_clock, case, kind=kind, by=request.person, at=timezone.now()):
        return done(request, case, _("It runs again."), part="clocks")
    return render_move(request, case, RESUME_CLOCK, form, clock=clock)


def _running_or_404(case: Case, kind: str) -> Clock:
    clock = Clock.objects.of(case).running().filter(kind=kind).first()
    if clock is None:
        raise Http404
    return clock


def _row(clock: Clock, told: list[Any], case: Case, person: Person) -> dict[str, Any]:
    return {
        "clock": clock,
        "how": how_counted(clock),
        "pauses": [_pause(pause) for pause in clock.pauses.all()],
        "told": told,
        "moves": _moves(clock, case, person),
    }


def _pause(pause: Pause) -> dict[str, Any]:
    known = dict(PauseReason.choices)
    return {"pause": pause, "reason": known.get(pause.reason, pause.reason)}


def _moves(clock: Clock, case: Case, person: Person) -> list[dict[str, Any]]:
    """Pausing is offered only where it could be done: for a rule that knows a pause, before the day has passed."""
    if clock.stopped_on is not None or clock.subject_id != case.pk:
        return []
    if clock.paused_since is not None:
        return _offered(RESUME_CLOCK, clock, case, person)
    may_wait = clock.rule.may_pause and timezone.now() <= clock.due_at
    return _offered(PAUSE_CLOCK, clock, case, person) if may_wait else []


def _offered(move: Move, clock: Clock, case: Case, person: Person) -> list[dict[str, Any]]:
    if not (move.may_start(case) and move.is_for(person, case)):
        return []
    return [{"label": move.label, "url": reverse(f"cases:{move.verb}", args=[case.reference, clock.kind])}]


def _elsewhere(case: Case) -> list[dict[str, Any]]:
    """Other people's deadlines that may matter here, at the earliest: from the day on which the report came in."""
    wanted: set[str] = set()
    if case.topic.is_retaliation:
        wanted |= set(OF_RETALIATION)
    if case.topic.is_accounting:
        wanted |= set(OF_ACCOUNTING)
    if case.topic.trigger == "BRIBERY":
        wanted |= set(OF_BRIBERY)
    if not wanted:
        return []
    rules = Rule.objects.with_calendars().filter(kind__in=wanted)
    return [{"rule": rule, "due_on": rule.due_date(case.received_on)} for rule in rules]
