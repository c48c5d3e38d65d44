"""Which cases a digest counts: all but those that wall off a signer or a reader, or, for the annex, only those."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Person
from cases.models import Case
from cases.models.behind_walls import set_apart
from cases.states.case import ASIDE
from reporting.states import SIGNERS_AND_READERS, DigestKind
from vault.digests import keyed_digest


@dataclass(frozen=True)
class Scope:
    """The cases that stand apart, and on which side of that line one counts."""

    apart: tuple[UUID, ...]
    is_annex: bool = False
    # Cases of tests of the hotline, running or over: they stand in no figure, and apart from nobody.
    tests: tuple[UUID, ...] = ()

    def of(self, queryset: Any, path: str = "pk") -> Any:
        """`queryset` narrowed to this side; `path` leads from its rows to the case's id."""
        if self.is_annex:
            return queryset.filter(**{f"{path}__in": self.apart})
        left_out = (*self.apart, *self.tests)
        return queryset.exclude(**{f"{path}__in": left_out}) if left_out else queryset

    @property
    def cases(self) -> QuerySet[Case]:
        """Merged ones left out, in every period: each report counts in the case that it went into."""
        return self.of(Case.objects.exclude(state__in=ASIDE))

    @cached_property
    def digest(self) -> str:
        """Tells whether the line has moved, without saying where it runs."""
        return keyed_digest("digest-scope", ",".join(map(str, self.apart)))


def scope_of(kind: str) -> Scope:
    """The scope of a common digest or an annex, by the walls as they stand now (DECISIONS 11)."""
    apart, tests = set_apart(Person.objects.holding(*SIGNERS_AND_READERS))
    return Scope(tuple(sorted(apart)), is_annex=kind == DigestKind.ANNEX, tests=tuple(sorted(tests)))
