"""Rows that the life of a case does not bring by itself, at random moments, many at the edges of the quarter.

Written past the actions: what is promised here is how rows are counted, whatever wrote them. Of every sort there is one
on each side of the line that surely lies in the quarter.
"""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Person, Unit
from cases.actions import merge_case, read_messages
from cases.models import (
    Action,
    Allegation,
    Case,
    ExitReading,
    MaterialityDecision,
    Party,
    Rating,
    RecoveryAmount,
    Report,
    RetaliationCheck,
)
from cases.states.outcome import DisciplineLevel, RootCause, SubjectLevel
from clocks.models import Clock, Rule
from reporting.scope import scope_of
from reporting.states import DigestKind
from tests.reporting.house import QUARTER, House, settle_matches
from tests.reporting.moments import Inside, Moments
from tests.reporting.random_company import clock, company_rows
from waivers.models import ImplicitWaiver

UPHELD = ("SUBSTANTIATED", "PARTLY")


def random_rows(house: House, chance: random.Random) -> None:
    around, inside, left_open = Moments(chance), Inside(chance), Inside(chance, open_ended=True)
    _people_in_units(house)
    sure = _more_cases(house, chance, inside)
    apart = set(scope_of(DigestKind.COMMON).apart)
    others = [case for case in Case.objects.exclude(state="MERGED") if case.pk not in apart and case not in sure]
    rows = [(around, case) for case in chance.sample(others, 12)]
    for side in ([case for case in sure if case.pk not in apart], [case for case in sure if case.pk in apart]):
        rows += [(inside, case) for case in side[::2]] + [(left_open, case) for case in side[1::2]]
    for number, (when, case) in enumerate(rows):
        _case_rows(house, case, number, chance, when)
    # One side after the other, so that each hears every sort of answer.
    for number, report in enumerate(sorted(Report.objects.all(), key=lambda one: one.case_id in apart)):
        _told_afterwards(house, report, number, chance, inside if report.case_id in apart else around)
    _units(others, chance)
    for when in (around, inside):
        company_rows(house, [*others, *sure], chance, when)


# --- cases -------------------------------------------------------------------------------------------------
def _people_in_units(house: House) -> None:
    for key, unit in (("employee", "Sales"), ("executive", "Legal"), ("administrator", "IT")):
        house.people[key].unit = Unit.objects.get_or_create(name=unit)[0]
        house.people[key].save()


def _units(cases: list[Case], chance: random.Random) -> None:
    """Subjects of whom nobody knows the name, and of some the unit: one that others are of, too, for a unit with few
    cases would hide all of them. Some subjects were lifted."""
    units = [None, Unit.objects.get_or_create(name="Sales")[0]]
    for case in cases:
        if chance.random() < 0.6:
            lifted = chance.random() < 0.2
            worker = case.triaged_by or Person.objects.first()
            Party.objects.create(
                data_key=case.data_key, case=case, role=chance.choice(["SUBJECT", "SUBJECT", "SUBJECT", "WITNESS"]),
                kind="UNKNOWN_PERSON", status="REJECTED" if lifted else "CONFIRMED", described="Somebody",
                unit=chance.choice(units), identified_on=case.received_on,
                decided_by=worker, decided_at=timezone.now(),
            )  # fmt: skip


def _more_cases(house: House, chance: random.Random, inside: Inside) -> list[Case]:
    """Enough of one country, mode and unit to be shown; some of the year before; some that ran their whole course, and
    are returned; and some that went into another. Those that name the auditor stand apart."""
    for number, country in enumerate([*["US", "DE", "FR"] * 6, "JP", "JP"]):
        mode = ("ANONYMOUS", "CONFIDENTIAL", "NAMED", "NAMED")[number // 6]
        case = house.report(inside.moment(), country=country, mode=mode, by=house.employee if number > 5 else None)
        read_messages(case.reports.get(), at=inside.moment())
        named = house.employee if number < 14 else chance.choice([house.executive, house.administrator])
        Party.objects.create(
            data_key=case.data_key, case=case, role="SUBJECT", kind="PERSON", status="CONFIRMED", person=named,
            identified_on=case.received_on, identified_by=house.staff,
        )  # fmt: skip
    sure = []
    for typed in ("", house.auditor.full_name):
        for topic in ("gifts", "bribery"):
            house.report(inside.moment() - timedelta(days=365), topic, typed_names=typed)
        house.report(inside.moment(), kind="QUESTION", typed_names=typed)
        told = [house.report(inside.moment(), "books", typed_names=typed) for _place in range(2)]
        house.acknowledge(told[0], QUARTER.ends_at - timedelta(days=19))
        # No second person of its office is there to close it.
        over = inside.moment()
        Case.objects.filter(pk=told[1].pk).update(
            state="CLOSED",
            outcome="FINDINGS",
            closed_on=timezone.localdate(over),
            closed_at=over,
            closed_by=house.officer,
        )
        sure += [_worked(house, chance, inside, typed, place) for place in range(4)]
        into, gone = (house.report(QUARTER.starts_at - timedelta(days=9), typed_names=typed) for _place in range(2))
        into, gone = (house.acknowledge(one, QUARTER.starts_at - timedelta(days=3)) for one in (into, gone))
        merge_case(gone, into=into, reason="The same.", by=house.worker(into), at=inside.moment())
        _not_material(house, sure[-1], inside)
    senior = _worked(house, chance, inside, house.executive.full_name, 0)
    _not_material(house, senior, inside)
    for number in (40, 41, 42):
        house.material(QUARTER.starts_at - timedelta(days=number))
    return [*sure, senior]


def _worked(house: House, chance: random.Random, inside: Inside, typed: str, place: int) -> Case:
    # The first is triaged, and so decided material where something asks for it, in the quarter too.
    begun = QUARTER.starts_at + timedelta(days=-chance.randint(5, 200) if place else 1)
    case = house.report(begun, by=house.employee, mode="NAMED", typed_names=typed)
    case = house.acknowledge(case, begun + timedelta(days=1))
    settle_matches(house, case, begun + timedelta(days=1))
    case = house.triage(Case.objects.get(pk=case.pk), begun + timedelta(days=2))
    at = inside.moment()
    house.find(house.allege(case, at), at, UPHELD[place % 2])
    house.find(house.allege(case, at, "speaking-up"), at, ("SUBSTANTIATED", "UNSUBSTANTIATED", "PARTLY")[place % 3])
    house.close(Case.objects.get(pk=case.pk), at + timedelta(days=1))
    return Case.objects.get(pk=case.pk)


def _not_material(house: House, case: Case, when: Moments) -> None:
    decided = when.moment()
    MaterialityDecision.objects.create(
        data_key=case.data_key, case=case, outcome="NOT_MATERIAL", reasons="So.", decided_by=house.officer,
        decided_at=decided, confirmed_by=house.auditor, confirmed_at=when.later(decided) or decided,
    )  # fmt: skip


def _case_rows(house: House, case: Case, number: int, chance: random.Random, when: Moments) -> None:
    _actions(house, case, chance, when)
    noticed = when.moment()
    ImplicitWaiver.objects.create(
        source_kind="cases.case", source_id=case.pk, days=30, noticed_at=noticed, ended_at=when.later(noticed)
    )
    _exit(house, case, ("AGREED", "DOUBTED")[number % 2], when)
    for allegation in Allegation.objects.filter(case=case, finding__in=UPHELD):
        allegation.root_cause = chance.choice(RootCause.values)
        allegation.save()
    _clocks(case, number, when)


def _clocks(case: Case, number: int, when: Moments) -> None:
    """Deadlines of others, passed or ahead, and some of the office's own: met, missed and called off."""
    running = set(Clock.objects.filter(subject_id=case.pk, stopped_on=None).values_list("kind", flat=True))
    for place, rule in enumerate(Rule.objects.filter(nature="INFORMATION").exclude(kind__in=running)):
        begun = when.moment()
        ahead = max(begun, QUARTER.ends_at) + timedelta(days=place) if (place + number) % 2 else None
        clock(case, rule.kind, begun, when, due_at=ahead, stopped_at=begun if place % 5 == 4 else None)
    for kind, days in (("investigation", 0), ("feedback", 20 * (number % 2)), ("acknowledge", 0)):
        begun = when.moment()
        called_off = "Merged." if kind == "acknowledge" else ""
        clock(case, kind, begun, when, stopped_at=begun + timedelta(days=days), cancelled_reason=called_off)


def _actions(house: House, case: Case, chance: random.Random, when: Moments) -> None:
    base = {"data_key": case.data_key, "case": case, "reasons": "So.", "proposed_by": house.staff}
    for kind in ("CORRECTIVE", "REMEDIATION", "RECOVERY"):
        decided = when.moment() - timedelta(days=90 if kind == "REMEDIATION" else 0)
        ended = when.later(decided)
        facts = {"route": "REPAYMENT", "currency": chance.choice(["EUR", "USD", "JPY", "KWD"])}
        facts["sought"] = Decimal(chance.randint(1, 10**6)) / 1000
        made = Action.objects.create(
            **base, kind=kind, proposed_at=decided, decided_at=decided, decided_by=house.officer,
            due_on=when.day(), finished_at=when.later(decided) if ended is None else ended,
            ended_at=ended, ended_by=house.officer if ended else None,
            state="CANCELLED" if chance.random() < 0.2 and ended else "CONFIRMED" if ended else "DECIDED",
            **(facts if kind == "RECOVERY" else {}),
        )  # fmt: skip
        if kind == "RECOVERY":
            for booked in ("RECOVERED", "COST"):
                RecoveryAmount.objects.create(
                    data_key=case.data_key, action=made, kind=booked, amount=Decimal(chance.randint(1, 10**6)) / 1000,
                    booked_on=when.day(), recorded_by=house.staff, recorded_at=decided,
                )  # fmt: skip
    for allegation in Allegation.objects.filter(case=case):
        decided = when.moment()
        for high in SubjectLevel.values:
            Action.objects.create(
                **base, kind="DISCIPLINE", allegation=allegation, proposed_at=decided, decided_at=decided,
                decided_by=house.officer, state=chance.choice(["DECIDED", "IN_PROGRESS", "DONE"]),
                manager=house.executive, hr_partner=house.employee, decided_on=timezone.localdate(decided),
                level=chance.choice(DisciplineLevel.values), subject_level=high,
            )  # fmt: skip


def _exit(house: House, case: Case, verdict: str, when: Moments) -> None:
    chosen = when.moment()
    read = when.later(chosen)
    ExitReading.objects.create(
        data_key=case.data_key, case=case, quarter=QUARTER.start, chosen_at=chosen, read_at=read,
        read_by=house.auditor if read else None, verdict=verdict if read else "",
    )  # fmt: skip


# --- what reporters said afterwards ------------------------------------------------------------------------
def _told_afterwards(house: House, report: Report, number: int, chance: random.Random, when: Moments) -> None:
    if chance.random() < 0.8:
        Rating.objects.create(report=report, mark=chance.choice([1, 3, 4, 5, 5, 5, None]), given_on=when.day())
    answer = ("", "FINE", "HAPPENED", "")[number % 4]
    facts: dict[str, Any] = {"answer": answer, "answered_on": when.day()} if answer else {}
    if answer == "HAPPENED":
        typed = house.auditor.full_name if chance.random() < 0.2 else ""
        facts["case_opened"] = house.report(when.moment(), "retaliation", typed_names=typed)
    RetaliationCheck.objects.create(
        report=report, basis="REPORT", after_days=30, counted_on=report.received_on, sent_on=when.day(),
        reaches_reporter=number % 8 != 7, passed_on=when.day() if number % 4 == 0 else None, **facts,
    )  # fmt: skip
