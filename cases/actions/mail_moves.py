"""What people do with a mail that could not become something by itself."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.mail_intake import report_sent_by
from cases.actions.mailbox import read_if_possible
from cases.models import IncomingMail, MailDownload
from cases.states.mail import MailState
from cases.workflow.mailbox import DISMISS_MAIL, DOWNLOAD_MAIL, OPEN_MAIL, TURN_INTO_REPORT
from code_of_ethics.models import Topic


@transaction.atomic
def open_mail(mail: IncomingMail, *, by: Person, at: datetime) -> IncomingMail:
    """Look at a mail that waits. Who wrote it is seen, so each opening is on the trail."""
    mail = IncomingMail.objects.locked(mail.pk, by=by)
    OPEN_MAIL.check(by, mail)
    record(mail, OPEN_MAIL.verb, by=by, at=at, sentence=_("Opened the mail"))
    return mail


@transaction.atomic
def download_mail(mail: IncomingMail, *, reason: str, by: Person, at: datetime) -> MailDownload:
    """Take a mail out of the Portal as it came, for a written reason, which is kept with the download."""
    mail = IncomingMail.objects.locked(mail.pk, by=by)
    DOWNLOAD_MAIL.check(by, mail)
    download = MailDownload.objects.create(
        data_key=mail.data_key, mail=mail, reason=reason, downloaded_by=by, downloaded_at=at
    )
    facts = {"download": str(download.pk)}
    record(mail, DOWNLOAD_MAIL.verb, by=by, at=at, sentence=_("Downloaded the mail as it came"), facts=facts)
    return download


@transaction.atomic
def turn_into_report(
    mail: IncomingMail,
    *,
    topic: Topic,
    text: str = "",
    sender_name: str = "",
    sender_address: str = "",
    by: Person,
    at: datetime,
) -> IncomingMail:
    """Make a report of a mail that could not become one by itself.

    `text` and the sender are typed by whoever could read them where the Portal could not.
    """
    mail = IncomingMail.objects.locked(mail.pk, by=by)
    TURN_INTO_REPORT.check(by, mail)
    read = read_if_possible(mail)
    if text:
        read = replace(read, text=text, subject="")
    read = replace(
        read, sender_name=sender_name or read.sender_name, sender_address=sender_address or read.sender_address
    )
    if read.is_empty or (read.is_encrypted and not text):
        raise Refused(_("The Portal can't read what this mail says. Please write it down here."), "text")
    report = report_sent_by(mail, read, topic, at=at)
    mail.state, mail.decided_by, mail.decided_at = MailState.BECAME_REPORT, by, at
    mail.save()
    sentence = _("Turned the mail into a report")
    record(mail, TURN_INTO_REPORT.verb, by=by, at=at, sentence=sentence, facts={"report": str(report.pk)})
    return mail


@transaction.atomic
def dismiss_mail(mail: IncomingMail, *, reason: str, by: Person, at: datetime) -> IncomingMail:
    """Set a mail aside for good, because it is no report. It is kept."""
    mail = IncomingMail.objects.locked(mail.pk, by=by)
    DISMISS_MAIL.check(by, mail)
    mail.state, mail.decided_by, mail.decided_at, mail.decision_reason = MailState.DISMISSED, by, at, reason
    mail.save()
    record(mail, DISMISS_MAIL.verb, by=by, at=at, sentence=_("Set the mail aside for good"))
    return mail
