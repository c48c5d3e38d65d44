"""Mails as people and programs write them."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

from cases.actions.mailbox import store_mail, understand_mails
from cases.models import IncomingMail

WORDS = "The invoices of March were written twice.\n\nSomebody should look."
SENDER = "Sylvia Outside <sylvia@supplier.example>"


def letter(text: str = WORDS, *, files: tuple[tuple[str, bytes], ...] = (), **headers: Any) -> bytes:
    """A mail from outside; `headers` are written with underscores and win over the usual ones."""
    message = EmailMessage()
    usual = {
        "From": SENDER,
        "To": "ethics@company.example",
        "Subject": "Invoices",
        "Message-ID": "<1@supplier.example>",
        "Date": "Mon, 23 Nov 2026 10:00:00 +0000",
    }
    for name, value in (usual | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        if value:
            message[name] = value
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def deliver(raw: bytes, at: datetime) -> IncomingMail:
    """The mail arrives, and the clock reads it."""
    mail, _is_new = store_mail(raw, on=at.date(), at=at)
    understand_mails(at)
    return IncomingMail.objects.get(pk=mail.pk)
