"""Reports of the demo company that somebody else wrote down: operators of the help line, and colleagues."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.models import Report
from cases.models.recording import RECORDED_CHANNELS, SPOKEN_CHANNELS
from cases.states.report import Channel, ReadBack
from ethics_portal.demo_company.people import BY_KEY
from ethics_portal.demo_company.reports import ReportSeed

# Passes on what she was told where no superior could.
OMBUDSWOMAN = "amara-diallo"
DRAFT = {
    "kind": ["REPORT"],
    "narrative": [
        "I clean the offices on the third floor. On two evenings I saw the same man photograph papers on a desk that "
        "is not his. I don’t know his name; he wears a visitor’s badge, and nobody is with him."
    ],
    "place": ["Reno, third floor"],
    "country": ["US"],
    "language": ["en"],
}


def was_recorded(seed: ReportSeed) -> bool:
    return seed.channel in RECORDED_CHANNELS


def operator_for(seed: ReportSeed, people: dict[str, Person]) -> Person:
    """One of the operators, always the same for the same report."""
    operators = [key for key, one in BY_KEY.items() if Role.HELPLINE_OPERATOR in one.roles and key not in seed.people]
    return people[random.Random(f"{seed.key}:operator").choice(operators)]


def record_report(seed: ReportSeed, facts: actions.ReportFacts, people: dict[str, Person], at: datetime) -> Report:
    """As an operator does it: a draft, the reading back, the hand-over, the code read out."""
    operator = operator_for(seed, people)
    recording = actions.begin_recording(seed.channel, by=operator, at=at)
    read_back = ReadBack.AGREED.value if seed.channel in SPOKEN_CHANNELS else ""
    facts = replace(facts, read_back=read_back)
    report = actions.hand_over(recording, facts, received_on=timezone.localdate(at), by=operator, at=at)
    actions.confirm_pick_up_code(recording, by=operator, at=at)
    return report


def pass_report_on(seed: ReportSeed, facts: actions.ReportFacts, people: dict[str, Person], at: datetime) -> Report:
    """By the superior of whoever told it, mostly in time; by the ombudswoman where the superior is concerned."""
    superior = BY_KEY[seed.reporter].manager if seed.reporter else None
    referrer = people[OMBUDSWOMAN if superior is None or superior in seed.people else superior]
    days = random.Random(f"{seed.key}:told").choice((0, 0, 1, 1, 1, 7))
    referral = actions.refer_report(
        facts,
        told_on=timezone.localdate(at) - timedelta(days=days),
        is_concerned=False,
        receipt=f"demo:{seed.key}",
        by=referrer,
        at=at,
    )
    return referral.report


def leave_a_draft(people: dict[str, Person], *, at: datetime) -> None:
    """A call that is going on while somebody tries the demo out."""
    operator = next(people[key] for key, one in BY_KEY.items() if Role.HELPLINE_OPERATOR in one.roles)
    recording = actions.begin_recording(Channel.PHONE, by=operator, at=at)
    actions.keep_recording(recording, DRAFT, by=operator, at=at)
