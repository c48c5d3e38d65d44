"""Rows about the company that a digest counts, at random moments and of every sort: audits, training, waivers,
affirmations, holds, tests of the hotline, and what had to be disclosed.

Written past the actions: what is promised here is how rows are counted, whatever wrote them.
"""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Person
from audit.signatures import sign
from cases.models import Case, Hold, HoldPerson, HotlineTest
from clocks import kinds
from clocks.models import Clock, Rule
from code_of_ethics.actions import open_disclosure_duty
from code_of_ethics.models import (
    Affirmation,
    AffirmationCampaign,
    AuditFinding,
    ComplianceAudit,
    Disclosure,
    ExceptionMatch,
    StatedException,
    Training,
    TrainingAssignment,
)
from code_of_ethics.states.audits import AuditRating, FindingRating
from tests.reporting.house import House
from tests.reporting.moments import Moments
from vault.models import DataKey
from waivers.models import BoardDecision, BoardVote, Waiver
from waivers.states import Outcome, WaiverClass

STATE_OF = {"GRANTED": "GRANTED", "REFUSED": "REFUSED", "PRE_CLEARED": "CLEARED", "NOT_NEEDED": "CLEARED"}


def company_rows(house: House, cases: list[Case], chance: random.Random, when: Moments) -> None:
    _audits(house, chance, when)
    _trainings(house, chance, when)
    _waivers(house, chance, when)
    _affirmations(house, chance, when)
    _holds(house, cases, chance, when)
    _hotline_tests(house, chance, when)
    _disclosures(house, when)


# --- audits and training -----------------------------------------------------------------------------------
def _audits(house: House, chance: random.Random, when: Moments) -> None:
    for rating in AuditRating.values:
        begun = when.moment()
        reported = when.later(begun)
        due = when.day()
        audit = ComplianceAudit.objects.create(
            data_key=DataKey.objects.mint(), provision=house.provisions["gifts"], question="Why?", starts_on=due,
            due_on=due, state="REPORTED" if reported else "FIELDWORK", planned_by=house.auditor, planned_at=begun,
            population=9, sample_size=3, sample_method="RANDOM", sample_words="So.", begun_by=house.auditor,
            begun_at=begun, rating=rating if reported else "", reported_by=house.auditor if reported else None,
            reported_at=reported,
        )  # fmt: skip
        for grave in FindingRating.values:
            _finding(house, audit, grave, chance, when)
    ComplianceAudit.objects.create(
        data_key=DataKey.objects.mint(), provision=house.provisions["gifts"], question="Why?", starts_on=due,
        due_on=due, state="CANCELLED", planned_by=house.auditor, planned_at=begun, cancelled_by=house.auditor,
        cancelled_at=begun, cancelled_reason="So.",
    )  # fmt: skip


def _finding(house: House, audit: ComplianceAudit, rating: str, chance: random.Random, when: Moments) -> None:
    raised = when.moment()
    answered = when.later(raised)
    done = when.later(answered) if answered and chance.random() < 0.6 else None
    closed = when.later(done) if done and chance.random() < 0.6 else None
    AuditFinding.objects.create(
        data_key=DataKey.objects.mint(), audit=audit, text="So.", rating=rating, owner=house.officer,
        raised_by=house.auditor, raised_at=raised,
        state="CLOSED" if closed else "DONE" if done else "ANSWERED" if answered else "RAISED",
        **({"agreement": "AGREED", "response": "So.", "due_on": when.day(), "answered_by": house.officer,
            "answered_at": answered} if answered else {}),
        **({"report": "So.", "done_by": house.officer, "done_at": done} if done else {}),
        **({"closing": "So.", "closed_by": house.auditor, "closed_at": closed} if closed else {}),
    )  # fmt: skip


def _trainings(house: House, chance: random.Random, when: Moments) -> None:
    version = house.provisions["gifts"].version
    for _place in range(3):
        training = Training.objects.create(
            title="Gifts", code=f"gifts-{Training.objects.count()}", version=version, started_by=house.officer,
            started_at=when.moment(), is_whole_company=True,
        )  # fmt: skip
        for person in (house.staff, house.employee, house.executive, house.member):
            due, done = when.day(), when.day() if chance.random() < 0.7 else None
            TrainingAssignment.objects.create(
                training=training, person=person, assigned_on=due, due_on=due, next_reminder_on=due, completed_on=done,
                **({"source": "SELF", "recorded_by": person, "recorded_at": when.moment()} if done else {}),
            )  # fmt: skip


# --- waivers -----------------------------------------------------------------------------------------------
def _waivers(house: House, chance: random.Random, when: Moments) -> None:
    for outcome in ("", *Outcome.values):
        _waiver(house, WaiverClass.OTHER, outcome, when)
    for outcome in ("GRANTED", "GRANTED", "REFUSED"):
        _waiver(house, WaiverClass.BOARD, outcome, when)
    revoked = _waiver(house, WaiverClass.OTHER, "GRANTED", when)
    revoked.revoked_by, revoked.revoked_at, revoked.revoked_on = house.officer, when.moment(), when.day()
    revoked.state, revoked.revocation_reasons = "REVOKED", "So."
    revoked.save()


def _waiver(house: House, decider: WaiverClass, outcome: str, when: Moments) -> Waiver:
    decided, of_board = when.moment(), decider == WaiverClass.BOARD
    asker = house.executive if of_board else house.employee
    waiver = Waiver.objects.create(
        data_key=DataKey.objects.mint(), requester=asker, beneficiary=asker, provision=house.provisions["gifts"],
        departure="A dinner.", reasons="So.", mitigations="So.", starts_on=timezone.localdate(decided),
        ends_on=timezone.localdate(decided), state="BOARD" if of_board else "REQUESTED", drafted_at=decided,
        requested_at=decided, classification=decider,
        classification_reason="EXECUTIVE_OFFICER" if of_board else "EMPLOYEE",
    )  # fmt: skip
    if not outcome:
        return waiver
    if of_board:
        _board_decides(house, waiver, outcome, decided)
    waiver.outcome, waiver.state, waiver.decided_at = outcome, STATE_OF[outcome], decided
    waiver.decided_by = None if of_board else house.officer
    waiver.decision_reasons, waiver.signature = "So.", _signed(house.officer, decided)
    if outcome == "GRANTED":
        waiver.why_appropriate, waiver.why_limited = "So.", "So."
        waiver.effective_from = timezone.localdate(decided)
    waiver.save()
    if of_board and outcome == "GRANTED":
        _to_disclose(waiver, house, decided)
    return waiver


def _board_decides(house: House, waiver: Waiver, outcome: str, at: datetime) -> None:
    decision = BoardDecision.objects.create(
        data_key=waiver.data_key, waiver=waiver, resolution="1", called_on=timezone.localdate(at), decision_at=at,
        zone="America/New_York", directors_in_office=3, presiding=house.third, outcome=outcome, reasons="So.",
        why_appropriate="So.", why_limited="So.", conditions="", recorded_by=house.staff, recorded_at=at,
    )  # fmt: skip
    for member in (house.chair, house.member, house.third):
        BoardVote.objects.create(
            decision=decision, member=member, attendance="PRESENT", vote="FOR" if outcome == "GRANTED" else "AGAINST"
        )
    decision.confirmed_by, decision.confirmed_at = house.third, at
    decision.save()


def _signed(person: Person, at: datetime) -> Any:
    return sign(b"So.", statement="So.", signer=person, at=at, how="password")


# --- affirmations ------------------------------------------------------------------------------------------
def _affirmations(house: House, chance: random.Random, when: Moments) -> None:
    """Of the newest campaign and of one before it; a remark that names a reader is in no figure."""
    version = house.provisions["gifts"].version
    campaign = AffirmationCampaign.objects.create(
        version=version, launched_at=when.moment(), due_on=when.day(), is_whole_company=True
    )
    for person in (house.staff, house.employee, house.executive, house.investigator, house.administrator, house.third):
        affirmed = when.moment() if chance.random() < 0.7 or person == house.staff else None
        asked = Affirmation.objects.create(
            campaign=campaign, person=person, asked_on=timezone.localdate(campaign.launched_at), due_on=when.day(),
            next_reminder_on=when.day(), affirmed_at=affirmed, version_sha256=version.sha256 if affirmed else "",
        )  # fmt: skip
        if person in (house.employee, house.executive) or chance.random() < 0.5:
            _remark(house, asked, chance, when)


def _remark(house: House, asked: Affirmation, chance: random.Random, when: Moments) -> None:
    stated = StatedException.objects.create(
        data_key=DataKey.objects.mint(), affirmation=asked, text="But.", stated_at=when.moment()
    )
    if asked.person == house.employee:
        return
    lifted = when.moment() if chance.random() < 0.5 else None
    ExceptionMatch.objects.create(
        data_key=stated.data_key, exception=stated, person=chance.choice([house.member, house.executive]),
        found_at=stated.stated_at, lifted_at=lifted, lifted_by=house.officer if lifted else None,
    )  # fmt: skip


# --- holds, tests of the hotline, disclosures --------------------------------------------------------------
def _holds(house: House, cases: list[Case], chance: random.Random, when: Moments) -> None:
    for place in range(9):
        placed = when.moment()
        released = when.later(placed) if place % 3 else None
        hold = Hold.objects.create(
            data_key=DataKey.objects.mint(), name="A hold", reason="So.", placed_by=house.auditor, placed_at=placed,
            references=[chance.choice(cases).reference] if place > 4 else [],
            state="RELEASED" if released else "IN_FORCE", released_at=released,
            released_by=house.officer if released else None, release_proposed_at=released,
            release_proposed_by=house.auditor if released else None,
        )  # fmt: skip
        if place > 5:
            HoldPerson.objects.create(hold=hold, person=chance.choice([house.chair, house.employee]))
        clock(hold, kinds.HOLD_REVIEW, placed, when)


def clock(subject: Any, kind: str, started: datetime, when: Moments, **more: Any) -> None:
    """One clock of any kind, stopped or running, in time or late."""
    due = more.pop("due_at", None) or when.later(started) or started
    stopped = more.pop("stopped_at", None)
    Clock.objects.create(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, kind=kind, rule=Rule.objects.get(kind=kind),
        zone="America/New_York", started_on=timezone.localdate(started), started_at=started,
        due_on=timezone.localdate(due), due_at=due, stopped_at=stopped,
        stopped_on=timezone.localdate(stopped) if stopped else None, **more,
    )  # fmt: skip


def _hotline_tests(house: House, chance: random.Random, when: Moments) -> None:
    for channel in ("WEB", "PHONE", "EMAIL", "MANAGER"):
        for state in ("ANSWERED", "FAILED", "DROPPED"):
            begun = when.moment()
            facts: dict[str, Any] = {}
            if state == "ANSWERED":
                case = house.report(begun, by=house.employee, mode="NAMED")
                facts = {"case": case, "report": case.reports.get(), "arrived_on": timezone.localdate(begun)}
                facts["acknowledged_on"] = timezone.localdate(begun + timedelta(days=chance.randint(1, 9)))
            HotlineTest.objects.create(
                data_key=DataKey.objects.mint(), channel=channel, story="So.", mark="So", state=state,
                begun_on=timezone.localdate(begun), fails_on=timezone.localdate(begun) + timedelta(days=7),
                ended_on=when.day(), **facts,
            )  # fmt: skip


def _disclosures(house: House, when: Moments) -> None:
    """Of waivers and of other sources: filed in time, filed late, and not at all."""
    for person in (house.employee, house.administrator, house.investigator):
        _to_disclose(person, house, when.moment())
    running = Clock.objects.filter(kind=kinds.WAIVER_DISCLOSURE, stopped_on=None)
    duties = Disclosure.objects.order_by()
    of_waivers = duties.filter(source_kind="waivers.waiver").values("pk")
    others = duties.exclude(source_kind="waivers.waiver").values("pk")
    for is_of_waiver in (True, False):
        for number, one in enumerate(list(running.filter(subject_id__in=of_waivers if is_of_waiver else others))):
            days = (-1, 9)[number % 2] if is_of_waiver else (9, None)[number % 2]
            if days is not None:
                filed = one.due_at + timedelta(days=days)
                one.stopped_at, one.stopped_on, one.next_warning_at = filed, timezone.localdate(filed), None
                one.save()


def _to_disclose(source: Any, house: House, since: datetime) -> None:
    open_disclosure_duty(
        source, reason="Executive officer", nature="A dinner.", subject=house.executive,
        subject_on=timezone.localdate(since), since=since, by=house.officer, at=since,
    )  # fmt: skip
