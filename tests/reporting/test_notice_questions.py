"""A member asks back about a notice; the General Auditor answers once, or whoever leads the matter where they can't."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from accounts.actions import revoke_role
from accounts.models import Notice
from accounts.moves import Refused
from accounts.notices import withhold
from accounts.roles import Office, Power, Role
from audit.models import Entry
from audit.trail import history
from cases.actions import designate
from cases.actions.designations import DesignationFacts
from cases.states.party import PartyRole
from reporting.actions import (
    acknowledge_committee_notice,
    answer_notice_question,
    ask_about_notice,
    notify_committee,
    tell_who_answers,
)
from reporting.models import CommitteeNotice, NoticeQuestion
from reporting.models.notice_question import who_answers
from tests.people import make_person
from tests.reporting.house import LINE, NARRATIVE
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = "Was the supplier paid after this became known?"
ANSWER = "No. Every payment was stopped that day."
HOUR = timedelta(hours=1)


@standing
def decision(house, in_quarter):
    made = house.material(in_quarter)
    notify_committee(in_quarter + HOUR)
    return made


@standing
def notice(decision, house) -> CommitteeNotice:
    return CommitteeNotice.objects.get(member=house.member)


@pytest.fixture(scope="module")
def at(in_quarter):
    return in_quarter + 2 * HOUR


@standing
def asked(notice, house, at) -> NoticeQuestion:
    return ask_about_notice(notice, words=WORDS, by=house.member, at=at)


def conflict(case, person, at) -> None:
    case.conflicts.create(data_key=case.data_key, person=person, reason="A cousin.", declared_by=person, declared_at=at)


def told(kind) -> set:
    return set(Notice.objects.filter(kind=kind, withheld=False).values_list("recipient", flat=True))


def address(name, record) -> str:
    return reverse(f"reporting:{name}", args=[record.pk])


def test_the_general_auditor_is_told_and_answers_and_the_member_is_told(notice, asked, house, at, browser):
    assert told("notice_question") == {house.auditor.pk}
    answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at + HOUR)
    assert told("notice_answered") == {house.member.pk}
    page = browser(house.member).get(notice.get_absolute_url()).content.decode()
    assert WORDS in page and ANSWER in page and "Gloria Audley" in page
    assert [entry.verb for entry in history(notice)][:3] == [
        "notify_committee", "ask_about_notice", "answer_notice_question"
    ]  # fmt: skip


def test_words_and_answer_are_sealed_with_the_matter_and_stand_on_no_trail(notice, asked, house, at):
    answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at)
    assert NoticeQuestion.objects.get().data_key_id == notice.decision.case.data_key_id
    said = "".join(f"{entry.sentence}{entry.facts}" for entry in history(notice))
    assert WORDS not in said and ANSWER not in said


def test_an_answer_is_given_once_and_stays(asked, house, at):
    answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at)
    with pytest.raises(Refused):
        answer_notice_question(asked, answer="Something else.", by=house.auditor, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeQuestion.objects.update(answered_at=at + HOUR)


def test_the_database_keeps_what_was_asked(asked, house, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeQuestion.objects.update(asked_at=at + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeQuestion.objects.update(answered_at=at, answered_by=house.auditor)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeQuestion.objects.all().delete()


def test_nobody_asks_about_the_notice_of_another(notice, house, at, browser):
    with pytest.raises(CommitteeNotice.DoesNotExist):
        ask_about_notice(notice, words=WORDS, by=house.chair, at=at)
    assert browser(house.chair).post(address("ask_about_notice", notice), {"words": WORDS}).status_code == 404


def test_neither_the_member_nor_another_one_answers(asked, house, at, browser):
    for person in (house.member, house.chair, house.third, house.officer):
        assert browser(person).post(address("answer_notice_question", asked), {"answer": ANSWER}).status_code == 404
    with pytest.raises(Refused):
        answer_notice_question(asked, answer=ANSWER, by=house.member, at=at)


@pytest.mark.parametrize("who", ["officer", "staff", "investigator", "chair", "third", "administrator", "employee"])
def test_to_everybody_else_the_question_does_not_exist(asked, house, browser, who):
    client = browser(house.people[who])
    assert client.get(address("answer_notice_question", asked)).status_code == 404
    listed = client.get(reverse("reporting:notice_questions"))
    assert listed.status_code == 404 or "Mona Quorum" not in listed.content.decode()


# --- where the wall cuts off ---------------------------------------------------------------------------------
def test_where_the_general_auditor_is_walled_off_the_head_of_the_matter_answers(house, in_quarter, at, browser):
    case = house.acknowledge(house.report(in_quarter, "gifts"), in_quarter)
    house.name(case, house.auditor, in_quarter, PartyRole.WITNESS)
    case.refresh_from_db()
    house.decide(case, in_quarter)
    notify_committee(in_quarter)
    notice = CommitteeNotice.objects.get(member=house.member)
    question = ask_about_notice(notice, words=WORDS, by=house.member, at=at)
    [head] = who_answers(notice, house.member)
    assert head.pk != house.auditor.pk and told("notice_question") == {head.pk}
    assert not NoticeQuestion.objects.visible_to(house.auditor).exists()
    assert browser(house.auditor).get(address("answer_notice_question", question)).status_code == 404
    assert "Mona Quorum" not in browser(house.auditor).get(reverse("reporting:notice_questions")).content.decode()
    page = browser(head).get(address("answer_notice_question", question)).content.decode()
    assert WORDS in page and LINE in page and NARRATIVE not in page
    answer_notice_question(question, answer=ANSWER, by=head, at=at)
    assert told("notice_answered") == {house.member.pk}


def test_a_wall_that_rises_while_it_waits_tells_the_next_one_in_line_once(asked, decision, house, at, browser):
    assert tell_who_answers(at + HOUR) == 0, "the control: nothing has changed"
    conflict(decision.case, house.auditor, at)
    assert tell_who_answers(at + HOUR) == 1
    [head] = who_answers(asked.notice, house.member)
    assert head.pk != house.auditor.pk and told("notice_question") == {head.pk, house.auditor.pk}
    assert tell_who_answers(at + 2 * HOUR) == 0
    entry = history(asked.notice)[-1]
    assert entry.verb == "tell_who_answers" and not entry.names
    withhold()
    assert told("notice_question") == {head.pk}
    assert browser(house.auditor).get(address("answer_notice_question", asked)).status_code == 404
    answer_notice_question(asked, answer=ANSWER, by=head, at=at + 2 * HOUR)


def test_who_comes_to_the_post_while_it_waits_is_told(asked, house, at):
    revoke_role(house.auditor.role_grants.get(), reason="Retired.", by=house.administrator, at=at)
    new = make_person("Nora Newaudit", Role.GENERAL_AUDITOR, at=at)
    assert tell_who_answers(at + HOUR) == 1
    assert told("notice_question") == {house.auditor.pk, new.pk}


def test_nobody_is_told_of_what_is_answered_or_of_a_matter_behind_their_wall(asked, decision, house, at):
    answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at)
    conflict(decision.case, house.auditor, at)
    assert tell_who_answers(at + HOUR) == 0
    other = ask_about_notice(asked.notice, words="And since when?", by=house.member, at=at)
    for person in {house.officer, decision.decided_by}:
        conflict(decision.case, person, at)
    before = told("notice_question")
    assert tell_who_answers(at + HOUR) == 0
    assert told("notice_question") == before and not who_answers(other.notice, house.member)


def test_where_nobody_is_free_to_answer_the_question_is_refused(notice, decision, house, at):
    for person in {house.auditor, house.officer, decision.decided_by}:
        conflict(decision.case, person, at)
    with pytest.raises(Refused, match="refused"):
        ask_about_notice(notice, words=WORDS, by=house.member, at=at)
    assert not NoticeQuestion.objects.exists()


def test_a_question_waits_for_no_deputy_who_could_not_read_it_tomorrow(notice, decision, house, in_quarter, at):
    head, case = house.officer, decision.case
    deputy = make_person("Dana Standin", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=in_quarter)
    facts = DesignationFacts(deputy, [Power.LEAD], at - HOUR, at + timedelta(days=300), "While I am away.", [])
    designate(Role.ETHICS_OFFICER, facts=facts, by=head, at=at)
    conflict(case, house.auditor, at)
    assert deputy in case.clock_heads(), "the control: deadlines do go up to them"
    assert deputy not in who_answers(notice, house.member)


def test_whoever_is_walled_off_after_the_question_does_not_answer_it(asked, decision, house, at, browser):
    conflict(decision.case, house.auditor, at)
    with pytest.raises(NoticeQuestion.DoesNotExist):
        answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at)
    assert browser(house.auditor).get(address("answer_notice_question", asked)).status_code == 404


def test_a_member_who_is_walled_off_after_asking_hears_no_answer(asked, notice, decision, house, at, browser):
    conflict(decision.case, house.member, at)
    answer_notice_question(asked, answer=ANSWER, by=house.auditor, at=at)
    assert told("notice_answered") == set()
    assert browser(house.member).get(notice.get_absolute_url()).status_code == 404
    assert not NoticeQuestion.objects.visible_to(house.member).exists()


def test_a_general_auditor_who_comes_later_answers_what_waits(asked, house, in_quarter, at):
    newcomer = make_person("Greta Later", Role.GENERAL_AUDITOR, at=in_quarter)
    assert answer_notice_question(asked, answer=ANSWER, by=newcomer, at=at).answered_by == newcomer


# --- the pages ---------------------------------------------------------------------------------------------
def test_the_pages_lead_from_the_notice_to_the_question_and_back(notice, house, browser):
    member, auditor = browser(house.member), browser(house.auditor)
    ask = address("ask_about_notice", notice)
    assert ask in member.get(notice.get_absolute_url()).content.decode()
    assert "This field is required" in member.post(ask, {"words": ""}).content.decode()
    assert member.post(ask, {"words": WORDS})["Location"] == notice.get_absolute_url()
    answer = address("answer_notice_question", NoticeQuestion.objects.get())
    assert "Questions of the committee" in auditor.get("/").content.decode()
    assert answer in auditor.get(reverse("reporting:notice_questions")).content.decode()
    page = auditor.get(answer).content.decode()
    assert WORDS in page and LINE in page and NARRATIVE not in page
    auditor.post(answer, {"answer": ANSWER})
    assert "Nothing waits" in auditor.get(reverse("reporting:notice_questions")).content.decode()
    assert "has moved on" in auditor.post(answer, {"answer": "Again."}).content.decode()
    assert str(NoticeQuestion.objects.get().answer) == ANSWER


# --- acknowledging ------------------------------------------------------------------------------------------
def test_acknowledging_is_done_once_and_a_second_time_is_refused_and_kept(notice, house, at, browser):
    acknowledge_committee_notice(notice, by=house.member, at=at)
    with pytest.raises(Refused):
        acknowledge_committee_notice(notice, by=house.member, at=at + HOUR)
    page = browser(house.member).post(address("acknowledge_committee_notice", notice)).content.decode()
    assert "has moved on" in page
    assert Entry.objects.filter(verb="refused").exists()
    notice.refresh_from_db()
    assert notice.acknowledged_at == at


def test_nobody_acknowledges_for_another(notice, house, at):
    with pytest.raises(CommitteeNotice.DoesNotExist):
        acknowledge_committee_notice(notice, by=house.chair, at=at)
