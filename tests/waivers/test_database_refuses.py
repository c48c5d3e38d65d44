"""What the database itself refuses, for every script that goes past the Portal. Raw SQL only."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from tests.standing import standing
from tests.waivers.story import AGAINST, RECUSED
from waivers.models import BoardDecision, BoardVote, Clarification, Waiver

pytestmark = pytest.mark.django_db


def raw_id(pk: uuid.UUID) -> str:
    return str(pk) if connection.vendor == "postgresql" else pk.hex


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [raw_id(value) if isinstance(value, uuid.UUID) else value for value in values])


def refuses(sql: str, *values: object) -> bool:
    """Whether the database refuses this statement."""
    try:
        run(sql, *values)
    except IntegrityError:
        return True
    return False


GRANT = (
    "UPDATE waivers_waiver SET state = 'GRANTED', outcome = 'GRANTED', decided_by_id = %s, decided_at = drafted_at, "
    "decision_reasons = reasons, why_appropriate = reasons, why_limited = reasons, conditions = reasons, "
    "effective_from = starts_on, signature_id = %s WHERE id = %s"
)


@standing
def signature_id(story) -> uuid.UUID:
    """A signature that exists, so that only the rule under test refuses."""
    return story.refused(story.requested()).signature_id


def test_the_same_statement_with_everything_right_is_taken(asked, people, signature_id):
    """The refused counterparts below differ from this in one thing only."""
    run(GRANT, people.ethics_officer.pk, signature_id, asked.pk)
    assert Waiver.objects.get(pk=asked.pk).outcome == "GRANTED"


def test_the_requester_as_decider(asked, people, signature_id):
    assert refuses(GRANT, people.employee.pk, signature_id, asked.pk)


def test_the_beneficiary_as_decider(story, people, signature_id):
    waiver = story.requested(by=people.manager, beneficiary=people.employee)
    assert refuses(GRANT, people.employee.pk, signature_id, waiver.pk)


def test_a_decision_by_nobody(asked, signature_id):
    assert refuses(GRANT, None, signature_id, asked.pk)


@pytest.mark.parametrize("missing", ["decision_reasons", "why_appropriate", "why_limited"])
def test_a_grant_without_its_reasons(asked, people, signature_id, missing):
    without = GRANT.replace(f"{missing} = reasons", f"{missing} = NULL")
    assert refuses(without, people.ethics_officer.pk, signature_id, asked.pk)


def test_a_decision_without_a_signature(asked, people):
    assert refuses(GRANT, people.ethics_officer.pk, None, asked.pk)


def test_the_boards_request_granted_by_an_officer(asked_by_executive, people, signature_id):
    assert refuses(GRANT, people.ethics_officer.pk, signature_id, asked_by_executive.pk)


def test_the_boards_request_granted_without_a_decision_of_the_board(asked_by_executive, signature_id):
    assert refuses(GRANT, None, signature_id, asked_by_executive.pk)


def test_the_boards_request_granted_on_an_unconfirmed_record(story, asked_by_executive, signature_id):
    waiver = story.recorded(story.on_agenda(asked_by_executive))
    assert refuses(GRANT, None, signature_id, waiver.pk)


def test_the_boards_request_granted_against_the_boards_vote(story, asked_by_executive, people):
    waiver = story.confirmed(story.on_agenda(asked_by_executive), director=AGAINST, third_director=AGAINST)
    assert refuses("UPDATE waivers_waiver SET state = 'GRANTED', outcome = 'GRANTED' WHERE id = %s", waiver.pk)


def test_a_waiver_born_granted_for_the_boards_class(story):
    waiver = story.board_granted()
    columns = [field.column for field in Waiver._meta.concrete_fields if field.name not in ("id", "reference")]
    listed = ", ".join(columns)
    cast = "::uuid" if connection.vendor == "postgresql" else ""
    copy = (
        f"INSERT INTO waivers_waiver (id, reference, {listed}) SELECT %s{cast}, 'W-COPY-COPY', {listed} "
        "FROM waivers_waiver WHERE id = %s"
    )
    assert refuses(copy, uuid.uuid4(), waiver.pk)


@pytest.mark.parametrize("column", ["departure", "reasons", "mitigations"])
def test_other_words_in_a_request_that_was_sent(asked, column):
    other = "departure" if column != "departure" else "reasons"
    assert refuses(f"UPDATE waivers_waiver SET {column} = {other} WHERE id = %s", asked.pk)


def test_another_beneficiary_after_the_request(asked, people):
    assert refuses("UPDATE waivers_waiver SET beneficiary_id = %s WHERE id = %s", people.stranger.pk, asked.pk)


@pytest.mark.parametrize("column", ["decision_reasons", "why_limited", "conditions"])
def test_other_words_in_a_decision(story, asked, column):
    waiver = story.granted(asked)
    assert refuses(f"UPDATE waivers_waiver SET {column} = departure WHERE id = %s", waiver.pk)


def test_another_class_after_the_decision(story, asked):
    waiver = story.granted(asked)
    assert refuses("UPDATE waivers_waiver SET classification = 'BOARD' WHERE id = %s", waiver.pk)


def test_reopening_what_is_over(story, asked):
    waiver = story.refused(asked)
    assert refuses("UPDATE waivers_waiver SET state = 'REQUESTED', outcome = '' WHERE id = %s", waiver.pk)


def test_a_state_that_does_not_fit_the_outcome(asked):
    assert refuses("UPDATE waivers_waiver SET state = 'GRANTED' WHERE id = %s", asked.pk)


def test_an_unknown_state(asked):
    assert refuses("UPDATE waivers_waiver SET state = 'FORGOTTEN' WHERE id = %s", asked.pk)


def test_deleting_a_waiver(asked):
    assert refuses("DELETE FROM waivers_waiver WHERE id = %s", asked.pk)


def test_a_recommendation_by_whoever_benefits(asked_by_executive, people):
    assert refuses(
        "UPDATE waivers_waiver SET recommended_by_id = %s WHERE id = %s", people.executive.pk, asked_by_executive.pk
    )


def test_a_recommendation_that_nobody_gave_or_at_no_time(asked, people):
    assert refuses("UPDATE waivers_waiver SET recommended_at = drafted_at WHERE id = %s", asked.pk)
    assert refuses("UPDATE waivers_waiver SET recommended_by_id = %s WHERE id = %s", people.ethics_officer.pk, asked.pk)


def test_another_recommendation_afterwards(story, asked_by_executive):
    waiver = story.recommended(asked_by_executive)
    assert refuses("UPDATE waivers_waiver SET advice = 'REFUSE' WHERE id = %s", waiver.pk)


def test_a_waiver_that_ends_before_it_starts(story):
    draft = story.drafted()
    assert refuses("UPDATE waivers_waiver SET ends_on = '2026-01-01' WHERE id = %s", draft.pk)


# --- the Board ---------------------------------------------------------------------------------------------
@standing
def recorded(story, people) -> BoardDecision:
    """A director's request, recorded with that director recused."""
    waiver = story.recorded(story.on_agenda(story.requested(by=people.director)), director=RECUSED)
    return BoardDecision.objects.get(waiver=waiver)


VOTE = "INSERT INTO waivers_boardvote (id, decision_id, member_id, attendance, vote) VALUES (%s, %s, %s, %s, %s)"


def test_a_vote_of_whoever_benefits(recorded, people):
    change = (
        "UPDATE waivers_boardvote SET attendance = 'PRESENT', vote = 'FOR' WHERE decision_id = %s AND member_id = %s"
    )
    assert refuses(change, recorded.pk, people.director.pk)


def test_a_new_vote_of_whoever_benefits(recorded, people):
    run("DELETE FROM waivers_boardvote WHERE decision_id = %s AND member_id = %s", recorded.pk, people.director.pk)
    assert refuses(VOTE, uuid.uuid4(), recorded.pk, people.director.pk, "PRESENT", "AGAINST")


def test_two_votes_of_one_director(recorded, people):
    assert refuses(VOTE, uuid.uuid4(), recorded.pk, people.presiding.pk, "PRESENT", "FOR")


def test_a_vote_of_somebody_absent(recorded, people):
    assert refuses(VOTE, uuid.uuid4(), recorded.pk, people.stranger.pk, "ABSENT", "FOR")


def test_somebody_present_without_a_vote(recorded, people):
    assert refuses(VOTE, uuid.uuid4(), recorded.pk, people.stranger.pk, "PRESENT", "NONE")


CONFIRM = "UPDATE waivers_boarddecision SET confirmed_by_id = %s, confirmed_at = recorded_at WHERE id = %s"


def test_a_confirmation_by_the_presiding_director_is_taken(recorded, people):
    run(CONFIRM, people.presiding.pk, recorded.pk)
    assert BoardDecision.objects.get(pk=recorded.pk).confirmed_by == people.presiding


def test_a_confirmation_by_another_director(recorded, people):
    assert refuses(CONFIRM, people.third_director.pk, recorded.pk)


def test_a_confirmation_by_whoever_recorded_it(recorded, people):
    assert refuses(CONFIRM, people.secretary.pk, recorded.pk)
    assert refuses("UPDATE waivers_boarddecision SET recorded_by_id = presiding_id WHERE id = %s", recorded.pk)


def test_a_confirmation_by_a_director_who_was_not_present(recorded, people):
    run(
        "UPDATE waivers_boardvote SET attendance = 'ABSENT', vote = 'NONE' WHERE decision_id = %s AND member_id = %s",
        recorded.pk, people.presiding.pk,
    )  # fmt: skip
    assert refuses(CONFIRM, people.presiding.pk, recorded.pk)


def test_whoever_benefits_as_presiding_director(recorded, people):
    change = "UPDATE waivers_boarddecision SET presiding_id = %s WHERE id = %s"
    assert refuses(change, people.director.pk, recorded.pk)


def test_votes_after_the_confirmation(story, people):
    decision = story.board_granted().board_decision
    assert refuses("UPDATE waivers_boardvote SET vote = 'AGAINST' WHERE decision_id = %s", decision.pk)
    assert refuses("DELETE FROM waivers_boardvote WHERE decision_id = %s", decision.pk)
    assert refuses(VOTE, uuid.uuid4(), decision.pk, people.stranger.pk, "ABSENT", "NONE")
    assert BoardVote.objects.filter(decision=decision, vote="FOR").count() == 3


@pytest.mark.parametrize(
    "change", ["resolution = 'other'", "outcome = 'REFUSED'", "confirmed_at = NULL", "reasons = conditions"]
)
def test_a_confirmed_record_changed(story, change):
    decision = story.board_granted().board_decision
    assert refuses(f"UPDATE waivers_boarddecision SET {change} WHERE id = %s", decision.pk)


def test_two_decisions_of_the_board_on_one_request(recorded):
    columns = ", ".join(field.column for field in BoardDecision._meta.concrete_fields if field.name != "id")
    cast = "::uuid" if connection.vendor == "postgresql" else ""
    copy = f"INSERT INTO waivers_boarddecision (id, {columns}) SELECT %s{cast}, {columns} FROM waivers_boarddecision"
    assert refuses(copy, uuid.uuid4())


def test_another_question_under_an_answer(story, asked):
    story.returned(asked)
    question = Clarification.objects.get()
    assert refuses("UPDATE waivers_clarification SET question = question || question WHERE id = %s", question.pk)
    assert refuses("DELETE FROM waivers_clarification WHERE id = %s", question.pk)
