"""A report as its reporter sees it, through either door: in plain words, and from the office, never from a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.models import Attachment, Case, Message, Report, ReviewRequest, Withdrawal
from cases.states.case import CaseState
from cases.states.report import Mode
from clocks import kinds
from clocks.models import Clock

RECEIVED, LOOKED_AT, CLOSED = range(3)


def stage_of(case: Case) -> int:
    """How far a case is, as its reporter is told: received, being looked at, closed."""
    if case.state == CaseState.CLOSED:
        return CLOSED
    return RECEIVED if case.state == CaseState.NEW else LOOKED_AT


def stage_words() -> list[str]:
    return [_("Received"), _("Being looked at"), _("Closed")]


def dialogue_of(report: Report, *, today: date) -> dict[str, Any]:
    """What the page of a report shows its reporter."""
    attachments = list(report.attachments.select_related("file__data_key"))
    messages = list(report.messages.select_related("data_key"))
    return {
        "report": report,
        "steps": _steps(report),
        "stands": _stands(report),
        "said": _said(report),
        "expected": _expected(report, today),
        "talk": [_bubble(message, report, attachments) for message in messages],
        "unread": sum(1 for message in messages if _is_new(message)),
        "own_files": _listed(attachment for attachment in attachments if attachment.message_id is None),
    }


def _steps(report: Report) -> list[dict[str, Any]]:
    case = report.case
    current = stage_of(case)
    days: list[date | None] = [report.received_on, report.owed_by.acknowledged_on, case.closed_on]
    return [
        {
            "label": words,
            "done": place < current,
            "current": place == current,
            "hint": _day(days[place]) if place <= current else "",
        }
        for place, words in enumerate(stage_words())
    ]


def _stands(report: Report) -> str:
    """Where it stands, in a sentence."""
    return {
        RECEIVED: _("It has arrived, and it is in the right hands. Somebody will read it soon."),
        LOOKED_AT: _("Somebody is looking into it. That can take a while, because everybody is heard fairly."),
        CLOSED: _("The matter is closed. What came of it stands in the messages. You may still write to the office."),
    }[stage_of(report.case)]


def _said(report: Report) -> list[str]:
    """What the reporter said later on, so that they see that it was understood."""
    said = []
    if report.later_mode:
        since = {"day": _day(report.identified_on)}
        if report.known_as == Mode.NAMED:
            said.append(_("The office knows your name since %(day)s.") % since)
        else:
            said.append(_("Your name is locked away since %(day)s.") % since)
    if wish := getattr(report, "withdrawal", None):
        said.append(_wish(wish))
    if review := getattr(report, "review_request", None):
        said.append(_review(review))
    return said


def _wish(wish: Withdrawal) -> str:
    if wish.answered_at:
        return _("You asked for the report to be withdrawn. The office has answered you below.")
    words = _("On %(day)s you asked for the report to be withdrawn. The office decides and answers you here.")
    return words % {"day": _day(wish.wished_on)}


def _review(review: ReviewRequest) -> str:
    if review.decided_at:
        return _("You asked for a review. It is decided, and the answer stands in the messages.")
    words = _("On %(day)s you asked for a review. Somebody who did not work on it decides and answers you here.")
    return words % {"day": _day(review.asked_on)}


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _expected(report: Report, today: date) -> list[dict[str, Any]]:
    """What the office owes the reporter next, and by which day: never a day that another report has set."""
    if not report.case.is_open:
        return []
    owed = {
        kinds.ACKNOWLEDGE: _("We confirm to you that your report is being read."),
        kinds.FEEDBACK: _("We tell you what was done, or how far we are."),
    }
    running = Clock.objects.of(report.owed_by).running().filter(kind__in=owed).order_by("due_on")
    return [
        {"sentence": owed[clock.kind], "due_on": clock.due_on, "is_late": clock.due_on < today} for clock in running
    ]


def _bubble(message: Message, report: Report, attachments: list[Attachment]) -> dict[str, Any]:
    return {
        "author": _author(message),
        "when": _day(message.written_on),
        "text": message.body,
        "mine": message.is_from_reporter,
        # The office writes in whichever language it can.
        "language": report.language if message.is_from_reporter else "",
        "note": pgettext("message", "New") if _is_new(message) else "",
        "files": _listed(attachment for attachment in attachments if attachment.message_id == message.pk),
    }


def _author(message: Message) -> str:
    if not message.is_from_reporter:
        return _("The ethics office")
    return _("You, on the phone") if message.taken_down_by_id else _("You")


def _is_new(message: Message) -> bool:
    return not message.is_from_reporter and message.read_on is None


def _listed(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """By neutral name only. Nothing is offered for download: whoever holds the key by mistake gets no file."""
    return [{"name": _in_words(attachment), "size": attachment.file.size} for attachment in attachments]


def _in_words(attachment: Attachment) -> str:
    """The neutral name in the reader's language; its ending says what kind of file it is."""
    _name, dot, ending = attachment.neutral_name.partition(".")
    return _("File %(number)s") % {"number": attachment.position} + dot + ending
