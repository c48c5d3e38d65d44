"""The deadlines of a case that is merged: each goes on in the surviving case by the earlier date, none is laundered.

What is owed to a reporter stays with the case that the report opened (`Report.owed_by`): it is counted for each
report, and shows no reporter a day that another report has set.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Person
from cases.actions.materiality import CLOCK_OF_TRIGGER
from cases.models import Case, Merge
from cases.states.case import CaseState
from cases.states.materiality import Materiality, TriggerKind
from cases.states.party import PartyStatus
from clocks import kinds
from clocks.actions import cancel_clock, start_clock, stop_clock
from clocks.models import Clock


def carry_clocks(merge: Merge, *, by: Person, at: datetime) -> None:
    """Let the surviving case run by the earlier of the dates, late ones included."""
    case, into = merge.source, merge.target
    for clock in list(Clock.objects.of(case).running().exclude(kind=kinds.FEEDBACK)):
        if clock.kind == kinds.TRIAGE and into.state != CaseState.TRIAGE:
            stop_clock(case, clock.kind, at=at)  # taken up by an investigation: that is what triage was to decide
            continue
        cancel_clock(case, clock.kind, by=by, at=at, reason=_("The deadline goes on in the case it was merged into."))
        if clock.kind != kinds.PROVISIONAL_PARTY or into.parties.filter(status=PartyStatus.PROVISIONAL).exists():
            _run_by_the_earlier(into, clock, by, at)
    _ask_about_the_whole(case, into, at)


def _run_by_the_earlier(into: Case, clock: Clock, by: Person, at: datetime) -> None:
    there = Clock.objects.of(into).running().filter(kind=clock.kind).first()
    if there is not None:
        if there.due_on <= clock.due_on and there.paused_since is None:
            return
        cancel_clock(into, clock.kind, by=by, at=at, reason=_("A case merged into this one has the earlier date."))
    start_clock(into, clock.kind, at=clock.started_at or clock.started_on, on=clock.started_on)


def _ask_about_the_whole(case: Case, into: Case, at: datetime) -> None:
    """Two matters that are not material each may be so together. Of a material one the question is answered."""
    if not case.triggers.exists():
        return
    if into.materiality_decisions.filter(outcome=Materiality.MATERIAL).exists():
        for kind in kinds.MATERIALITY:
            stop_clock(into, kind, at=at)
    elif not Clock.objects.of(into).running().filter(kind__in=kinds.MATERIALITY).exists():
        for trigger in case.triggers.all():
            start_clock(into, _clock_of(trigger.kind), at=at)


def _clock_of(kind: str) -> str:
    return CLOCK_OF_TRIGGER.get(TriggerKind(kind), kinds.MATERIALITY_1_BUSINESS_DAY)


def give_clocks_back(merge: Merge, *, by: Person, at: datetime) -> None:
    """What ran when the case was merged runs again from its own start, unless it was done for the whole meanwhile.

    The surviving case has its own dates again where those of the merged one had replaced them. A decision on
    materiality taken meanwhile was about the whole, so each case owes its own from now on.
    """
    _run_by_its_own_again(merge, by, at)
    case, into = merge.source, merge.target
    done = Clock.objects.of(into).filter(stopped_at__gte=merge.merged_at, cancelled_reason="")
    done_kinds = set(done.values_list("kind", flat=True))
    for clock in list(Clock.objects.of(case).filter(stopped_at=merge.merged_at)):
        if clock.kind == kinds.PROVISIONAL_PARTY and not _has_possible_match(case):
            continue
        if clock.kind not in done_kinds or clock.kind == kinds.TRIAGE:
            start_clock(case, clock.kind, at=clock.started_at or clock.started_on, on=clock.started_on)
        elif clock.kind in kinds.MATERIALITY or clock.kind == kinds.PROVISIONAL_PARTY:
            start_clock(case, clock.kind, at=at)


def _run_by_its_own_again(merge: Merge, by: Person, at: datetime) -> None:
    """Unless another case is still merged into it, whose dates may be among the earlier ones."""
    into = merge.target
    if into.merged_cases.exists():
        return
    replaced = Clock.objects.of(into).filter(stopped_at=merge.merged_at).exclude(cancelled_reason="")
    for clock in list(replaced):
        reason = _("The merge that brought this date was undone.")
        if cancel_clock(into, clock.kind, by=by, at=at, reason=reason):
            start_clock(into, clock.kind, at=clock.started_at or clock.started_on, on=clock.started_on)


def _has_possible_match(case: Case) -> bool:
    return case.parties.filter(status=PartyStatus.PROVISIONAL).exists()
