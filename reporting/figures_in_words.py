"""The figures that only a section's own table shows, each by its words, so that two digests can be told apart by them.

Reads a snapshot alone, so it is pure. What stands in the summary, among the measures or in a chart has its words there.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.states import Section

Words = dict[str, Any]

# By the place of a group of figures: its section, and the words of each.
GROUPS: dict[str, tuple[Section, Words]] = {
    "exits_read": (
        Section.EXITS,
        {
            "read": gettext_lazy("Read by the General Auditor"),
            "doubted": gettext_lazy("To be looked at again"),
            "waiting": gettext_lazy("Chosen and not read yet"),
        },
    ),
    "check_ins": (
        Section.RETALIATION,
        {
            "sent": gettext_lazy("Asked"),
            "answered": gettext_lazy("Answered"),
            "bad": gettext_lazy("Something had happened"),
            "unanswered": gettext_lazy("Not answered until the next one"),
        },
    ),
    "remediation": (
        Section.REMEDIATION,
        {
            "open_before": gettext_lazy("Open before"),
            "decided": gettext_lazy("Decided"),
            "ended": gettext_lazy("Ended"),
            "open_after": gettext_lazy("Open at the end"),
            "overdue": gettext_lazy("Overdue at the end"),
        },
    ),
    "implicit_waivers": (
        Section.WAIVERS,
        {
            "noticed": gettext_lazy("Noticed in the period"),
            "ended": gettext_lazy("Ended, because somebody acted"),
            "standing": gettext_lazy("Standing at the end"),
        },
    ),
    "holds": (
        Section.HOLDS,
        {
            "in_force": gettext_lazy("Holds in force at the end"),
            "placed": gettext_lazy("Placed"),
            "released": gettext_lazy("Released"),
            "overdue": gettext_lazy("Yearly review overdue"),
        },
    ),
    "affirmations": (
        Section.AFFIRMATIONS,
        {
            "version": gettext_lazy("Version"),
            "due_on": gettext_lazy("Due"),
            "is_past_due": gettext_lazy("Past its day"),
            "affirmed": gettext_lazy("Affirmed"),
            "exceptions": gettext_lazy("Exceptions stated"),
        },
    ),
    "compliance/audits": (
        Section.COMPLIANCE,
        {
            "planned": gettext_lazy("Audits due in the period"),
            "done": gettext_lazy("Audits reported"),
            "open": gettext_lazy("Findings open"),
            "overdue": gettext_lazy("Follow-ups overdue"),
        },
    ),
    "compliance/training": (
        Section.COMPLIANCE,
        {
            "of": gettext_lazy("Trainings due in the period"),
            "in_time": gettext_lazy("Done in time"),
            "late": gettext_lazy("Done later"),
            "open": gettext_lazy("Still open"),
        },
    ),
    "movement": (
        Section.RECONCILIATION,
        {
            "opened": gettext_lazy("received"),
            "closed": gettext_lazy("closed"),
            "open_before": gettext_lazy("Open before"),
            "open_after": gettext_lazy("open after"),
        },
    ),
    "": (
        Section.VOLUME,
        {
            "questions": gettext_lazy("Questions, counted apart"),
            "headcount": gettext_lazy("Average number of people"),
            "per_100": gettext_lazy("Reports per 100 employees"),
            "other_countries": gettext_lazy("Others, not named"),
        },
    ),
    "taken_seriously": (Section.VOLUME, {"answers": gettext_lazy("Did reporters feel taken seriously?")}),
}

# By the place of a table: its section, what names a row, and the words of each column.
TABLES: dict[str, tuple[Section, tuple[str, ...], Words]] = {
    "channels": (Section.VOLUME, ("name",), {"count": gettext_lazy("This period")}),
    "channels_before": (Section.VOLUME, ("name",), {"count": gettext_lazy("A year before")}),
    "modes": (Section.VOLUME, ("name",), {"count": gettext_lazy("Reports")}),
    "countries": (Section.VOLUME, ("code",), {"count": gettext_lazy("Reports")}),
    "taken_seriously/marks": (Section.VOLUME, ("mark",), {"count": gettext_lazy("Reporters")}),
    "topics": (
        Section.TOPICS,
        ("name",),
        {"count": gettext_lazy("This period"), "year_before": gettext_lazy("A year before")},
    ),
    "overdue": (
        Section.TIMELINESS,
        ("name", "office"),
        {"count": gettext_lazy("Number"), "oldest_on": gettext_lazy("The oldest was due")},
    ),
    "rates": (Section.VOLUME, ("end",), {"reports": gettext_lazy("Reports in twelve months")}),
    "discipline": (
        Section.DISCIPLINE,
        ("name",),
        {
            "executive": gettext_lazy("Executives and directors"),
            "manager": gettext_lazy("Managers"),
            "other": gettext_lazy("Others"),
        },
    ),
    "root_causes": (Section.REMEDIATION, ("name",), {"count": gettext_lazy("Findings")}),
    "recovery": (
        Section.REMEDIATION,
        ("currency",),
        {
            "sought": gettext_lazy("Sought"),
            "recovered": gettext_lazy("Recovered"),
            "costs": gettext_lazy("Costs"),
        },
    ),
    "waivers": (
        Section.WAIVERS,
        ("class",),
        {"granted": gettext_lazy("Granted"), "refused": gettext_lazy("Refused")},
    ),
    "external_clocks": (
        Section.HOLDS,
        ("name",),
        {
            "running": gettext_lazy("Running"),
            "passed": gettext_lazy("Passed in the period"),
            "next_on": gettext_lazy("The next one ends"),
        },
    ),
    "hotline": (
        Section.HOTLINE,
        ("name",),
        {
            "acknowledged": gettext_lazy("Acknowledged in time"),
            "slowest_days": gettext_lazy("Slowest, in days"),
        },
    ),
    "compliance/audits/ratings": (Section.COMPLIANCE, ("name",), {"count": gettext_lazy("Audits")}),
    "compliance/audits/findings": (Section.COMPLIANCE, ("name",), {"count": gettext_lazy("Findings")}),
}


def in_words(figures: dict[str, Any]) -> dict[str, str]:
    """Each figure with its section and its words; a digest of an earlier time, or an annex, lacks some."""
    return dict([*_of_groups(figures), *_of_tables(figures)])


def _of_groups(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for place, (section, words) in GROUPS.items():
        found = _at(figures, place) or {}
        for name, label in words.items():
            if name in found:
                yield f"{section.label}: {label}", _said(found[name])


def _of_tables(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for place, (section, names, words) in TABLES.items():
        for row in _at(figures, place) or []:
            named = ", ".join(str(row[name]) for name in names) or _("Not said")
            for column, label in words.items():
                yield f"{section.label}: {named}, {label}", _said(row[column])


def _at(figures: dict[str, Any], place: str) -> Any:
    found: Any = figures
    for name in filter(None, place.split("/")):
        found = (found or {}).get(name)
    return found


def _said(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return _("%(count)s of %(all)s") % {"count": f"{value['count']:,}", "all": f"{value['of']:,}"}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:,}" if isinstance(value, int | float) else str(value)
