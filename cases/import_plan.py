"""What a file of old cases would bring in: each row understood, or what is wrong with it.

The page, the sheet with the errors and the action that brings the cases in ask the same function, each at its own
moment. The directory, the topics and the Code are read in a fixed number of statements, however long the file is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.countries import CODES
from accounts.models import Person
from cases.first_incident import FirstIncident
from cases.import_columns import BETWEEN, BY_NAME, NEEDED
from cases.models import Case, CaseImport, ImportedCase
from cases.models.case_import import old_reference_digest
from cases.states.case import CaseState, Outcome, Severity
from cases.states.party import ADVERSE_FINDINGS, Finding, Hearing, PartyRole, Standard
from cases.states.report import Mode
from code_of_ethics.models import CodeVersion, Provision, Topic

LONGEST_REFERENCE = 100
LONGEST_NAME = 300

STATES = {"": CaseState.NEW, "new": CaseState.NEW, "open": CaseState.NEW, "investigation": CaseState.INVESTIGATION,
          "closed": CaseState.CLOSED}  # fmt: skip
SEVERITIES = {"": "", **{one.name.lower(): one.value for one in Severity}, **{one.value: one.value for one in Severity}}
MODES = {one.value.lower(): one for one in Mode}
FINDINGS = {
    "": "",
    "substantiated": Finding.SUBSTANTIATED,
    "partly": Finding.PARTLY,
    "partly substantiated": Finding.PARTLY,
    "unsubstantiated": Finding.UNSUBSTANTIATED,
    "insufficient": Finding.INSUFFICIENT_INFORMATION,
    "insufficient information": Finding.INSUFFICIENT_INFORMATION,
    "referred": Finding.REFERRED,
    "withdrawn": Finding.WITHDRAWN,
}
OUTCOMES = {one.value.lower(): one for one in Outcome}
HEARINGS = {"": "", "heard": Hearing.HEARD, "declined": Hearing.DECLINED}
STANDARDS = {"": "", "balance": Standard.BALANCE, "clear": Standard.CLEAR}
PEOPLE = {"subjects": PartyRole.SUBJECT, "witnesses": PartyRole.WITNESS, "affected": PartyRole.AFFECTED}
DAYS = ("received_on", "closed_on", "subject_told_on")


@dataclass(frozen=True)
class Named:
    """Somebody in a row: a person of the directory by their e-mail, or what stands there."""

    role: PartyRole
    typed: str
    person: Person | None = None


@dataclass
class PlannedCase:
    """One row: what it says by column, what that is, and what is wrong with it."""

    number: int
    said: dict[str, str]
    errors: list[str] = field(default_factory=list)
    topic: Topic | None = None
    received_on: date | None = None
    first_incident: FirstIncident | None = None
    closed_on: date | None = None
    subject_told_on: date | None = None
    state: CaseState = CaseState.NEW
    severity: str = ""
    mode: Mode = Mode.ANONYMOUS
    outcome: str = ""
    hearing: str = ""
    standard: str = ""
    named: list[Named] = field(default_factory=list)
    allegations: list[tuple[Provision, str]] = field(default_factory=list)

    @property
    def is_fair(self) -> bool:
        """Whether the row says of its subject all that a finding against them needs (DECISIONS 55)."""
        heard = self.hearing == Hearing.DECLINED or (self.hearing == Hearing.HEARD and self.said["reply_weighed"])
        return bool(self.subject_told_on and self.standard and heard)


@dataclass(frozen=True)
class Known:
    """What the rows are held against."""

    topics: Mapping[str, Topic]
    people: Mapping[str, Person]
    versions: list[tuple[date, dict[str, Provision]]]
    visible_digests: frozenset[str]
    today: date


def plan_of(case_import: CaseImport, person: Person | None, *, today: date) -> list[PlannedCase]:
    """What each row would bring in. `person` is told of an old reference that is there already if they see its case.

    Of any other nobody is told anything: such a row is left out in silence when the file is brought in.
    """
    said = said_by(case_import)
    known = _known(case_import, said, person, today)
    seen: set[str] = set()
    return [_planned(number, row, known, seen) for number, row in enumerate(said, start=1)]


def said_by(case_import: CaseImport) -> list[dict[str, str]]:
    """The rows by the names of our columns; what the file does not have is empty."""
    columns: dict[str, int] = case_import.columns
    rows = case_import.table.rows
    return [{name: row[columns[name]] if name in columns else "" for name in BY_NAME} for row in rows]


def parts_of(cell: str) -> list[str]:
    """What stands in a cell that may hold several things."""
    return [part.strip() for part in cell.split(BETWEEN) if part.strip()]


def _known(case_import: CaseImport, rows: list[dict[str, str]], person: Person | None, today: date) -> Known:
    topics: dict[str, Topic] = {}
    for topic in Topic.objects.order_by("-active"):
        for name in (topic.slug, topic.name.casefold()):
            topics.setdefault(name, topic)
    emails = {part.lower() for row in rows for name in PEOPLE for part in parts_of(row[name]) if "@" in part}
    people = (
        {one.email.lower(): one for one in Person.objects.exclude(email="") if one.email.lower() in emails}
        if (emails)
        else {}
    )
    versions = [
        (version.effective_on, _by_name(version.provisions.all()))
        for version in CodeVersion.objects.issued().prefetch_related("provisions")
        if version.effective_on
    ]
    digests: frozenset[str] = frozenset()
    if person is not None:
        mine = ImportedCase.objects.filter(
            office=case_import.office, case__in=Case.objects.visible_to(person).order_by().values("pk")
        ).exclude(case_import=case_import)
        digests = frozenset(mine.values_list("old_reference_digest", flat=True))
    return Known(topics, people, versions, digests, today)


def _by_name(provisions: Iterable[Provision]) -> dict[str, Provision]:
    named: dict[str, Provision] = {}
    for provision in provisions:
        for name in (provision.number, provision.key, provision.title.casefold()):
            named.setdefault(name, provision)
    return named


def _planned(number: int, said: dict[str, str], known: Known, seen: set[str]) -> PlannedCase:
    row = PlannedCase(number, said)
    row.errors = [
        *_wrong_reference(row, known, seen),
        *_wrong_words(row, known),
        *_wrong_days(row, known),
        *_wrong_reporter(row),
        *_wrong_people(row, known),
        *_wrong_end(row),
        *_wrong_allegations(row, known),
    ]
    return row


def _wrong_reference(row: PlannedCase, known: Known, seen: set[str]) -> Iterator[str]:
    for name in NEEDED:
        if not row.said[name]:
            yield _("“%(column)s” is empty.") % {"column": BY_NAME[name].label}
    reference = row.said["old_reference"]
    if len(reference) > LONGEST_REFERENCE:
        yield _("The old reference is too long.")
    elif reference:
        digest = old_reference_digest(reference)
        if digest in seen:
            yield _("This old reference stands in the file twice.")
        elif digest in known.visible_digests:
            yield _("A case with this old reference was brought in already.")
        seen.add(digest)


def _wrong_words(row: PlannedCase, known: Known) -> Iterator[str]:
    said = row.said
    if said["topic"]:
        row.topic = known.topics.get(said["topic"].casefold())
        if row.topic is None:
            yield _("There is no topic “%(topic)s”.") % {"topic": said["topic"]}
    if len(said["narrative"]) > settings.NARRATIVE_LIMIT:
        yield _("“%(column)s” is too long.") % {"column": BY_NAME["narrative"].label}
    if said["country"] and said["country"].upper() not in CODES:
        yield _("The country is a code of two letters, such as DE.")
    if said["language"] and not (said["language"].isalpha() and len(said["language"]) == 2):
        yield _("The language is a code of two letters, such as de.")
    for name, choices, attribute in (
        ("state", STATES, "state"),
        ("severity", SEVERITIES, "severity"),
        ("subject_heard", HEARINGS, "hearing"),
        ("standard", STANDARDS, "standard"),
    ):
        chosen = said[name].casefold()
        if chosen in choices:
            setattr(row, attribute, choices[chosen])
        else:
            yield _not_one_of(name, choices)
    if row.state == CaseState.INVESTIGATION and not row.severity:
        yield _("A case under investigation needs its severity.")


def _not_one_of(name: str, choices: Mapping[str, Any]) -> str:
    words = {"column": BY_NAME[name].label, "choices": ", ".join(choice for choice in choices if choice)}
    return _("“%(column)s” is one of: %(choices)s.") % words


def _wrong_days(row: PlannedCase, known: Known) -> Iterator[str]:
    for name in DAYS:
        if not row.said[name]:
            continue
        day = _day(row.said[name])
        if day is None:
            yield _("“%(column)s” is a day such as 2019-03-31.") % {"column": BY_NAME[name].label}
        elif day > known.today:
            yield _("“%(column)s” lies ahead.") % {"column": BY_NAME[name].label}
        else:
            setattr(row, name, day)
    if row.received_on and row.closed_on and row.closed_on < row.received_on:
        yield _("It was closed before it was received.")
    if row.said["first_incident_on"]:
        yield from _wrong_first_incident(row)


def _wrong_first_incident(row: PlannedCase) -> Iterator[str]:
    try:
        row.first_incident = FirstIncident.typed(row.said["first_incident_on"])
    except ValueError:
        label = BY_NAME["first_incident_on"].label
        yield _("“%(column)s” is a day, a month or a year, such as 2019-03-31, 2019-03 or 2019.") % {"column": label}
        return
    if row.received_on and row.first_incident.begins > row.received_on:
        yield _("It happened first after it was received.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wrong_reporter(row: PlannedCase) -> Iterator[str]:
    said = row.said
    is_known = bool(said["reporter_name"] or said["reporter_contact"])
    typed = said["mode"].casefold() or (Mode.CONFIDENTIAL.value.lower() if is_known else Mode.ANONYMOUS.value.lower())
    if typed not in MODES:
        yield _not_one_of("mode", MODES)
        return
    row.mode = MODES[typed]
    if row.mode == Mode.ANONYMOUS and is_known:
        yield _("An anonymous report has no name and no contact.")
    if row.mode != Mode.ANONYMOUS and not said["reporter_name"]:
        yield _("“%(column)s” is empty.") % {"column": BY_NAME["reporter_name"].label}
    if max(len(said["reporter_name"]), len(said["reporter_contact"])) > LONGEST_NAME:
        yield _("A name is too long.")


def _wrong_people(row: PlannedCase, known: Known) -> Iterator[str]:
    for name, role in PEOPLE.items():
        for typed in parts_of(row.said[name]):
            if len(typed) > LONGEST_NAME:
                yield _("A name is too long.")
            row.named.append(Named(role, typed, known.people.get(typed.lower())))
    known_people = [one.person.pk for one in row.named if one.person]
    if len(known_people) != len(set(known_people)):
        yield _("Somebody is named twice.")


def _wrong_end(row: PlannedCase) -> Iterator[str]:
    said = row.said
    if row.state != CaseState.CLOSED:
        if said["outcome"] or said["closed_on"]:
            yield _("Only a closed case has an ending and a day on which it was closed.")
        return
    if not said["closed_on"]:
        yield _("A closed case says when it was closed.")
    outcome = OUTCOMES.get(said["outcome"].casefold() or Outcome.FINDINGS.value.lower())
    if outcome is None:
        yield _not_one_of("outcome", OUTCOMES)
        return
    row.outcome = outcome
    if outcome == Outcome.FINDINGS and not parts_of(said["findings"]):
        yield _("A case that was closed with findings has a provision, and a finding for it.")


def _wrong_allegations(row: PlannedCase, known: Known) -> Iterator[str]:
    provisions, findings = parts_of(row.said["provisions"]), parts_of(row.said["findings"])
    if len(findings) > len(provisions) or (findings and len(findings) != len(provisions)):
        yield _("There is one finding for each provision, in the same order.")
        return
    if findings and row.state == CaseState.NEW:
        yield _("A new case has no findings yet.")
    named = _code_on(row.received_on, known)
    for place, typed in enumerate(provisions):
        provision = named.get(typed.casefold()) or named.get(typed)
        finding = FINDINGS.get(findings[place].casefold() if findings else "")
        if provision is None:
            yield _("The Code has no provision “%(provision)s”.") % {"provision": typed}
        if finding is None:
            yield _not_one_of("findings", FINDINGS)
        if provision is not None and finding is not None:
            row.allegations.append((provision, finding))
    if row.said["finding_reasons"] == "" and any(finding in ADVERSE_FINDINGS for _p, finding in row.allegations):
        yield _("A finding against somebody needs its reasons.")


def _code_on(day: date | None, known: Known) -> dict[str, Provision]:
    """The Code in force on a day; of what lies before the first version that the Portal has, that first one."""
    for effective_on, provisions in known.versions:
        if day is None or effective_on <= day:
            return provisions
    return known.versions[-1][1] if known.versions else {}
