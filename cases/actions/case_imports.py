"""Old cases from a file: looked at, mapped, agreed to by two, discarded. `importing_cases` then brings them in."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Job, Person
from accounts.moves import Refused
from accounts.notices import may_hear, tell
from accounts.spreadsheets import read_table
from audit.trail import record
from cases.import_columns import COLUMNS, guessed, missing_in
from cases.import_plan import PEOPLE, PlannedCase, plan_of, said_by
from cases.matching import people_named
from cases.models import CaseImport, ImportedCase, ImportMention, ImportTable
from cases.models.case_import import OF_THE_CHAIR, kept_by, old_reference_digest, second_people
from cases.states.case_import import CaseImportState
from cases.workflow.case_imports import CONFIRM_IMPORT, DISCARD_IMPORT, MAP_COLUMNS, SUBMIT_IMPORT
from code_of_ethics.models.offices import colleagues
from vault.models import DataKey
from vault.rows import insert_new

MOST_ROWS = 5_000
LARGEST_FILE = 20 * 1024 * 1024  # bytes
DAYS_KEPT = timedelta(days=60)
JOB_KIND = "case_import"
# Between two rows, so that no name is read across their border.
BORDER = " 0 0 0 0 0 "
# A longer one, in a column that nobody has matched, is prose: a family name alone means nobody in it.
LONGEST_CELL_OF_NAMES = 100  # characters


@transaction.atomic
def upload_cases(content: bytes, *, name: str, office: str, by: Person, at: datetime) -> CaseImport:
    """Keep a file to be looked at. Nothing is brought in by it; the same file twice is one import."""
    if office not in kept_by(by):
        raise Refused(_("Only an ethics office or the committee’s chair brings their own old cases in."))
    if len(content) > LARGEST_FILE:
        raise Refused(_("This file is too large."), "file")
    sha256 = hashlib.sha256(content).hexdigest()
    same = CaseImport.objects.visible_to(by).filter(sha256=sha256, state=CaseImportState.DRAFT, uploaded_by=by)
    if (found := same.first()) is not None:
        return found
    kind, headings, rows = read_table(content, most_rows=MOST_ROWS)
    if not rows:
        raise Refused(_("There is no case in this file."), "file")
    kept = CaseImport.objects.create(
        data_key=DataKey.objects.mint(),
        office=office,
        name=name[:200],
        columns=guessed(headings),
        sha256=sha256,
        total=len(rows),
        uploaded_by=by,
        uploaded_at=at,
    )
    ImportTable.objects.create(
        case_import=kept,
        data_key=DataKey.objects.mint(),
        kind=kind,
        content={"headings": headings, "rows": rows},
    )
    _wall_off_the_named(kept, by, timezone.localdate(at))
    record(kept, "upload_cases", by=by, at=at, sentence="Uploaded old cases", facts={"rows": len(rows)})
    return kept


def _wall_off_the_named(case_import: CaseImport, by: Person, today: date) -> None:
    """From the first second nobody whom the file may name can tell that it is there.

    Every cell is looked at, also of a column that nobody has matched yet: the sheet with the errors shows it.
    """
    typed, told = _cells(case_import)
    found = {match.person for match in people_named(BORDER.join(typed), BORDER.join(told), (), on=today)}
    emails = {word.strip(".,;:()<>").lower() for cell in (*typed, *told) for word in cell.split() if "@" in word}
    emails |= {part.strip().lower() for cell in typed for part in cell.split(";")}
    found |= {person for person in Person.objects.exclude(email="") if person.email.lower() in emails}
    ImportMention.note(case_import, found)
    if not CaseImport.objects.visible_to(by).filter(pk=case_import.pk).exists():
        raise Refused(
            _("This file may name you or whom you report to. Somebody else of the office has to bring those rows in."),
            "file",
        )


def _cells(case_import: CaseImport) -> tuple[list[str], list[str]]:
    """What may be somebody's name by itself, and what is told in words."""
    rows = said_by(case_import)
    typed = [row[name] for row in rows for name in PEOPLE]
    told = [row[column.name] for row in rows for column in COLUMNS if column.name not in PEOPLE]
    matched = set(case_import.columns.values())
    for row in case_import.table.rows:
        for place, cell in enumerate(row):
            if place not in matched:
                (typed if len(cell) <= LONGEST_CELL_OF_NAMES else told).append(cell)
    return typed, told


@transaction.atomic
def map_columns(case_import: CaseImport, *, columns: Mapping[str, int], by: Person, at: datetime) -> CaseImport:
    """Say which column of the file is which. A column of the file is one of ours, or none."""
    case_import = CaseImport.objects.locked(case_import.pk, by=by)
    MAP_COLUMNS.check(by, case_import)
    places = list(columns.values())
    if any(place not in range(len(case_import.table.headings)) for place in places):
        raise Refused(_("The file has no such column."))
    if len(places) != len(set(places)):
        raise Refused(_("Two of them are the same column of the file."))
    case_import.columns = dict(columns)
    case_import.save(update_fields=["columns"])
    _wall_off_the_named(case_import, by, timezone.localdate(at))
    record(case_import, MAP_COLUMNS.verb, by=by, at=at, sentence="Said which column is which")
    return case_import


@transaction.atomic
def submit_import(case_import: CaseImport, *, by: Person, at: datetime) -> CaseImport:
    """Ask somebody else of the office to agree; for the chair, who has none, whoever is next in order.

    Only a file without errors is worth their time.
    """
    case_import = CaseImport.objects.locked(case_import.pk, by=by)
    SUBMIT_IMPORT.check(by, case_import)
    _check_rows(case_import, by, at)
    case_import.state, case_import.submitted_by, case_import.submitted_at = CaseImportState.WAITING, by, at
    case_import.save(update_fields=["state", "submitted_by", "submitted_at"])
    record(case_import, SUBMIT_IMPORT.verb, by=by, at=at, sentence="Asked a second person to bring old cases in")
    others = [one for one in _second_people(case_import) if one.pk not in (by.pk, case_import.uploaded_by_id)]
    # An office may get somebody later; the chair has nobody but these.
    if case_import.office == OF_THE_CHAIR and not any(may_hear(one, case_import) for one in others):
        raise Refused(_("This file may name everybody who could agree to it. Divide it, so that somebody can."))
    tell(others, "import_to_confirm", about=case_import, at=at)
    return case_import


def _second_people(case_import: CaseImport) -> list[Person]:
    """Whoever may agree to it; whom the file may name, and whose turn it is not, is told nothing."""
    if case_import.office == OF_THE_CHAIR:
        return [person for step in second_people() for person in step]
    return list(colleagues(case_import.office))


@transaction.atomic
def confirm_import(case_import: CaseImport, *, by: Person, at: datetime) -> CaseImport:
    """Agree as the second person. Every row is reserved now, so that nothing can stop half of them later."""
    case_import = CaseImport.objects.locked(case_import.pk, by=by)
    CONFIRM_IMPORT.check(by, case_import)
    planned = _check_rows(case_import, by, at)
    reserved = insert_new(
        [
            ImportedCase(
                case_import=case_import,
                office=case_import.office,
                number=row.number,
                old_reference_digest=old_reference_digest(row.said["old_reference"]),
                topic=row.topic,
            )
            for row in planned
            if row.topic
        ]
    )
    case_import.state, case_import.confirmed_by, case_import.confirmed_at = CaseImportState.RUNNING, by, at
    case_import.job = Job.objects.create(owner=by, kind=JOB_KIND, total=reserved, created_at=at)
    case_import.save(update_fields=["state", "confirmed_by", "confirmed_at", "job"])
    sentence = "Agreed to bring old cases in"
    record(case_import, CONFIRM_IMPORT.verb, by=by, at=at, sentence=sentence, facts={"rows": case_import.total})
    return case_import


@transaction.atomic
def discard_import(case_import: CaseImport, *, reason: str, by: Person, at: datetime) -> CaseImport:
    """Bring nothing in. What was uploaded is destroyed."""
    case_import = CaseImport.objects.locked(case_import.pk, by=by)
    DISCARD_IMPORT.check(by, case_import)
    _discard(case_import, at)
    record(case_import, DISCARD_IMPORT.verb, by=by, at=at, sentence="Discarded old cases", facts={"reason": reason})
    return case_import


def _discard(case_import: CaseImport, at: datetime) -> None:
    case_import.state = CaseImportState.DISCARDED
    case_import.save(update_fields=["state"])
    case_import.table.data_key.destroy(on=timezone.localdate(at))


def discard_forgotten_imports(at: datetime) -> int:
    """The sweep: what nobody has brought in after `DAYS_KEPT` is destroyed; how many files it were. Names and stories
    of people do not lie about: whoever needs them still has the file."""
    waiting = CaseImport.objects.filter(state__in=DISCARD_IMPORT.sources, uploaded_at__lt=at - DAYS_KEPT)
    return sum(_discard_forgotten(pk, at) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _discard_forgotten(pk: UUID, at: datetime) -> bool:
    standing = CaseImport.objects.filter(state__in=DISCARD_IMPORT.sources).select_related("table__data_key")
    case_import = standing.select_for_update(of=("self",)).filter(pk=pk).first()
    if case_import is None:
        return False
    _discard(case_import, at)
    record(case_import, "discard_forgotten_imports", by=None, at=at, sentence="Nobody brought these old cases in")
    return True


def _check_rows(case_import: CaseImport, by: Person, at: datetime) -> list[PlannedCase]:
    if missing := missing_in(case_import.columns):
        names = {"names": ", ".join(str(column.label) for column in missing)}
        raise Refused(_("Say first which column is: %(names)s.") % names)
    planned = plan_of(case_import, by, today=timezone.localdate(at))
    if wrong := sum(bool(row.errors) for row in planned):
        raise Refused(
            ngettext(
                "%(count)s row has an error. Put it right in the file and upload it again.",
                "%(count)s rows have errors. Put them right in the file and upload it again.",
                wrong,
            )
            % {"count": wrong}
        )
    return planned
