"""Reporters who are asked how they are, and one who asks for a review."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from cases import actions
from cases.models import Case, Report, RetaliationCheck
from cases.models.care import reachable
from cases.states.care import CheckAnswer
from cases.states.case import CaseState
from cases.states.report import Mode, ReportKind

WORDS = (
    "Since the audit in spring I am no longer put on the early shift, which pays more. Nobody gives a reason. "
    "Before that I had it for six years."
)
SEEN = "The bonus for the second quarter was left out. HR says that the department’s list was sent in without it."
WHY = "The two drivers who loaded the lorry were never asked. They know what was on it."

# Of a handful of reporters none has suffered: a company of twelve reports stays one of twelve.
MANY = 40


def look_after_reporters(*, at: datetime) -> None:
    """One reporter by name is well, though the office saw something; to an anonymous one something happened."""
    under_way = Report.objects.filter(reachable(), case__state=CaseState.INVESTIGATION, counted_as=ReportKind.REPORT)
    under_way = under_way.filter(later_mode="").select_related("case").order_by("-received_on", "pk")
    answers = [(Mode.NAMED, CheckAnswer.FINE)]
    if Report.objects.count() >= MANY:
        answers.append((Mode.ANONYMOUS, CheckAnswer.HAPPENED))
    for mode, answer in answers:
        report = under_way.filter(mode=mode).first()
        check = _ask(report, at - timedelta(days=3)) if report else None
        if check is None:
            continue
        words = WORDS if answer == CheckAnswer.HAPPENED else ""
        answered = at - timedelta(days=1)
        actions.answer_check(check.report, answer=answer, words=words, receipt=f"demo:check:{mode}", at=answered)
        if mode == Mode.NAMED:
            staff = check.report.case.clock_recipients()[0]
            actions.record_observation(check, kind="PAY", words=SEEN, by=staff, at=answered)


def _ask(report: Report, at: datetime) -> RetaliationCheck | None:
    workers = report.case.clock_recipients()
    if not workers:
        return None
    actions.check_in(report.case, report=report, by=workers[0], at=at)
    return RetaliationCheck.objects.waiting().get(report=report)


def ask_for_one_review(*, at: datetime) -> None:
    """The reporter of the case that was closed last."""
    since = timezone.localdate(at) - timedelta(days=settings.REVIEW_DAYS)
    closed = Case.objects.filter(state=CaseState.CLOSED, closed_on__range=(since, timezone.localdate(at)))
    reports = Report.objects.filter(reachable(), case__in=closed, counted_as=ReportKind.REPORT)
    if report := reports.order_by("-case__closed_on", "pk").first():
        actions.ask_for_review(report, words=WHY, receipt="demo:review", at=at)
