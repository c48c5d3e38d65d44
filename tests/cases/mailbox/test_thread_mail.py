"""A mail about something that was reported before is added there by hand, and nobody learns of a case by trying."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases.access_keys import access_key_digest, access_key_of
from cases.actions import merge_case, thread_mail
from cases.actions.calling_back import MOST_REFUSALS
from cases.actions.pick_up import give_pick_up_code
from cases.models import Case, IncomingMail, Message, Note, Report
from cases.states.case import CaseState
from cases.states.mail import MailState
from cases.states.report import Mode
from tests.cases.desk import open_case
from tests.cases.mailbox.letters import deliver, letter
from tests.people import make_person
from tests.standing import standing

WAITING = letter("He was there again. Zebra.", List_Id="<all.company.example>", Subject="About my report")
CODE = "123456789012"
WHY = "The sender wrote the reference."
NOTHING = "We can’t find anything with this"


@standing
def waiting(at, operator) -> IncomingMail:
    return deliver(WAITING, at)


@standing
def report(case) -> Report:
    return case.reports.get()


def address(mail: IncomingMail) -> str:
    return reverse("mailbox:thread_mail", args=[mail.pk])


def typed(to: str, **more: str) -> dict[str, str]:
    return {"to": to, "reason": WHY, "receipt": "1" * 32, **more}


def written(report: Report) -> list[str]:
    return [str(message.body) for message in report.messages.all() if message.is_from_reporter]


# --- where it goes -------------------------------------------------------------------------------------------
def test_it_becomes_the_word_of_the_reporter_with_its_files(at, case, report, ethics_staff):
    mail = deliver(letter("Zebra.", List_Id="<x>", files=(("Bill of Sylvia.txt", b"One"),)), at)
    threaded = thread_mail(mail, to=f" {case.reference.lower()} ", reason=WHY, by=ethics_staff, at=at)
    assert (threaded.state, threaded.report, threaded.decided_by) == (MailState.THREADED, report, ethics_staff)
    [message] = report.messages.all()
    assert message.is_from_reporter and message.body == "Invoices\n\nZebra." and message.author is None
    assert [file.neutral_name for file in report.attachments.all()] == ["File 1.txt"]
    assert Report.objects.count() == 1


def test_the_office_hears_that_it_was_added_by_hand_and_never_who_sent_it(at, case, report, waiting, ethics_staff):
    thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    said = "\n".join([*written(report), *(str(note.body) for note in Note.objects.filter(case=case))])
    assert "Zebra" in said and "added it by hand" in said
    assert "sylvia" not in said.lower() and report.identity is None
    entries = {entry.verb: entry for entry in history(case)}
    assert entries["take_in_mail"].actor == ethics_staff.full_name
    told = "".join(f"{entry.sentence}{entry.facts}" for entry in [*history(case), *history(waiting)])
    assert "sylvia" not in told.lower() and WHY not in told
    assert Notice.objects.filter(kind="reporter_wrote").exists()


def test_the_sender_of_an_added_mail_cannot_be_looked_up_again(at, case, waiting, ethics_staff, sign_in):
    """The mail is settled: neither opened nor downloaded, so that nothing leads from an anonymous report to a name."""
    thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    client = sign_in(ethics_staff)
    for page in ("open_mail", "download_mail"):
        shown = client.post(reverse(f"mailbox:{page}", args=[waiting.pk]), {"reason": "So."}).content.decode()
        assert "has moved on" in shown and "sylvia" not in shown.lower()


def test_a_code_that_the_sender_wrote_leads_there_too(at, case, report, waiting, operator):
    give_pick_up_code(report, CODE, on=timezone.localdate(at))
    thread_mail(waiting, to="1234 5678 9012", reason=WHY, by=operator, at=at)
    assert len(written(report)) == 1


def test_so_does_an_access_key(at, report, waiting, operator):
    report.access_key_digest = access_key_digest(access_key_of("token"))
    report.save(update_fields=["access_key_digest"])
    thread_mail(waiting, to=access_key_of("token"), reason=WHY, by=operator, at=at)
    assert len(written(report)) == 1


def test_of_several_reports_one_is_chosen(at, desk, waiting, ethics_staff, sign_in):
    source, case = (desk.triage(desk.acknowledge(open_case(at=at))) for _time in range(2))
    merge_case(source, into=case, reason="One matter.", by=ethics_staff, at=at)
    client, (first, second) = sign_in(ethics_staff), Case.objects.get(pk=case.pk).reports.order_by("pk")
    asked = client.post(address(waiting), typed(case.reference)).content.decode()
    assert "Whose mail it is" in asked and str(second.pk) in asked
    client.post(address(waiting), typed(case.reference, report=str(second.pk)))
    assert len(written(second)) == 1 and written(first) == []


def test_a_report_of_another_case_is_not_taken(at, case, waiting, ethics_staff):
    other = open_case(at=at).reports.get()
    with pytest.raises(Refused):
        thread_mail(waiting, to=case.reference, report=other, reason=WHY, by=ethics_staff, at=at)


def test_what_only_a_person_could_read_is_typed(at, case, report, ethics_staff):
    mail = deliver(letter("-----BEGIN PGP MESSAGE-----\nabc"), at)
    with pytest.raises(Refused, match="refused"):
        thread_mail(mail, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    thread_mail(mail, to=case.reference, text="Deciphered.", reason=WHY, by=ethics_staff, at=at)
    assert written(report) == ["Deciphered."]


def test_whom_it_names_is_walled_off_at_once(at, case, ethics_staff, operator):
    other = make_person("Zoltan Quibble", at=at)
    mail = deliver(letter("Zoltan Quibble was there.", List_Id="<x>"), at)
    thread_mail(mail, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    assert case.parties.filter(person=other).exists()


# --- nobody learns of a case by trying -----------------------------------------------------------------------
@pytest.mark.parametrize("who", ["operator", "walled", "grantee"])
def test_a_case_that_one_does_not_work_is_answered_like_none(
    who, at, desk, case, waiting, sign_in, operator, ethics_staff, second_ethics_staff, general_auditor
):
    """An operator sees no case, a person named in it must not, and whoever may only read it does not write in it."""
    if who == "walled":
        desk.name(case, second_ethics_staff)
    if who == "grantee":
        desk.share(case, operator)
    client = sign_in(second_ethics_staff if who == "walled" else operator)
    here, nowhere = (
        client.post(address(waiting), typed(to)).content.decode().replace(to, "")
        for to in (case.reference, "ZZZZ-ZZZZ")
    )
    assert NOTHING in here and NOTHING in nowhere
    assert _without_random_parts(here) == _without_random_parts(nowhere)
    waiting.refresh_from_db()
    assert waiting.state == MailState.SET_ASIDE and not Message.objects.exists()


def _without_random_parts(page: str) -> str:
    return re.sub(r'"[A-Za-z0-9]{32,}"', "", page)


def test_a_code_of_a_case_about_oneself_is_answered_like_none(at, desk, case, report, waiting, second_ethics_staff):
    desk.name(case, second_ethics_staff)
    give_pick_up_code(report, CODE, on=timezone.localdate(at))
    with pytest.raises(Refused) as refused:
        thread_mail(waiting, to=CODE, reason=WHY, by=second_ethics_staff, at=at)
    assert NOTHING in str(refused.value.sentence)


@pytest.mark.slow
def test_whoever_tries_codes_out_is_stopped(at, case, report, waiting, operator, sign_in):
    client = sign_in(operator)
    for number in range(MOST_REFUSALS):
        client.post(address(waiting), typed(f"{number:012}", receipt=f"{number:032}"))
    give_pick_up_code(report, CODE, on=timezone.localdate(at))
    assert "wait an hour" in client.post(address(waiting), typed(CODE, receipt="9" * 32)).content.decode()
    assert written(report) == []


def test_why_it_belongs_there_is_read_only_by_whoever_sees_the_case(at, case, waiting, ethics_staff, operator, sign_in):
    thread_mail(waiting, to=case.reference, reason="Because of Paris.", by=ethics_staff, at=at)
    assert "Because of Paris." in sign_in(ethics_staff).get(waiting.get_absolute_url()).content.decode()
    shown = sign_in(operator).get(waiting.get_absolute_url()).content.decode()
    assert "Because of Paris." not in shown and case.reference not in shown


def test_the_wall_around_the_case_hides_the_mail(at, desk, case, waiting, ethics_staff, second_ethics_staff):
    thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    desk.name(case, second_ethics_staff)
    assert not IncomingMail.objects.visible_to(second_ethics_staff).exists()


# --- once, and in its time -----------------------------------------------------------------------------------
def test_sent_twice_it_is_one_message(case, report, waiting, ethics_staff, sign_in):
    client = sign_in(ethics_staff)
    for _time in range(2):
        assert client.post(address(waiting), typed(case.reference)).url == reverse("mailbox:mails")
    assert len(written(report)) == 1


def test_a_closed_case_hears_of_it_and_a_settled_mail_stays(at, desk, waiting, ethics_staff):
    case = desk.case_in(CaseState.CLOSED)
    thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
    with pytest.raises(Refused):
        thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)


def test_the_reporter_hears_nothing_of_the_mailbox(at, waiting, ethics_staff):
    """No second key and no mail: whoever reported has a key already, and an address may be read by others."""
    case = open_case(at=at, mode=Mode.CONFIDENTIAL, reporter_name="Sylvia", reporter_contact="s@home.example")
    thread_mail(waiting, to=case.reference, reason=WHY, by=ethics_staff, at=at)
    waiting.refresh_from_db()
    assert not waiting.is_to_acknowledge and waiting.form_token == ""
    assert "came from another address" in "\n".join(str(note.body) for note in Note.objects.filter(case=case))
