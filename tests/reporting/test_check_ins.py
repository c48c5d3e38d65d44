"""How reporters are, in a digest: counted by day, and apart where the case that an answer opened stands apart."""

from datetime import timedelta

import pytest

from cases import actions
from cases.models import Report, RetaliationCheck
from cases.states.report import Mode
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def asked(house):
    """Four reporters, asked at the edges of the quarter and inside it; the last is asked again."""
    made = []
    for number, on in enumerate((QUARTER.start - timedelta(days=1), QUARTER.start, QUARTER.end)):
        case = house.report(QUARTER.starts_at - timedelta(days=200), by=house.employee, mode=Mode.NAMED)
        actions.check_in(case, by=house.worker(case), at=_noon(on))
        made.append(RetaliationCheck.objects.of(case).get())
        assert made[number].sent_on == on
    return made


def _noon(day):
    return QUARTER.starts_at + (day - QUARTER.start) + timedelta(hours=12)


def _say(check, answer: str, on, **more) -> RetaliationCheck:
    return actions.answer_check(check.report, answer=answer, receipt=str(check.pk), at=_noon(on), **more)


def _found(kind: str = "COMMON") -> dict[str, int]:
    return take_snapshot(scope_of(kind), QUARTER, at=QUARTER.ends_at)[0]["figures"]["check_ins"]


def test_each_figure_counts_the_days_of_the_period(house, asked):
    before, first, last = asked
    _say(before, "FINE", QUARTER.start)
    actions.check_in(first.report.case, by=house.worker(first.report.case), at=_noon(QUARTER.start + timedelta(days=9)))
    _say(last, "RATHER_NOT", QUARTER.end + timedelta(days=1))
    assert _found() == {"sent": 3, "answered": 1, "bad": 0, "unanswered": 1}


def test_who_cannot_be_reached_is_not_counted_as_asked(house, in_quarter):
    house.report(in_quarter - timedelta(days=30), mode=Mode.NAMED, reporter_name="Pat Phoneman")
    assert actions.send_due_checks(in_quarter) == 1
    assert _found()["sent"] == 0


def test_a_bad_answer_is_counted_beside_the_others(asked):
    _say(asked[1], "HAPPENED", QUARTER.start + timedelta(days=2), words="My shifts are cut.")
    assert _found() == {"sent": 2, "answered": 1, "bad": 1, "unanswered": 0}


def test_one_whose_answer_concerns_a_signer_stands_in_no_common_figure(house, asked):
    without = _found() | {"sent": 1}
    _say(asked[1], "HAPPENED", QUARTER.start + timedelta(days=2), words=f"It was {house.third.full_name}.")
    assert Report.objects.filter(earlier__isnull=False).exists()
    assert _found() == without, "not even that somebody was asked"
    assert _found("ANNEX") == {"sent": 1, "answered": 1, "bad": 1, "unanswered": 0}
