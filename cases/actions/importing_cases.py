"""What two people agreed on becomes cases: by the clock, a few rows at a time, each once, with its walls and its queue.

A worker that is killed leaves whole blocks behind. Every row was reserved when the second person agreed, so the next
sweep goes on with the rows that have no case yet, and nothing is brought in twice or left half.
"""

import time
from datetime import date, datetime, timedelta
from datetime import time as hour
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Job, Person
from accounts.notices import tell
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.indexing import index_words
from cases.actions.linked_reports import fire_for_subjects
from cases.actions.materiality import clocks_of_triggers, fire_first_triggers, triggers_of_subjects
from cases.actions.naming import name_possible_parties
from cases.actions.notes import add_remark
from cases.actions.walls import settle_head
from cases.import_plan import PlannedCase, plan_of
from cases.matching import people_named
from cases.models import Allegation, Case, CaseImport, FairnessStep, ImportedCase, Party, Report, ReporterIdentity
from cases.models.case_import import OF_THE_CHAIR
from cases.routing import Routing, route
from cases.states.case import CaseState, Queue
from cases.states.case_import import CaseImportState
from cases.states.party import ADVERSE_FINDINGS, Hearing, PartyKind, PartyRole, PartyStatus, StepKind
from cases.states.report import Channel, Mode
from clocks import kinds
from clocks.actions import start_clock, start_clocks
from clocks.models import Rule
from vault.models import DataKey

LEASE = timedelta(minutes=15)
# A sweep leaves the rest to the next one after this.
PATIENCE = 60.0  # seconds
# Rows of one transaction: short, so that reporters need not wait for it.
AT_ONCE = 5


def take_imports(at: datetime) -> int:
    """The sweep: bring in what was agreed on; how many cases it were."""
    end, made = time.monotonic() + PATIENCE, 0
    for pk in list(CaseImport.objects.to_take(at).values_list("pk", flat=True)[:20]):
        claimed = CaseImport.objects.to_take(at).filter(pk=pk).order_by()
        if claimed.update(claimed_until=at + LEASE):
            made += _take(pk, at, end)
        if time.monotonic() > end:
            break
    return made


def _take(pk: Any, at: datetime, end: float) -> int:
    joined = CaseImport.objects.select_related("table__data_key", "submitted_by", "confirmed_by")
    case_import = joined.get(pk=pk)
    planned = {row.number: row for row in plan_of(case_import, None, today=timezone.localdate(at))}
    made = 0
    while block := _take_block(case_import, planned, at):
        made += block
        if time.monotonic() > end:
            # Free again at once: the next sweep goes on.
            CaseImport.objects.filter(pk=pk, state=CaseImportState.RUNNING).update(claimed_until=None)
            return made
    _finish(case_import, at)
    return made


@transaction.atomic
def _take_block(case_import: CaseImport, planned: dict[int, PlannedCase], at: datetime) -> int:
    waiting = ImportedCase.objects.filter(case_import=case_import, case__isnull=True).select_related("topic")
    rows = list(waiting.select_for_update(of=("self",)).order_by("number")[:AT_ONCE])
    for row in rows:
        row.case = _bring_in(row, planned[row.number], case_import, at)
        row.save(update_fields=["case"])
    if rows:
        Job.objects.filter(pk__in=[case_import.job_id]).update(done=F("done") + len(rows))
    return len(rows)


@transaction.atomic
def _finish(case_import: CaseImport, at: datetime) -> None:
    """Done: only the cases hold now what the file said."""
    running = CaseImport.objects.filter(pk=case_import.pk, state=CaseImportState.RUNNING)
    if not running.update(state=CaseImportState.DONE, finished_at=at, claimed_until=None):
        return
    # Once they are all here, so that many rows on one subject ask once.
    for case in Case.objects.open().filter(imported_as__case_import=case_import).order_by("-received_on", "pk"):
        fire_for_subjects(case, at=at)
    case_import.table.data_key.destroy(on=timezone.localdate(at))
    Job.objects.filter(pk__in=[case_import.job_id]).update(done=F("total"), finished_at=at)
    record(case_import, "take_import", by=None, at=at, sentence="Brought old cases in")
    tell([case_import.uploaded_by, case_import.both[1]], "import_done", about=case_import, at=at)


# --- one case --------------------------------------------------------------------------------------------------
def _bring_in(row: ImportedCase, said: PlannedCase, case_import: CaseImport, at: datetime) -> Case:
    """One old case, routed by the same rules as any other, with its walls from the first second."""
    today = timezone.localdate(at)
    linked = [one.person for one in said.named if one.person]
    named = {match.person.pk: match.person for match in _matches(said, today)}
    possible = [person for pk, person in named.items() if pk not in {one.pk for one in linked}]
    routing = _routed(row, said, [*linked, *possible])
    fired = _triggers_of(row, said, possible) if said.state != CaseState.CLOSED else []
    case = Case(
        data_key=DataKey.objects.mint(),
        queue=routing.queue,
        topic=row.topic,
        country=said.said["country"].upper(),
        received_on=said.received_on or today,
        routing_rule=routing.rule,
        routed_because=routing.because,
        summary=said.said["summary"],
        severity=said.severity,
    )
    case.first_incident = said.first_incident
    _set_state(case, said, case_import, at, waits=bool(possible or fired))
    case.save(force_insert=True)
    report = _write_report(case, row, said)
    _name(case, said, case_import, at)
    name_possible_parties(case, possible, on=today)
    _allege(case, said, case_import, at)
    index_words(case, report)
    passed = _start_clocks(case, possible, fired, today)
    fire_first_triggers(case, fired, on=today, at=at)
    _record(case, row, case_import, at)
    settle_head(case, at=at)
    add_remark(case, _remark(said, passed), at=at)
    if case.is_open:
        tell(case.workers(), "report_arrived", about=case, at=at)
    return case


def _routed(row: ImportedCase, said: PlannedCase, named: list[Person]) -> Routing:
    """By the rules; what the committee kept stays with it, because an office may be what it was about."""
    if row.office == OF_THE_CHAIR:
        return Routing(Queue.AUDIT_COMMITTEE_CHAIR, "It comes from the committee’s old records.")
    return route(row.topic, said.said["country"].upper(), named)


def _matches(said: PlannedCase, today: date) -> list[Any]:
    typed = "\n".join(one.typed for one in said.named if one.person is None)
    words = [said.said[name] for name in ("narrative", "summary", "finding_reasons", "reply_weighed", "closing_reason")]
    return people_named(typed, "\n".join(words), (), on=today)


def _triggers_of(row: ImportedCase, said: PlannedCase, possible: list[Person]) -> list[str]:
    """What is still open asks for its decision. What ended long ago was decided then."""
    subjects = [one.person for one in said.named if one.person and one.role == PartyRole.SUBJECT]
    own = [row.topic.trigger] if row.topic.trigger else []
    return own + triggers_of_subjects(row.topic, [*subjects, *possible])


def _set_state(case: Case, said: PlannedCase, case_import: CaseImport, at: datetime, *, waits: bool) -> None:
    """As it stood. Where the Portal asks something before an investigation, it begins as a new case."""
    if said.state == CaseState.CLOSED:
        case.state, case.outcome, case.closing_reason = said.state, said.outcome, said.said["closing_reason"]
        # Who closed it then is not in the directory of now: two people answer for what the file says.
        case.submitted_by, case.closed_by = case_import.both
        case.closed_on, case.closed_at = said.closed_on, _noon(said.closed_on or timezone.localdate(at))
    elif said.state == CaseState.INVESTIGATION and not waits:
        case.state, case.triaged_by, case.triaged_at = said.state, case_import.confirmed_by, at


def _noon(day: date) -> datetime:
    """Of what is known by its day alone."""
    return timezone.make_aware(datetime.combine(day, hour(12)))


def _write_report(case: Case, row: ImportedCase, said: PlannedCase) -> Report:
    with translation.override(settings.LANGUAGE_CODE):
        answers = {_("Old reference"): said.said["old_reference"]}
    return Report.objects.create(
        data_key=DataKey.objects.mint(),
        case=case,
        mode=said.mode,
        channel=Channel.IMPORT,
        topic=row.topic,
        language=said.said["language"].lower() or "en",
        country=case.country,
        narrative=said.said["narrative"],
        answers=answers,
        identity=_identity(said),
        received_on=case.received_on,
    )


def _identity(said: PlannedCase) -> ReporterIdentity | None:
    if said.mode == Mode.ANONYMOUS:
        return None
    return ReporterIdentity.objects.create(
        data_key=DataKey.objects.mint(), name=said.said["reporter_name"], contact=said.said["reporter_contact"]
    )


def _name(case: Case, said: PlannedCase, case_import: CaseImport, at: datetime) -> None:
    """Whoever was found by an e-mail is named; of a name that nobody in the directory has, the name is kept."""
    today = timezone.localdate(at)
    for one in said.named:
        if one.person is None and people_named(one.typed, "", (), on=today):
            continue  # a possible match, by its own row
        party = Party.objects.create(
            data_key=case.data_key,
            case=case,
            role=one.role,
            kind=PartyKind.PERSON if one.person else PartyKind.UNKNOWN_PERSON,
            status=PartyStatus.CONFIRMED,
            person=one.person,
            described="" if one.person else one.typed,
            identified_on=today,
            identified_by=case_import.submitted_by,
            decided_by=case_import.confirmed_by,
            decided_at=at,
        )
        index_words(party)


def _allege(case: Case, said: PlannedCase, case_import: CaseImport, at: datetime) -> None:
    """Allegations with their findings. Of several subjects, or without the steps that make a finding against somebody
    fair, they are about the matter: nobody is found against by a spreadsheet (DECISIONS 55)."""
    subjects = list(Party.objects.filter(case=case, role=PartyRole.SUBJECT).standing())
    only = subjects[0] if len(subjects) == 1 and subjects[0].status == PartyStatus.CONFIRMED else None
    found_at = _noon(said.closed_on or timezone.localdate(at))
    submitted_by, confirmed_by = case_import.both
    for provision, finding in said.allegations:
        is_adverse = finding in ADVERSE_FINDINGS
        subject = only if said.is_fair or not is_adverse else None
        allegation = Allegation.objects.create(
            data_key=case.data_key,
            case=case,
            provision=provision,
            subject=subject,
            statement=said.said["summary"] or _see_report(said),
            made_by=submitted_by,
            made_at=_noon(case.received_on),
            finding=finding,
            finding_reasons=said.said["finding_reasons"] if finding else "",
            standard=said.standard if finding else "",
            subject_told_on=said.subject_told_on if subject else None,
            subject_hearing=said.hearing if subject else "",
            reply_weighed=said.said["reply_weighed"] if subject else "",
            found_by=confirmed_by if finding else None,
            found_at=found_at if finding else None,
        )
        if subject and said.subject_told_on and said.is_fair:
            _record_steps(allegation, said, said.subject_told_on, case_import, at)
        index_words(allegation)


def _see_report(said: PlannedCase) -> str:
    """Without a summary the words of the report are not copied: they would outlive a passage that is removed there."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("As it is told in the report that came from the old records, where it was called %(old_reference)s.")
    return words % {"old_reference": said.said["old_reference"]}


def _record_steps(
    allegation: Allegation, said: PlannedCase, told_on: date, case_import: CaseImport, at: datetime
) -> None:
    steps = [StepKind.TOLD, StepKind.DECLINED]
    if said.hearing == Hearing.HEARD:
        steps = [StepKind.TOLD, StepKind.HEARD, StepKind.REPLY_WEIGHED]
    FairnessStep.objects.bulk_create(
        FairnessStep(
            data_key=allegation.data_key,
            allegation=allegation,
            kind=kind,
            taken_on=told_on,
            words=said.said["reply_weighed"] if kind == StepKind.REPLY_WEIGHED else "",
            recorded_by=case_import.both[0],
            recorded_at=at,
        )
        for kind in steps
    )


def _start_clocks(case: Case, possible: list[Person], fired: list[str], today: date) -> bool:
    """Deadlines that still lie ahead run from the old day, the Portal's own questions from today.

    What had passed before the import is no deadline of anybody any more: whether it was kept, the old file says.
    Returns whether one was left out for that reason.
    """
    if not case.is_open:
        return True
    rule = Rule.objects.with_calendars().get(kind=kinds.ACKNOWLEDGE)
    is_past = rule.due_date(case.received_on) < today
    if not is_past and case.state == CaseState.NEW:
        start_clock(case, kinds.ACKNOWLEDGE, at=case.received_on)
    own = kinds.TRIAGE if case.state == CaseState.NEW else kinds.INVESTIGATION
    start_clocks(case, [own, *([kinds.PROVISIONAL_PARTY] if possible else []), *clocks_of_triggers(fired)], at=today)
    refresh_due(case)
    return is_past


def _record(case: Case, row: ImportedCase, case_import: CaseImport, at: datetime) -> None:
    facts = {
        "import": str(case_import.pk), "row": row.number, "queue": case.queue, "because": case.routed_because,
        "state": case.state,
    }  # fmt: skip
    by = case_import.both[1]
    record(case, "import_case", by=by, at=at, sentence="Brought in from the old records", facts=facts)


def _remark(said: PlannedCase, passed: bool) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        words = [
            _("Brought in from the old records, where it was called %(old_reference)s.")
            % {"old_reference": said.said["old_reference"]}
        ]
        if passed:
            words.append(
                _(
                    "Deadlines that had passed before that day were not started: whether they were kept, the old "
                    "records say."
                )
            )
        return " ".join(words)
