"""Asks the cases which departures nobody acted on, and lets the waivers keep that: neither knows the other."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Action, Allegation, Case
from cases.models.party import Party
from cases.states.case import CaseState
from cases.states.outcome import STANDING_ACTIONS
from cases.states.party import ADVERSE_FINDINGS, PartyRole, PartyStatus
from waivers.actions import end_implicit_waivers, notice_implicit_waiver

UNDER_WAY = (CaseState.INVESTIGATION, CaseState.REVIEW)


def watch_implicit_waivers(at: datetime) -> int:
    """The sweep: alarm of each case in which nothing was done for `IMPLICIT_WAIVER_DAYS`; end those that moved on."""
    days = settings.IMPLICIT_WAIVER_DAYS
    found = list(untouched_departures(at - timedelta(days=days)))
    end_implicit_waivers(Case._meta.label_lower, [case.pk for case in found], at=at)
    noticed = (notice_implicit_waiver(case, days=days, readers=case.workers(), at=at) for case in found)
    return sum(one is not None for one in noticed)


def untouched_departures(since: datetime) -> QuerySet[Case]:
    """Open cases with a credible or proven departure of somebody covered, known since `since`, and no action at all.

    Credible is what is investigated. Covered are the parent's directors and executive officers, and the SEC officers.
    """
    of_parent = Q(person__entity__isnull=True) | Q(person__entity__is_parent=True)
    board_class = of_parent & (Q(person__is_director=True) | Q(person__is_executive_officer=True))
    covered = Party.objects.filter(
        Q(person__is_covered_officer=True) | board_class, role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED
    )
    proven = Q(finding__in=ADVERSE_FINDINGS, found_at__lte=since)
    credible = Q(finding="", made_at__lte=since, case__triaged_at__lte=since)
    departures = Allegation.objects.filter(
        proven | credible, Q(subject__isnull=True) | Q(subject__in=covered.values("pk")), case=OuterRef("pk")
    )
    acted = Action.objects.filter(case=OuterRef("pk"), state__in=STANDING_ACTIONS)
    open_cases = Case.objects.filter(Exists(covered.filter(case=OuterRef("pk"))), state__in=UNDER_WAY)
    return open_cases.filter(Exists(departures)).exclude(Exists(acted)).order_by("pk")
