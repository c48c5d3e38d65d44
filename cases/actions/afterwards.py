"""What a reporter does about a report later on: say who they are, wish it withdrawn, say how they felt treated.

Like all moves of reporters these never pass through `accounts.door.perform`. Each takes the receipt of its form, so
that sent again it is the same act.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FormReceipt, Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.dialogue import answer_as_reporter, write_to_reporters
from cases.actions.materiality import note_knowledge
from cases.actions.naming import heed_later_words
from cases.models import Case, Rating, Report, ReporterIdentity, Withdrawal
from cases.states.report import Mode
from cases.workflow.parts import ANSWER_WITHDRAWAL
from vault.models import DataKey

Made = TypeVar("Made", bound=models.Model)


@transaction.atomic
def identify_reporter(
    report: Report, *, mode: str, name: str = "", contact: str = "", receipt: str, at: datetime
) -> Report:
    """The reporter says who they are, by name or in confidence. Nothing undoes it; the report stays as it was made.

    Who gave the name in confidence before opens it now: then no name is asked again. The trail gets no name.
    """

    def identify(report: Report) -> Report:
        if report.known_as in (Mode.NAMED, mode) or mode == Mode.ANONYMOUS:
            raise Refused(_("You have said this already. If something has changed, please write it to the office."))
        if report.known_identity is None:
            report.later_identity = ReporterIdentity.objects.create(
                data_key=DataKey.objects.mint(), name=name, contact=contact
            )
        report.later_mode, report.identified_on = mode, timezone.localdate(at)
        report.save(update_fields=["later_mode", "later_identity", "identified_on"])
        note(report, "identify_reporter", "The reporter said who they are", at=at, facts={"mode": mode})
        return report

    return once(report, receipt, identify, Report, at=at)


@transaction.atomic
def withdraw_report(report: Report, *, words: str = "", receipt: str, at: datetime) -> Withdrawal:
    """The reporter wishes the report withdrawn. It is a wish: nothing ends, nothing is removed, the office decides."""

    def withdraw(report: Report) -> Withdrawal:
        if not report.case.is_open:
            raise Refused(_("The matter is closed already. If that is wrong, please write to the office."))
        if Withdrawal.objects.filter(report=report).exists():
            raise Refused(_("You have asked for this already. The office answers you here."))
        case = Case.objects.locked(report.case_id, by=None)
        heed_later_words(case, report, "", words, by=None, at=at)
        wish = Withdrawal.objects.create(
            data_key=report.data_key, report=report, words=words, wished_on=timezone.localdate(at)
        )
        note(report, "withdraw_report", "The reporter wishes the report withdrawn", at=at)
        return wish

    return once(report, receipt, withdraw, Withdrawal, at=at)


@transaction.atomic
def answer_withdrawal(
    withdrawal: Withdrawal, *, answer: str, reasons: str, message: str, by: Person, at: datetime
) -> Withdrawal:
    """The office decides on the wish and tells the reporter. The case ends only by its own moves (DECISIONS 55)."""
    case = Case.objects.locked(withdrawal.report.case_id, by=by)
    withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk, report__case=case)
    ANSWER_WITHDRAWAL.check(by, withdrawal)
    withdrawal.answer, withdrawal.answer_reasons = answer, reasons
    withdrawal.answered_by, withdrawal.answered_at = by, at
    withdrawal.save(update_fields=["answer", "answer_reasons", "answered_by", "answered_at"])
    note_knowledge(case, at=at)
    write_to_reporters(case, message, by=by, at=at, only=withdrawal.report)
    record(
        case,
        ANSWER_WITHDRAWAL.verb,
        by=by,
        at=at,
        sentence="Answered the wish to withdraw",
        facts={"answer": answer},
    )
    return withdrawal


@transaction.atomic
def rate_handling(report: Report, *, mark: int | None, words: str = "", receipt: str, at: datetime) -> Rating:
    """The answer to the one question at the end; no mark means “no answer”. The mark is counted, never shown alone.

    The trail says neither the mark nor that there is one. Words go to the office as a message.
    """

    def rate(report: Report) -> Rating:
        if report.case.is_open:
            raise Refused(_("This question comes when the matter is closed."))
        if Rating.objects.filter(report=report).exists():
            raise Refused(_("You have answered this already. Thank you."))
        rating = Rating.objects.create(report=report, mark=mark, given_on=timezone.localdate(at))
        if words:
            answer_as_reporter(report, body=words, at=at)
        _record(report, "rate_handling", "The reporter came back to the question at the end", at=at)
        return rating

    return once(report, receipt, rate, Rating, at=at)


def was_done(receipt: str) -> bool:
    """Whether the form with this receipt was sent before, and taken."""
    return FormReceipt.objects.was_taken(receipt, of="reporter")


def once(report: Report, receipt: str, act: Callable[[Report], Made], kind: type[Made], *, at: datetime) -> Made:
    """Do it under the report's lock, or give what the first sending with this receipt made.

    Not the lock of its key: an office that holds the case may write to the report meanwhile, and waits for nobody.
    """
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    taken = FormReceipt.objects.take(receipt, of="reporter", on=timezone.localdate(at))
    if taken.result_id:
        first: Made = kind._default_manager.get(pk=taken.result_id)
        return first
    made = act(report)
    taken.keep(made)
    return made


def note(report: Report, verb: str, sentence: str, *, at: datetime, facts: dict[str, str] | None = None) -> None:
    """On the trail, and told to whoever works the case."""
    case = _record(report, verb, sentence, at=at, facts=facts)
    tell(case.clock_recipients(), "reporter_said_more", about=case, at=report.moment(at), once=f"{verb}:{report.pk}")


def _record(report: Report, verb: str, sentence: str, *, at: datetime, facts: dict[str, str] | None = None) -> Case:
    case = Case.objects.locked(report.case_id, by=None)
    record(case, verb, by="the reporter", at=report.moment(at), sentence=sentence, facts=facts)
    return case
