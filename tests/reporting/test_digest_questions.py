"""Members ask and remark about a signed digest; its signer answers once; all of its readers see it, nobody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.rules import drop_rules
from audit.trail import history
from reporting.actions import answer_member, ask_about_digest, draft_digest
from reporting.models import Digest, DigestQuestion
from tests.heads import sign_with_heads
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOW = "re-authenticated by password"
WORDS = "Why did the laboratory matter take six weeks?"
ANSWER = "Two witnesses were abroad."


@pytest.fixture(scope="module")
def at():
    return QUARTER.ends_at + timedelta(days=9)


@standing
def draft(house, in_quarter) -> Digest:
    house.report(in_quarter)
    return draft_digest(QUARTER, by=None, at=QUARTER.ends_at)


@standing
def signed(draft, house, at) -> Digest:
    return sign_with_heads(draft, how=HOW, by=house.auditor, at=at)


@standing
def asked(signed, house, at) -> DigestQuestion:
    return ask_about_digest(signed, kind="QUESTION", words=WORDS, by=house.member, at=at)


def told(kind) -> set:
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_the_signer_is_told_and_answers_and_whoever_asked_is_told(signed, asked, house, browser, at):
    assert told("digest_question") == {house.auditor.pk}
    answer_member(asked, answer=ANSWER, by=house.auditor, at=at)
    assert told("digest_answered") == {house.member.pk}
    for who in (house.member, house.chair, house.auditor):
        page = browser(who).get(signed.get_absolute_url()).content.decode()
        assert WORDS in page and ANSWER in page and "Mona Quorum" in page
    assert [entry.verb for entry in history(signed)][-4:-2] == ["ask_about_digest", "answer_member"]


def test_the_signature_still_holds(signed, asked):
    assert Digest.objects.with_proof(signed.pk).get().is_genuine()


def test_an_answer_is_given_once_and_stays(asked, house, at):
    answer_member(asked, answer=ANSWER, by=house.auditor, at=at)
    with pytest.raises(Refused):
        answer_member(asked, answer="Something else.", by=house.auditor, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        DigestQuestion.objects.filter(pk=asked.pk).update(answered_at=at + timedelta(days=1))


def test_a_remark_waits_for_no_answer(signed, house, at):
    remark = ask_about_digest(signed, kind="REMARK", words="Well done.", by=house.chair, at=at)
    with pytest.raises(Refused):
        answer_member(remark, answer=ANSWER, by=house.auditor, at=at)


def test_nothing_is_asked_about_a_draft_not_even_past_the_action(draft, house, at):
    with pytest.raises((Refused, Digest.DoesNotExist)):
        ask_about_digest(draft, kind="QUESTION", words=WORDS, by=house.chair, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        DigestQuestion.objects.create(
            data_key=draft.data_key, digest=draft, kind="QUESTION", words=WORDS, asked_by=house.chair, asked_at=at
        )


def test_the_database_refuses_a_question_that_is_half_answered(asked, house, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestQuestion.objects.filter(pk=asked.pk).update(answered_at=at, answered_by=house.auditor)


def test_nothing_is_asked_about_what_was_altered(signed, house, at):
    drop_rules(connection)
    Digest.objects.filter(pk=signed.pk).update(content_sha256="0" * 64)
    with pytest.raises(Refused):
        ask_about_digest(signed, kind="QUESTION", words=WORDS, by=house.member, at=at)


@pytest.mark.parametrize("who", ["officer", "staff", "administrator", "employee", "executive"])
def test_others_neither_ask_nor_answer_nor_learn_of_it(asked, house, browser, who):
    client = browser(house.people[who])
    ask, answer = (reverse(f"reporting:{name}", args=[pk]) for name, pk in (
        ("ask_about_digest", asked.digest_id), ("answer_member", asked.pk)
    ))  # fmt: skip
    for address, body in ((ask, {"kind": "QUESTION", "words": WORDS}), (answer, {"answer": ANSWER})):
        assert client.get(address).status_code == 404
        assert client.post(address, body).status_code == 404
    assert DigestQuestion.objects.get().answered_at is None


def test_members_do_not_answer_and_the_signer_does_not_ask(signed, asked, house, browser):
    assert browser(house.chair).get(reverse("reporting:answer_member", args=[asked.pk])).status_code == 404
    assert browser(house.auditor).get(reverse("reporting:ask_about_digest", args=[signed.pk])).status_code == 404


def test_both_pages_take_what_is_typed_and_say_what_is_missing(signed, house, browser):
    member, auditor = browser(house.member), browser(house.auditor)
    ask = reverse("reporting:ask_about_digest", args=[signed.pk])
    page = member.post(ask, {"kind": "QUESTION", "words": ""}).content.decode()
    assert "This field is required" in page
    assert "#questions" in member.post(ask, {"kind": "QUESTION", "words": WORDS})["Location"]
    answer = reverse("reporting:answer_member", args=[DigestQuestion.objects.get().pk])
    assert answer in auditor.get(signed.get_absolute_url()).content.decode()
    assert WORDS in auditor.get(answer).content.decode()
    auditor.post(answer, {"answer": ANSWER})
    assert str(DigestQuestion.objects.get().answer) == ANSWER
    assert "has moved on" in auditor.post(answer, {"answer": "Again."}).content.decode()


def test_somebody_walled_off_later_loses_the_questions_with_the_digest(house, in_quarter, browser, at):
    decision = house.material(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    signed = sign_with_heads(draft, how=HOW, by=house.auditor, at=at)
    asked = ask_about_digest(signed, kind="QUESTION", words=WORDS, by=house.chair, at=at)
    case = decision.case
    case.conflicts.create(
        data_key=case.data_key, person=house.member, reason="A cousin.", declared_by=house.member, declared_at=at
    )
    assert not DigestQuestion.objects.visible_to(house.member).exists()
    assert DigestQuestion.objects.visible_to(house.third).get() == asked
