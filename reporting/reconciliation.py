"""Whether a digest lists everything that it must. Asked of the record as it stands, never of the digest alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.moves import Refused
from reporting.lists import flagged
from reporting.models import Digest
from reporting.scope import scope_of
from reporting.states import Section


@dataclass(frozen=True)
class Reconciliation:
    """`flagged` material matters are on record, `listed` are in the digest, `agrees` says that they are the same,
    each with the line that its office has written last."""

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
    lines = {one.case_id: str(one.digest_line) for one in flagged(scope, digest.period).select_related("data_key")}
    on_record = set(lines)
    matters = digest.matters.filter(section=Section.MATERIAL)
    listed = dict(matters.values_list("case_id", "case__reference"))
    shown = {row["reference"]: row["line"] for row in digest.snapshot["lists"][Section.MATERIAL]}
    return Reconciliation(
        flagged=len(on_record),
        listed=len(shown),
        agrees=on_record == set(listed) and shown == {listed[case]: lines[case] for case in on_record},
        adds_up=digest.snapshot["reconciliation"]["adds_up"],
        is_current=digest.scope_digest == scope.digest,
    )


def check_reconciled(found: Reconciliation) -> None:
    """Raise `Refused` where something keeps the digest from being signed."""
    if found.is_behind:
        raise Refused(
            _(
                "The record has changed since this was drafted, so what is flagged and what is listed may differ. "
                "Draft it again, read it, then sign."
            )
        )
    if not found.adds_up:
        raise Refused(_("Cases opened less cases closed is not the change in open cases. Draft it again."))
