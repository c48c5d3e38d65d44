"""Those whose duty it is look at what waits in the mailbox, past whoever it names, and each look is recorded."""

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from audit.trail import history
from cases.actions import dismiss_mail, turn_into_report
from cases.actions.mail_acknowledging import acknowledge_mails
from cases.models import IncomingMail, Report
from cases.states.mail import MailReason, MailState
from cases.states.report import Mode
from tests.cases.desk import make_topic
from tests.cases.mailbox.letters import SENDER, deliver, letter
from tests.standing import standing

pytestmark = [pytest.mark.once, pytest.mark.slow]

LIST = reverse("mailbox:mails")
WAITING = letter("Somebody pays twice. Zebra.", List_Id="<all.company.example>")


@standing
def waiting(at, operator) -> IncomingMail:
    return deliver(WAITING, at)


def page(name: str, mail: IncomingMail) -> str:
    return reverse(f"mailbox:{name}", args=[mail.pk])


# --- who sees what -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["operator", "ethics_staff", "ethics_officer"])
def test_the_help_line_and_the_office_see_the_list_without_opening_anything(who, waiting, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    shown = client.get(LIST).content.decode()
    assert page("mail", waiting) in shown and "Came through a mailing list" in shown
    for address in (LIST, page("mail", waiting), page("open_mail", waiting), page("turn_into_report", waiting)):
        text = client.get(address).content.decode()
        assert "Zebra" not in text and "sylvia" not in text.lower()


@pytest.mark.parametrize(
    "who", ["auditor_staff", "general_auditor", "chair", "investigator", "administrator", "employee"]
)
def test_to_everybody_else_the_mail_does_not_exist(who, waiting, sign_in, request, unsorted):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(LIST).status_code in (200, 404) and page("mail", waiting) not in client.get(LIST).content.decode()
    for name in ("mail", "open_mail", "turn_into_report", "dismiss_mail"):
        assert client.get(page(name, waiting)).status_code == 404
        assert client.post(page(name, waiting), {"topic": unsorted.pk, "reason": "x"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == MailState.SET_ASIDE


def test_a_visitor_is_led_to_the_sign_in_page(client, waiting):
    assert reverse("account_login") in client.get(LIST).url


def seen_by(person: Person) -> int:
    return IncomingMail.objects.visible_to(person).count()


def test_whom_a_mail_names_and_who_reports_to_them_never_learn_of_it(
    at, ethics_officer, ethics_staff, operator, general_auditor, chair
):
    """The office's staff report to its head here; the help line sees it, and in the office's place the auditor."""
    deliver(letter("Esther Compley pays twice.", List_Id="<x>"), at)
    assert [seen_by(person) for person in (ethics_officer, ethics_staff)] == [0, 0]
    assert [seen_by(person) for person in (operator, general_auditor, chair)] == [1, 1, 0]
    told = set(Notice.objects.filter(kind="mail_set_aside").values_list("recipient", flat=True))
    assert told == {operator.pk, general_auditor.pk}


def test_what_names_both_heads_is_the_chairs(at, ethics_officer, general_auditor, chair):
    deliver(letter("Esther Compley and Gloria Audley pay twice.", List_Id="<x>"), at)
    assert [seen_by(person) for person in (ethics_officer, general_auditor, chair)] == [0, 0, 1]


def test_a_name_in_a_mail_that_could_not_be_read_walls_too(at, ethics_officer, operator):
    deliver(b"Esther Compley pays twice.\n\n" + b"X: y\n" * 10 + b"\n", at)
    deliver(b"Content-Type: message/rfc822\n\n" * 1500 + b"\nEsther Compley pays twice.", at)
    assert seen_by(operator) == 2 and seen_by(ethics_officer) == 0


def test_a_wall_around_the_report_hides_that_its_mail_came(at, desk, ethics_staff, ethics_officer):
    mail = deliver(letter(), at)
    assert seen_by(ethics_staff) == 1
    desk.name(mail.report.case, ethics_staff, by=ethics_officer)
    assert seen_by(ethics_staff) == 0


def test_a_mail_that_nobody_has_read_yet_is_nobodys(at, operator):
    from cases.actions import store_mail

    store_mail(letter(), on=at.date(), at=at)
    assert seen_by(operator) == 0


def test_thirty_mails_cost_what_one_costs(at, operator, sign_in):
    client = sign_in(operator)
    deliver(letter(List_Id="<x>"), at)
    client.get(LIST)
    for number in range(29):
        if number == 0:
            with CaptureQueriesContext(connection) as one:
                client.get(LIST)
        deliver(letter(f"Word {number}", List_Id="<x>", Message_ID=f"<{number}@x>"), at)
    with CaptureQueriesContext(connection) as thirty:
        assert client.get(LIST).content.decode().count("Came through a mailing list") == 25
    assert len(thirty) <= len(one) <= 10


@pytest.mark.parametrize(
    "query", ["?show=ignored", "?show=dismissed", "?show=taken", "?show=x'y", "?after=zzz", "?sort=-x"]
)
def test_every_list_answers(query, waiting, operator, sign_in):
    assert sign_in(operator).get(LIST + query).status_code == 200


# --- looking -----------------------------------------------------------------------------------------------
def test_opening_shows_the_mail_and_is_on_the_trail(waiting, operator, sign_in):
    shown = sign_in(operator).post(page("open_mail", waiting), {"receipt": "1" * 32}).content.decode()
    assert "Zebra" in shown and "sylvia@supplier.example" in shown
    last = history(waiting)[-1]
    assert (last.verb, last.actor) == ("open_mail", operator.full_name)


def test_a_mail_without_readable_words_is_shown_as_it_came_and_harms_nobody(at, operator, sign_in):
    mail = deliver(b"Content-Type: message/rfc822\n\n" * 1500 + b"\n<script>alert(1)</script>", at)
    assert mail.reason == MailReason.BROKEN
    shown = sign_in(operator).post(page("open_mail", mail), {}).content.decode()
    assert "message/rfc822" in shown and "<script>alert" not in shown


def test_a_report_is_not_opened_from_the_mailbox(at, operator, sign_in):
    mail = deliver(letter("Zebra"), at)
    client = sign_in(operator)
    for answer in (client.get(page("open_mail", mail)), client.post(page("open_mail", mail), {})):
        assert "Zebra" not in answer.content.decode() and "has moved on" in answer.content.decode()


# --- turning into a report ---------------------------------------------------------------------------------
def test_a_person_turns_it_into_a_report_like_any_other(waiting, operator, sign_in, at):
    topic = make_topic("gifts")
    answer = sign_in(operator).post(page("turn_into_report", waiting), {"topic": topic.pk, "receipt": "1" * 32})
    assert answer.url == LIST
    report = Report.objects.get()
    assert (report.topic, report.mode, report.identity.contact) == (topic, Mode.CONFIDENTIAL, "sylvia@supplier.example")
    assert "Zebra" in report.narrative
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by, waiting.report) == (MailState.BECAME_REPORT, operator, report)
    assert acknowledge_mails(at) == 1 and outbox.outbox[0].to == ["sylvia@supplier.example"]
    assert history(waiting)[-1].verb == "turn_into_report"


def test_what_only_a_person_could_read_is_typed(at, operator, sign_in, unsorted):
    mail = deliver(letter("-----BEGIN PGP MESSAGE-----\nabc", From=""), at)
    client = sign_in(operator)
    typed = {"topic": unsorted.pk, "sender_name": "Sylvia", "sender_address": "nobody"}
    again = client.post(page("turn_into_report", mail), typed).content.decode()
    assert "This is no e-mail address" in again and "Sylvia" in again
    again = client.post(page("turn_into_report", mail), typed | {"sender_address": "s@x.example"}).content.decode()
    assert "can&#x27;t read what this mail says" in again
    client.post(page("turn_into_report", mail), typed | {"sender_address": "s@x.example", "text": "Deciphered."})
    report = Report.objects.get()
    assert (report.narrative, report.identity.name, report.identity.contact) == ("Deciphered.", "Sylvia", "s@x.example")


def test_sent_twice_it_is_one_report(waiting, operator, sign_in, unsorted):
    client = sign_in(operator)
    for _time in range(2):
        client.post(page("turn_into_report", waiting), {"topic": unsorted.pk, "receipt": "1" * 32})
    assert Report.objects.count() == 1


def test_without_a_topic_it_is_given_back(waiting, operator, sign_in):
    assert sign_in(operator).post(page("turn_into_report", waiting), {}).status_code == 200
    assert not Report.objects.exists()


def test_what_was_ignored_or_set_aside_wrongly_can_still_become_a_report(at, operator, unsorted):
    ignored = deliver(letter(Precedence="bulk"), at)
    turn_into_report(ignored, topic=unsorted, by=operator, at=at)
    dismissed = dismiss_mail(deliver(WAITING, at), reason="Spam.", by=operator, at=at)
    turn_into_report(dismissed, topic=unsorted, by=operator, at=at)
    assert Report.objects.count() == 2


# --- setting aside -----------------------------------------------------------------------------------------
def test_it_is_set_aside_for_good_with_a_reason_and_kept(waiting, operator, sign_in):
    client = sign_in(operator)
    assert client.post(page("dismiss_mail", waiting), {"reason": ""}).status_code == 200
    assert client.post(page("dismiss_mail", waiting), {"reason": "An advertisement."}).url == LIST
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision_reason) == (MailState.DISMISSED, "An advertisement.")
    assert waiting.raw_bytes() == WAITING and not Report.objects.exists()
    assert "An advertisement." in client.get(page("mail", waiting)).content.decode()


def test_what_has_moved_on_is_refused(waiting, operator, unsorted, at):
    turn_into_report(waiting, topic=unsorted, by=operator, at=at)
    with pytest.raises(Refused):
        dismiss_mail(waiting, reason="x", by=operator, at=at)
    assert SENDER and Report.objects.count() == 1
