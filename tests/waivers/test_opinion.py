"""Before it is decided, counsel or the General Auditor may be asked; what they say binds nobody."""

import pytest

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from tests.waivers.test_database_refuses import refuses
from vault.fields import ciphertext
from waivers import actions
from waivers.models import Opinion, Waiver
from waivers.states import WaiverState

pytestmark = pytest.mark.django_db


def ask(waiver: Waiver, story, people, name: str = "counsel", question: str = "Is it lawful?") -> Waiver:
    adviser = getattr(people, name)
    facts = {"adviser": adviser, "question": question, "by": people.ethics_officer}
    return actions.ask_opinion(waiver, **facts, at=story.next_moment())


def give(waiver: Waiver, story, people, opinion: str = "It is.") -> Waiver:
    return actions.give_opinion(waiver, advice="APPROVE", opinion=opinion, by=people.counsel, at=story.next_moment())


def test_whoever_is_asked_sees_the_request_from_then_on(asked, story, people):
    assert not Waiver.objects.visible_to(people.counsel).exists()
    ask(asked, story, people)
    assert Waiver.objects.visible_to(people.counsel).get() == asked
    assert Notice.objects.filter(recipient=people.counsel, kind="waiver_opinion_asked").exists()


def test_what_they_say_is_sealed_told_to_whoever_decides_and_binds_nobody(asked, story, people):
    ask(asked, story, people)
    give(asked, story, people)
    opinion = Opinion.objects.get()
    assert (opinion.advice, opinion.words) == ("APPROVE", "It is.")
    assert b"It is." not in ciphertext(opinion, "words")
    assert Notice.objects.filter(recipient=people.ethics_officer, kind="waiver_opinion_given").exists()
    assert story.refused(asked).state == WaiverState.REFUSED


def test_the_decision_need_not_wait_and_then_it_is_too_late(asked, story, people):
    ask(asked, story, people)
    story.granted(asked)
    with pytest.raises(Refused):
        give(asked, story, people)


def test_the_requester_reads_neither_question_nor_opinion_and_hears_nothing(asked, story, people):
    before = Notice.objects.filter(recipient=people.employee).count()
    give(ask(asked, story, people), story, people)
    assert Notice.objects.filter(recipient=people.employee).count() == before
    assert not asked.may_read_deliberations(people.employee)
    told = " ".join(f"{entry.sentence} {entry.facts}" for entry in history(asked))
    assert "lawful" not in told and "It is." not in told


@pytest.mark.parametrize("name", ["employee", "stranger", "secretary", "ethics_officer"])
def test_only_counsel_and_the_general_auditor_are_asked(asked, story, people, name):
    with pytest.raises(Refused) as refusal:
        ask(asked, story, people, name)
    assert refusal.value.field_name == "adviser"


def test_nobody_is_asked_whom_it_concerns_nor_twice(story, people):
    own = story.requested(by=people.counsel)
    with pytest.raises(Refused):
        ask(own, story, people)
    asked = ask(story.requested(), story, people)
    with pytest.raises(Refused):
        ask(asked, story, people)


def test_a_question_and_an_opinion_have_words(asked, story, people):
    with pytest.raises(Refused):
        ask(asked, story, people, question=" ")
    ask(asked, story, people)
    with pytest.raises(Refused):
        give(asked, story, people, opinion=" ")


def test_a_given_opinion_stays(asked, story, people):
    give(ask(asked, story, people), story, people)
    with pytest.raises(Refused):
        give(asked, story, people, opinion="Another.")
    opinion = Opinion.objects.get()
    assert refuses("UPDATE waivers_opinion SET advice = 'REFUSE' WHERE id = %s", opinion.pk)
    assert refuses("UPDATE waivers_opinion SET words = question WHERE id = %s", opinion.pk)
    assert refuses("DELETE FROM waivers_opinion WHERE id = %s", opinion.pk)


def test_the_database_refuses_the_concerned_and_ones_own(asked, story, people):
    ask(asked, story, people)
    opinion = Opinion.objects.get()
    other = story.requested(by=people.counsel)
    assert refuses("UPDATE waivers_opinion SET waiver_id = %s WHERE id = %s", other.pk, opinion.pk)
    assert refuses("UPDATE waivers_opinion SET given_at = asked_at WHERE id = %s", opinion.pk)
