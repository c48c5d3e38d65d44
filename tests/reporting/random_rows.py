"""Rows that the life of a case does not bring by itself, at random moments, many at the edges of the quarter.

Written past the actions: what is promised here is how rows are counted, whatever wrote them.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import Person, Unit
from cases.models import (
    Action,
    Allegation,
    Case,
    ExitReading,
    Hold,
    HotlineTest,
    Party,
    Rating,
    RecoveryAmount,
    Report,
    RetaliationCheck,
)
from code_of_ethics.models import Training, TrainingAssignment
from tests.reporting.house import QUARTER, House
from vault.models import DataKey
from waivers.models import ImplicitWaiver

MINUTE = timedelta(minutes=1)


class Moments:
    """Around the quarter, and often on its very edges."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def moment(self) -> datetime:
        if self.chance.random() < 0.3:
            edge = self.chance.choice([QUARTER.starts_at, QUARTER.ends_at])
            return edge + self.chance.choice([-MINUTE, timedelta(), MINUTE])
        return QUARTER.starts_at + timedelta(days=self.chance.randint(-40, 120), minutes=self.chance.randint(0, 1400))

    def day(self) -> date:
        return timezone.localdate(self.moment())

    def later(self, than: datetime) -> datetime | None:
        """Or never."""
        moment = self.moment()
        return moment if moment > than and self.chance.random() < 0.7 else None


def random_rows(house: House, chance: random.Random) -> None:
    when = Moments(chance)
    cases = list(Case.objects.all())
    for case in chance.sample(cases, min(len(cases), 24)):
        _actions(house, case, chance, when)
        noticed = when.moment()
        ended = when.later(noticed)
        ImplicitWaiver.objects.create(
            source_kind="cases.case", source_id=case.pk, days=30, noticed_at=noticed, ended_at=ended
        )
        _exit(house, case, chance, when)
    for report in Report.objects.all():
        if chance.random() < 0.8:
            Rating.objects.create(report=report, mark=chance.choice([1, 3, 4, 5, 5, 5, None]), given_on=when.day())
        _check_in(report, chance, when)
    _units(cases, chance)
    _holds(house, cases, chance, when)
    _hotline_tests(chance, when)
    _trainings(house, chance, when)


def _units(cases: list[Case], chance: random.Random) -> None:
    """Subjects of whom nobody knows the name, and of most the unit; some of them were lifted."""
    units = [None, *(Unit.objects.create(name=name) for name in ("Plant", "Sales"))]
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


def _actions(house: House, case: Case, chance: random.Random, when: Moments) -> None:
    base = {"data_key": case.data_key, "case": case, "reasons": "So.", "proposed_by": house.staff}
    for kind in ("CORRECTIVE", "REMEDIATION", "RECOVERY"):
        decided = when.moment()
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
            RecoveryAmount.objects.create(
                data_key=case.data_key, action=made, kind=chance.choice(["RECOVERED", "COST"]),
                amount=Decimal(chance.randint(1, 10**6)) / 1000, booked_on=when.day(), recorded_by=house.staff,
                recorded_at=decided,
            )  # fmt: skip
    for allegation in Allegation.objects.filter(case=case):
        decided = when.moment()
        Action.objects.create(
            **base, kind="DISCIPLINE", allegation=allegation, proposed_at=decided, decided_at=decided,
            decided_by=house.officer, state=chance.choice(["DECIDED", "IN_PROGRESS", "DONE"]),
            manager=house.executive, hr_partner=house.employee, decided_on=timezone.localdate(decided),
            level=chance.choice(["NONE", "VERBAL_WARNING", "TERMINATION"]),
            subject_level=chance.choice(["EXECUTIVE", "MANAGER", "OTHER"]),
        )  # fmt: skip


def _exit(house: House, case: Case, chance: random.Random, when: Moments) -> None:
    chosen = when.moment()
    read = when.later(chosen)
    ExitReading.objects.create(
        data_key=case.data_key, case=case, quarter=QUARTER.start, chosen_at=chosen, read_at=read,
        read_by=house.auditor if read else None, verdict=chance.choice(["AGREED", "DOUBTED"]) if read else "",
    )  # fmt: skip


def _check_in(report: Report, chance: random.Random, when: Moments) -> None:
    answer = chance.choice(["", "", "FINE"])
    RetaliationCheck.objects.create(
        report=report, basis="REPORT", after_days=30, counted_on=report.received_on, sent_on=when.day(),
        reaches_reporter=bool(answer) or chance.random() < 0.8, answer=answer,
        answered_on=when.day() if answer else None,
        passed_on=when.day() if not answer and chance.random() < 0.5 else None,
    )  # fmt: skip


def _holds(house: House, cases: list[Case], chance: random.Random, when: Moments) -> None:
    for _place in range(9):
        placed = when.moment()
        released = when.later(placed)
        Hold.objects.create(
            data_key=DataKey.objects.mint(), name="A hold", reason="So.", placed_by=house.auditor, placed_at=placed,
            references=[chance.choice(cases).reference] if chance.random() < 0.5 else [],
            state="RELEASED" if released else "IN_FORCE", released_at=released,
            released_by=house.officer if released else None, release_proposed_at=released,
            release_proposed_by=house.auditor if released else None,
        )  # fmt: skip


def _hotline_tests(chance: random.Random, when: Moments) -> None:
    for _place in range(9):
        begun = when.day()
        HotlineTest.objects.create(
            data_key=DataKey.objects.mint(), channel=chance.choice(["WEB", "PHONE", "EMAIL", "MANAGER"]), story="So.",
            mark="So", state=chance.choice(["FAILED", "FAILED", "DROPPED"]), begun_on=begun,
            fails_on=begun + timedelta(days=7), ended_on=when.day(),
        )  # fmt: skip


def _trainings(house: House, chance: random.Random, when: Moments) -> None:
    version = house.provisions["gifts"].version
    for number in range(3):
        training = Training.objects.create(
            title="Gifts", code=f"gifts-{number}", version=version, started_by=house.officer,
            started_at=when.moment(), is_whole_company=True,
        )  # fmt: skip
        for person in (house.staff, house.employee, house.executive, house.member):
            due, done = when.day(), when.day() if chance.random() < 0.7 else None
            TrainingAssignment.objects.create(
                training=training, person=person, assigned_on=due, due_on=due, next_reminder_on=due, completed_on=done,
                **({"source": "SELF", "recorded_by": person, "recorded_at": when.moment()} if done else {}),
            )  # fmt: skip
