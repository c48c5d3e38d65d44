"""The ethics mailbox: a mail is stored sealed as it came, and understood in a second step.

Whatever breaks in understanding it, the mail is kept and listed, and the ones behind it go on.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.notices import tell
from audit.trail import record
from cases.actions.mail_intake import report_replied_to, report_sent_by, write_reply
from cases.mail_judging import needs_a_person, programs_doing
from cases.mail_reading import ReadMail, bare_text, identity_of, read_mail
from cases.matching import people_named
from cases.models import IncomingMail, MailMention, Report
from cases.models.mail import KEEPERS, MOST_ATTEMPTS
from cases.states.mail import MailReason, MailState
from code_of_ethics.models import Topic
from vault.digests import keyed_digest
from vault.errors import VaultError
from vault.models import DataKey, SealedFile

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=10)
# So many mails of one address become something by themselves on one day; the others wait for a person.
MOST_A_DAY = 20
# The topic of what nobody has sorted yet.
NOT_SURE = "something-else"
MEDIA_TYPE = "message/rfc822"


# --- storing -----------------------------------------------------------------------------------------------
def store_mail(
    raw: bytes, *, on: date, by: Person | None = None, at: datetime, size: int | None = None
) -> tuple[IncomingMail, bool]:
    """Keep a mail as it came; returns it, and whether it is new. Delivered again, it is the same mail.

    `on` is the day on which it reached the mailbox. `size` is given where only the head was fetched.
    """
    digest = keyed_digest("mail", identity_of(raw))
    found = IncomingMail.objects.filter(message_digest=digest).first()
    if found is not None:
        return found, False
    try:
        return _store(raw, digest, on, by, at, size), True
    except IntegrityError:
        # Two deliveries of it at one instant: the other was first.
        return IncomingMail.objects.get(message_digest=digest), False


@transaction.atomic
def _store(raw: bytes, digest: str, on: date, by: Person | None, at: datetime, size: int | None) -> IncomingMail:
    key = DataKey.objects.mint()
    mail = IncomingMail.objects.create(
        data_key=key,
        raw=SealedFile.objects.seal([raw], name="mail.eml", data_key=key, on=on, media_type=MEDIA_TYPE),
        size=len(raw) if size is None else size,
        is_whole=size is None,
        arrived_on=on,
        message_digest=digest,
    )
    record(mail, "store_mail", by=by, at=at, sentence="A mail arrived", facts={"size": mail.size})
    return mail


# --- understanding -----------------------------------------------------------------------------------------
def understand_mails(at: datetime, *, most: int = 200) -> int:
    """Read the mails that wait, each by itself; returns how many were settled."""
    waiting = IncomingMail.objects.to_understand(at).order_by("arrived_on", "pk").values_list("pk", flat=True)
    return sum(_claim_and_understand(pk, at) for pk in list(waiting[:most]))


def _claim_and_understand(pk: UUID, at: datetime) -> int:
    free = IncomingMail.objects.to_understand(at).filter(pk=pk)
    if not free.update(claimed_until=at + LEASE, attempts=F("attempts") + 1):
        return 0
    mail = IncomingMail.objects.get(pk=pk)
    try:
        if mail.attempts > MOST_ATTEMPTS:
            set_mail_aside(mail, MailReason.BROKEN, at=at)
        else:
            understand_mail(mail, at=at)
    except (OperationalError, InterfaceError, OSError) as fault:
        # The machine's fault and not the mail's: a later sweep tries again.
        log.warning("mail_not_understood", component="mailbox", exc_info=fault)
        return 0
    except Exception as fault:
        log.warning("mail_broken", component="mailbox", exc_info=fault)
        set_mail_aside(mail, MailReason.BROKEN, at=at)
    return 1


@transaction.atomic
def understand_mail(mail: IncomingMail, *, by: Person | None = None, at: datetime) -> IncomingMail:
    """Make of a mail what it is: a report, a reply to one, something for a person to judge, or nothing."""
    mail = IncomingMail.objects.locked(mail.pk, by=None)
    if mail.state != MailState.ARRIVED:
        return mail
    if not mail.is_whole:
        return set_mail_aside(mail, MailReason.TOO_LARGE, at=at)
    read = read_mail(mail.raw_bytes())
    _note_whom_it_may_name(mail, f"{read.subject}\n{read.text}")
    mail.sender_digest = _sender_digest(mail, read)
    if reason := programs_doing(read):
        return _settled(mail, MailState.IGNORED, at=at, reason=reason)
    thread = report_replied_to(read)
    reason = _needs_a_person(mail, read, is_reply=thread is not None)
    topic = _usual_topic()
    if reason is None and topic is None:
        reason = MailReason.NO_TOPIC
    if reason is not None:
        return set_mail_aside(mail, reason, at=at)
    if thread is not None:
        write_reply(mail, read, thread, at=at)
        return _settled(mail, MailState.THREADED, at=at, report=thread)
    assert topic is not None  # noqa: S101 — asked above
    report = report_sent_by(mail, read, topic, at=at)
    return _settled(mail, MailState.BECAME_REPORT, at=at, report=report)


@transaction.atomic
def set_mail_aside(mail: IncomingMail, reason: MailReason, *, at: datetime) -> IncomingMail:
    """Keep a mail for a person to look at, and tell those who do."""
    mail = IncomingMail.objects.locked(mail.pk, by=None)
    if mail.state != MailState.ARRIVED:
        return mail
    if not mail.mentions.exists():
        _note_whom_it_may_name(mail, _likely_text(mail))
    mail = _settled(mail, MailState.SET_ASIDE, at=at, reason=reason)
    # Once a day for each: a flood of mails is one thing to hear of.
    tell(_keepers(mail), "mail_set_aside", at=at, once=mail.arrived_on.isoformat())
    return mail


def _keepers(mail: IncomingMail) -> list[Person]:
    people = Person.objects.holding(*KEEPERS)
    return [person for person in people if IncomingMail.objects.visible_to(person).filter(pk=mail.pk).exists()]


def _likely_text(mail: IncomingMail) -> str:
    """What can be had of a mail that could not be understood."""
    read = read_if_possible(mail)
    return f"{read.subject}\n{read.text}\n{letters_of(mail)}"


def letters_of(mail: IncomingMail) -> str:
    """The beginning of a mail as bare letters; nothing where its sealed bytes are gone or were tampered with."""
    try:
        return bare_text(mail.raw_bytes())
    except (OSError, VaultError):
        return ""


def read_if_possible(mail: IncomingMail) -> ReadMail:
    """What a mail says, or nothing where it can't be read."""
    try:
        return read_mail(mail.raw_bytes())
    except Exception:
        # A person looks at it now; they are shown the bare letters instead.
        return ReadMail()


def _settled(
    mail: IncomingMail, state: MailState, *, at: datetime, reason: str = "", report: Report | None = None
) -> IncomingMail:
    mail.state, mail.reason, mail.claimed_until = state, reason, None
    mail.report = report
    mail.save()
    facts = {"state": state.value, "reason": reason}
    record(mail, "understand_mail", by=None, at=at, sentence=_("The mail was read"), facts=facts)
    return mail


def _note_whom_it_may_name(mail: IncomingMail, text: str) -> None:
    matches = people_named("", text, (), on=mail.arrived_on)
    rows = [MailMention(mail=mail, person=match.person) for match in matches]
    MailMention.objects.bulk_create(rows, ignore_conflicts=True)


def _sender_digest(mail: IncomingMail, read: ReadMail) -> str:
    if not read.sender_address:
        return ""
    return keyed_digest("mail-sender", f"{mail.arrived_on} {read.sender_address.lower()}")


def _needs_a_person(mail: IncomingMail, read: ReadMail, *, is_reply: bool) -> MailReason | None:
    reason = needs_a_person(read)
    # The token shows whose reply it is: that it came through a list, or without a sender, does not matter then.
    if is_reply and reason in (MailReason.MAILING_LIST, MailReason.SPAM, MailReason.NO_SENDER):
        reason = None
    if reason is None and mail.sender_digest:
        taken = IncomingMail.objects.filter(
            sender_digest=mail.sender_digest, state__in=[MailState.BECAME_REPORT, MailState.THREADED]
        )
        reason = MailReason.TOO_MANY if taken.count() >= MOST_A_DAY else None
    return reason


def _usual_topic() -> Topic | None:
    offered = Topic.objects.for_reports()
    return offered.filter(slug=NOT_SURE).first() or offered.last()
