"""Hours to a notice count from the first act of the staff on a case, whichever act that is (DECISIONS 22)."""

from datetime import timedelta

import pytest

from accounts.models import Person
from accounts.moves import Move
from cases import actions
from cases.actions.cleaning import check_attachment
from cases.actions.evidence import attach_file, open_attachment
from cases.models import Case, Party
from cases.states.case import CaseState
from cases.states.materiality import TriggerKind
from cases.states.party import PartyRole
from cases.workflow.case import CASE_MOVES, QUESTION_VERBS
from tests.cases.desk import make_topic, open_case
from tests.cases.moves.test_the_table import calls
from tests.people import make_person
from tests.standing import standing
from vault.models import SealedFile

pytestmark = pytest.mark.django_db

# A report is never answered away, nor is it asked to become one.
FOR_QUESTIONS = QUESTION_VERBS - {"answer_question"}
FIRST_MOVES = [move for move in CASE_MOVES if CaseState.NEW in move.sources and move.verb not in FOR_QUESTIONS]
LATER = timedelta(hours=2)


@standing
def bribery(desk, at) -> Case:
    """A case that has just arrived and may be material; nobody has looked at it."""
    case = open_case(at=at, topic=make_topic("bribery", trigger=TriggerKind.BRIBERY))
    assert case.triggers.get().known_at is None
    return case


@standing
def outsider(at) -> Person:
    return make_person("Nils Newman", "INVESTIGATOR", at=at)


@pytest.mark.parametrize("move", FIRST_MOVES, ids=[move.verb for move in FIRST_MOVES])
def test_whoever_makes_a_move_on_a_new_case_knew_of_it_from_then_on(bribery, outsider, ethics_officer, move: Move, at):
    action, facts = calls(bribery, outsider)[move.verb]
    action(bribery, by=ethics_officer, at=at + LATER, **facts)
    assert bribery.triggers.get().known_at == at + LATER


@pytest.mark.parametrize(
    ("action", "facts"),
    [(actions.confirm_party, {"role": PartyRole.WITNESS}), (actions.reject_party, {"reason": "Somebody else."})],
    ids=["confirm_party", "reject_party"],
)
def test_whoever_decides_on_a_possible_match_knew_of_the_matter(bribery, ethics_officer, outsider, action, facts, at):
    case = open_case(at=at, topic=bribery.topic, typed_names=outsider.full_name)
    action(Party.objects.get(case=case), by=ethics_officer, at=at + LATER, **facts)
    assert case.triggers.get().known_at == at + LATER


def test_whoever_opens_a_file_knew_of_the_matter(bribery, ethics_officer, at):
    report = bribery.reports.get()
    sealed = SealedFile.objects.seal(
        [b"A bill."], name="bill.txt", data_key=report.data_key, on=at.date(), media_type="text/plain"
    )
    file = attach_file(report, sealed, on=at.date())
    check_attachment(file, on=at.date())
    assert bribery.triggers.get().known_at is None, "the clock knows nothing"
    open_attachment(file, by=ethics_officer, at=at + LATER)
    assert bribery.triggers.get().known_at == at + LATER


def test_a_later_act_changes_nothing(bribery, desk, ethics_officer, at):
    actions.write_note(bribery, body="Read it.", by=ethics_officer, at=at)
    actions.acknowledge_case(bribery, message="It has arrived.", by=ethics_officer, at=at + LATER)
    assert bribery.triggers.get().known_at == at


def test_what_the_reporter_writes_is_no_knowledge_of_the_staff(bribery, at):
    actions.answer_as_reporter(bribery.reports.get(), body="One more thing.", at=at + LATER)
    assert bribery.triggers.get().known_at is None
