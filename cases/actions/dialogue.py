"""The dialogue with a reporter. They hear the office, never a person; we keep the day of their word, never the hour."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.access_keys import holds_an_access_key
from cases.actions.deadlines import refresh_due
from cases.actions.evidence import attach_file
from cases.actions.indexing import index_words
from cases.actions.materiality import note_knowledge
from cases.actions.naming import heed_later_words
from cases.models import Case, Message, Report
from cases.states.report import Direction, Mode
from cases.workflow.case import ASK_REPORTER
from clocks import kinds
from clocks.actions import stop_clock
from vault.digests import keyed_digest
from vault.models import SealedFile


@transaction.atomic
def ask_reporter(
    case: Case, *, body: str, report: Report | None = None, is_feedback: bool = False, by: Person, at: datetime
) -> Case:
    """Write to the reporter of one report, or of every report of the case.

    `is_feedback` says that it tells what is done or was found: the feedback of EU Directive 2019/1937 Art. 9(1)(f).
    """
    case = Case.objects.locked(case.pk, by=by)
    ASK_REPORTER.check(by, case)
    if report is not None:
        report = case.reports.select_related("came_with__source").get(pk=report.pk)  # it may have left with a merge
    write_to_reporters(case, body, by=by, at=at, only=report)
    note_knowledge(case, at=at)
    if is_feedback:
        for owing in [report.owed_by] if report else [case, *case.merged_cases.all()]:
            stop_clock(owing, kinds.FEEDBACK, at=at)
        refresh_due(case)
    record(
        case,
        ASK_REPORTER.verb,
        by=by,
        at=at,
        sentence="Wrote to the reporter",
        facts={"is_feedback": is_feedback},
    )
    return case


def write_to_reporters(case: Case, body: str, *, by: Person, at: datetime, only: Report | None = None) -> None:
    """The messages themselves. The case is locked and the move checked by the caller."""
    reports = case.reports.filter(pk=only.pk) if only else case.reports.all()
    for report in reports:
        message = Message(
            data_key=report.data_key,
            report=report,
            direction=Direction.TO_REPORTER,
            body=body,
            author=by,
            written_on=timezone.localdate(at),
            written_at=at,
        )
        _append(report, message)
        tell_reporter(report, message, at=at)


def tell_reporter(report: Report, of: models.Model, *, at: datetime) -> None:
    """Tell a signed-in reporter that something waits on the page of the report. Nobody else is ever told."""
    # The row names neither report nor message: it would tie a confidential reporter to the report in clear.
    once = keyed_digest("message-notice", str(of.pk))
    # Nor does its time: that of the message beside it would tell as much.
    moment = at if report.mode == Mode.NAMED else timezone.localdate(at)
    tell(_signed_in_reporter(report), "message_from_the_office", at=moment, once=once)


@transaction.atomic
def answer_as_reporter(
    report: Report,
    *,
    body: str,
    typed_names: str = "",
    files: Iterable[SealedFile] = (),
    taken_down_by: Person | None = None,
    by: Person | None = None,
    at: datetime,
) -> Message:
    """A reporter's word: by the access key (`by` is `None`), signed in, or spoken to an operator of the help line.

    Only the day is kept. Whom it names for the first time is walled off at once; `typed_names` are part of the body
    already and say that these are names.
    """
    if holds_an_access_key(body):
        raise Refused(
            _("This looks like your access key. Keep it to yourself: please take it out of the message."), "body"
        )
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    # Before anything that refers to the case is written: two reporters of one matter would wait for each other.
    case = Case.objects.locked(report.case_id, by=None)
    day = timezone.localdate(at)
    moment = report.moment(at)
    message = Message(
        data_key=report.data_key,
        report=report,
        direction=Direction.FROM_REPORTER,
        body=body,
        taken_down_by=taken_down_by,
        written_on=day,
    )
    _append(report, message)
    for file in files:
        attach_file(report, file, on=day, message=message)
    heed_later_words(case, report, typed_names, body, by=by, at=at)
    sentence = "Wrote down what the reporter said on the phone" if taken_down_by else "The reporter wrote"
    record(case, "answer_as_reporter", by=taken_down_by or "the reporter", at=moment, sentence=sentence)
    tell(case.clock_recipients(), "reporter_wrote", about=case, at=moment, once=str(message.pk))
    return message


@transaction.atomic
def read_messages(report: Report, *, at: datetime) -> int:
    """Note the day on which the reporter read what the office wrote."""
    day = timezone.localdate(at)
    Report.objects.filter(pk=report.pk).update(last_visit_on=day)
    return report.messages.filter(direction=Direction.TO_REPORTER, read_on__isnull=True).update(read_on=day)


def _append(report: Report, message: Message) -> None:
    last = report.messages.aggregate(last=Max("position"))["last"] or 0
    message.position = last + 1
    message.save(force_insert=True)
    index_words(message)


def _signed_in_reporter(report: Report) -> list[Person]:
    """The directory person who made this report signed in; their id is sealed with the identity."""
    if report.identity is None or not report.identity.person_id_sealed:
        return []
    return list(Person.objects.filter(pk=str(report.identity.person_id_sealed)))
