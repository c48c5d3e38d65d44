"""Tests of the hotline in the demo company: each quarter by the clock, most of them acknowledged, one too late."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import Person
from cases.actions import (
    ReportFacts,
    acknowledge_case,
    begin_hotline_test,
    submit_report,
    tell_of_arrivals,
    watch_hotline_tests,
)
from cases.actions.hotline_tests import period_of_tests
from cases.hotline_stories import quiet_topic
from cases.models import Case, HotlineTest
from cases.states.case import CaseState
from cases.states.hotline_test import HotlineTestState, TestedChannel
from cases.states.report import Channel, Mode, ReadBack
from ethics_portal.demo_company.loading.timeline import Timeline

QUARTERS = 3
# Days from the beginning of the quarter to the test, and from there to its acknowledgement; `None` for nobody.
PLAN: dict[TestedChannel, tuple[int, list[int | None]]] = {
    TestedChannel.WEB: (12, [1, 2, 1]),
    TestedChannel.PHONE: (20, [3, 1, 2]),
    TestedChannel.EMAIL: (27, [2, None, 3]),
    TestedChannel.MANAGER: (34, [5, 4, 2]),
}


def plan_hotline_tests(timeline: Timeline, *, now: datetime) -> None:
    """The quarters before this one, and what of this one is over already."""
    start = period_of_tests(timezone.localdate(now))
    for quarter in range(QUARTERS):
        if start is None:
            return
        for channel, (offset, answers) in PLAN.items():
            _plan(timeline, channel, start, offset, answers[quarter])
        start = period_of_tests(start - timedelta(days=1))


def _plan(timeline: Timeline, channel: TestedChannel, start: date, offset: int, answer: int | None) -> None:
    def begin(at: datetime) -> None:
        test = begin_hotline_test(channel, by=None, at=at, period_start=start)
        if test.is_to_tell:
            _tell(test, at)
        if answer is None:
            timeline.at(at + timedelta(days=15), watch_hotline_tests)
        else:
            timeline.at(at + timedelta(days=answer), lambda later: _acknowledge(test, later))

    moment = datetime.combine(start + timedelta(days=offset), datetime.min.time().replace(hour=9))
    timeline.at(timezone.make_aware(moment), begin)


def _tell(test: HotlineTest, at: datetime) -> None:
    """Somebody told the story; an operator or a colleague wrote it down."""
    topic = quiet_topic()
    if topic is None:
        return
    channel = Channel(test.channel)
    facts = ReportFacts(
        topic=topic,
        narrative=str(test.story),
        mode=Mode.ANONYMOUS,
        channel=channel,
        read_back=ReadBack.AGREED if channel == Channel.PHONE else "",
    )
    submit_report(facts, by=None, at=at)
    tell_of_arrivals(at)


def _acknowledge(test: HotlineTest, at: datetime) -> None:
    test.refresh_from_db()
    if test.state != HotlineTestState.RUNNING or test.case_id is None:
        return
    case = Case.objects.get(pk=test.case_id)
    worker: Person | None = next(iter(case.staff()), None)
    if worker is not None and case.state == CaseState.NEW:
        acknowledge_case(case, message="Thank you. We have your report and look at it now.", by=worker, at=at)
