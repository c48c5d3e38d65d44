"""The Board without a meeting: every director in office signs the same text, or it meets."""

from datetime import timedelta

import pytest

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.models import Disclosure
from tests.standing import standing
from tests.waivers.story import FOR, RECUSED, WHY
from waivers import actions
from waivers.decision_text import consent_text
from waivers.models import BoardDecision, ConsentSignature, DirectorRecusal, Waiver
from waivers.states import Voided, WaiverState

pytestmark = pytest.mark.django_db
PROVED = "re-authenticated by password"


@standing
def paper(story, asked_by_executive) -> Waiver:
    """On the Board's agenda."""
    return story.on_agenda(asked_by_executive)


@standing
def proposed(story, paper) -> Waiver:
    return story.proposed(paper)


def standing(waiver: Waiver) -> int:
    return ConsentSignature.objects.filter(decision__waiver=waiver, voided_at__isnull=True).count()


def test_with_the_last_signature_it_is_granted_as_of_that_moment(story, proposed, people):
    for name in ("presiding", "director"):
        waiver = story.signed(proposed, getattr(people, name))
        assert (waiver.state, waiver.outcome) == (WaiverState.BOARD, "")
    waiver = story.signed(proposed, people.third_director)
    assert waiver.state == WaiverState.GRANTED
    assert waiver.decided_at == waiver.board_decision.decision_at == story.at
    assert waiver.decided_by is None
    assert waiver.board_decision.votes.filter(attendance="PRESENT", vote="FOR").count() == 3


def test_the_duty_to_disclose_is_born_with_the_last_signature(story, proposed):
    waiver = story.consented(proposed)
    assert Disclosure.objects.get(source_id=waiver.pk).subject_on == waiver.decided_at.date()


def test_each_signature_covers_the_exact_text_and_says_how_its_signer_proved_themself(story, proposed, people):
    story.consented(proposed)
    waiver = Waiver.objects.get(pk=proposed.pk)
    text = consent_text(waiver, waiver.board_decision)
    signed = ConsentSignature.objects.select_related("signature")
    assert {one.signature.signer_name for one in signed} == {"Dana Director", "Dirk Director", "Dora Director"}
    for one in signed:
        assert one.signature.how == PROVED
        assert one.signature.verifies(text)
        assert not one.signature.verifies(text.replace(b"2026-42", b"2026-43"))


def test_the_directors_are_asked_and_a_text_written_again_asks_again(story, paper, people):
    for _time in range(2):
        story.proposed(paper)
    assert Notice.objects.filter(recipient=people.director, kind="waiver_to_sign").count() == 2
    assert not Notice.objects.filter(recipient=people.executive, kind="waiver_to_sign").exists()


def test_any_later_edit_voids_every_signature_and_keeps_it_on_record(story, proposed, people):
    story.signed(proposed, people.presiding)
    story.signed(proposed, people.director)
    story.proposed(proposed, why_limited="It happens once, and never again.")
    assert standing(proposed) == 0
    assert set(ConsentSignature.objects.values_list("voided_because", flat=True)) == {Voided.EDITED}
    waiver = story.signed(proposed, people.third_director)
    assert waiver.state == WaiverState.BOARD, "the two others have to sign again"
    assert history(waiver)[-2].facts["voided"] == 2


def test_a_text_that_was_changed_since_the_page_was_opened_is_not_signed(story, proposed, people):
    with pytest.raises(Refused) as refusal:
        actions.sign_consent(proposed, sha256="0" * 64, how=PROVED, by=people.director, at=story.next_moment())
    assert "was changed" in refusal.value.sentence
    assert standing(proposed) == 0


def test_nobody_signs_twice(story, proposed, people):
    story.signed(proposed, people.director)
    with pytest.raises(Refused):
        story.signed(proposed, people.director)


@pytest.mark.parametrize("name", ["secretary", "ethics_officer", "general_auditor"])
def test_nobody_signs_who_is_no_director(story, proposed, people, name):
    with pytest.raises((Refused, Waiver.DoesNotExist)):
        story.signed(proposed, getattr(people, name))


def test_a_director_who_left_is_not_waited_for_and_their_signature_counts_no_more(story, proposed, people):
    story.signed(proposed, people.director)
    Person.objects.filter(pk=people.director.pk).update(is_director=False)
    story.signed(proposed, people.presiding)
    waiver = story.signed(proposed, people.third_director)
    assert waiver.state == WaiverState.GRANTED
    assert ConsentSignature.objects.get(member=people.director).voided_because == Voided.LEFT
    assert waiver.board_decision.directors_in_office == 2


def test_a_refusal_means_a_meeting(story, proposed, people):
    story.signed(proposed, people.presiding)
    actions.decline_consent(proposed, by=people.director, at=story.next_moment())
    assert standing(proposed) == 0
    assert Notice.objects.filter(recipient=people.secretary, kind="waiver_needs_meeting").exists()
    with pytest.raises(Refused):
        story.signed(proposed, people.third_director)
    with pytest.raises(Refused) as refusal:
        story.proposed(Waiver.objects.get(pk=proposed.pk))
    assert "has to meet" in refusal.value.sentence
    assert story.confirmed(Waiver.objects.get(pk=proposed.pk)).state == WaiverState.GRANTED


def test_a_recusal_means_a_meeting_and_there_no_presence_and_no_vote(story, proposed, people):
    story.signed(proposed, people.presiding)
    actions.declare_recusal(proposed, reason="A cousin.", by=people.director, at=story.next_moment())
    paper = Waiver.objects.get(pk=proposed.pk)
    assert standing(paper) == 0
    with pytest.raises(Refused):
        story.proposed(paper)
    with pytest.raises(Refused) as refusal:
        story.recorded(paper, director=FOR)
    assert "declared a conflict" in refusal.value.sentence
    assert story.confirmed(Waiver.objects.get(pk=paper.pk), director=RECUSED).state == WaiverState.GRANTED


def test_a_recused_director_reads_no_deliberation_and_can_not_take_it_back(story, paper, people, fresh):
    assert paper.may_read_deliberations(people.director)
    actions.declare_recusal(paper, reason="A cousin.", by=people.director, at=story.next_moment())
    again = Waiver.objects.get(pk=paper.pk)
    assert not again.may_read_deliberations(people.director)
    with pytest.raises(Refused):
        actions.declare_recusal(again, reason="Another.", by=people.director, at=story.next_moment())
    assert DirectorRecusal.objects.get().reason == "A cousin."


def test_a_recusal_needs_its_reason_and_comes_before_the_record(story, paper, people):
    with pytest.raises(Refused):
        actions.declare_recusal(paper, reason=" ", by=people.director, at=story.next_moment())
    waiver = story.recorded(paper)
    with pytest.raises(Refused):
        actions.declare_recusal(waiver, reason="A cousin.", by=people.director, at=story.next_moment())


def test_silence_means_a_meeting_and_then_the_signatures_count_no_more(story, proposed, people):
    story.signed(proposed, people.presiding)
    waiver = story.recorded(Waiver.objects.get(pk=proposed.pk))
    assert standing(waiver) == 0
    assert BoardDecision.objects.get(waiver=waiver).mode == "MEETING"
    with pytest.raises(Refused):
        story.signed(waiver, people.director)


def test_where_a_director_asks_there_is_no_written_consent(story, people):
    paper = story.on_agenda(story.requested(by=people.director))
    with pytest.raises(Refused) as refusal:
        story.proposed(paper)
    assert "has to meet" in refusal.value.sentence


@pytest.mark.parametrize("name", ["reasons", "why_appropriate", "why_limited"])
def test_the_text_says_why(story, paper, name):
    with pytest.raises(Refused) as refusal:
        story.proposed(paper, **{name: " "})
    assert refusal.value.field_name == name


def test_no_word_of_a_consent_or_a_recusal_is_on_the_trail(story, proposed, people):
    actions.declare_recusal(proposed, reason="A cousin.", by=people.director, at=story.next_moment())
    told = " ".join(f"{entry.sentence} {entry.facts}" for entry in history(proposed))
    assert WHY["why_limited"] not in told and "cousin" not in told


def test_the_requester_hears_and_sees_nothing_of_it_until_it_is_decided(story, proposed, people):
    before = Notice.objects.filter(recipient=people.executive).count()
    story.signed(proposed, people.presiding)
    actions.decline_consent(proposed, by=people.director, at=story.next_moment() + timedelta(minutes=1))
    assert Notice.objects.filter(recipient=people.executive).count() == before
    assert not proposed.may_read_deliberations(people.executive)
