"""The directory from a file: people join, move and leave as the company's own records say.

What would lower a wall or a class (executive, director, control role) is never taken from a file: it waits for the
General Auditor or the Board secretary (DECISIONS 43), so such a row is refused with a sentence.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.directory import change_details, change_manager, record_leaving
from accounts.actions.joining import company_named, join, unit_named
from accounts.differences import YES
from accounts.directory_files import COLUMNS, FLAGS, REQUIRED
from accounts.models import Person
from accounts.moves import Refused
from accounts.text import clean_text


@dataclass
class Imported:
    """What an import did, or would do; `errors` name the line of the file."""

    added: int = 0
    changed: int = 0
    errors: list[str] = field(default_factory=list)


class _Undo(Exception):
    """Nothing of this import is kept."""


def import_directory(lines: Iterable[str], *, dry_run: bool, by: str, at: datetime) -> Imported:
    """Take people from CSV with a header of `COLUMNS`. With an error in any line, nothing is kept at all."""
    done = Imported()
    rows = list(csv.DictReader(lines))
    missing = [name for name in REQUIRED if rows and name not in rows[0]]
    if missing or not rows:
        done.errors.append(_("The first line must name the columns %(names)s.") % {"names": ", ".join(REQUIRED)})
        return done
    try:
        with transaction.atomic():
            _take_rows(rows, done, by, at)
            if dry_run or done.errors:
                raise _Undo
    except _Undo:
        pass
    return done


def _take_rows(rows: list[dict[str, Any]], done: Imported, by: str, at: datetime) -> None:
    taken: list[tuple[int, Person, dict[str, str]]] = []
    for number, raw in enumerate(rows, start=2):
        row = {name: clean_text(raw.get(name) or "").strip() for name in COLUMNS}
        try:
            taken.append((number, _take(row, done, by, at), row))
        except (Refused, ValidationError, ValueError) as refusal:
            done.errors.append(_line(number, refusal))
    # Managers last, when everybody of the file is there.
    for number, person, row in taken:
        try:
            _set_manager(person, row["manager_email"], by, at)
        except Refused as refusal:
            done.errors.append(_line(number, refusal))


def _take(row: Mapping[str, str], done: Imported, by: str, at: datetime) -> Person:
    absent = [name for name in REQUIRED if not row[name]]
    if absent:
        raise Refused(_("%(names)s is empty.") % {"names": ", ".join(absent)})
    validate_email(row["email"])
    if len(row["country"]) != 2:
        raise Refused(_("The country is a code of two letters, such as DE."))
    person = Person.objects.filter(email__iexact=row["email"]).first()
    if person is None:
        person = join(row, by=by, at=at)
        done.added += 1
    else:
        _change(person, row, by, at)
        done.changed += 1
    if row["last_day"]:
        record_leaving(person, last_day=date.fromisoformat(row["last_day"]), by=by, at=at)
    return person


def _change(person: Person, row: Mapping[str, str], by: str, at: datetime) -> None:
    raised = {}
    for name in FLAGS:
        wanted = row[name].lower() in YES
        if row[name] and getattr(person, name) and not wanted:
            raise Refused(_("“%(flag)s” can't be taken away by a file; a second person must agree.") % {"flag": name})
        if wanted:
            raised[name] = True
    names = {"given_name": row["given_name"], "family_name": row["family_name"]}
    change_details(person, by=by, at=at, **names, **_facts(row), **raised)


def _facts(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "job_title": row["job_title"],
        "country": row["country"].upper(),
        "unit": unit_named(row["unit"]),
        "entity": company_named(row["company"], row["country"]),
    }


def _set_manager(person: Person, email: str, by: str, at: datetime) -> None:
    manager = Person.objects.filter(email__iexact=email).first() if email else None
    if email and manager is None:
        raise Refused(_("Nobody in the directory has the manager's address."))
    if manager is not None and person.manager_id != manager.pk:
        change_manager(person, manager, by=by, at=at)


def _line(number: int, refusal: Exception) -> str:
    sentence = getattr(refusal, "sentence", None) or _("A value of this line can't be read.")
    return _("Line %(number)s: %(sentence)s") % {"number": number, "sentence": sentence}
