"""Asking for a waiver: in writing, complete, and frozen once sent."""

from datetime import date

import pytest

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.models import Provision
from tests.code_of_ethics.people import CODE_TEXT, publish_code
from vault.fields import ciphertext
from waivers import actions
from waivers.models import Clarification, Waiver
from waivers.states import ClassReason, WaiverClass, WaiverState

pytestmark = pytest.mark.django_db


def heard(person: Person) -> set[str]:
    return set(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_an_employees_request_goes_to_the_ethics_officer(asked, people):
    assert asked.classification == WaiverClass.OTHER
    assert asked.classification_reason == ClassReason.EMPLOYEE
    assert "waiver_requested" in heard(people.ethics_officer)
    assert "waiver_requested" not in heard(people.general_auditor)


def test_the_reference_tells_nothing_and_can_be_read_aloud(story):
    references = {story.drafted().reference for _number in range(20)}
    assert len(references) == 20
    assert all(len(reference) == 11 and not set(reference[2:]) & set("01IO") for reference in references)


def test_its_words_are_sealed_in_the_database(asked, words):
    waiver = Waiver.objects.get(pk=asked.pk)
    assert words["reasons"].encode() not in ciphertext(waiver, "reasons")
    assert waiver.reasons == words["reasons"]


def test_no_word_of_it_is_on_the_trail(asked, words):
    for entry in history(asked):
        assert words["reasons"] not in str(entry.facts) + str(entry.sentence)


def test_a_draft_tells_nobody(story, people):
    story.drafted()
    assert "waiver_requested" not in heard(people.ethics_officer)


@pytest.mark.parametrize("name", ["departure", "reasons", "mitigations"])
def test_an_incomplete_request_is_refused_with_the_field_that_is_missing(story, name):
    draft = story.drafted(**{name: "   "})
    with pytest.raises(Refused) as refusal:
        actions.request_waiver(draft, by=draft.requester, at=story.next_moment())
    assert refusal.value.field_name == name


def test_an_end_before_the_start_is_refused(story):
    with pytest.raises(Refused) as refusal:
        story.drafted(ends_on=date(2026, 11, 29))
    assert refusal.value.field_name == "ends_on"


def test_a_request_that_is_over_before_it_is_sent_is_refused(story):
    draft = story.drafted(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 2))
    with pytest.raises(Refused):
        actions.request_waiver(draft, by=draft.requester, at=story.next_moment())


def test_a_manager_asks_for_somebody_who_reports_to_them(story, people):
    waiver = story.requested(by=people.manager, beneficiary=people.employee)
    assert waiver.beneficiary == people.employee


def test_nobody_asks_for_somebody_elses_people(story, people):
    with pytest.raises(Refused):
        story.drafted(by=people.stranger, beneficiary=people.employee)


def test_only_a_provision_in_force_can_be_waived(story, people, words):
    publish_code(
        CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2027-06-01"),
        editor=people.editor, publisher=people.ethics_officer, at=story.at,
    )  # fmt: skip
    future = Provision.objects.get(version__number=2, key="gifts")
    with pytest.raises(Refused):
        story.drafted(provision=future)


def test_a_draft_can_be_changed_until_it_is_sent(story, words, people):
    draft = story.drafted()
    changed = actions.edit_waiver(
        draft, **{**words, "reasons": "Other reasons."}, by=people.employee, at=story.next_moment()
    )
    assert Waiver.objects.get(pk=changed.pk).reasons == "Other reasons."
    actions.request_waiver(draft, by=people.employee, at=story.next_moment())
    with pytest.raises(Refused):
        actions.edit_waiver(draft, **words, by=people.employee, at=story.next_moment())


def test_a_question_and_its_answer_leave_the_request_as_it_was(story, asked, words, people):
    story.returned(asked)
    assert "waiver_returned" in heard(people.employee)
    answered = actions.answer_question(asked, answer="The host.", by=people.employee, at=story.next_moment())
    assert answered.state == WaiverState.REQUESTED
    assert answered.reasons == words["reasons"]
    assert Clarification.objects.get().answer == "The host."
    assert "waiver_answered" in heard(people.ethics_officer)


def test_a_second_question_is_a_second_row(story, asked, people):
    for _round in range(2):
        story.returned(asked)
        actions.answer_question(asked, answer="Yes.", by=people.employee, at=story.next_moment())
    assert Clarification.objects.count() == 2
    assert Notice.objects.filter(recipient=people.employee, kind="waiver_returned").count() == 2


def test_an_empty_answer_is_refused(story, asked, people):
    story.returned(asked)
    with pytest.raises(Refused):
        actions.answer_question(asked, answer=" ", by=people.employee, at=story.next_moment())


def test_withdrawn_it_stays_on_record(story, asked, people):
    actions.withdraw_waiver(asked, by=people.employee, at=story.next_moment())
    assert Waiver.objects.get().state == WaiverState.WITHDRAWN
    assert [entry.verb for entry in history(asked)] == ["draft_waiver", "request", "withdraw"]
