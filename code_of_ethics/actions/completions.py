"""Completions from a learning system: looked at first, then taken over whole or not at all."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Office
from accounts.states import ImportState
from accounts.text import clean_text
from audit.trail import record
from code_of_ethics.models import CompletionImport, Training, TrainingAssignment
from code_of_ethics.states.training import Source
from code_of_ethics.workflow.training import TAKE_COMPLETIONS
from vault.models import DataKey

COLUMNS = ("email", "course", "completed_on")
MOST_ROWS = 60_000
LARGEST_FILE = 8 * 1024 * 1024  # bytes
AT_ONCE = 500  # names looked up in one statement


@dataclass
class PlannedCompletion:
    """What one row of a file would do: record a completion, tell nothing new, ask nothing of us, or fail."""

    number: int
    email: str
    course: str
    said_on: str
    assignment: TrainingAssignment | None = None
    completed_on: date | None = None
    error: str = ""
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        return self.assignment is not None and not self.error and not self.is_known


@transaction.atomic
def upload_completions(content: bytes, *, by: Person, at: datetime) -> CompletionImport:
    """Keep a file to be looked at. Nothing is changed by it."""
    if Office.ETHICS_OFFICE not in by.offices:
        raise Refused(_("Completions are imported by the Compliance & Ethics office."))
    rows = _read(content)
    kept = CompletionImport.objects.create(
        data_key=DataKey.objects.mint(), content=json.dumps(rows), uploaded_by=by, uploaded_at=at
    )
    facts = {"rows": len(rows)}
    record(kept, "upload_completions", by=by, at=at, sentence=_("Uploaded completions of trainings"), facts=facts)
    return kept


@transaction.atomic
def take_completions(upload: CompletionImport, *, by: Person, at: datetime) -> CompletionImport:
    """Take a file over: all of it or nothing. What is known already changes nothing."""
    upload = CompletionImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    TAKE_COMPLETIONS.check(by, upload)
    planned = planned_completions(upload, at=at)
    if any(one.error for one in planned):
        raise Refused(_("Put the errors right first; nothing was taken over."))
    new = [one for one in planned if one.is_new]
    for one in new:
        assignment: Any = one.assignment
        assignment.completed_on, assignment.source = one.completed_on, Source.IMPORT
        assignment.recorded_by, assignment.recorded_at = by, at
    TrainingAssignment.objects.bulk_update(
        [one.assignment for one in new if one.assignment],
        ["completed_on", "source", "recorded_by", "recorded_at"],
        batch_size=AT_ONCE,
    )
    upload.state, upload.taken_by, upload.taken_at, upload.taken_count = ImportState.TAKEN, by, at, len(new)
    upload.save(update_fields=["state", "taken_by", "taken_at", "taken_count"])
    facts = {"taken": len(new), "known": sum(one.is_known for one in planned)}
    record(upload, TAKE_COMPLETIONS.verb, by=by, at=at, sentence=_("Took completions of trainings over"), facts=facts)
    return upload


def planned_completions(upload: CompletionImport, *, at: datetime) -> list[PlannedCompletion]:
    """What the file would do now, row by row."""
    rows = json.loads(str(upload.content))
    planned = [PlannedCompletion(number, *row) for number, row in enumerate(rows, start=2)]
    trainings = {training.code: training for training in Training.objects.all()}
    people = _people({one.email.lower() for one in planned})
    standing = _assignments({person.pk for person in people.values()})
    taken: set[Any] = set()
    for one in planned:
        _plan(one, people.get(one.email.lower()), trainings.get(one.course), standing, taken, localdate(at))
    return planned


def _plan(
    one: PlannedCompletion,
    person: Person | None,
    training: Training | None,
    standing: dict[tuple[Any, Any], list[TrainingAssignment]],
    taken: set[Any],
    today: date,
) -> None:
    if person is None:
        one.error = _("Nobody in the directory has this address.")
    elif training is None:
        one.error = _("There is no training with this course code.")
    elif (day := _day(one.said_on)) is None:
        one.error = _("Write the day as 2026-06-01.")
    elif day > today or day < localdate(training.started_at):
        one.error = _("This day lies ahead, or before the training began.")
    else:
        one.completed_on = day
        asked = standing.get((training.pk, person.pk), [])
        # Whoever was excused and did it all the same has done it.
        still_open = [row for row in asked if row.completed_on is None]
        one.assignment = min(still_open, key=lambda row: row.excused_at is not None, default=None)
        known = any(row.completed_on and row.completed_on >= day for row in asked)
        one.is_known = known or (one.assignment is not None and one.assignment.pk in taken)
        if one.is_new and one.assignment:
            taken.add(one.assignment.pk)


def _people(addresses: set[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for some in _blocks(sorted(addresses)):
        lowered = Person.objects.annotate(address=Lower("email")).filter(address__in=some)
        found |= {person.email.lower(): person for person in lowered.only("pk", "email")}
    return found


def _assignments(people: set[Any]) -> dict[tuple[Any, Any], list[TrainingAssignment]]:
    found: dict[tuple[Any, Any], list[TrainingAssignment]] = {}
    for some in _blocks(sorted(people)):
        for row in TrainingAssignment.objects.filter(person__in=some).order_by("number"):
            found.setdefault((row.training_id, row.person_id), []).append(row)
    return found


def _blocks(several: list[Any]) -> list[list[Any]]:
    return [several[start : start + AT_ONCE] for start in range(0, len(several), AT_ONCE)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _read(content: bytes) -> list[list[str]]:
    """The rows of a CSV file, each with the three columns, in whatever order the file has them."""
    if len(content) > LARGEST_FILE:
        raise Refused(_("This file is too large."), "file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("This is no UTF-8 text file."), "file") from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or [])]:
            wanted = {"names": ", ".join(missing)}
            raise Refused(_("The first line must name the columns; missing: %(names)s.") % wanted, "file")
        rows = [[clean_text(raw.get(name) or "").strip()[:300] for name in COLUMNS] for raw in reader]
    except csv.Error:
        raise Refused(_("This can’t be read as a table."), "file") from None
    if not rows:
        raise Refused(_("There is nobody in this file."), "file")
    if len(rows) > MOST_ROWS:
        raise Refused(_("These are more rows than fit into one file: %(most)s.") % {"most": MOST_ROWS}, "file")
    return rows
