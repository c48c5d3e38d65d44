"""Telling the sender of a mail that it arrived, with the access key to come back with.

The mail names no subject and quotes nothing (the company's fixed words only). It goes out at least once, each time
with the same key and the same Message-ID.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.addresses import speak_up_address
from accounts.languages import other_languages, reader_language
from cases.access_keys import access_key_of
from cases.actions.mail_intake import acknowledgement_text, reply_token
from cases.mail_judging import OUR_LOOP_MARK
from cases.mail_reading import bare_address
from cases.models import IncomingMail

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12


def acknowledge_mails(at: datetime, *, most: int = 100) -> int:
    """Send the acknowledgements that wait; returns how many went out. A failed one is tried again by a later sweep."""
    waiting = IncomingMail.objects.to_acknowledge(at).order_by("arrived_on", "pk").values_list("pk", flat=True)
    if not (oldest := list(waiting[:most])):
        return 0
    with get_connection() as connection:
        return sum(_claim_and_send(pk, connection, at) for pk in oldest)


def _claim_and_send(pk: Any, connection: Any, at: datetime) -> int:
    free = IncomingMail.objects.to_acknowledge(at).filter(pk=pk)
    if not free.update(claimed_until=at + LEASE, attempts=F("attempts") + 1):
        return 0
    mail = IncomingMail.objects.select_related("report__identity__data_key").get(pk=pk)
    try:
        connection.send_messages([_acknowledgement(mail)])
    except OSError:
        # smtplib's errors are OSErrors too. The lease is given back; a later sweep tries again.
        mail.claimed_until, mail.acknowledging_failed = None, mail.attempts >= MOST_ATTEMPTS
        mail.save(update_fields=["claimed_until", "acknowledging_failed"])
        return 0
    # The token goes, and with it the only way to make the key once more.
    mail.acknowledged_on, mail.claimed_until, mail.form_token = timezone.localdate(at), None, ""
    mail.save(update_fields=["acknowledged_on", "claimed_until", "form_token"])
    return 1


def reply_address(token: str) -> str:
    """The mailbox's own address with the token behind a plus."""
    local, _at, domain = bare_address(settings.MAILBOX_ADDRESS).rpartition("@")
    return f"{local}+{token}@{domain}"


def _acknowledgement(mail: IncomingMail) -> EmailMessage:
    assert mail.report is not None and mail.report.identity is not None  # noqa: S101 — confidential reports have one
    token = reply_token(str(mail.form_token))
    language = mail.report.language
    with translation.override(language if language in other_languages() else settings.LANGUAGE_CODE):
        text = acknowledgement_text(access_key_of(str(mail.form_token)), _page(reader_language()))
        subject = _("Your message has arrived")
    return EmailMessage(
        subject,
        text,
        # The envelope's sender is another address: what is returned never comes back into the mailbox.
        settings.DEFAULT_FROM_EMAIL,
        [str(mail.report.identity.contact)],
        headers={
            "From": settings.MAILBOX_ADDRESS,
            "Reply-To": reply_address(token),
            "Message-ID": f"<{token}@{bare_address(settings.MAILBOX_ADDRESS).rpartition('@')[2]}>",
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
            "X-Loop": OUR_LOOP_MARK,
        },
    )


def _page(language: str) -> str:
    address = speak_up_address(language)
    return address if "://" in address else settings.PORTAL_URL.rstrip("/") + address
