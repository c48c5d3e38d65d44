"""Questions are counted apart from reports, and marks of reporters only among many."""

from datetime import date, timedelta

import pytest

from cases import actions
from cases.models import Rating
from cases.states.report import ReportKind
from reporting.periods import Period
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from reporting.states import DigestKind
from tests.cases.desk import open_case

PERIOD = Period(date(2026, 10, 1), date(2026, 12, 31))


def figures(at) -> dict:
    return take_snapshot(scope_of(DigestKind.COMMON), PERIOD, at=at)[0]["figures"]


def rate(at, *marks: int | None) -> None:
    for mark in marks:
        Rating.objects.create(report=open_case(at=at).reports.get(), mark=mark, given_on=at.date())


def test_a_question_is_no_report_until_it_is_treated_as_one(house, at):
    open_case(at=at)
    question = open_case(at=at, kind=ReportKind.QUESTION)
    assert (figures(at)["reports"], figures(at)["questions"]) == (1, 1)
    assert (
        sum(row["count"] for row in figures(at)["topics"]) == sum(row["count"] for row in figures(at)["channels"]) == 1
    )
    question.reports.update(counted_as=ReportKind.REPORT)
    assert (figures(at)["reports"], figures(at)["questions"]) == (2, 0)


@pytest.mark.parametrize(
    ("marks", "answers", "shown"),
    [
        ([5, 5, 4, None], None, {}),
        ([5] * 5 + [1], 6, {}),
        ([5] * 5 + [4] * 6 + [None], 11, {5: 5, 4: 6}),
    ],
)
def test_few_marks_are_not_shown(marks, answers, shown, house, at):
    rate(at, *marks)
    found = figures(at)["taken_seriously"]
    assert found["answers"] == answers
    assert {row["mark"]: row["count"] for row in found["marks"] if row["count"]} == shown


def test_a_merged_case_counts_nowhere_and_its_report_once(house, at):
    desk = {"by": house.staff, "at": at}
    older, main, other = (open_case(at=at - timedelta(days=days)) for days in (60, 20, 10))
    for case in (older, main, other):
        actions.acknowledge_case(case, message="It has arrived.", **desk)
    before = take_snapshot(scope_of(DigestKind.COMMON), PERIOD, at=at)[0]
    merges = [actions.merge_case(one, into=main, reason="One matter.", **desk) for one in (older, other)]
    after = take_snapshot(scope_of(DigestKind.COMMON), PERIOD, at=at)[0]
    assert before["figures"]["reports"] == after["figures"]["reports"] == 2
    assert [found["reconciliation"][name] for found in (before, after) for name in ("open_before", "open_after")] == [
        1, 3, 0, 1,
    ]  # fmt: skip
    assert after["reconciliation"]["adds_up"] and after["reconciliation"]["opened"] == 1
    assert (after["reconciliation"]["merged"], after["reconciliation"]["merged_from_before"]) == (2, 1)
    assert before["figures"]["acknowledged_on_time"] == after["figures"]["acknowledged_on_time"]
    actions.unmerge_case(merges[0], reason="Two matters.", **desk)
    again = take_snapshot(scope_of(DigestKind.COMMON), PERIOD, at=at)[0]["reconciliation"]
    assert (again["open_before"], again["open_after"], again["merged"]) == (1, 2, 1)
