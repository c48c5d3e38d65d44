"""Whether a digest lists everything that it must. Asked of the record as it stands, never of the digest alone."""

from dataclasses import dataclass

from reporting.lists import flagged
from reporting.models import Digest
from reporting.scope import scope_of
from reporting.states import Section


@dataclass(frozen=True)
class Reconciliation:
    """`flagged` material matters are on record, `listed` are in the digest, `agrees` says that they are the same."""

    flagged: int
    listed: int
    agrees: bool
    adds_up: bool
    is_current: bool

    @property
    def is_behind(self) -> bool:
        """The record has moved on: a wall stands elsewhere, or what is flagged is not what is listed."""
        return not (self.agrees and self.is_current)

    @property
    def holds(self) -> bool:
        """Nothing keeps the digest from being signed."""
        return self.adds_up and not self.is_behind


def reconcile(digest: Digest) -> Reconciliation:
    """Hold the digest's list of material matters, and the walls it was drafted by, against the record now."""
    scope = scope_of(digest.kind)
    on_record = set(flagged(scope, digest.period).order_by().values_list("case_id", flat=True))
    matters = digest.matters.filter(section=Section.MATERIAL)
    listed = dict(matters.values_list("case_id", "case__reference"))
    shown = {row["reference"] for row in digest.snapshot["lists"][Section.MATERIAL]}
    return Reconciliation(
        flagged=len(on_record),
        listed=len(shown),
        agrees=on_record == set(listed) and shown == set(listed.values()),
        adds_up=digest.snapshot["reconciliation"]["adds_up"],
        is_current=digest.scope_digest == scope.digest,
    )
