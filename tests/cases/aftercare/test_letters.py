"""Letters at the end: drafted by one, sent by another, one page for whom the matter was about, answered once."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from cases import actions
from cases.models import Case, LetterText, OutcomeLetter, Party
from cases.states.report import Mode
from tests.cases.desk import Desk
from tests.people import fresh
from tests.standing import standing

FAIR = {"standard": "BALANCE", "subject_hearing": "HEARD", "reply_weighed": "Bills say otherwise."}


def closed_about(desk: Desk, subject, *, told: bool, **facts: Any) -> Party:
    """A closed case about somebody who was told of it, or never heard."""
    case = desk.case_in("INVESTIGATION", **facts)
    party = desk.name(case, subject)
    fair = {"subject_told_on": desk.at.date(), **FAIR} if told else {}
    desk.find(desk.allege(case, party), "UNSUBSTANTIATED", **fair)
    case = actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=desk.at)
    actions.close_case(case, message="Closed.", by=desk.head, at=desk.at)
    return Party.objects.get(pk=party.pk)


@standing
def party(desk, subject, employee) -> Party:
    return closed_about(desk, subject, told=True, by=employee, mode=Mode.NAMED, reporter_name="Nora Tellwright")


@standing
def sent(party, desk) -> OutcomeLetter:
    letter = actions.draft_letter(party, body="We found nothing.", by=desk.staff, at=desk.at)
    return actions.send_letter(letter, by=desk.head, at=desk.at)


def test_one_drafts_another_sends_and_the_subject_reads_one_page_and_nothing_else(
    party, send, sign_in, desk, subject, now
):
    page = sign_in(desk.staff).get(reverse("cases:draft_letter", args=[party.case.reference, party.pk]))
    assert "We have found no ground for what was alleged about you." in page.content.decode(), "the office's own words"
    assert send("draft_letter", party.case, party, body="We found nothing.").status_code == 302
    letter = OutcomeLetter.objects.get()
    own = reverse("my_letters:letter", args=[letter.pk])
    assert sign_in(subject).get(own).status_code == 404, "a draft is nobody's"
    assert "somebody else" in send("send_letter", party.case, letter, client=sign_in(desk.staff)).content.decode()
    assert send("send_letter", party.case, letter, client=sign_in(desk.head)).status_code == 302
    client = sign_in(subject)
    assert subject.notices.filter(kind="letter_arrived", about_id=str(letter.pk), withheld=False).count() == 1
    assert "We found nothing." in client.get(own).content.decode()
    shown = client.get(reverse("my_letters:list")).content.decode()
    assert own in shown and "We found nothing." not in shown
    for word in (party.case.reference, "Gifts", desk.staff.full_name, desk.head.full_name, "Tellwright"):
        assert word not in client.get(own).content.decode() + shown
    assert client.get(party.case.get_absolute_url()).status_code == 404
    assert now(letter).read_at is not None


def test_whoever_was_let_go_since_it_was_drafted_gets_none(desk, subject, ethics_officer, at):
    """Two are named, one of them by mistake: nothing was ever alleged about her."""
    case = desk.case_in("INVESTIGATION")
    mistaken = desk.name(case, subject)
    desk.find(desk.allege(case), "UNSUBSTANTIATED")
    case = actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=at)
    actions.close_case(case, message="Closed.", by=desk.head, at=at)
    letter = actions.draft_letter(mistaken, body="Nothing.", why_told="She asked.", by=desk.staff, at=at)
    actions.doubt_party(mistaken, reason="Another of that name.", by=desk.staff, at=at)
    actions.let_party_go(mistaken, by=desk.head, at=at)
    with pytest.raises(Refused) as refusal:
        actions.send_letter(letter, by=desk.head, at=at)
    assert "named by mistake" in str(refusal.value.sentence)


def test_it_is_answered_once_and_the_answer_stands_on_the_case(sent, sign_in, subject, desk):
    client, page = sign_in(subject), reverse("my_letters:answer_letter", args=[sent.pk])
    assert client.post(page, {"words": "I said so."}).status_code == 302
    assert "moved on" in client.post(page, {"words": "And more."}).content.decode()
    answered = OutcomeLetter.objects.get()
    assert (answered.state, answered.reply) == ("ANSWERED", "I said so.")
    assert desk.investigator.notices.filter(kind="letter_answered").count() == 1
    shown = sign_in(desk.staff).get(reverse("cases:aftercare", args=[sent.case.reference])).content.decode()
    assert "I said so." in shown


def test_nobody_else_finds_a_letter(sent, sign_in, employee, second_ethics_staff):
    for verb in ("letter", "answer_letter"):
        address = reverse(f"my_letters:{verb}", args=[sent.pk])
        assert sign_in(employee).get(address).status_code == 404
        assert sign_in(employee).post(address, {"words": "Mine."}).status_code in (404, 405)
    assert reverse("my_letters:letter", args=[sent.pk]) not in sign_in(employee).get("/my/letters/").content.decode()
    led = sign_in(second_ethics_staff).get(reverse("my_letters:letter", args=[sent.pk]))
    assert led.status_code == 302 and led.url == reverse("cases:aftercare", args=[sent.case.reference])


def test_who_never_heard_of_it_gets_no_letter_without_a_reason(desk, subject, at):
    party = closed_about(desk, subject, told=False)
    with pytest.raises(Refused) as refusal:
        actions.draft_letter(party, body="We found nothing.", by=desk.staff, at=at)
    assert refusal.value.field_name == "why_told"
    letter = actions.draft_letter(
        party, body="We found nothing.", why_told="They heard a rumour.", by=desk.staff, at=at
    )
    assert letter.why_told == "They heard a rumour."


def test_a_letter_never_names_who_reported(party, desk, at):
    with pytest.raises(Refused) as refusal:
        actions.draft_letter(party, body="Ms Tellwright was wrong.", by=desk.staff, at=at)
    assert refusal.value.field_name == "body" and "Tellwright" not in str(refusal.value.sentence)


def test_nothing_is_sent_before_the_case_is_closed(desk, subject, at):
    case = desk.case_in("INVESTIGATION")
    party = desk.name(case, subject)
    desk.find(desk.allege(case, party), subject_told_on=at.date(), **FAIR)
    actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=at)
    letter = actions.draft_letter(party, body="We found nothing.", by=desk.staff, at=at)
    with pytest.raises(Refused):
        actions.send_letter(letter, by=desk.head, at=at)


def test_letters_go_to_subjects_of_the_directory_alone(party, desk, at):
    witness = Party.objects.create(
        data_key=party.case.data_key, case=party.case, role="WITNESS", kind="PERSON", status="CONFIRMED",
        person=fresh(desk.investigator), identified_on=at.date(),
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.draft_letter(witness, body="So.", by=desk.staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomeLetter.objects.create(
            data_key=party.case.data_key, case=party.case, party=witness, recipient=witness.person,
            result="OPEN", body="So.", drafted_by=desk.staff, drafted_at=at,
        )  # fmt: skip


def test_a_draft_is_dropped_with_a_reason_and_another_written(party, desk, at):
    letter = actions.draft_letter(party, body="One.", by=desk.staff, at=at)
    with pytest.raises(Refused):
        actions.draft_letter(party, body="Two.", by=desk.staff, at=at)
    actions.drop_letter(letter, reason="Too long.", by=desk.staff, at=at)
    assert actions.draft_letter(party, body="Two.", by=desk.staff, at=at).state == "DRAFTED"


def test_the_database_keeps_what_was_sent_and_asks_for_two_people(sent, party, desk, at):
    for change in ({"state": "DRAFTED", "sent_by": None, "sent_at": None}, {"sent_by": desk.staff}, {"result": "OPEN"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutcomeLetter.objects.filter(pk=sent.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.delete()


def test_a_case_with_letters_is_merged_into_no_other(sent, desk, at):
    again = actions.reopen_case(sent.case, reason="New word.", by=desk.staff, at=at)
    other = desk.case_in("INVESTIGATION")
    with pytest.raises(Refused):
        actions.merge_case(again, into=other, reason="One matter.", by=desk.staff, at=at)


@pytest.mark.once
def test_the_office_words_how_letters_begin_for_subjects_and_for_reporters(party, sign_in, desk, auditor_staff, at):
    client = sign_in(desk.staff)
    assert "We have found no ground" in client.get(reverse("cases:letter_texts")).content.decode()
    address = reverse("cases:write_letter_text", args=["SUBJECT", "UNSUBSTANTIATED"])
    assert client.post(address, {"text": "Dear colleague, nothing was found."}).status_code == 302
    drafting = reverse("cases:draft_letter", args=[party.case.reference, party.pk])
    assert "Dear colleague, nothing was found." in client.get(drafting).content.decode()
    assert client.get(reverse("cases:write_letter_text", args=["SUBJECT", "NONE"])).status_code == 404
    for page in (address, reverse("cases:letter_texts")):
        assert sign_in(auditor_staff).get(page).status_code == 404
    assert sign_in(auditor_staff).post(address, {"text": "Mine."}).status_code == 404
    with pytest.raises(Refused):
        actions.write_letter_text(addressee="SUBJECT", result="OPEN", text="Mine.", by=auditor_staff, at=at)
    assert LetterText.objects.count() == 1


@pytest.mark.once
def test_closing_begins_with_the_words_for_the_reporter(desk, sign_in, at):
    case = desk.case_in("REVIEW")
    address = reverse("cases:close", args=[case.reference])
    assert "It was right that you told us all the same." in sign_in(desk.head).get(address).content.decode()
    actions.write_letter_text(
        addressee="REPORTER", result="UNSUBSTANTIATED", text="Thank you, dear colleague.", by=desk.head, at=at
    )
    assert "Thank you, dear colleague." in sign_in(desk.head).get(address).content.decode()
    out = actions.exit_triage(desk.case_in("TRIAGE"), outcome="OUT_OF_SCOPE", reason="So.", by=desk.staff, at=at)
    page = sign_in(desk.head).get(reverse("cases:close", args=[out.reference])).content.decode()
    assert "closed without an investigation" in page


def test_the_recipients_letter_tells_nobody_by_notice_or_list(sent, subject, at):
    assert Case.objects.visible_to(fresh(subject)).count() == 0
    assert not Notice.objects.filter(recipient=subject).exclude(kind="letter_arrived").exists()
