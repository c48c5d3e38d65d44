"""The lists of a digest: matters one by one, with what the committee may read of them.

No reporter, no narrative, no name of a subject. The only sentence is the digest line, which the matter's own office
wrote for the committee (DECISIONS 10).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from accounts.roles import Role
from cases.models import Case, MaterialityDecision, MaterialityTrigger, Party
from cases.states.case import CaseState, Queue
from cases.states.case import Outcome as CaseOutcome
from cases.states.materiality import Materiality, TriggerKind
from cases.states.party import PartyRole
from clocks import kinds
from clocks.models import Clock
from code_of_ethics.models import Disclosure
from reporting.knowledge import arrived_on, first_known, hours_between
from reporting.models import CommitteeNotice, Digest, DigestMatter
from reporting.models.committee_notice import MATERIALITY
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import DigestKind, Section
from vault.documents import PackedList
from waivers.models import Waiver
from waivers.states import Outcome

Rows = Sequence[dict[str, Any]]
CASE = Case._meta.label_lower
WAIVER = Waiver._meta.label_lower


# --- material ----------------------------------------------------------------------------------------------
def flagged(scope: Scope, period: Period) -> QuerySet[MaterialityDecision, MaterialityDecision]:
    """Every decision “material” that a digest of the period must list: those taken in it, and those of an earlier
    period that no digest of this kind could list then. The earliest first."""
    material = scope.of(MaterialityDecision.objects.filter(outcome=Materiality.MATERIAL), "case")
    inside = Q(decided_at__gte=period.starts_at, decided_at__lt=period.ends_at)
    earlier = _not_listed_before(scope, period)
    return material.filter(inside | earlier if earlier is not None else inside).order_by("decided_at", "pk")


def _not_listed_before(scope: Scope, period: Period) -> Q | None:
    """Decided within the time that earlier digests cover, but never listed: a wall stood there, or it came late.

    Every version of the digest of this period is left aside: a correction lists what the one before it has listed.
    """
    earlier = Digest.objects.filter(kind=DigestKind.COMMON, period_end__lt=period.start)
    first = earlier.aggregate(first=Min("period_start"))["first"]
    if first is None:
        return None
    same = Digest.objects.of_period(period).values("pk")
    listed = DigestMatter.objects.filter(case=OuterRef("case"), section=Section.MATERIAL).exclude(digest__in=same)
    if not scope.is_annex:
        listed = listed.filter(digest__kind=DigestKind.COMMON)
    covered = Period(first, first)
    return Q(~Exists(listed), decided_at__gte=covered.starts_at, decided_at__lt=period.starts_at)


def material_rows(scope: Scope, period: Period) -> tuple[Rows, list[UUID]]:
    """One row for each matter that is flagged, by its first decision; the line is the latest one written."""
    found: dict[UUID, dict[str, Any]] = {}
    words = MatterWords()
    case = [f"case__{column}" for column in COLUMNS]
    decisions = flagged(scope, period).select_related("case__topic").only("decided_at", "digest_line", *case)
    for part in _in_parts(decisions, size=WHOLE):
        fired = _triggers_of([decision.case_id for decision in part])
        told = _first_notices([decision.pk for decision in part])
        for decision in part:
            if decision.case_id not in found:
                triggers = fired.get(decision.case_id, [])
                row = _decision_row(decision, triggers, words, period)
                row |= _telling_row(decision, triggers, told.get(decision.pk))
                found[decision.case_id] = plain_row(row)
            found[decision.case_id]["line"] = str(decision.digest_line)
    return PackedList(found.values()), list(found)


def _first_notices(decisions: list[UUID]) -> dict[UUID, datetime]:
    notices = CommitteeNotice.objects.filter(source_kind=MATERIALITY, source_id__in=decisions).order_by()
    return dict(notices.values_list("source_id").annotate(first=Min("created_at")))


def _triggers_of(cases: list[UUID]) -> dict[UUID, list[MaterialityTrigger]]:
    """What fired in each case. Not prefetched: rows that name each other are given up late, and a list is long."""
    fired: dict[UUID, list[MaterialityTrigger]] = {}
    for trigger in MaterialityTrigger.objects.filter(case__in=cases).only("case", "kind", "fired_on", "known_at"):
        fired.setdefault(trigger.case_id, []).append(trigger)
    return fired


def _decision_row(
    decision: MaterialityDecision, triggers: list[MaterialityTrigger], words: "MatterWords", period: Period
) -> dict[str, Any]:
    case = decision.case
    values = (case.reference, case.topic.name, case.queue, case.received_on, case.state, case.outcome, case.closed_on)
    return words.row(values, [trigger.kind for trigger in triggers]) | {
        "decision": str(decision.pk),
        "decided_at": decision.decided_at,
        "is_from_earlier": decision.decided_at < period.starts_at,
    }


def _telling_row(
    decision: MaterialityDecision, triggers: list[MaterialityTrigger], told_at: datetime | None
) -> dict[str, Any]:
    """Hours from the first staff act that knew, days from the day on which the fact arrived."""
    arrived, known_at = arrived_on(triggers), first_known(decision.decided_at, triggers)
    return {
        "arrived_on": arrived,
        "known_at": known_at,
        "told_at": told_at,
        "hours": hours_between(known_at, told_at) if told_at else None,
        "days": (timezone.localdate(told_at) - arrived).days if told_at and arrived else None,
    }


# --- not decided in time, or decided not material ----------------------------------------------------------
def undecided_rows(scope: Scope, period: Period) -> tuple[Rows, list[UUID]]:
    """Matters whose materiality clock ran out by the end of the period with no decision, or with a late one in it."""
    due = Clock.objects.filter(
        subject_kind=CASE, kind__in=kinds.MATERIALITY, cancelled_reason="", due_at__lt=period.ends_at
    )
    late = Q(stopped_on__isnull=True) | Q(stopped_at__gt=F("due_at"), stopped_at__gte=period.starts_at)
    missed: dict[UUID, tuple[date, datetime | None]] = {}
    clocks = scope.of(due.filter(late), "subject_id").order_by("due_at", "pk")
    for case, due_on, stopped_at in clocks.values_list("subject_id", "due_on", "stopped_at"):
        missed.setdefault(case, (due_on, stopped_at))
    rows = []
    for case, row, _more in _matters(_in_order(Case.objects.filter(pk__in=missed))):
        due_on, stopped_at = missed[case]
        answered = stopped_at if stopped_at and stopped_at < period.ends_at else None
        rows.append(row | plain_row({"due_on": due_on, "decided_at": answered}))
    return rows, list(missed)


def not_material_rows(scope: Scope, period: Period) -> tuple[Rows, list[UUID]]:
    """Matters that two people decided are not material, with the day of the second."""
    decided = MaterialityDecision.objects.filter(
        outcome=Materiality.NOT_MATERIAL, confirmed_at__gte=period.starts_at, confirmed_at__lt=period.ends_at
    )
    found = scope.of(decided, "case").order_by("confirmed_at", "pk")
    latest: dict[UUID, dict[str, Any]] = {}
    for case, row, (confirmed_at,) in _matters(found, "confirmed_at", path="case__"):
        latest[case] = row | plain_row({"confirmed_at": confirmed_at})
    return PackedList(latest.values()), list(latest)


# --- by whom and by what -----------------------------------------------------------------------------------
def senior_rows(scope: Scope, period: Period) -> tuple[Rows, list[UUID]]:
    """Matters alive in the period in which a director, an executive officer, the General Counsel or somebody of an
    ethics office is a subject, named or possibly named."""
    offices = Person.objects.holding(
        Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.GENERAL_COUNSEL, Role.OFFICE_STAFF
    ).values("pk")
    seniors = Person.objects.filter(Q(is_director=True) | Q(is_executive_officer=True) | Q(pk__in=offices)).values("pk")
    named = Party.objects.filter(case=OuterRef("pk"), role=PartyRole.SUBJECT, person__in=seniors).standing()
    return _alive_rows(scope.cases.filter(Exists(named)), period)


def accounting_rows(scope: Scope, period: Period) -> tuple[Rows, list[UUID]]:
    """The log of complaints on accounting, internal control and auditing (SOX 301) that were alive in the period."""
    return _alive_rows(scope.cases.filter(topic__is_accounting=True), period)


def alive_in(period: Period) -> Q:
    """Received by its end and not closed before it began."""
    return Q(received_on__lte=period.end) & Q(Q(closed_on__isnull=True) | Q(closed_on__gte=period.start))


def _alive_rows(cases: QuerySet[Case], period: Period) -> tuple[Rows, list[UUID]]:
    keys: list[UUID] = []

    def rows() -> Iterator[dict[str, Any]]:
        for case, row, _more in _matters(_in_order(cases.filter(alive_in(period)))):
            keys.append(case)
            yield row

    return PackedList(rows()), keys


# --- what every list says of a matter ----------------------------------------------------------------------
COLUMNS = ("reference", "topic__name", "queue", "received_on", "state", "outcome", "closed_on")
# How many rows are read at once: a list of any length takes no more memory than what it says.
PART = 500
# A decision is read whole, with its case, topic and triggers, and weighs as much as many rows.
WHOLE = 100


def _in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by("received_on", "reference")


def _matters(
    found: QuerySet[Any], *more: str, path: str = ""
) -> Iterator[tuple[UUID, dict[str, Any], tuple[Any, ...]]]:
    """The case of each row, what every list says of it, and `more` columns; `path` leads from a row to its case."""
    words = MatterWords()
    columns = [f"{path}{column}" for column in ("pk", *COLUMNS)]
    for part in _in_parts(found.values_list(*columns, *more)):
        fired: dict[UUID, list[str]] = {}
        triggers = MaterialityTrigger.objects.filter(case__in=[case for case, *_values in part])
        for case, kind in triggers.values_list("case", "kind"):
            fired.setdefault(case, []).append(kind)
        for case, *values in part:
            said = plain_row(words.row(values[: len(COLUMNS)], fired.get(case, [])))
            yield case, said, tuple(values[len(COLUMNS) :])


def _in_parts(found: QuerySet[Any, Any], size: int = PART) -> Iterator[list[Any]]:
    """Read by a cursor. PostgreSQL plans one for its first rows, and takes several times as long for the last, unless
    it is told in the same transaction that all of them are wanted."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    rows = found.iterator(chunk_size=size)
    while part := list(islice(rows, size)):
        yield part


class MatterWords:
    """What every list says of a matter. The words of what is kept as a code are looked up once for a whole list."""

    def __init__(self) -> None:
        kinds_of_codes = (Queue, CaseState, CaseOutcome, TriggerKind)
        self.offices, self.states, self.outcomes, self.triggers = (
            {code: str(label) for code, label in codes.choices} for codes in kinds_of_codes
        )

    def row(self, values: Sequence[Any], triggers: list[str]) -> dict[str, Any]:
        """Of the `COLUMNS` of a case, and of what fired in it."""
        reference, topic, queue, received_on, state, outcome, closed_on = values
        return {
            "reference": reference,
            "topic": topic,
            "office": self.offices[queue],
            "queue": queue,
            "received_on": received_on,
            "state": self.states[state],
            "outcome": self.outcomes.get(outcome, "") if closed_on else "",
            "closed_on": closed_on,
            "triggers": [self.triggers[kind] for kind in triggers],
        }


def plain_row(row: dict[str, Any]) -> dict[str, Any]:
    """Dates and times as text, as a snapshot keeps them."""
    as_text = DjangoJSONEncoder().default
    return {name: as_text(one) if isinstance(one, date) else one for name, one in row.items()}


# --- waivers -----------------------------------------------------------------------------------------------
def waiver_rows(period: Period, at: datetime) -> Rows:
    """The waivers decided in the period, refusals too, and whether what must be public became so in time."""
    decided = Waiver.objects.filter(decided_at__gte=period.starts_at, decided_at__lt=period.ends_at).exclude(outcome="")
    listed = list(decided.select_related("provision").order_by("decided_at", "reference"))
    duties = {
        duty.source_id: duty
        for duty in Disclosure.objects.filter(source_kind=WAIVER, source_id__in=[waiver.pk for waiver in listed])
    }
    ids = [duty.pk for duty in duties.values()]
    clocks = {clock.subject_id: clock for clock in Clock.objects.for_subjects(Disclosure._meta.label_lower, ids)}
    return [plain_row(_waiver_row(waiver, duties.get(waiver.pk), clocks, at)) for waiver in listed]


def late_disclosures(period: Period, at: datetime) -> Rows:
    """Every duty to disclose that was late in the period: due in it or before, and filed late in it or not at all.

    Late is a material matter in itself. Of waivers and of amendments of the Code alike; no name, as in every list.
    """
    kind = Disclosure._meta.label_lower
    due = Clock.objects.filter(subject_kind=kind, cancelled_reason="", due_at__lt=min(at, period.ends_at))
    late = Q(stopped_on__isnull=True) | Q(stopped_at__gt=F("due_at"), stopped_at__gte=period.starts_at)
    clocks = {clock.subject_id: clock for clock in due.filter(late).order_by("due_at", "pk")}
    duties = Disclosure.objects.filter(pk__in=clocks).in_bulk()
    waivers = dict(Waiver.objects.filter(pk__in=_sources(duties.values())).values_list("pk", "reference"))
    return [plain_row(_late_row(duties[pk], clock, waivers, period)) for pk, clock in clocks.items()]


def _sources(duties: Iterable[Disclosure]) -> list[UUID]:
    return [duty.source_id for duty in duties if duty.source_kind == WAIVER]


def _late_row(duty: Disclosure, clock: Clock, waivers: dict[UUID, str], period: Period) -> dict[str, Any]:
    filed = clock.stopped_at if clock.stopped_at and clock.stopped_at < period.ends_at else None
    return {
        "waiver": waivers.get(duty.source_id, ""),
        "reason": duty.reason,
        "subject_on": duty.subject_on,
        "due_on": clock.due_on,
        "filed_on": timezone.localdate(filed) if filed else None,
    }


def _waiver_row(waiver: Waiver, duty: Disclosure | None, clocks: dict[UUID, Clock], at: datetime) -> dict[str, Any]:
    clock = clocks.get(duty.pk) if duty else None
    return {
        "reference": waiver.reference,
        "provision": f"{waiver.provision.number} {waiver.provision.title}".strip(),
        "class": str(waiver.get_classification_display()),
        "reason": str(waiver.get_classification_reason_display()),
        "outcome": str(waiver.get_outcome_display()),
        "is_granted": waiver.outcome == Outcome.GRANTED,
        "decided_on": timezone.localdate(waiver.decided_at),
        "disclosure_due_on": clock.due_on if clock else None,
        "disclosure_status": str(clock.status_at(at).label) if clock else "",
        "disclosure_in_time": clock.was_met if clock and clock.stopped_on else None,
    }
