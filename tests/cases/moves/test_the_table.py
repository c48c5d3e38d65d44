"""Every move of a case, in every state, by every relation: allowed exactly as the table says, refused otherwise.

Both leave an entry on the trail; a refusal is recorded after the rollback. Whoever may not see the case finds none.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move
from audit.models import Entry
from audit.trail import entry_count, history
from cases import actions
from cases.actions import TriageFacts
from cases.models import Case
from cases.states.case import CaseState, Outcome, Queue
from cases.states.party import PartyKind, PartyRole
from cases.workflow.case import CASE_MOVES, QUESTION_VERBS
from code_of_ethics.models import Provision
from tests.cases.desk import make_topic
from tests.people import fresh, make_person
from tests.standing import standing

# Relation → the standing person who has it, or none at all.
PEOPLE = {
    "head": "ethics_officer",
    "staff": "second_ethics_staff",
    "submitter": "ethics_staff",
    "assignee": "investigator",
    "reader": "employee",
    "other_head": "general_auditor",
    "committee": "member",
    "stranger": "other_investigator",
    "administrator": "administrator",
}


def calls(case: Case, outsider: Person) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """How each move is made, with facts that nothing but the table could refuse."""
    facts = TriageFacts(topic=case.topic, summary="Dinners", severity="2", retaliation_risk="LOW")
    party = {"role": PartyRole.WITNESS, "kind": PartyKind.UNKNOWN_PERSON, "described": "The waiter"}
    return {
        "acknowledge": (actions.acknowledge_case, {"message": "It has arrived."}),
        "triage": (actions.triage_case, {"facts": facts}),
        "state_first_incident": (actions.state_first_incident, {"told": None}),
        "answer_question": (actions.answer_question, {"answer": "Yes, ask first."}),
        "ask_to_treat_as_report": (actions.ask_to_treat_as_report, {"message": "May we?", "reason": "It may be."}),
        "treat_as_report": (actions.treat_as_report, {"reason": "It is."}),
        "exit_triage": (actions.exit_triage, {"outcome": Outcome.OUT_OF_SCOPE, "reason": "Not ours."}),
        "assign": (actions.assign_case, {"investigator": outsider}),
        "write_note": (actions.write_note, {"body": "Read it."}),
        "ask_reporter": (actions.ask_reporter, {"body": "When?"}),
        "add_party": (actions.add_party, party),
        "add_allegation": (
            actions.add_allegation,
            {"provision": Provision.objects.get(key="gifts"), "subject": None, "statement": "Took dinners"},
        ),
        "decide_materiality": (
            actions.decide_materiality,
            {"outcome": "MATERIAL", "reasons": "Bribery", "digest_line": "A matter."},
        ),
        "submit_for_review": (actions.submit_for_review, {"reason": "Done."}),
        "return_to_investigation": (actions.return_to_investigation, {"reason": "One more."}),
        "close": (actions.close_case, {"message": "It is closed."}),
        "reopen": (actions.reopen_case, {"reason": "New word."}),
        "share": (actions.share_case, {"person": outsider, "reason": "Knows the trade."}),
        "transfer": (actions.transfer_case, {"queue": Queue.GENERAL_AUDITOR, "reason": "Theirs."}),
        "recuse": (actions.recuse, {"reason": "My cousin."}),
    }


@pytest.fixture
def people(request, desk) -> dict[str, Person]:
    return {relation: request.getfixturevalue(name) for relation, name in PEOPLE.items()}


@standing
def outsider(at) -> Person:
    """Somebody who can be given the case and has no relation to it yet."""
    return make_person("Nils Newman", "INVESTIGATOR", at=at)


def case_for(kind: str, state: str, desk, people) -> Case:
    """A case in `state` that every relation but the strangers' has a hold on."""
    case = desk.case_in(state, topic=make_topic(), kind=kind)
    # Who submitted it, and that nobody else of the office did, is what closing asks about.
    submitter = people["submitter"] if state == CaseState.REVIEW else case.submitted_by
    Case.objects.filter(pk=case.pk).update(assignee=people["assignee"], submitted_by=submitter)
    for reader in ("reader", "other_head"):
        case.access_grants.create(person=people[reader], reason="shared", granted_on=desk.at.date())
    case.access_grants.create(person=people["committee"], reason="undecided", granted_on=desk.at.date())
    return Case.objects.get(pk=case.pk)


def attempt(case: Case, move: Move, by: Person, outsider: Person, at) -> tuple[Any, ConfirmForm]:
    action, facts = calls(case, outsider)[move.verb]
    form = ConfirmForm({})
    assert form.is_valid()
    return perform(form, action, case, **facts, by=by, at=at), form


def test_every_move_has_a_way_to_be_made(desk, case, outsider):
    assert set(calls(case, outsider)) == {move.verb for move in CASE_MOVES}


# The other states take long, and differ in little.
ALWAYS = (CaseState.TRIAGE, CaseState.REVIEW)
REST = [pytest.mark.slow, pytest.mark.once]
STATES = [pytest.param(state, marks=[] if state in ALWAYS else REST) for state in CaseState.values]


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_allowed_as_the_table_says_and_refused_otherwise(state, desk, people, outsider, at):
    report, question = case_for("REPORT", state, desk, people), case_for("QUESTION", state, desk, people)
    for move in CASE_MOVES:
        for relation in PEOPLE:
            with transaction.atomic():
                person = fresh(people[relation])
                check_one(question if move.verb in QUESTION_VERBS else report, move, state, person, outsider, at)
                transaction.set_rollback(True)


def check_one(case: Case, move: Move, state: str, person: Person, outsider: Person, at) -> None:
    before = entry_count(case)
    if not case.is_visible_to(person):
        with pytest.raises(Http404):
            attempt(case, move, person, outsider, at)
        assert entry_count(case) == before
        return
    expected = (
        state in move.sources and bool(case.relations(person) & move.who) and not (case.relations(person) & move.never)
    )
    result, form = attempt(case, move, person, outsider, at)
    told = (move.verb, state, sorted(case.relations(person)), form.errors.as_text())
    assert bool(result) == expected, told
    after = Case.objects.get(pk=case.pk)
    if expected:
        own = Entry.objects.about(case).filter(verb=move.verb, actor_id=str(person.pk))
        assert own.count() >= 1, told
        assert after.state == (move.target or state), told
    else:
        last = history(case)[-1]
        assert form.non_field_errors(), told
        assert (last.verb, last.facts["refused_verb"]) == ("refused", calls(case, outsider)[move.verb][0].__name__)
        assert after.state == state, told
        assert entry_count(case) == before + 1


@pytest.mark.parametrize("relation", [name for name in PEOPLE if name not in ("stranger", "administrator")])
def test_the_table_is_tried_with_people_who_have_the_relation_they_stand_for(relation, desk, people):
    case = case_for("REPORT", CaseState.REVIEW, desk, people)
    assert relation in case.relations(fresh(people[relation]))


def test_strangers_and_administrators_see_nothing(desk, people):
    case = case_for("REPORT", CaseState.REVIEW, desk, people)
    assert not any(case.is_visible_to(people[name]) for name in ("stranger", "administrator"))
