"""A question that turns out to be a report: the reporter is asked, or it plainly is one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.afterwards import note, once
from cases.actions.dialogue import write_to_reporters
from cases.actions.materiality import note_knowledge
from cases.models import Case, Reclassification, Report
from cases.states.report import Consent, ReportKind
from cases.workflow.case import ASK_TO_TREAT_AS_REPORT, TREAT_AS_REPORT


@transaction.atomic
def ask_to_treat_as_report(case: Case, *, message: str, reason: str, by: Person, at: datetime) -> Case:
    """Ask whoever asked the question whether it may be treated as a report. Their page asks for a yes or a no."""
    case = Case.objects.locked(case.pk, by=by)
    ASK_TO_TREAT_AS_REPORT.check(by, case)
    asked = Reclassification.objects.values("report")
    questions = list(_questions_of(case).exclude(pk__in=asked))
    if not questions:
        raise Refused(_("The person who asked has been asked already."))
    for question in questions:
        Reclassification.objects.create(
            data_key=question.data_key, report=question, reason=reason, asked_by=by, asked_at=at
        )
        write_to_reporters(case, message, by=by, at=at, only=question)
    note_knowledge(case, at=at)
    record(case, ASK_TO_TREAT_AS_REPORT.verb, by=by, at=at, sentence="Asked whether the question is a report")
    return case


@transaction.atomic
def treat_as_report(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Treat a question as a report at once, because it plainly is one, whatever the reporter answered or not."""
    # Reports before the case, as a reporter's own act locks them.
    list(Report.objects.filter(case=case).select_for_update(of=("self",), no_key=True).order_by("pk"))
    case = Case.objects.locked(case.pk, by=by)
    TREAT_AS_REPORT.check(by, case)
    for question in _questions_of(case):
        asked = Reclassification.objects.filter(report=question).first()
        turning = asked or Reclassification(data_key=question.data_key, report=question)
        turning.reason, turning.made_by, turning.made_on = reason, by, timezone.localdate(at)
        turning.save()
        _count_as_report(question)
    note_knowledge(case, at=at)
    record(
        case,
        TREAT_AS_REPORT.verb,
        by=by,
        at=at,
        sentence="Treated the question as a report",
        facts={"consent": turning.consent},
    )
    return case


@transaction.atomic
def answer_reclassification(report: Report, *, consent: str, receipt: str, at: datetime) -> Reclassification:
    """The reporter's yes or no. A yes makes it a report at once; a no changes nothing."""

    def answer(report: Report) -> Reclassification:
        turning = Reclassification.objects.filter(report=report).first()
        if turning is None or not turning.waits or not report.case.is_open:
            raise Refused(_("This is settled already. If something is wrong with it, please write to the office."))
        day = timezone.localdate(at)
        turning.consent, turning.answered_on = consent, day
        if consent == Consent.YES:
            turning.made_on = day
            _count_as_report(report)
        turning.save(update_fields=["consent", "answered_on", "made_on"])
        sentence = "The reporter answered whether the question is a report"
        note(report, "answer_reclassification", sentence, at=at, facts={"consent": consent})
        return turning

    return once(report, receipt, answer, Reclassification, at=at)


def _questions_of(case: Case) -> Any:
    """The one question of a case; several where cases were merged, which are then one matter and turn together."""
    questions = case.reports.filter(counted_as=ReportKind.QUESTION).order_by("pk")
    if not questions.exists():
        raise Refused(_("This is a report already."))
    return questions


def _count_as_report(question: Report) -> None:
    question.counted_as = ReportKind.REPORT
    question.save(update_fields=["counted_as"])
