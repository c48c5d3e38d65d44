"""Constraints that many tables share."""

from django.db.models import CheckConstraint, Q


def who_and_when(what: str, *, name: str) -> CheckConstraint:
    """`<what>_by` and `<what>_at` stand together or not at all."""
    by, at = f"{what}_by__isnull", f"{what}_at__isnull"
    return CheckConstraint(condition=Q(**{by: True, at: True}) | Q(**{by: False, at: False}), name=name)
