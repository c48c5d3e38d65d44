"""Conditions that the two databases write differently."""

from collections.abc import Iterable

DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def changed_while(condition: str, columns: Iterable[str]) -> dict[str, str]:
    """True where `condition` holds and one of `columns` changes; NULLs compare like values."""
    return {
        vendor: f"{condition} AND (" + " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in columns) + ")"
        for vendor, differs in DIFFERS.items()
    }
