"""A mail becomes a report, a reply, nothing, or something for a person to look at; it is never lost."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import IntegrityError

from accounts.models import Notice
from audit.trail import history
from cases.actions import mailbox as acting
from cases.actions.mail_acknowledging import acknowledge_mails
from cases.actions.mail_intake import reply_token
from cases.actions.mailbox import MOST_A_DAY, store_mail, understand_mails
from cases.models import Case, IncomingMail, Message, Note, Report
from cases.models.mail import MOST_ATTEMPTS
from cases.states.case import Queue
from cases.states.mail import MailReason, MailState
from cases.states.report import Channel, Mode
from tests.cases.mailbox.letters import WORDS, deliver, letter
from vault.models import SealedFile

PDF = b"%PDF-1.4\n%%EOF"


def reply_to(mail: IncomingMail, text: str = "There is more.", **headers: str) -> bytes:
    address = f"ethics+{reply_token(str(mail.form_token))}@company.example"
    return letter(text, **{"To": address, "Message_ID": "<2@supplier.example>", **headers})


# --- a report ----------------------------------------------------------------------------------------------
def test_a_mail_from_outside_becomes_a_confidential_report(at):
    mail = deliver(letter(files=(("bill of Sylvia.pdf", PDF),)), at)
    report = Report.objects.get()
    assert (mail.state, mail.report) == (MailState.BECAME_REPORT, report)
    assert (report.mode, report.channel, report.received_on) == (Mode.CONFIDENTIAL, Channel.EMAIL, at.date())
    assert report.narrative == f"Invoices\n\n{WORDS}"
    assert (report.identity.name, report.identity.contact) == ("Sylvia Outside", "sylvia@supplier.example")
    assert report.identity.data_key not in (report.data_key, mail.data_key)
    assert [file.neutral_name for file in report.attachments.all()] == ["File 1.pdf"]
    assert report.case.queue == Queue.ETHICS_OFFICE and report.topic.slug == "something-else"
    assert report.access_key_digest


def test_the_mail_is_kept_sealed_as_it_came(at):
    raw = letter()
    mail = deliver(raw, at)
    assert mail.raw_bytes() == raw
    with pytest.raises(IntegrityError):
        IncomingMail.objects.filter(pk=mail.pk).delete()


def test_the_report_walls_off_whom_it_names(at, ethics_officer):
    deliver(letter("It was Esther Compley who signed."), at)
    case = Case.objects.get()
    assert case.queue == Queue.GENERAL_AUDITOR and case.walls_off(ethics_officer)


def test_a_report_of_yesterday_counts_from_yesterday(at):
    yesterday = at.date() - timedelta(days=1)
    store_mail(letter(), on=yesterday, at=at)
    understand_mails(at)
    assert Case.objects.get().received_on == yesterday


def test_a_file_that_is_not_taken_is_named_in_a_remark_and_kept(at, settings):
    settings.UPLOAD_FILE_LIMIT = 1000
    files = (("a.pdf", PDF), ("payslip of Sylvia.exe", b"MZ" + bytes(80)), ("large.pdf", PDF + b" " * 2000))
    mail = deliver(letter(files=files), at)
    [note] = Note.objects.all()
    assert note.author is None and note.case == mail.report.case
    assert "(exe)" in note.body and "program" in note.body and "too large" in note.body and "Sylvia" not in note.body
    assert mail.report.attachments.count() == 1
    assert mail.raw_bytes().count(b"filename=") == 3


def test_more_files_than_a_form_takes_are_named_too(at, settings):
    settings.UPLOAD_FILES_PER_FORM = 2
    mail = deliver(letter(files=tuple((f"{n}.pdf", PDF) for n in range(4))), at)
    assert mail.report.attachments.count() == 2
    assert Note.objects.get().body.count("A file was not taken (pdf)") == 2


def test_a_text_too_long_for_one_report_is_cut_and_says_so(at, settings):
    settings.NARRATIVE_LIMIT = 100
    mail = deliver(letter("word " * 100), at)
    assert len(mail.report.narrative) == 100 and "longer than one report" in Note.objects.get().body


def test_the_same_mail_delivered_again_is_one_report(at):
    first, second = deliver(letter(), at), deliver(b"Received: again\n" + letter(), at)
    assert first == second and Report.objects.count() == 1


def test_a_known_message_id_keeps_no_other_mail_from_being_read(at):
    deliver(letter(), at)
    deliver(letter("Something else altogether."), at)
    assert Report.objects.count() == 2


# --- a reply -----------------------------------------------------------------------------------------------
def test_a_reply_becomes_a_message_of_the_reporter(at):
    first = deliver(letter(), at)
    second = deliver(reply_to(first, files=(("b.pdf", PDF), ("b.exe", b"MZ" + bytes(80)))), at)
    [message] = Message.objects.all()
    assert (second.state, message.report, message.body) == (MailState.THREADED, first.report, "There is more.")
    assert [file.message for file in first.report.attachments.all()] == [message]
    assert Report.objects.count() == 1 and "(exe)" in Note.objects.get().body


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_reply_is_known_by_the_mail_that_it_answers(at, header):
    first = deliver(letter(), at)
    own = f"<{reply_token(str(first.form_token))}@company.example>"
    raw = letter("More.", Message_ID="<2@supplier.example>", **{header: f"<x@y> {own}"})
    assert deliver(raw, at).report == first.report


def test_a_reply_from_another_address_is_taken_and_remarked(at):
    first = deliver(letter(), at)
    deliver(reply_to(first, From="other@supplier.example"), at)
    assert Message.objects.count() == 1 and "another address" in Note.objects.get().body


def test_a_guessed_token_leads_to_no_report(at):
    first = deliver(letter(), at)
    second = deliver(letter("More.", To=f"ethics+{'a' * 26}@company.example", Message_ID="<2@x.example>"), at)
    assert second.report != first.report and not Message.objects.exists()


def test_the_access_key_that_a_reply_quotes_is_taken_out(at):
    first = deliver(letter(), at)
    acknowledge_mails(at)
    [sent] = outbox.outbox
    quoted = "\n".join(f"> {line}" for line in sent.body.splitlines())
    raw = letter(f"It was in March.\n\n{quoted}\n\nand April", To=sent.extra_headers["Reply-To"], Message_ID="<2@x>")
    second = deliver(raw, at)
    body = Message.objects.get().body
    assert second.report == first.report
    assert body.startswith("It was in March.") and body.endswith("and April")
    assert "[key]" in body and "Nobody can tell it to you again" not in body


# --- nothing -----------------------------------------------------------------------------------------------
BOUNCE = b"From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; boundary=r\n\n--r\n\nfailed\n--r--"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (letter(Auto_Submitted="auto-replied"), MailReason.AUTO_REPLY),
        (letter(Auto_Submitted="auto-generated; x=y"), MailReason.AUTO_REPLY),
        (letter(X_Autoreply="yes"), MailReason.AUTO_REPLY),
        (letter(Precedence="auto_reply"), MailReason.AUTO_REPLY),
        (letter(Precedence="bulk"), MailReason.BULK),
        (letter(Return_Path="<>"), MailReason.BOUNCE),
        (BOUNCE, MailReason.BOUNCE),
        (letter(X_Loop="ethics-portal"), MailReason.LOOP),
        (letter(From="Ethics <ethics@company.example>"), MailReason.LOOP),
        (letter(From="ethics+abc@company.example"), MailReason.LOOP),
        (letter(From="portal@company.example"), MailReason.LOOP),
    ],
)
def test_what_no_person_wrote_creates_nothing_and_is_kept(raw, reason, at):
    mail = deliver(raw, at)
    assert (mail.state, mail.reason) == (MailState.IGNORED, reason)
    assert not Report.objects.exists() and not mail.is_to_acknowledge and mail.raw_bytes() == raw
    assert not Notice.objects.filter(kind="mail_set_aside").exists()


def test_a_persons_own_word_that_it_is_no_automatic_reply_counts(at):
    assert deliver(letter(Auto_Submitted="no"), at).state == MailState.BECAME_REPORT


def test_our_own_acknowledgement_that_comes_back_creates_nothing(at):
    deliver(letter(), at)
    acknowledge_mails(at)
    [sent] = outbox.outbox
    assert deliver(sent.message().as_bytes(), at).reason == MailReason.LOOP
    assert Report.objects.count() == 1 and not Message.objects.exists()


# --- for a person to look at -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (letter("-----BEGIN PGP MESSAGE-----\nabc"), MailReason.ENCRYPTED),
        (letter("", Subject=""), MailReason.EMPTY),
        (letter(From=""), MailReason.NO_SENDER),
        (letter(Precedence="list"), MailReason.MAILING_LIST),
        (letter(List_Id="<all.company.example>"), MailReason.MAILING_LIST),
        (letter(X_Spam_Flag="YES"), MailReason.SPAM),
        (b"X: y\n" * 200_000, MailReason.BROKEN),
    ],
    ids=["encrypted", "empty", "no sender", "list", "list id", "spam", "broken"],
)
def test_what_only_a_person_can_judge_waits_for_one_who_is_told(raw, reason, at, operator, ethics_staff, auditor_staff):
    mail = deliver(raw, at)
    assert (mail.state, mail.reason) == (MailState.SET_ASIDE, reason)
    told = set(Notice.objects.filter(kind="mail_set_aside").values_list("recipient", flat=True))
    assert {operator.pk, ethics_staff.pk} <= told and auditor_staff.pk not in told
    assert not Report.objects.exists() and mail.raw_bytes() == raw
    assert [entry.verb for entry in history(mail)] == ["store_mail", "understand_mail"]


@pytest.mark.slow
def test_a_flood_of_one_sender_waits_after_the_first_twenty(at):
    for number in range(MOST_A_DAY):
        store_mail(letter(f"Word {number}", Message_ID=f"<{number}@x>"), on=at.date(), at=at)
    understand_mails(at)
    flooding = deliver(letter("One more", Message_ID="<more@x>"), at)
    assert flooding.reason == MailReason.TOO_MANY and Report.objects.count() == MOST_A_DAY
    assert deliver(letter("Another", From="b@c.example", Message_ID="<b@c>"), at).state == MailState.BECAME_REPORT
    tomorrow = at + timedelta(days=1)
    assert deliver(letter("Next day", Message_ID="<next@x>"), tomorrow).state == MailState.BECAME_REPORT


def test_without_a_topic_nothing_is_lost(at):
    from code_of_ethics.models import Topic

    Topic.objects.update(active=False)
    assert deliver(letter(), at).reason == MailReason.NO_TOPIC


def test_a_broken_mail_holds_up_none_behind_it(at):
    store_mail(b"X: y\n" * 200_000, on=at.date() - timedelta(days=1), at=at)
    assert deliver(letter(), at).state == MailState.BECAME_REPORT
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"SET_ASIDE", "BECAME_REPORT"}


def test_a_mail_whose_bytes_were_tampered_with_is_set_aside(at):
    mail, _new = store_mail(letter(), on=at.date(), at=at)
    other, _new = store_mail(letter("Other", Message_ID="<3@x>"), on=at.date(), at=at)
    SealedFile.objects.filter(pk=mail.raw.pk).update(storage_name="0" * 40)
    SealedFile.objects.filter(pk=other.raw.pk).update(storage_name=mail.raw.storage_name)
    understand_mails(at)
    other.refresh_from_db()
    assert other.state == MailState.SET_ASIDE and other.reason == MailReason.BROKEN


def test_a_mail_that_the_machine_could_not_read_is_tried_again(at):
    """Its sealed file is away, as on a disk that is not there: that is not the mail's fault."""
    mail, _new = store_mail(letter(), on=at.date(), at=at)
    name = mail.raw.storage_name
    SealedFile.objects.filter(pk=mail.raw.pk).update(storage_name="0" * 40)
    assert understand_mails(at) == 0 and understand_mails(at) == 0
    SealedFile.objects.filter(pk=mail.raw.pk).update(storage_name=name)
    assert understand_mails(at) == 0, "somebody may still be at it"
    assert understand_mails(at + acting.LEASE + timedelta(seconds=1)) == 1
    assert Report.objects.count() == 1


def test_a_mail_that_ends_the_process_each_time_is_given_to_a_person(at):
    mail, _new = store_mail(letter(), on=at.date(), at=at)
    IncomingMail.objects.filter(pk=mail.pk).update(attempts=MOST_ATTEMPTS)
    understand_mails(at)
    mail.refresh_from_db()
    assert mail.reason == MailReason.BROKEN and mail.mentions.count() == 0


def test_only_the_head_of_a_huge_mail_is_kept_and_a_person_told(at, operator):
    mail, _new = store_mail(letter(), on=at.date(), at=at, size=900_000_000)
    understand_mails(at)
    mail.refresh_from_db()
    assert (mail.reason, mail.is_whole, mail.size) == (MailReason.TOO_LARGE, False, 900_000_000)
