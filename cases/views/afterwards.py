"""What a reporter may do about a report after it was made: one page for each, the same through either door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.moves import Refused
from cases.actions.afterwards import identify_reporter, rate_handling, was_done, withdraw_report
from cases.actions.caring import answer_check
from cases.actions.identity import answer_unlock
from cases.actions.questions import answer_reclassification
from cases.actions.reviewing import ask_for_review, may_ask_for_review
from cases.forms.afterwards import (
    AfterwardsForm,
    CheckForm,
    ConsentForm,
    IdentifyForm,
    RateForm,
    ReviewForm,
    UnlockForm,
    WithdrawForm,
)
from cases.models import Report
from cases.states.report import Mode


@dataclass(frozen=True)
class Step:
    """One thing that a reporter may do: `word` is its address, its template and the button that leads to it."""

    word: str
    label: Any
    icon: str
    form: type[AfterwardsForm]
    act: Callable[..., Any]
    done: Any
    is_offered: Callable[[Report], bool]
    submit: Any


def _is_asked_for_the_name(report: Report) -> bool:
    if report.known_as != Mode.CONFIDENTIAL:
        return False
    today = timezone.localdate()
    return any(asked.waits_for_the_reporter(today) for asked in report.identity_requests.all())


STEPS = {
    step.word: step
    for step in (
        Step(
            "check",
            _("How have you been since you spoke up?"),
            "heart-pulse",
            CheckForm,
            answer_check,
            _("Thank you. If something happened to you, people whom it does not concern look into it."),
            lambda report: report.is_asked_how_they_are,
            _("Send"),
        ),
        Step(
            "consent",
            _("Is your question a report?"),
            "question-circle",
            ConsentForm,
            answer_reclassification,
            _("Thank you. The office knows what you want."),
            lambda report: (
                report.case.is_open and hasattr(report, "reclassification") and report.reclassification.waits
            ),
            _("Send"),
        ),
        Step(
            "unlock",
            _("May your name be shown?"),
            "person-lock",
            UnlockForm,
            answer_unlock,
            _("Thank you. Your answer counts from now on."),
            _is_asked_for_the_name,
            _("Send"),
        ),
        Step(
            "rate",
            _("Did you feel taken seriously?"),
            "chat-left-text",
            RateForm,
            rate_handling,
            _("Thank you. Your answer is counted with those of others."),
            lambda report: not report.case.is_open and not hasattr(report, "rating"),
            _("Send"),
        ),
        Step(
            "review",
            _("Ask for a review"),
            "arrow-repeat",
            ReviewForm,
            ask_for_review,
            _("Somebody who did not work on it looks at it again. You read the answer here."),
            lambda report: may_ask_for_review(report, timezone.localdate()),
            _("Ask for a review"),
        ),
        Step(
            "identify",
            _("Say who you are"),
            "person",
            IdentifyForm,
            identify_reporter,
            _("Thank you for your trust. It is noted."),
            lambda report: report.known_as != Mode.NAMED,
            _("Say who I am"),
        ),
        Step(
            "withdraw",
            _("Withdraw the report"),
            "arrow-counterclockwise",
            WithdrawForm,
            withdraw_report,
            _("We have told the office what you wish. It answers you here."),
            lambda report: report.case.is_open and not hasattr(report, "withdrawal"),
            _("Ask for this"),
        ),
    )
}


def steps_offered(report: Report) -> list[Step]:
    """What the page of a report offers its reporter now."""
    return [step for step in STEPS.values() if step.is_offered(report)]


def was_taken(step: Step, form: AfterwardsForm, report: Report, receipt: str, at: datetime) -> bool:
    """Whether what was typed was taken, now or by an earlier sending; otherwise the form says why not."""
    if was_done(receipt):
        return True
    if not form.is_valid():
        return False
    try:
        step.act(report, **form.facts, receipt=receipt, at=at)
    except Refused as refusal:
        form.add_error(refusal.field_name, refusal.sentence)
        return False
    return True
