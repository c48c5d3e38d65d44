"""Testing the hotline: by the clock each period or by the General Auditor, followed to the acknowledgement.

The staff see an ordinary report until they have acknowledged it; then it ends by itself and says what it was. Nothing
that is on the trail before that tells of it: a test known beforehand tests nothing.
"""

import secrets
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.hotline_arrivals import note_arrival
from cases.actions.hotline_endings import fail_hotline_test
from cases.actions.intake import ReportFacts
from cases.actions.mailbox import store_mail
from cases.actions.speaking_up import confirm_key, send_form
from cases.hotline_stories import Story, new_story, quiet_topic
from cases.models import HotlineTest
from cases.states.hotline_test import HotlineTestState, TestedChannel
from cases.states.report import Channel, Mode
from vault.digests import keyed_digest
from vault.models import DataKey

MONTHS_OF_A_YEAR = 12
# The clock spreads its tests over the first two thirds of a period, so that each can end within it.
SPREAD_DAYS_A_MONTH = 20


@transaction.atomic
def begin_hotline_test(
    channel: str, *, story: str = "", by: Person | None, at: datetime, period_start: date | None = None
) -> HotlineTest:
    """Test one channel. The Portal files it on the web, and by mail where a sender is set; else somebody tells it.

    `story` is the General Auditor's own; empty takes one of the Portal's. `by` is `None` for the clock.
    """
    if by is not None and Role.GENERAL_AUDITOR not in by.roles:
        raise Refused(_("Only the General Auditor tests the hotline."))
    if channel not in TestedChannel.values:
        raise Refused(_("Choose how it is to reach us."), "channel")
    if quiet_topic() is None:
        raise Refused(_("There is no topic under which a test could be told without alarming anybody."))
    day = timezone.localdate(at)
    told = new_story(on=day)
    test = HotlineTest.objects.create(
        data_key=DataKey.objects.mint(),
        channel=channel,
        state=HotlineTestState.TO_TELL,
        story=story or told.text,
        mark=told.mark,
        period_start=period_start,
        begun_by=by,
        begun_on=day,
        fails_on=day + timedelta(days=settings.HOTLINE_TEST_DAYS),
    )
    record(
        test, "begin_hotline_test", by=by, at=day, sentence="Began a test of the hotline", facts={"channel": channel}
    )
    if channel == TestedChannel.WEB:
        _send_by_web(test, at)
    elif channel == TestedChannel.EMAIL and settings.HOTLINE_TEST_SENDER:
        _send_by_mail(test, Story(str(test.story), told.mark), at)
    elif by is None:
        tell(Person.objects.holding(Role.GENERAL_AUDITOR), "hotline_test_to_tell", about=test, at=day)
    return test


def _send_by_web(test: HotlineTest, at: datetime) -> None:
    """Through the form of the public page, as an anonymous reporter sends it."""
    topic, token = quiet_topic(), secrets.token_hex(32)
    if topic is None:
        raise Refused(_("There is no topic under which a test could be told without alarming anybody."))
    facts = ReportFacts(topic=topic, narrative=str(test.story), mode=Mode.ANONYMOUS, channel=Channel.WEB)
    report = send_form(token, facts, by=None, at=at)
    confirm_key(token, at=at)
    note_arrival(test, report)


def _send_by_mail(test: HotlineTest, story: Story, at: datetime) -> None:
    """Into the mailbox, where it is read like any mail; it is known by its words when it becomes a report."""
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.HOTLINE_TEST_SENDER, settings.MAILBOX_ADDRESS or settings.HOTLINE_TEST_SENDER
    mail["Subject"], mail["Date"] = _("Something you should know"), format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=settings.HOTLINE_TEST_SENDER.rpartition("@")[2])
    words = story.text if story.mark in story.text else f"{story.text}\n\n({story.mark})"
    mail.set_content(words)
    store_mail(mail.as_bytes(), on=timezone.localdate(at), at=at)


def watch_hotline_tests(at: datetime) -> int:
    """The sweep: begin what the period asks for, and end what nobody acknowledged in time. How many were touched."""
    today = timezone.localdate(at)
    begun = sum(_begin_if_due(channel, today, at) for channel in TestedChannel)
    late = HotlineTest.objects.under_way().filter(fails_on__lte=today).values_list("pk", flat=True)
    return begun + sum(fail_hotline_test(pk, at=at) for pk in list(late))


def _begin_if_due(channel: TestedChannel, today: date, at: datetime) -> bool:
    start = period_of_tests(today)
    if start is None or today < start + timedelta(days=_offset(start, channel)):
        return False
    if HotlineTest.objects.filter(period_start=start, channel=channel).exists() or quiet_topic() is None:
        return False
    try:
        begin_hotline_test(channel, by=None, at=at, period_start=start)
    except IntegrityError:
        return False  # another clock was first
    return True


def period_of_tests(today: date) -> date | None:
    """The first day of today's period of `HOTLINE_TEST_MONTHS`; `None` where the clock tests nothing."""
    months = settings.HOTLINE_TEST_MONTHS
    if not months:
        return None
    return date(today.year, (today.month - 1) // months * months + 1, 1)


def _offset(start: date, channel: str) -> int:
    """On which day of the period a channel is tested: nobody without the key can work it out beforehand."""
    days = min(settings.HOTLINE_TEST_MONTHS, MONTHS_OF_A_YEAR) * SPREAD_DAYS_A_MONTH
    return int(keyed_digest("hotline-test", f"{start.isoformat()} {channel}")[:8], 16) % days
