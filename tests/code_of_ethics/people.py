"""Standing people and a Code in force, for the tests of the Code and of waivers."""

from datetime import datetime, timedelta
from typing import Any

from accounts.actions import grant_first_role
from accounts.models import LegalEntity, Person, User
from code_of_ethics.actions import ask_due, import_version, publish_version
from code_of_ethics.models import CodeVersion

CODE_TEXT = """# Code of Ethics

<!-- version: 1; in force from: 2020-01-01 -->

We are straight with each other.

## Conflicts

Two interests, one person.

### Gifts and entertainment {#gifts}
<!-- item406b: honest_conduct; topic: gifts -->

Accept nothing that is worth more than **50 dollars**.

### Outside interests {#outside-interests}
<!-- item406b: honest_conduct, legal_compliance; topic: outside -->

Ask before you take a second job.

## Asking

### Asking first {#asking-first}

Ask when you are not sure.
"""


def parent_company() -> LegalEntity:
    return LegalEntity.objects.get_or_create(name="Parent, Inc.", country="US", is_parent=True)[0]


def make_person(full_name: str, *roles: str, at: datetime, **facts: Any) -> Person:
    """Somebody of the parent company who can sign in and holds these roles."""
    given, _space, family = full_name.partition(" ")
    person = Person.objects.create(
        given_name=given, family_name=family, email=f"{given.lower()}@example.org", country="US",
        entity=parent_company(), **facts,
    )  # fmt: skip
    User.objects.create(email=person.email, person=person)
    for role in roles:
        grant_first_role(person, role=role, at=at - timedelta(days=3000))
    return Person.objects.get(pk=person.pk)


def publish_code(text: str, *, editor: Person, publisher: Person, at: datetime, **facts: Any) -> CodeVersion:
    """A version drafted by one person and published by another; the clock has asked people since."""
    version = publish_version(import_version(text, by=editor, at=at, **facts), by=publisher, at=at)
    ask_due(at=at)
    return version
