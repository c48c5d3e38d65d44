"""How the Portal knows the report of a test of the hotline that somebody else wrote down."""

from audit.trail import record
from cases.models import HotlineTest, Report
from cases.states.hotline_test import HotlineTestState
from cases.states.report import Channel


def told_as_test(channel: str, narrative: str) -> HotlineTest | None:
    """The test that a report tells, by its words. Only where somebody else writes down what was told.

    A report on the web is never taken for a test: nothing that an anonymous reporter types is looked through for it.
    """
    if channel not in (Channel.PHONE, Channel.EMAIL, Channel.MANAGER):
        return None
    waiting = list(HotlineTest.objects.to_tell().filter(channel=channel).order_by("begun_on", "pk"))
    if not waiting:
        return None
    told = _plain(narrative)
    return next((test for test in waiting if _plain(str(test.mark)) in told), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def note_arrival(test: HotlineTest, report: Report) -> None:
    """The report of a test is there. Nothing is told to anybody: it looks like any other."""
    test.state, test.report, test.case_id = HotlineTestState.RUNNING, report, report.case_id
    test.arrived_on = report.received_on
    test.save(update_fields=["state", "report", "case", "arrived_on"])
    record(test, "note_arrival", by=None, at=report.received_on, sentence="The report of a test arrived")
