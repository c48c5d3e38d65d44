"""A report arrives: the report, its case, the parties, the queue, the clocks and the first triggers."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.matching import Match
from accounts.models import Person
from accounts.nudge import nudge
from audit.models import Entry, Head
from audit.trail import first_entry
from cases.access_keys import access_key_digest
from cases.actions.alarms import raise_alarm
from cases.actions.evidence import attach_file
from cases.actions.hotline_arrivals import note_arrival, told_as_test
from cases.actions.indexing import words_of
from cases.actions.materiality import (
    clocks_of_triggers,
    triggers_of_subjects,
    triggers_to_fire,
)
from cases.actions.naming import name_possible_parties, with_those_of
from cases.actions.walls import conflicted_in, copy_conflicts, settle_head
from cases.matching import people_named
from cases.models import Case, PendingForm, Questionnaire, Report, ReporterIdentity
from cases.models.report import reporter_digest
from cases.routing import route
from cases.states.materiality import TriggerKind
from cases.states.report import Channel, Concerns, Mode, ReportKind
from clocks import kinds
from clocks.actions import clocks_to_start
from clocks.models import Clock
from code_of_ethics.models import Topic
from vault.models import DataKey
from vault.rows import insert_together


@dataclass(frozen=True)
class ReportFacts:
    """What a report tells, whatever door it came through."""

    topic: Topic
    narrative: str
    mode: Mode
    channel: Channel = Channel.WEB
    kind: ReportKind = ReportKind.REPORT
    typed_names: str = ""
    # Question and answer, as asked and as told, in the order of the form.
    answers: dict[str, str] = field(default_factory=dict)
    # What was asked about the topic, in the version that was asked, and the answers by question.
    questionnaire: Questionnaire | None = None
    topic_answers: dict[str, str] = field(default_factory=dict)
    concerns: tuple[str, ...] = ()
    # Possible matches in what came before the report.
    possibly_named: tuple[Person, ...] = ()
    in_danger: bool = False
    # Says that there was an earlier report, whose key is lost.
    is_about_earlier: bool = False
    authorities_know: bool = False
    country: str = ""
    language: str = "en"
    reporter_name: str = ""
    reporter_contact: str = ""
    # How an oral report was read back to whoever made it (`ReadBack`).
    read_back: str = ""


@dataclass(frozen=True)
class Referrer:
    """A colleague who was told and passes it on: not the reporter, and no party unless they say so themself."""

    person: Person
    is_concerned: bool


@transaction.atomic(savepoint=False)
def submit_report(
    facts: ReportFacts,
    *,
    by: Person | None,
    at: datetime,
    access_key: str = "",
    pending: PendingForm | None = None,
    on: date | None = None,
    recorded_by: Person | None = None,
    referrer: Referrer | None = None,
    earlier: Report | None = None,
    pk: uuid.UUID | None = None,
) -> Report:
    """Take a report and open its case. `by` is the signed-in reporter, if there is one.

    For an anonymous report only the day is kept anywhere. `on` is the day it was received, where that is earlier
    than `at` (letters, imports). `pending` gives the report its key and its files. `recorded_by` is the operator who
    wrote it down, `referrer` the colleague who passed it on. `earlier` is what the same person reported before, where
    they now say what happened to them for it: all whom that case walls off are walled off from this one. `pk` is the
    id that the report gets, where its form knows it already.
    """
    day = on or timezone.localdate(at)
    moment: datetime | date = day if facts.mode == Mode.ANONYMOUS else at
    test = told_as_test(facts.channel, facts.narrative)
    matches = _matches(facts, by, referrer, day)
    if earlier is not None:
        moment = earlier.moment(at)
        matches = with_those_of(earlier, matches)
    # A test of the hotline looks like any report, but asks for no decision and calls nobody out.
    fired = [] if test else _trigger_kinds(facts, matches, earlier)
    key = (pending and pending.key_of_case) or DataKey.objects.mint()
    case = _case_of(facts, key, matches, day, earlier)
    clocks = _clocks_of(case, matches, fired, day)
    # The clocks know the case by its id; it keeps the nearest deadline.
    case.due_on = min(clock.due_on for clock in clocks)
    report = _report_of(facts, case, by, day, moment, access_key, pending, recorded_by, earlier, pk)
    triggers = triggers_to_fire(case, fired, day)
    head, entry = _first_entry(facts, case, _who_brought_it(recorded_by, referrer), moment)
    insert_together(clocks, [case], [report], words_of(case, report), triggers, [head], [entry])
    if earlier is not None:
        copy_conflicts(earlier.case, case)
    if test is not None:
        note_arrival(test, report)
    elif facts.in_danger:
        raise_alarm(report, on=timezone.localdate(at))
    name_possible_parties(case, [match.person for match in matches], on=day)
    if pending is not None:
        _take_files(report, pending, day)
    settle_head(case, at=moment)
    nudge()
    return report


def _first_entry(facts: ReportFacts, case: Case, by: Person | str, at: datetime | date) -> tuple[Head, Entry]:
    """With what the trail of the case begins; not stored yet."""
    told = {"channel": facts.channel, "mode": facts.mode, "queue": case.queue, "because": case.routed_because}
    return first_entry(case, "submit_report", by=by, at=at, sentence="A report arrived", facts=told)


def _who_brought_it(recorded_by: Person | None, referrer: Referrer | None) -> Person | str:
    """The actor of the trail's entry. Who passed a report on is sealed with it: the entry's own id is not."""
    return recorded_by or ("a colleague who was told" if referrer else "the reporter")


def _matches(facts: ReportFacts, by: Person | None, referrer: Referrer | None, day: date) -> list[Match]:
    """Whom the report may name, without the signed-in reporter or referrer, who may write about themself.

    A referrer who says that it concerns them is a possible party like any other: walled off and routed around.
    """
    told = "\n".join([facts.narrative, *facts.topic_answers.values()])
    found = people_named(facts.typed_names, told, facts.concerns, on=day)
    writer = by or (referrer.person if referrer else None)
    known = {match.person.pk for match in found}
    found += [Match(person, "named before") for person in facts.possibly_named if person.pk not in known]
    others = [match for match in found if writer is None or match.person.pk != writer.pk]
    return [*others, Match(referrer.person, "says so")] if referrer and referrer.is_concerned else others


def _case_of(facts: ReportFacts, key: DataKey, matches: list[Match], day: date, earlier: Report | None) -> Case:
    """The case that the report opens, where it is routed; not stored yet."""
    stood_back = list(Person.objects.filter(pk__in=conflicted_in(earlier.case))) if earlier else []
    routing = route(facts.topic, facts.country, [*(match.person for match in matches), *stood_back])
    case = Case(
        data_key=key,
        queue=routing.queue,
        topic=facts.topic,
        country=facts.country,
        received_on=day,
        routed_on=day,
        routing_rule=routing.rule,
        routed_because=routing.because,
    )
    if earlier is not None:
        case.restricted_by, case.restricted_at = earlier.case.restricted_by, earlier.case.restricted_at
    return case


def _report_of(
    facts: ReportFacts,
    case: Case,
    by: Person | None,
    day: date,
    moment: datetime | date,
    access_key: str,
    pending: PendingForm | None,
    recorded_by: Person | None,
    earlier: Report | None,
    pk: uuid.UUID | None,
) -> Report:
    return Report(
        pk=pk or uuid.uuid4(),
        data_key=pending.data_key if pending else DataKey.objects.mint(),
        case=case,
        kind=facts.kind,
        counted_as=facts.kind,
        mode=facts.mode,
        channel=facts.channel,
        topic=facts.topic,
        language=facts.language,
        country=facts.country,
        narrative=facts.narrative,
        answers=facts.answers,
        questionnaire=facts.questionnaire,
        topic_answers=facts.topic_answers if facts.questionnaire else None,
        in_danger=facts.in_danger,
        is_about_earlier=facts.is_about_earlier,
        concerns=list(facts.concerns),
        earlier=(earlier.earlier or earlier) if earlier else None,
        identity=_identity(facts, by, earlier),
        access_key_digest=access_key_digest(access_key) if access_key else None,
        recorded_by=recorded_by,
        read_back=facts.read_back,
        received_on=day,
        received_at=moment if isinstance(moment, datetime) else None,
        is_untold=True,
    )


def _identity(facts: ReportFacts, by: Person | None, earlier: Report | None) -> ReporterIdentity | None:
    """The reporter's identity, under its own key. An anonymous report has none, whoever happens to be signed in."""
    if facts.mode == Mode.ANONYMOUS:
        return None
    if earlier is not None and (known := earlier.known_identity):
        return ReporterIdentity.objects.create(
            data_key=DataKey.objects.mint(),
            name=str(known.name),
            contact=str(known.contact),
            person_id_sealed=str(known.person_id_sealed),
            person_digest=known.person_digest,
        )
    return ReporterIdentity.objects.create(
        data_key=DataKey.objects.mint(),
        name=facts.reporter_name or (by.full_name if by else ""),
        contact=facts.reporter_contact or (by.email if by else ""),
        person_id_sealed=str(by.pk) if by else "",
        person_digest=reporter_digest(by) if by else "",
    )


def _take_files(report: Report, pending: PendingForm, day: date) -> None:
    """The files of the form become the report's, in their order and under neutral names."""
    if pending.is_new:
        return
    uploads = list(pending.uploads.select_related("file"))
    for upload in uploads:
        attach_file(report, upload.file, on=day)
    if uploads:
        pending.uploads.all().delete()


def _clocks_of(case: Case, matches: list[Match], fired: list[str], day: date) -> list[Clock]:
    """Not stored yet. Due dates are counted from the day; for a named report too, so that both kinds look alike."""
    of_parties = [kinds.PROVISIONAL_PARTY] if matches else []
    asked = [kinds.ACKNOWLEDGE, kinds.TRIAGE, *of_parties, *clocks_of_triggers(fired)]
    return clocks_to_start(case, asked, at=day)


def _trigger_kinds(facts: ReportFacts, matches: list[Match], earlier: Report | None) -> list[str]:
    """The materiality triggers that the report itself fires (FIELD.md)."""
    kinds_fired = [facts.topic.trigger] if facts.topic.trigger else []
    if earlier is not None and earlier.case.is_open:
        kinds_fired.append(TriggerKind.RETALIATION.value)
    if Concerns.EXECUTIVE in facts.concerns:
        kinds_fired.append(TriggerKind.SENIOR_SUBJECT.value)
    if facts.authorities_know:
        kinds_fired.append(TriggerKind.REGULATOR_AWARE.value)
    return kinds_fired + triggers_of_subjects(facts.topic, [match.person for match in matches])
