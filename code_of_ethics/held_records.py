"""What legal holds describe, and which records outside cases that reaches (docs/adr/0029).

A hold is placed in `cases`, which may not look at waivers. So each app says in a module of this name which of its
records a description touches, and the page of a hold asks them all. The affirmations and the policies are here.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from code_of_ethics.models import Affirmation, Policy, Provision


@dataclass(frozen=True)
class Description:
    """What is held: by people, topics and days, which narrow each other; and by references, each for itself."""

    people: frozenset[uuid.UUID] = frozenset()
    topics: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    references: frozenset[str] = frozenset()

    @property
    def is_of_days(self) -> bool:
        return self.since is not None or self.until is not None

    @property
    def describes(self) -> bool:
        """Whether it says more than references."""
        return bool(self.people or self.topics or self.is_of_days)

    def in_time(self, column: str) -> Q:
        """On one of its days."""
        since = Q(**{f"{column}__gte": self.since}) if self.since else Q()
        return since & Q(**{f"{column}__lte": self.until}) if self.until else since

    def provision_keys(self) -> list[str]:
        """The provisions of the Code, in whatever version, that are about one of its topics."""
        found = Provision.objects.exclude(topics=[]).values_list("key", "topics")
        return sorted({key for key, topics in found if self.topics & set(topics)})


@dataclass(frozen=True)
class HeldRecords:
    """One kind of record, in words for counsel, and those of it that a description touches."""

    label: Any
    touched_by: Callable[[Description], QuerySet[Any]]


_kinds: dict[str, HeldRecords] = {}


def register(name: str, kind: HeldRecords) -> None:
    """Declare a kind; called at import of an app's `held_records.py`."""
    _kinds[name] = kind


def discover() -> None:
    autodiscover_modules("held_records")


def held_records() -> list[HeldRecords]:
    """Every kind outside cases, in the order of their names."""
    return [_kinds[name] for name in sorted(_kinds)]


def affirmations(described: Description) -> QuerySet[Affirmation]:
    """Those of its people, asked on its days. A topic narrows nothing: whoever affirms, affirms the whole Code."""
    if not (described.people or described.is_of_days):
        return Affirmation.objects.none()
    found = Affirmation.objects.filter(described.in_time("asked_on"))
    return found.filter(person__in=described.people) if described.people else found


def policies(described: Description) -> QuerySet[Policy]:
    """Every version that its people own, proposed or published, about its topics, from its days."""
    if not described.describes:
        return Policy.objects.none()
    found = Policy.objects.filter(described.in_time("proposed_at__date"))
    if described.people:
        people = described.people
        found = found.filter(Q(owner__in=people) | Q(proposed_by__in=people) | Q(published_by__in=people))
    if described.topics:
        keys = set(described.provision_keys())
        of_topics = [pk for pk, own in found.values_list("pk", "provision_keys") if keys & set(own)]
        found = found.filter(pk__in=of_topics)
    return found


register("affirmations", HeldRecords(_("Affirmations that it reaches"), affirmations))
register("policies", HeldRecords(_("Versions of policies that it reaches"), policies))
