"""What kind of mail it is: from a person, from a program, or one that only a person can judge."""

import re

from django.conf import settings

from cases.mail_reading import ReadMail, bare_address
from cases.states.mail import MailReason

# Our own mails say it, so that one that comes back is known.
OUR_LOOP_MARK = "ethics-portal"
PROGRAMS = re.compile(r"(?:mailer-daemon|postmaster|mdaemon)@", re.I)
SAYS_SO_ITSELF = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autorespond-from", "x-vacation")


def programs_doing(mail: ReadMail) -> MailReason | None:
    """Why this mail was written by no person and must create nothing; `None` where a person may have written it."""
    if mail.header("x-loop").lower() == OUR_LOOP_MARK or _is_own(mail):
        return MailReason.LOOP
    if _is_bounce(mail):
        return MailReason.BOUNCE
    if _is_auto_reply(mail):
        return MailReason.AUTO_REPLY
    return MailReason.BULK if mail.header("precedence").lower() in ("bulk", "junk") else None


def needs_a_person(mail: ReadMail) -> MailReason | None:
    """Why a person has to look before this becomes a report; `None` where nothing speaks against it."""
    if mail.is_encrypted:
        return MailReason.ENCRYPTED
    if mail.is_empty:
        return MailReason.EMPTY
    if not mail.sender_address:
        return MailReason.NO_SENDER
    if mail.header("x-spam-flag").lower() == "yes" or mail.header("x-spam-status").lower().startswith("yes"):
        return MailReason.SPAM
    # Never ignored: the mailbox itself may be a group through which everybody's mail comes.
    if mail.header("precedence").lower() == "list" or mail.header("list-id"):
        return MailReason.MAILING_LIST
    return None


def _is_own(mail: ReadMail) -> bool:
    own = {_without_token(settings.MAILBOX_ADDRESS), _without_token(settings.DEFAULT_FROM_EMAIL)}
    return bool({_without_token(mail.sender_address), _without_token(mail.header("from"))} & (own - {""}))


def _without_token(address: str) -> str:
    """A bare address in small letters, without what stands behind its plus."""
    return re.sub(r"\+[^@]*@", "@", bare_address(address).lower())


def _is_bounce(mail: ReadMail) -> bool:
    return (
        mail.header("return-path").replace(" ", "") == "<>"
        or mail.content_type == "multipart/report"
        or bool(mail.header("x-failed-recipients"))
        or bool(PROGRAMS.match(mail.sender_address))
    )


def _is_auto_reply(mail: ReadMail) -> bool:
    submitted = mail.header("auto-submitted").partition(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or mail.header("precedence").lower() in ("auto_reply", "auto-reply")
        or any(mail.header(name) for name in SAYS_SO_ITSELF)
    )
