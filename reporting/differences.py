"""What differs between two versions of a digest: words, figures and lists. Reads the snapshots alone, so it is pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reporting.figures_in_words import in_words
from reporting.models import Digest
from reporting.presentation import present
from reporting.states import Section

# Their tables leave something out, or show shares; `figures_in_words` has all of it.
CHARTS_IN_PART = frozenset({"mix", "topics"})
# Lists without a section of their own, and the section that shows them.
WITHIN = {"not_material": Section.UNDECIDED, "late_disclosures": Section.MATERIAL}


@dataclass(frozen=True)
class Change:
    """One figure or one section's words; empty where a version has none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Differences:
    """`added`, `gone` and `changed` are the matters of lists, as (list, topic, reference)."""

    commentary: list[Change] = field(default_factory=list)
    figures: list[Change] = field(default_factory=list)
    added: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[tuple[str, str, str]] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.commentary, self.figures, self.added, self.gone, self.changed))


def differences(before: Digest, after: Digest) -> Differences:
    """From one version to the next. A chart that only one of them has, being of another time, is not compared."""
    old, new = _rows(before.snapshot["lists"]), _rows(after.snapshot["lists"])
    return Differences(
        commentary=_changes(_words(before), _words(after)),
        figures=_changes(*_figures(before, after)),
        added=[_named(place, row) for place, row in new.items() if place not in old],
        gone=[_named(place, row) for place, row in old.items() if place not in new],
        changed=[_named(place, row) for place, row in new.items() if place in old and row != old[place]],
    )


def _words(digest: Digest) -> dict[str, str]:
    return {str(Section(key).label): text for key, text in digest.commentary.items()}


def _figures(before: Digest, after: Digest) -> tuple[dict[str, str], dict[str, str]]:
    """Every figure that a reader sees in the summary, in the charts of both and in the sections, by its words."""
    old, new = present(before.snapshot), present(after.snapshot)
    charts = [name for name in new["charts"] if name in old["charts"] and name not in CHARTS_IN_PART]
    return _shown(old, charts), _shown(new, charts)


def _shown(page: dict[str, Any], charts: list[str]) -> dict[str, str]:
    shown = {str(card["label"]): str(card["value"]) for card in page["headline"]}
    shown |= {str(one["label"]): f"{one['value']} ({one['n']})" for one in page["measures"]}
    for name in charts:
        shown |= dict(_cells(page["charts"][name]))
    return shown | in_words(page["figures"])


def _cells(chart: dict[str, Any]) -> Iterator[tuple[str, str]]:
    several = len(chart["columns"]) > 1
    for label, values in chart["table"]:
        for column, value in zip(chart["columns"], values, strict=True):
            name = f"{chart['title']}: {label}"
            yield (f"{name}, {column}" if several and column != chart["title"] else name), str(value)


def _changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    labels = [*after, *(label for label in before if label not in after)]
    found = [Change(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return [change for change in found if change.before != change.after]


def _rows(lists: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(name, _identity(row)): row for name, rows in lists.items() for row in rows}


def _identity(row: dict[str, Any]) -> str:
    """A late disclosure has no reference of its own: what it tells of, and from when, says which it is."""
    return row.get("reference") or f"{row['waiver']} {row['subject_on']} {row['reason']}"


def _named(place: tuple[str, str], row: dict[str, Any]) -> tuple[str, str, str]:
    """By the section in which a reader finds it, and by its reference or, where it has none, by its day."""
    name, _row = place
    section = WITHIN.get(name) or Section(name)
    words = next((row[key] for key in ("topic", "provision", "reason") if row.get(key)), "")
    return str(section.label), str(words), str(row.get("reference") or row["waiver"] or row["subject_on"])
