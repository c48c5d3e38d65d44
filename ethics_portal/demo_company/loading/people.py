"""The demo company's directory, sign-ins and first roles."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts.actions import add_person, grant_first_role
from accounts.models import LegalEntity, Person, Unit, User
from accounts.roles import Office, Role
from ethics_portal.demo_company.company import ENTITIES, UNITS
from ethics_portal.demo_company.people import BY_KEY, PEOPLE, PersonSeed

# One password for everybody of the demo, printed at start. Production refuses the demo's secrets, and so its data.
DEMO_PASSWORD = "try-the-ethics-portal"


def load_people(*, at: datetime) -> dict[str, Person]:
    """Everybody, superiors first, with sign-in and roles; returns them by key."""
    entities = {
        entity.key: LegalEntity.objects.create(name=entity.name, country=entity.country, is_parent=entity.is_parent)
        for entity in ENTITIES
    }
    units = {unit.key: Unit.objects.create(name=unit.name) for unit in UNITS}
    # Hashed once: sixty times Argon2 would be most of the loading time.
    password = make_password(DEMO_PASSWORD)
    people: dict[str, Person] = {}
    for seed in _superiors_first():
        people[seed.key] = _load_person(seed, people, entities, units, at)
        User.objects.create(email=seed.email.lower(), person=people[seed.key], password=password)
    for seed in PEOPLE:
        _grant_roles(people[seed.key], seed, at)
    # Loaded anew, so that nobody carries the roles they did not have yet.
    fresh = {person.pk: person for person in Person.objects.select_related("entity", "unit", "manager")}
    return {key: fresh[person.pk] for key, person in people.items()}


def _superiors_first() -> list[PersonSeed]:
    ordered: list[PersonSeed] = []
    seen: set[str] = set()

    def add(seed: PersonSeed) -> None:
        if seed.key in seen:
            return
        if seed.manager:
            add(BY_KEY[seed.manager])
        seen.add(seed.key)
        ordered.append(seed)

    for seed in PEOPLE:
        add(seed)
    return ordered


def _load_person(
    seed: PersonSeed,
    people: dict[str, Person],
    entities: dict[str, LegalEntity],
    units: dict[str, Unit],
    at: datetime,
) -> Person:
    return add_person(
        by="the demo",
        at=at,
        given_name=seed.given_name,
        family_name=seed.family_name,
        email=seed.email.lower(),
        job_title=seed.job_title,
        unit=units[seed.unit],
        entity=entities[seed.entity],
        country=seed.country,
        manager=people[seed.manager] if seed.manager else None,
        is_director=seed.is_director,
        is_executive_officer=seed.is_executive_officer,
        is_covered_officer=seed.is_covered_officer,
        is_chief_executive=seed.is_chief_executive,
        is_finance_chief=seed.is_finance_chief,
        has_control_role=seed.has_control_role,
        employed_from=seed.employed_from,
        employed_until=seed.employed_until,
    )


def _grant_roles(person: Person, seed: PersonSeed, at: datetime) -> None:
    for role in seed.roles:
        office = Office(seed.office).value if role == Role.OFFICE_STAFF else ""
        grant_first_role(person, role=role, office=office, at=at)
