"""Whom somebody's words may name: typed names and what is told, held against the directory on the server.

A hit is a *possible* match only. It errs towards walling: somebody not concerned lifts it later with a reason, while
a person who was missed would read what is said of them (DECISIONS 6).
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import NameWord, Person
from accounts.models.names import fold, words
from accounts.roles import SENIOR_ROLES
from vault.settled import Settled

# Between a given and a family name there may be a second name or a particle: "María del Carmen López".
WORDS_BETWEEN = 2
# Longest list of words looked up in one query.
LOOK_UP = 5_000

FORMS_OF_ADDRESS = frozenset(
    fold(word)
    for word in [
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Mx",
        "Dr",
        "Prof",
        "Sir",
        "Herr",
        "Frau",
        "Señor",
        "Señora",
        "Sr",
        "Sra",
        "Don",
        "Doña",
        "Senhor",
        "Senhora",
        "Monsieur",
        "Madame",
        "Mme",
        "Mlle",
        "Signor",
        "Signora",
    ]
)
_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")


# People with the words of their given and of their family names.
Candidates = dict[Person, tuple[set[str], set[str]]]


@dataclass(frozen=True)
class Match:
    """A person who may be named, and what led to them."""

    person: Person
    because: str


def people_named(typed_names: str, narrative: str, *, on: date) -> list[Match]:
    """Everybody of the directory whom the words may name, once each."""
    found: dict[Person, str] = {}
    typed, told = words(typed_names), words(narrative)
    candidates = _candidates({*typed, *told})
    for person in _by_name(typed, candidates, family_name_is_enough=True):
        found.setdefault(person, "typed name")
    for person in _by_name(told, candidates, family_name_is_enough=False):
        found.setdefault(person, "narrative")
    for person in _by_title(f"{typed_names}\n{narrative}"):
        found.setdefault(person, "title")
    return [Match(person, because) for person, because in found.items() if not person.has_left(on)]


def _by_name(text: list[str], candidates: Candidates, *, family_name_is_enough: bool) -> list[Person]:
    positions: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(text):
        positions[word].append(place)
    return [
        person
        for person, (given, family) in candidates.items()
        if _stand_together(given, family, positions)
        or (family_name_is_enough and _any_in(family, positions))
        or _addressed(family, text, positions)
    ]


def _candidates(looked_up_words: set[str]) -> Candidates:
    """The people with a family name among the words, with the words of their given and family names."""
    pks: set[UUID] = set()
    looked_up = sorted(looked_up_words)
    for start in range(0, len(looked_up), LOOK_UP):
        chunk = looked_up[start : start + LOOK_UP]
        pks |= set(_called_by_family_name(chunk))
    if not pks:
        return {}
    names: Candidates = {}
    people = Person.objects.filter(pk__in=pks).prefetch_related("name_words")
    for person in people:
        given = {row.word for row in person.name_words.all() if not row.is_family}
        family = {row.word for row in person.name_words.all() if row.is_family}
        names[person] = (given, family)
    return names


_called_by_family_name = Settled(
    lambda looked_up: NameWord.objects.filter(word__in=looked_up, is_family=True).values_list("person", flat=True)
)


def _any_in(names: set[str], positions: dict[str, list[int]]) -> bool:
    return any(name in positions for name in names)


def _stand_together(given: set[str], family: set[str], positions: dict[str, list[int]]) -> bool:
    """A given and a family name near each other, in either order."""
    return any(
        abs(one - other) <= WORDS_BETWEEN + 1
        for first in given
        for last in family
        for one in positions.get(first, ())
        for other in positions.get(last, ())
        if one != other
    )


def _addressed(family: set[str], text: list[str], positions: dict[str, list[int]]) -> bool:
    """A family name right after a form of address: "Frau Weber"."""
    return any(
        place > 0 and text[place - 1] in FORMS_OF_ADDRESS for name in family for place in positions.get(name, ())
    )


def _by_title(text: str) -> list[Person]:
    """Executives and office heads named by their title or its abbreviation: "the CFO", "the General Auditor"."""
    folded = fold(text)
    abbreviations = set(_ABBREVIATION.findall(text))
    named = [
        pk
        for pk, title in _titles_of_seniors(timezone.now())
        if title and (fold(title) in folded or _initials(title) in abbreviations)
    ]
    return list(Person.objects.filter(pk__in=named)) if named else []


def _heads_and_executives(at: datetime) -> "QuerySet[Person, tuple[UUID, str]]":
    heads = Person.objects.holding(*SENIOR_ROLES, at=at)
    executives = Person.objects.filter(is_executive_officer=True)
    return (heads | executives).order_by().values_list("pk", "job_title")


_titles_of_seniors = Settled(_heads_and_executives)


def _initials(title: str) -> str:
    """`Chief Financial Officer` gives `CFO`; two letters are too common to mean anything."""
    initials = "".join(word[0] for word in title.split() if word[0].isupper())
    return initials if len(initials) >= 3 else ""
