"""Fetching the ethics mailbox: each mail is kept here first, and put away on the server after that is committed."""

from datetime import datetime

import structlog
from django.conf import settings

from accounts.clockwork import beat
from cases.actions.mailbox import store_mail
from cases.imap import FAILURES, AddressRefused, Mailbox, open_mailbox

log = structlog.get_logger(__name__)

MOST = 200


def poll_mailbox(at: datetime) -> int:
    """Fetch what waits in the mailbox; returns how many mails are new. Without `MAILBOX_URL` there is none to ask.

    A server that can't be reached is asked again at the next beat; the health page shows when it last answered.
    """
    if not settings.MAILBOX_URL:
        return 0
    try:
        with open_mailbox(settings.MAILBOX_URL) as mailbox:
            fetched = sum(_fetch(mailbox, uid, at) for uid in mailbox.waiting()[:MOST])
    except (*FAILURES, AddressRefused) as failure:
        log.warning("mailbox_not_fetched", component="mailbox", exc_info=failure)
        return 0
    beat("mailbox", at)
    return fetched


def _fetch(mailbox: Mailbox, uid: str, at: datetime) -> int:
    mail = mailbox.fetch(uid)
    if mail is None:
        return 0
    _mail, is_new = store_mail(mail.raw, on=mail.on, at=at, size=mail.size)
    # A crash right here leaves the mail on the server; it is then fetched again and known by its digest.
    mailbox.put_away(uid)
    return int(is_new)
