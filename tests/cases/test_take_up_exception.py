"""What somebody could not affirm becomes a case: routed and walled like any report, its reporter in confidence."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from cases.actions import PassageFacts, propose_minimising, take_up_exception
from cases.models import Case, Report, TakenUpException
from cases.states.report import Mode
from code_of_ethics.actions import (
    answer_exception,
    ask_due,
    import_version,
    lift_match,
    publish_version,
    state_exception,
)
from code_of_ethics.models import Affirmation, StatedException, Topic
from tests.code_of_ethics.people import CODE_TEXT
from tests.conftest import open_calendars
from tests.standing import standing
from tests.sweeps.browse import browser

pytestmark = pytest.mark.django_db


@standing
def topic() -> Topic:
    return Topic.objects.get_or_create(slug="gifts", defaults={"name": "Gifts", "question": "Gifts?"})[0]


@standing
def talk(code_editor, ethics_officer, ethics_staff, employee, subject, at) -> StatedException:
    open_calendars()
    version = import_version(CODE_TEXT, number=9, effective_on=at.date(), by=code_editor, at=at)
    publish_version(version, by=ethics_officer, at=at)
    ask_due(at=at)
    asked = Affirmation.objects.get(person=employee)
    text = f"I can't: {subject.full_name} takes money from a haulier."
    exception = state_exception(asked, text=text, by=employee, at=at)
    answer_exception(exception, text="Since when?", by=ethics_staff, at=at)
    answer_exception(exception, text="Since spring.", by=employee, at=at)
    return exception


def test_the_whole_talk_is_told_in_confidence_and_the_person_finds_it_among_their_reports(
    talk, topic, ethics_staff, employee, at
):
    take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    report = Report.objects.get()
    assert report.mode == Mode.CONFIDENTIAL and report.topic == topic
    for words in ("takes money", "Since when?", "Since spring."):
        assert words in str(report.narrative)
    for person in (employee, ethics_staff):
        assert person.full_name not in str(report.narrative)
    assert Report.objects.by_reporter(employee).get() == report
    assert Notice.objects.get(kind="exception_taken_up").recipient == employee


def test_no_passage_is_removed_of_what_the_talk_still_holds(talk, topic, ethics_staff, at):
    take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    report = Report.objects.get()
    passage = PassageFacts("REPORT", report.pk, "takes money", "PRIVATE", "It is private.")
    with pytest.raises(Refused) as refusal:
        propose_minimising(report.case, facts=passage, by=ethics_staff, at=at)
    assert "would still hold the words" in str(refusal.value.sentence)


def test_it_is_walled_like_any_report(talk, topic, ethics_staff, subject, subordinate, at):
    take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    assert Case.objects.visible_to(ethics_staff).exists()
    assert not Case.objects.visible_to(subject).exists()
    assert not Case.objects.visible_to(subordinate).exists()


def test_whom_the_talk_may_name_stays_walled_off_from_the_case_even_where_the_words_are_gone(
    talk, topic, ethics_staff, ethics_officer, subject, at, settings
):
    settings.NARRATIVE_LIMIT = 20
    assert not StatedException.objects.visible_to(subject).exists()
    take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    party = Report.objects.get().case.parties.get()
    assert (party.person, party.status, party.role) == (subject, "PROVISIONAL", "SUBJECT")


def test_a_named_colleague_makes_no_report_of_it_nor_finds_the_page(talk, topic, employee, ethics_staff, at):
    answer_exception(talk, text=f"And {ethics_staff.full_name} looks away.", by=employee, at=at)
    with pytest.raises(StatedException.DoesNotExist):
        take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    where = reverse("exceptions:take_up_exception", args=[talk.pk])
    assert browser(ethics_staff).get(where).status_code == 404


def test_no_column_leads_from_the_report_to_the_talk(talk, topic, ethics_staff, at):
    take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    stored = TakenUpException.objects.filter().values().get()
    plain = {name: value for name, value in stored.items() if name != "exception_id_sealed"}
    assert str(talk.pk) not in str(plain) and str(talk.affirmation_id) not in str(plain)


def test_twice_is_refused_but_whom_the_case_walls_off_cannot_tell(
    talk, topic, ethics_staff, ethics_officer, subordinate, at
):
    take_up_exception(talk, topic=topic, by=ethics_officer, at=at)
    # From the talk the wall has gone, from the case it has not.
    lift_match(talk.matches.get(), reason="Another one, I thought.", by=ethics_officer, at=at)
    with pytest.raises(Refused):
        take_up_exception(talk, topic=topic, by=ethics_staff, at=at)
    assert take_up_exception(talk, topic=topic, by=subordinate, at=at) == talk
    assert Report.objects.count() == 1
    where = reverse("exceptions:take_up_exception", args=[talk.pk])
    seen, hidden = (browser(one).get(where).content.decode() for one in (ethics_staff, subordinate))
    assert "Open the case" in seen and Case.objects.get().reference in seen
    assert "Open the case" not in hidden and "was made of this already" not in hidden


def test_nobody_else_makes_a_report_of_a_talk(talk, topic, employee, auditor_staff, at):
    with pytest.raises(Refused):
        take_up_exception(talk, topic=topic, by=employee, at=at)
    with pytest.raises(StatedException.DoesNotExist):
        take_up_exception(talk, topic=topic, by=auditor_staff, at=at)
    where = reverse("exceptions:take_up_exception", args=[talk.pk])
    assert [browser(one).get(where).status_code for one in (employee, auditor_staff)] == [404, 404]


def test_it_is_done_through_its_page(talk, topic, ethics_staff):
    client = browser(ethics_staff)
    page = client.get(talk.get_absolute_url()).content.decode()
    where = reverse("exceptions:take_up_exception", args=[talk.pk])
    assert where in page
    assert client.post(where, {"topic": topic.pk}).url == talk.get_absolute_url()
    assert Report.objects.count() == 1
