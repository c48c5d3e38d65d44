"""Looking after reporters: asking them how they are, taking a bad answer as a report of its own, and watching."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.access_keys import holds_an_access_key
from cases.actions.afterwards import note, once
from cases.actions.dialogue import answer_as_reporter, tell_reporter
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.materiality import note_knowledge
from cases.actions.naming import heed_later_words
from cases.models import Case, CaseLink, Report, RetaliationCheck, RetaliationObservation
from cases.models.care import asked_lately, asks_no_more, known_by_name, reachable
from cases.states.care import CHECK_DAYS, CheckAnswer, CheckBasis, ObservationKind
from cases.states.case import CaseState, LinkKind
from cases.states.report import Mode, ReportKind
from cases.workflow.care import CHECK_IN, RECORD_OBSERVATION
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from code_of_ethics.models import Topic
from vault.models import DataKey

# Nobody is asked twice within so many days; what falls due meanwhile waits.
QUIET_DAYS = 7
# How long after its day a check-in is still sent where the clock did not run; then the next one is due anyway.
LAST_WINDOW = 30
SENT_AT_ONCE = 200


@transaction.atomic
def check_in(case: Case, *, report: Report | None = None, by: Person, at: datetime) -> Case:
    """Ask the reporter of one report, or of every report of the case, how they have been since."""
    list(Report.objects.filter(case=case).select_for_update(of=("self",), no_key=True).order_by("pk"))
    case = Case.objects.locked(case.pk, by=by)
    CHECK_IN.check(by, case)
    of_case = case.reports.filter(reachable()).exclude(asks_no_more())
    reports = list(of_case.filter(pk=report.pk) if report else of_case)
    if not reports:
        raise Refused(_("Nobody can be asked: the reporter left no way back, or asked not to be asked."))
    note_knowledge(case, at=at)
    for one in reports:
        _ask(one, case, CheckBasis.ASKED, None, timezone.localdate(at), by=by, at=at)
    record(case, CHECK_IN.verb, by=by, at=at, sentence="Asked the reporter how they are")
    return case


@transaction.atomic
def record_observation(
    check: RetaliationCheck, *, kind: str, words: str = "", by: Person, at: datetime
) -> RetaliationObservation:
    """Write down what has changed for a reporter who is known by name, or that nothing has."""
    check = RetaliationCheck.objects.locked(check.pk, by=by)
    case = Case.objects.locked(check.report.case_id, by=by)
    RECORD_OBSERVATION.check(by, check)
    if check.report.known_as != Mode.NAMED:
        raise Refused(_("Nobody knows this reporter by name, so nobody can see what changes for them."))
    if kind != ObservationKind.NOTHING and not words:
        raise Refused(_("Say in a few words what has changed, and since when."), "words")
    seen = RetaliationObservation.objects.create(
        data_key=check.report.data_key, check_in=check, kind=kind, words=words, observed_by=by, observed_at=at
    )
    note_knowledge(case, at=at)
    stop_clock(check, kinds.RETALIATION_CHECK, at=at)
    record(case, RECORD_OBSERVATION.verb, by=by, at=at, sentence="Looked at how the reporter has fared")
    if kind != ObservationKind.NOTHING:
        others = [person for person in case.staff() if person.pk != by.pk]
        tell(others, "reporter_may_suffer", about=case, at=at, once=str(seen.pk))
    return seen


@transaction.atomic
def answer_check(
    report: Report, *, answer: str, words: str = "", typed_names: str = "", receipt: str, at: datetime
) -> RetaliationCheck:
    """The reporter says how they have been. That something happened is a report of its own, in a case of its own.

    Words beside another answer go to the office as a message.
    """

    def take(report: Report) -> RetaliationCheck:
        check = RetaliationCheck.objects.waiting().select_for_update().filter(report=report).first()
        if check is None:
            raise Refused(_("This was answered already, or a newer question has come. Thank you."))
        if holds_an_access_key(words):
            raise Refused(
                _("This looks like your access key. Keep it to yourself: please take it out of the message."), "words"
            )
        check.answer, check.answered_on = answer, timezone.localdate(at)
        if answer == CheckAnswer.HAPPENED:
            check.case_opened = _open_case_of_retaliation(report, words, typed_names, at)
        check.save(update_fields=["answer", "answered_on", "case_opened"])
        if check.case_opened:
            _tell_of_a_bad_answer(check, at)
            return check
        if words or typed_names:
            answer_as_reporter(report, body=words or typed_names, typed_names=typed_names, at=at)
        note(report, "answer_check", "The reporter said how they are", at=at)
        return check

    return once(report, receipt, take, RetaliationCheck, at=at)


def _open_case_of_retaliation(report: Report, words: str, typed_names: str, at: datetime) -> Case:
    """A case of its own, routed by its own rule, with every wall of the first; linked to it for whoever sees both."""
    first = Case.objects.locked(report.case_id, by=None)
    report.case = first
    # What was asked is kept in the office's language, whatever the page said.
    with translation.override(settings.LANGUAGE_CODE):
        asked, reason = (
            _("Who did it?"),
            _("Asked how they are, the reporter of one said that something happened to them."),
        )
    facts = ReportFacts(
        topic=_topic_of_retaliation(first),
        narrative=words or str(CheckAnswer.HAPPENED.label),
        mode=Mode(report.known_as),
        typed_names=typed_names,
        answers={asked: typed_names} if typed_names else {},
        country=report.country,
        language=report.language,
    )
    opened = submit_report(facts, by=None, at=at, earlier=report).case
    moment = report.moment(at)
    ends = sorted([first, opened], key=lambda case: case.pk)
    link = CaseLink.objects.create(
        data_key=DataKey.objects.mint(),
        first=ends[0],
        second=ends[1],
        kind=LinkKind.RETALIATION,
        reason=reason,
        linked_on=timezone.localdate(at),
    )
    record(link, "link_case", by=None, at=moment, sentence="Linked two cases", facts={"kind": link.kind})
    heed_later_words(first, report, typed_names, words, by=None, at=at)
    return opened


def _topic_of_retaliation(first: Case) -> Topic:
    """The company's topic; where it has none, the trigger alone tells what the matter is."""
    return Topic.objects.offered().filter(is_retaliation=True).first() or first.topic


def _tell_of_a_bad_answer(check: RetaliationCheck, at: datetime) -> None:
    """Whoever works the first case protects its reporter. The trail of that case tells nothing of the other one."""
    case = Case.objects.get(pk=check.report.case_id)
    tell(case.clock_recipients(), "reporter_may_suffer", about=check, at=check.report.moment(at), once=str(check.pk))


# --- what the clock does ---------------------------------------------------------------------------------------
def send_due_checks(at: datetime) -> int:
    """The sweep: ask every reporter whose day has come; how many were asked.

    A check-in that was missed, because the clock did not run, is sent until the next one is due.
    """
    today, sent = timezone.localdate(at), 0
    ends = [*CHECK_DAYS[1:], CHECK_DAYS[-1] + LAST_WINDOW]
    for days, end in zip(CHECK_DAYS, ends, strict=True):
        earliest, latest = today - timedelta(days=end - 1), today - timedelta(days=days)
        for basis in (CheckBasis.CLOSING, CheckBasis.REPORT):
            due = _due(basis, days, earliest, latest, today)
            for pk in list(due.values_list("pk", flat=True)[: SENT_AT_ONCE - sent]):
                sent += _send(pk, basis, days, at)
    return sent


def _due(basis: CheckBasis, days: int, earliest: date, latest: date, today: date) -> Any:
    """The reports whose reporter is to be asked, and was not yet."""
    of_report = basis == CheckBasis.REPORT
    when: dict[str, Any] = {"received_on__range": (earliest, latest)}
    if not of_report:
        when = {"case__closed_on__range": (earliest, latest), "case__state": CaseState.CLOSED}
    counted = OuterRef("received_on" if of_report else "case__closed_on")
    made = RetaliationCheck.objects.filter(report=OuterRef("pk"), basis=basis, after_days=days, counted_on=counted)
    found = Report.objects.filter(
        Q(reachable() & ~asks_no_more()) | known_by_name(),
        **when,
        counted_as=ReportKind.REPORT,
        data_key__destroyed_on__isnull=True,
    )
    return found.exclude(Exists(made)).exclude(asked_lately(today, QUIET_DAYS)).order_by("received_on", "pk")


@transaction.atomic
def _send(pk: UUID, basis: CheckBasis, days: int, at: datetime) -> int:
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    case = Case.objects.locked(report.case_id, by=None)
    today = timezone.localdate(at)
    counted_on = report.received_on if basis == CheckBasis.REPORT else case.closed_on
    if counted_on is None or not _due(basis, days, counted_on, counted_on, today).filter(pk=pk).exists():
        return 0
    _ask(report, case, basis, days, counted_on, by=None, at=at)
    record(case, "send_check", by=None, at=today, sentence="Asked how the reporter is", facts={"day": days})
    return 1


def _ask(
    report: Report,
    case: Case,
    basis: CheckBasis,
    days: int | None,
    counted_on: date,
    *,
    by: Person | None,
    at: datetime,
) -> RetaliationCheck:
    """One check-in. What still waited for an answer is closed by it. Nothing is pushed to who is anonymous."""
    today = timezone.localdate(at)
    report.retaliation_checks.waiting().update(passed_on=today)
    asked = Report.objects.filter(reachable(), pk=report.pk).exclude(asks_no_more()).exists()
    check = RetaliationCheck.objects.create(
        report=report,
        basis=basis,
        after_days=days,
        counted_on=counted_on,
        sent_on=today,
        reaches_reporter=asked,
        asked_by=by,
        asked_at=at if by else None,
    )
    if asked:
        tell_reporter(report, check, at=at)
    if report.known_as == Mode.NAMED:
        for older in report.retaliation_checks.exclude(pk=check.pk):
            stop_clock(older, kinds.RETALIATION_CHECK, at=at)
        start_clock(check, kinds.RETALIATION_CHECK, at=today)
        tell(case.clock_recipients(), "reporter_to_watch_over", about=check, at=at)
    return check
