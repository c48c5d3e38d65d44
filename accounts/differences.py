"""What a directory file would change: who comes, what changes at once, what waits for a second person, who leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.directory_files import FLAGS, REQUIRED, Row
from accounts.models import Person
from accounts.states import GuardedField

YES = frozenset({"yes", "true", "1", "x", "y"})
NO = frozenset({"", "no", "false", "0", "n"})
PLAIN = {
    "job_title": gettext_lazy("Job title"), "unit": gettext_lazy("Unit"), "company": gettext_lazy("Company"),
    "country": gettext_lazy("Country"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that would be different. `wanted` is as it would be written; `waits` for a second person."""

    name: str
    label: str
    before: str
    after: str
    wanted: str
    waits: bool = False


@dataclass
class Planned:
    """What one row asks for: `person` is nobody yet for somebody new."""

    number: int
    row: Row
    person: Person | None
    changes: list[Change] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    last_day: date | None = None

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else f"{self.row['given_name']} {self.row['family_name']}".strip()

    @property
    def leaves(self) -> bool:
        return self.last_day is not None and (self.person is None or self.person.employed_until != self.last_day)

    @property
    def is_different(self) -> bool:
        return self.person is None or bool(self.changes) or self.leaves


def plan_of(rows: list[Row]) -> list[Planned]:
    """What each row would change, with what is wrong in it; the directory is read in two statements."""
    people = {
        person.email.lower(): person
        for person in Person.objects.select_related("unit", "entity", "manager").exclude(email="")
    }
    coming = {row["email"].lower() for row in rows}
    seen: set[str] = set()
    found = []
    for number, row in enumerate(rows, start=1):
        email = row["email"].lower()
        planned = Planned(number, row, people.get(email))
        planned.errors = [*_wrong_with(row, seen), *_wrong_manager(row, people, coming)]
        seen.add(email)
        if not planned.errors:
            planned.last_day = date.fromisoformat(row["last_day"]) if row.get("last_day") else None
            planned.changes = list(_changes(planned.person, row, people)) if planned.person else []
        found.append(planned)
    return found


def _wrong_with(row: Row, seen: set[str]) -> Iterator[str]:
    if absent := [name for name in REQUIRED if not row[name]]:
        yield _("%(names)s is empty.") % {"names": ", ".join(absent)}
        return
    try:
        validate_email(row["email"])
    except ValidationError:
        yield _("The e-mail address can’t be read.")
    if row["email"].lower() in seen:
        yield _("This e-mail address stands in the file twice.")
    if len(row["country"]) != 2 or not row["country"].isalpha():
        yield _("The country is a code of two letters, such as DE.")
    for name in ("employed_from", "last_day"):
        if row.get(name) and not _is_day(row[name]):
            yield _("“%(name)s” is a day such as 2026-11-30.") % {"name": name}
    for name in FLAGS:
        if row.get(name, "").lower() not in YES | NO:
            yield _("“%(name)s” is yes or no.") % {"name": name}
    if max(len(row["given_name"]), len(row["family_name"])) > 100:
        yield _("A name is too long.")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _wrong_manager(row: Row, people: Mapping[str, Person], coming: set[str]) -> Iterator[str]:
    superior = row.get("manager_email", "").lower()
    if superior and superior == row["email"].lower():
        yield _("Nobody is their own manager.")
    elif superior and superior not in people and superior not in coming:
        yield _("Nobody in the directory or in this file has the manager’s address.")


def _changes(person: Person, row: Row, people: Mapping[str, Person]) -> Iterator[Change]:
    present = {
        "job_title": person.job_title,
        "unit": person.unit.name if person.unit else "",
        "company": person.entity.name if person.entity else "",
        "country": person.country,
    }
    for name, label in PLAIN.items():
        wanted = row[name].upper() if name == "country" else row.get(name, present[name])
        if wanted != present[name]:
            yield Change(name, str(label), present[name], wanted, wanted)
    for name in ("given_name", "family_name"):
        if row[name] != getattr(person, name):
            # Whom a report names is found by these words.
            yield _guarded(name, getattr(person, name), row[name], row[name])
    for name in FLAGS:
        yield from _flag(person, row, name)
    yield from _manager(person, row, people)


def _flag(person: Person, row: Row, name: str) -> Iterator[Change]:
    # An empty cell says nothing about a class.
    if not row.get(name):
        return
    before, after = getattr(person, name), row[name].lower() in YES
    if before != after:
        label = str(GuardedField(name).label)
        words = {True: _("Yes"), False: _("No")}
        yield Change(name, label, words[before], words[after], "yes" if after else "", waits=before)


def _manager(person: Person, row: Row, people: Mapping[str, Person]) -> Iterator[Change]:
    if "manager_email" not in row:
        return
    before, wanted = person.manager, row["manager_email"].lower()
    if wanted == (before.email.lower() if before else ""):
        return
    after = people[wanted].full_name if wanted in people else wanted
    # A first manager only raises a wall; another one, or none, may lower it.
    yield Change("manager", str(GuardedField.MANAGER.label), str(before or ""), after, wanted, waits=before is not None)


def _guarded(name: str, before: Any, after: Any, wanted: str) -> Change:
    return Change(name, str(GuardedField(name).label), str(before), str(after), wanted, waits=True)
