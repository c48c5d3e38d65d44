"""Only the Board waives the Code for an executive officer or director, by quorum and majority, on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Notice
from accounts.moves import Refused
from clocks.models import Clock
from code_of_ethics.models import Disclosure
from tests.waivers.story import ABSENT, ABSTAINED, AGAINST, FOR, RECUSED, WHY, Story
from waivers import actions
from waivers.decision_text import decision_text
from waivers.models import Waiver
from waivers.states import ClassReason, WaiverClass, WaiverState

pytestmark = pytest.mark.django_db


def heard(person) -> set[str]:
    return set(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_an_executives_request_is_the_boards(asked_by_executive):
    assert asked_by_executive.classification == WaiverClass.BOARD
    assert asked_by_executive.classification_reason == ClassReason.EXECUTIVE_OFFICER


def test_the_ethics_officer_can_not_grant_it(asked_by_executive, people, at):
    with pytest.raises(Refused):
        actions.approve_waiver(asked_by_executive, **WHY, by=people.ethics_officer, at=at)


def test_confirmed_by_the_presiding_director_it_is_granted(asked_by_executive, story, people):
    waiver = story.confirmed(story.on_agenda(asked_by_executive))
    assert waiver.state == WaiverState.GRANTED
    assert waiver.decided_by is None
    assert waiver.why_limited == WHY["why_limited"]


def test_recorded_but_not_confirmed_nothing_is_decided(asked_by_executive, story):
    waiver = story.recorded(story.on_agenda(asked_by_executive))
    assert (waiver.state, waiver.outcome) == (WaiverState.BOARD, "")
    assert not Disclosure.objects.exists()


def test_the_duty_to_disclose_is_born_with_the_decision_and_counts_from_it(asked_by_executive, story, at):
    paper = story.on_agenda(asked_by_executive)
    waiver = story.confirmed(paper)
    duty = Disclosure.objects.get(source_id=waiver.pk)
    clock = Clock.objects.of(duty).get()
    # Monday 23 November 2026; Thursday is Thanksgiving: Tue, Wed, Fri, Mon.
    assert clock.due_on == date(2026, 11, 30)
    assert clock.started_at == waiver.decided_at
    assert duty.person_name == "Xenia Executive"


def test_a_late_confirmation_does_not_move_the_due_date(asked_by_executive, story, people):
    waiver = story.recorded(story.on_agenda(asked_by_executive))
    actions.confirm_meeting(waiver, by=people.presiding, at=story.at + timedelta(days=6))
    clock = Clock.objects.of(Disclosure.objects.get()).get()
    assert clock.due_on == date(2026, 11, 30)


def test_a_majority_of_those_present_decides(asked_by_executive, story):
    waiver = story.confirmed(story.on_agenda(asked_by_executive), director=AGAINST, third_director=ABSTAINED)
    assert waiver.state == WaiverState.REFUSED
    assert not Disclosure.objects.exists()


def test_a_refusal_of_the_board_keeps_its_reasons(asked_by_executive, story):
    waiver = story.confirmed(story.on_agenda(asked_by_executive), director=AGAINST, third_director=AGAINST)
    assert Waiver.objects.get(pk=waiver.pk).decision_reasons == WHY["reasons"]


def test_a_decision_of_the_same_minute_as_the_recommendation_is_taken(asked_by_executive, story):
    """The minutes are kept by the minute; the recommendation came at a second of it."""
    story.at += timedelta(seconds=25)
    paper = story.on_agenda(asked_by_executive)
    minute = paper.recommended_at.replace(second=0, microsecond=0)
    assert minute < paper.recommended_at
    with pytest.raises(Refused):
        story.recorded(paper, decision_at=minute - timedelta(minutes=1))
    assert story.recorded(paper, decision_at=minute).meeting.decision_at == minute


def test_without_a_quorum_nothing_is_decided(asked_by_executive, story):
    paper = story.on_agenda(asked_by_executive)
    with pytest.raises(Refused, match="refused") as refusal:
        story.recorded(paper, director=ABSENT, third_director=RECUSED)
    assert "no quorum" in refusal.value.sentence


def test_every_director_in_office_has_a_line(asked_by_executive, story, people):
    paper = story.on_agenda(asked_by_executive)
    ballots = story.ballots()
    ballots.pop(people.director.pk)
    with pytest.raises(Refused):
        actions.record_meeting(
            paper, resolution="1", decision_at=story.next_moment(), zone="UTC", presiding=people.presiding,
            ballots=ballots, **WHY, by=people.secretary, at=story.next_moment(),
        )  # fmt: skip


def test_a_director_who_asks_is_recused(story, people):
    paper = story.on_agenda(story.requested(by=people.director))
    with pytest.raises(Refused) as refusal:
        story.recorded(paper, director=FOR)
    assert "recused" in refusal.value.sentence
    assert story.confirmed(paper, director=RECUSED).state == WaiverState.GRANTED


def test_nobody_who_was_absent_presides(asked_by_executive, story, people):
    paper = story.on_agenda(asked_by_executive)
    with pytest.raises(Refused):
        story.recorded(paper, presiding=ABSENT)


def test_the_decision_can_not_come_before_the_recommendation(asked_by_executive, story):
    paper = story.on_agenda(asked_by_executive)
    with pytest.raises(Refused):
        story.recorded(paper, decision_at=datetime(2026, 11, 20, tzinfo=UTC))


def test_another_director_can_not_confirm(asked_by_executive, story, people):
    waiver = story.recorded(story.on_agenda(asked_by_executive))
    with pytest.raises(Refused):
        actions.confirm_meeting(waiver, by=people.director, at=story.next_moment())


def test_a_wrong_record_is_replaced_before_it_is_confirmed(asked_by_executive, story, people):
    paper = story.on_agenda(asked_by_executive)
    story.recorded(paper, director=AGAINST, third_director=AGAINST)
    waiver = story.confirmed(Waiver.objects.get(pk=paper.pk))
    assert waiver.state == WaiverState.GRANTED
    assert waiver.board_decision.votes.count() == 3


def test_a_confirmed_record_can_not_be_recorded_again(story):
    waiver = story.board_granted()
    with pytest.raises(Refused):
        story.recorded(waiver)


def test_the_signature_covers_the_votes(story):
    waiver = Waiver.objects.get(pk=story.board_granted().pk)
    text = decision_text(waiver, waiver.board_decision)
    assert waiver.signature.verifies(text)
    assert not waiver.signature.verifies(text.replace(b'"FOR"', b'"AGAINST"', 1))


def test_everybody_concerned_is_told_and_nobody_else(story, people):
    story.board_granted()
    for name in ("executive", "ethics_officer", "counsel", "secretary"):
        assert "waiver_decided" in heard(getattr(people, name)), name
    assert "waiver_decided" not in heard(people.stranger)
    assert "waiver_decided" not in heard(people.administrator)
    assert "disclosure_due" in heard(people.counsel)


def test_a_director_who_asks_gets_no_paper(story, people):
    story.on_agenda(story.requested(by=people.director))
    assert "waiver_on_agenda" in heard(people.presiding)
    assert "waiver_on_agenda" not in heard(people.director)


def test_a_conflict_alone_makes_no_duty_to_disclose(story: Story, people):
    waiver = story.requested(by=people.ethics_staff)
    assert waiver.classification_reason == ClassReason.CONFLICT
    story.confirmed(story.on_agenda(waiver, by=people.general_auditor))
    assert not Disclosure.objects.exists()


def test_a_retroactive_start_is_the_boards(story):
    waiver = story.requested(starts_on=date(2026, 11, 1))
    assert waiver.classification_reason == ClassReason.RETROACTIVE
    decided = story.confirmed(story.on_agenda(waiver))
    assert decided.effective_from == date(2026, 11, 1)
