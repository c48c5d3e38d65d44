"""Somebody joins, as a row of a directory file says; and the units and companies that it names."""

from collections.abc import Mapping
from datetime import date, datetime

from accounts.actions.directory import add_person
from accounts.differences import YES
from accounts.directory_files import FLAGS
from accounts.models import LegalEntity, Person, Unit, User


def join(row: Mapping[str, str], *, by: Person | str, at: datetime) -> Person:
    """Add the person of a row, who signs in from now on. Columns that the file lacks are empty."""
    employed_from = row.get("employed_from")
    person = add_person(
        by=by,
        at=at,
        email=row["email"].lower(),
        given_name=row["given_name"],
        family_name=row["family_name"],
        country=row["country"].upper(),
        job_title=row.get("job_title", ""),
        unit=unit_named(row.get("unit", "")),
        entity=company_named(row.get("company", ""), row["country"]),
        employed_from=date.fromisoformat(employed_from) if employed_from else None,
        **{name: row.get(name, "").lower() in YES for name in FLAGS},
    )
    # No password: the person sets one through the reset mail, or signs in through the company's provider.
    User.objects.create_user(row["email"], person)
    return person


def unit_named(name: str) -> Unit | None:
    return Unit.objects.get_or_create(name=name)[0] if name else None


def company_named(name: str, country: str) -> LegalEntity | None:
    if not name:
        return None
    return LegalEntity.objects.get_or_create(name=name, defaults={"country": country.upper()})[0]
