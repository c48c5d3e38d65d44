"""What the database itself refuses about written consents and recusals. Raw SQL only."""

import uuid

import pytest

from audit.signatures import sign
from tests.standing import standing
from tests.waivers.story import FOR, RECUSED
from tests.waivers.test_database_refuses import refuses, run
from waivers import actions
from waivers.models import BoardDecision, ConsentSignature, Waiver

pytestmark = pytest.mark.django_db

SIGN = (
    "INSERT INTO waivers_consentsignature (id, decision_id, member_id, signature_id, signed_at, voided_because) "
    "SELECT %s{cast}, id, %s{cast}, %s{cast}, recorded_at, '' FROM waivers_boarddecision WHERE id = %s"
)


@standing
def consent(story, people) -> BoardDecision:
    """A written consent that one director has signed."""
    waiver = story.proposed(story.on_agenda(story.requested(by=people.executive)))
    story.signed(waiver, people.presiding)
    return BoardDecision.objects.get(waiver=waiver)


@pytest.fixture
def signature_of(at):
    return lambda person: sign(b"text", statement="I agree.", signer=person, at=at, how="password").pk


def signing(decision: BoardDecision, member: uuid.UUID, signature: uuid.UUID) -> tuple:
    from django.db import connection

    cast = "::uuid" if connection.vendor == "postgresql" else ""
    return SIGN.format(cast=cast), uuid.uuid4(), member, signature, decision.pk


def test_a_directors_own_signature_is_taken(consent, people, signature_of):
    """The refused ones below differ from this in one thing only."""
    run(*signing(consent, people.director.pk, signature_of(people.director)))
    assert ConsentSignature.objects.filter(decision=consent).count() == 2


def test_a_signature_of_somebody_else(consent, people, signature_of):
    assert refuses(*signing(consent, people.director.pk, signature_of(people.third_director)))


def test_a_second_signature_of_one_director(consent, people, signature_of):
    assert refuses(*signing(consent, people.presiding.pk, signature_of(people.presiding)))


@pytest.mark.parametrize("name", ["executive", "secretary"])
def test_a_signature_of_whoever_asks_or_wrote_the_text(consent, people, signature_of, name):
    person = getattr(people, name)
    assert refuses(*signing(consent, person.pk, signature_of(person)))


def test_a_signature_under_a_meeting(story, people, signature_of):
    waiver = story.recorded(story.on_agenda(story.requested(by=people.executive)))
    assert refuses(*signing(waiver.meeting, people.director.pk, signature_of(people.director)))


def test_a_signature_after_a_recusal(story, consent, people, signature_of):
    waiver = Waiver.objects.get(pk=consent.waiver_id)
    actions.declare_recusal(waiver, reason="A cousin.", by=people.director, at=story.next_moment())
    assert refuses(*signing(consent, people.third_director.pk, signature_of(people.third_director)))


@pytest.mark.parametrize("change", ["resolution = 'other'", "reasons = conditions", "mode = 'MEETING'"])
def test_another_text_under_a_signature(consent, change):
    assert refuses(f"UPDATE waivers_boarddecision SET {change} WHERE id = %s", consent.pk)


def test_another_text_once_the_signatures_are_void(consent):
    run(
        "UPDATE waivers_consentsignature SET voided_at = signed_at, voided_because = 'EDITED' WHERE decision_id = %s",
        consent.pk,
    )
    run("UPDATE waivers_boarddecision SET resolution = 'other' WHERE id = %s", consent.pk)
    assert refuses("UPDATE waivers_consentsignature SET voided_at = NULL, voided_because = ''")


def test_a_void_signature_without_a_reason(consent):
    assert refuses("UPDATE waivers_consentsignature SET voided_at = signed_at WHERE decision_id = %s", consent.pk)


@pytest.mark.parametrize("change", ["signed_at = voided_at", "member_id = signature_id"])
def test_another_signer_or_time(consent, change):
    assert refuses(f"UPDATE waivers_consentsignature SET {change} WHERE decision_id = %s", consent.pk)


def test_deleting_a_signature_or_a_recusal(story, consent, people):
    assert refuses("DELETE FROM waivers_consentsignature WHERE decision_id = %s", consent.pk)
    waiver = Waiver.objects.get(pk=consent.waiver_id)
    actions.declare_recusal(waiver, reason="A cousin.", by=people.director, at=story.next_moment())
    assert refuses("DELETE FROM waivers_directorrecusal WHERE waiver_id = %s", waiver.pk)


CONFIRM = (
    "UPDATE waivers_boarddecision SET confirmed_by_id = %s, confirmed_at = recorded_at, decision_at = recorded_at "
    "WHERE id = %s"
)
VOTE = (
    "INSERT INTO waivers_boardvote (id, decision_id, member_id, attendance, vote) VALUES (%s, %s, %s, 'PRESENT', 'FOR')"
)


def test_a_consent_in_effect_before_every_director_has_signed(consent, people):
    for name in ("presiding", "director", "third_director"):
        run(VOTE, uuid.uuid4(), consent.pk, getattr(people, name).pk)
    assert refuses(CONFIRM, people.presiding.pk, consent.pk)
    run("UPDATE waivers_boarddecision SET directors_in_office = 1 WHERE id = %s", consent.pk)
    assert refuses(CONFIRM, people.third_director.pk, consent.pk), "votes without signatures"


def test_a_signature_voided_once_the_consent_is_in_effect(story, consent, people):
    waiver = Waiver.objects.get(pk=consent.waiver_id)
    for name in ("director", "third_director"):
        story.signed(waiver, getattr(people, name))
    assert refuses(
        "UPDATE waivers_consentsignature SET voided_at = signed_at, voided_because = 'LEFT' WHERE decision_id = %s",
        consent.pk,
    )


def test_a_vote_of_a_director_who_stepped_back(story, people):
    paper = story.on_agenda(story.requested(by=people.executive))
    actions.declare_recusal(paper, reason="A cousin.", by=people.director, at=story.next_moment())
    waiver = story.recorded(Waiver.objects.get(pk=paper.pk), director=RECUSED)
    change = "UPDATE waivers_boardvote SET attendance = 'PRESENT', vote = 'FOR' WHERE member_id = %s"
    assert refuses(change, people.director.pk)
    assert waiver.meeting.votes.get(member=people.third_director).vote == FOR.vote


def test_a_decision_of_the_board_on_what_is_not_its_class(story, consent, asked):
    assert refuses("UPDATE waivers_boarddecision SET waiver_id = %s WHERE id = %s", asked.pk, consent.pk)


def test_a_consent_that_refuses(consent):
    assert refuses("UPDATE waivers_boarddecision SET outcome = 'REFUSED' WHERE id = %s", consent.pk)


def test_a_finding_that_no_waiver_is_needed_in_another_state(story, asked):
    story.cleared(asked)
    assert refuses("UPDATE waivers_waiver SET state = 'GRANTED' WHERE id = %s", asked.pk)
    assert refuses("UPDATE waivers_waiver SET outcome = 'GRANTED' WHERE id = %s", asked.pk)
