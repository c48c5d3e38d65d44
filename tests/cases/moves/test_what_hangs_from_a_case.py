"""The moves of possible matches, allegations, notes, materiality decisions and routing rules, by every relation."""

from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from audit.trail import history
from cases import actions
from cases.actions import FindingFacts
from cases.models import Case
from cases.states.party import Finding, PartyRole, PartyStatus
from cases.workflow.parts import (
    CONFIRM_NOT_MATERIAL,
    CONFIRM_PARTY,
    RECORD_FINDING,
    REJECT_NOT_MATERIAL,
    REJECT_PARTY,
    RETRACT_NOTE,
)
from cases.workflow.routing import APPROVE_RULE, RETIRE_RULE
from tests.cases.desk import make_topic, open_case
from tests.people import fresh

pytestmark = pytest.mark.slow

PEOPLE = (
    "ethics_officer",
    "ethics_staff",
    "second_ethics_staff",
    "investigator",
    "general_auditor",
    "chair",
    "employee",
    "administrator",
)


@pytest.fixture
def people(request, desk) -> list[Person]:
    return [request.getfixturevalue(name) for name in PEOPLE]


def let_read(case: Case, people: list[Person], desk) -> None:
    """Everybody but the last reads the case, so that the table alone decides."""
    for person in people[:-1]:
        if not case.is_visible_to(person):
            case.access_grants.create(person=person, reason="shared", granted_on=desk.at.date())


def check_everybody(move, action, record, people, at, **facts: Any) -> list[str]:
    """Try the move as each of `people`, and undo it; gives the names of those who could."""
    could = []
    case = record.case
    for name, person in zip(PEOPLE, people, strict=True):
        with transaction.atomic():
            by, form = fresh(person), ConfirmForm({})
            assert form.is_valid()
            try:
                result = perform(form, action, record, **facts, by=by, at=at)
            except Http404:
                assert not case.is_visible_to(by)
            else:
                assert bool(result) == (move.may_start(record) and move.is_for(by, record)), name
                wanted = move.verb if result else "refused"
                assert wanted in {entry.verb for entry in [*history(case), *history(record)]}, name
                could += [name] if result else []
            transaction.set_rollback(True)
    return could


@pytest.fixture
def recognised(desk, subject, people, at):
    """A possible match on a case under way, which the investigator works."""
    case = desk.assign(desk.acknowledge(open_case(at=at, typed_names=subject.full_name)))
    let_read(case, people, desk)
    return case.parties.get()


def test_those_who_work_the_case_confirm_a_match(recognised, people, at):
    could = check_everybody(CONFIRM_PARTY, actions.confirm_party, recognised, people, at, role=PartyRole.SUBJECT)
    assert could == ["ethics_officer", "ethics_staff", "second_ethics_staff", "investigator"]


def test_only_the_office_lifts_a_match(recognised, people, at):
    could = check_everybody(REJECT_PARTY, actions.reject_party, recognised, people, at, reason="Not him.")
    assert could == ["ethics_officer", "ethics_staff", "second_ethics_staff"]


@pytest.mark.parametrize("status", [PartyStatus.CONFIRMED, PartyStatus.REJECTED])
def test_a_decided_match_is_decided(status, recognised, people, ethics_staff, at):
    if status == PartyStatus.CONFIRMED:
        actions.confirm_party(recognised, role=PartyRole.SUBJECT, by=ethics_staff, at=at)
    else:
        actions.reject_party(recognised, reason="Not him.", by=ethics_staff, at=at)
    recognised.refresh_from_db()
    again = {"role": PartyRole.SUBJECT}
    assert check_everybody(CONFIRM_PARTY, actions.confirm_party, recognised, people, at, **again) == []
    assert check_everybody(REJECT_PARTY, actions.reject_party, recognised, people, at, reason="No.") == []


FACTS = FindingFacts(finding=Finding.UNSUBSTANTIATED, reasons="Nothing.")


@pytest.mark.parametrize("state", ["INVESTIGATION", "REVIEW", "CLOSED"])
def test_findings_are_recorded_while_it_is_investigated(state, desk, people, at):
    case = desk.case_in(state)
    let_read(case, people, desk)
    could = check_everybody(RECORD_FINDING, actions.record_finding, case.allegations.get(), people, at, facts=FACTS)
    workers = ["ethics_officer", "ethics_staff", "second_ethics_staff", "investigator"]
    assert could == (workers if state == "INVESTIGATION" else [])


def test_only_its_author_retracts_a_note(desk, people, second_ethics_staff, at):
    case = desk.case_in("INVESTIGATION")
    let_read(case, people, desk)
    note = desk.note(case, by=second_ethics_staff)
    could = check_everybody(RETRACT_NOTE, actions.retract_note, note, people, at, reason="Wrong.")
    assert could == ["second_ethics_staff"]


def test_a_retracted_note_is_not_retracted_again(desk, people, ethics_staff, at):
    note = actions.retract_note(desk.note(desk.case_in("TRIAGE")), reason="Wrong.", by=ethics_staff, at=at)
    let_read(note.case, people, desk)
    assert check_everybody(RETRACT_NOTE, actions.retract_note, note, people, at, reason="Again.") == []


@pytest.fixture
def proposed(desk, people, at):
    """“Not material”, proposed by the office and waiting for a second person."""
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="NOT_MATERIAL", materiality_reasons="A lunch.")
    desk.assign(case)
    let_read(case, people, desk)
    return case.materiality_decisions.get()


def test_the_other_office_or_the_committee_agrees(proposed, people, at):
    could = check_everybody(CONFIRM_NOT_MATERIAL, actions.confirm_not_material, proposed, people, at)
    assert could == ["general_auditor", "chair"]


def test_the_other_office_or_the_committee_disagrees(proposed, people, at):
    could = check_everybody(REJECT_NOT_MATERIAL, actions.reject_not_material, proposed, people, at, reason="It is.")
    assert could == ["general_auditor", "chair"]


def test_an_answered_question_of_materiality_is_not_answered_again(proposed, people, general_auditor, at):
    actions.reject_not_material(proposed, reason="It is.", by=general_auditor, at=at)
    proposed.refresh_from_db()
    assert check_everybody(CONFIRM_NOT_MATERIAL, actions.confirm_not_material, proposed, people, at) == []


@pytest.mark.parametrize("move", [APPROVE_RULE, RETIRE_RULE], ids=lambda move: move.verb)
def test_only_the_general_auditor_moves_a_routing_rule(move, people, ethics_officer, at):
    facts = {"name": "Brazil", "priority": 10, "topic": None, "country": "BR", "queue": "GENERAL_AUDITOR"}
    rule = actions.propose_rule(**facts, by=ethics_officer, at=at)
    action = actions.approve_rule if move is APPROVE_RULE else actions.retire_rule
    could = []
    for name, person in zip(PEOPLE, people, strict=True):
        with transaction.atomic():
            form = ConfirmForm({})
            assert form.is_valid()
            result = perform(form, action, rule, by=fresh(person), at=at)
            assert history(rule)[-1].verb == (move.verb if result else "refused")
            could += [name] if result else []
            transaction.set_rollback(True)
    assert could == ["general_auditor"]
