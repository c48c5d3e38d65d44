"""A mail that was kept aside can be had as it came, for a reason that is kept, and never as a page."""

import pytest
from django.urls import reverse

from accounts.moves import Refused
from audit.trail import history
from cases.actions import download_mail, turn_into_report
from cases.models import IncomingMail, MailDownload
from tests.cases.mailbox.letters import deliver, letter
from tests.standing import standing
from vault import blobs

WAITING = letter("Somebody pays twice. Zebra.", List_Id="<all.company.example>", Subject="<script>Zebra</script>")
REASON = {"reason": "The police ask for its head."}


@standing
def waiting(at, operator) -> IncomingMail:
    return deliver(WAITING, at)


def address(mail: IncomingMail) -> str:
    return reverse("mailbox:download_mail", args=[mail.pk])


@pytest.mark.once
@pytest.mark.parametrize("who", ["operator", "ethics_staff"])
def test_its_keepers_download_the_very_bytes_as_a_file(who, waiting, sign_in, request):
    person = request.getfixturevalue(who)
    answer = sign_in(person).post(address(waiting), REASON)
    assert b"".join(answer.streaming_content) == WAITING
    assert answer["Content-Disposition"] == 'attachment; filename="mail.eml"'
    assert answer["Content-Type"] == "application/octet-stream" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox") and answer["Cache-Control"] == "no-store"
    [kept] = MailDownload.objects.all()
    assert (kept.mail, kept.reason, kept.downloaded_by) == (waiting, REASON["reason"], person)


@pytest.mark.once
def test_the_download_is_on_the_trail_and_its_reason_on_the_page(waiting, operator, sign_in):
    client = sign_in(operator)
    client.post(address(waiting), REASON)
    last = history(waiting)[-1]
    assert (last.verb, last.actor) == ("download_mail", operator.full_name)
    assert "police" not in f"{last.sentence}{last.facts}"
    assert REASON["reason"] in client.get(waiting.get_absolute_url()).content.decode()


@pytest.mark.once
def test_the_warning_shows_nothing_of_it_and_without_a_reason_nothing_leaves(waiting, operator, sign_in):
    client = sign_in(operator)
    for answer in (client.get(address(waiting)), client.post(address(waiting), {"reason": " "})):
        assert not answer.streaming and "Zebra" not in answer.content.decode()
    assert not MailDownload.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("who", ["auditor_staff", "general_auditor", "chair", "investigator", "administrator"])
def test_to_everybody_else_it_does_not_exist(who, waiting, sign_in, request):
    assert sign_in(request.getfixturevalue(who)).post(address(waiting), REASON).status_code == 404
    assert not MailDownload.objects.exists()


@pytest.mark.once
def test_whoever_it_may_name_cannot_have_it(at, operator, ethics_officer, sign_in):
    mail = deliver(letter("Esther Compley pays twice.", List_Id="<x>"), at)
    assert sign_in(ethics_officer).post(address(mail), REASON).status_code == 404


def test_what_became_a_report_is_not_to_be_had_from_the_mailbox(waiting, operator, unsorted, at):
    turn_into_report(waiting, topic=unsorted, by=operator, at=at)
    with pytest.raises(Refused):
        download_mail(waiting, reason="So.", by=operator, at=at)
    assert not MailDownload.objects.exists()


@pytest.mark.once
def test_a_mail_whose_bytes_are_gone_says_so(waiting, operator, sign_in):
    blobs.remove(waiting.raw.storage_name)
    answer = sign_in(operator).post(address(waiting), REASON)
    assert "be read any more" in answer.content.decode()
