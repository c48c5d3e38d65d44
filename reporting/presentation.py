"""How a snapshot looks: headline figures, charts and rows for the page. Reads the snapshot alone, so it is pure."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting import charts
from reporting.benchmarks import in_words
from reporting.definitions import DEFINITIONS
from reporting.knowledge import hours_in_words
from reporting.pictures import pictures
from reporting.states import Section

# Sections that some digests lack, being annexes or of an earlier time, with the figures of which they need one.
NOT_IN_EVERY_DIGEST: dict[Section, tuple[str, ...]] = {
    Section.DISCIPLINE: ("discipline",),
    Section.REMEDIATION: ("remediation",),
    Section.WAIVERS: ("waivers", "implicit_waivers"),
    Section.AFFIRMATIONS: ("affirmations",),
    Section.COMPLIANCE: ("compliance",),
    Section.HOLDS: ("holds", "external_clocks"),
    Section.HOTLINE: ("hotline",),
    Section.EXITS: ("exits_read",),
}
# Where a section's definition has another name than the section.
SECTION_DEFINITIONS = {
    Section.MATERIAL: "hours",
    Section.FINDINGS: "substantiation",
    Section.TIMELINESS: "ageing",
}


def present(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The context of the digest page, apart from what depends on the reader."""
    figures, listed = snapshot["figures"], snapshot["lists"]
    return {
        "snapshot": snapshot,
        "figures": figures,
        "lists": {name: [readable(row) for row in rows] for name, rows in listed.items()},
        "overdue": [readable(row) for row in figures.get("overdue", [])],
        "external_clocks": [readable(row) for row in figures.get("external_clocks", [])],
        "headline": _headline(figures, listed),
        "measures": _measures(figures, snapshot.get("benchmarks")),
        "charts": pictures(figures, snapshot.get("benchmarks")),
        "definitions": DEFINITIONS,
        "affirmation_due_on": _day((figures.get("affirmations") or {}).get("due_on")),
    }


def sections(snapshot: dict[str, Any], commentary: dict[str, str]) -> list[dict[str, Any]]:
    """The sections in their order, each with its commentary and template. An annex has none that is not about cases."""
    figures = snapshot["figures"]
    left_out = {section for section, names in NOT_IN_EVERY_DIGEST.items() if figures.keys().isdisjoint(names)}
    return [
        {
            "key": section.value,
            "label": section.label,
            "commentary": commentary.get(section.value, ""),
            "template": f"reporting/digest/{section.value}.html",
            "is_for_executive_session": section == Section.SENIOR,
            "definition": DEFINITIONS.get(SECTION_DEFINITIONS.get(section, section.value)),
        }
        for section in Section
        if section not in left_out
    ]


def readable(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a list with its days and times as such, and its hours in words."""
    words = {"time_to_notice": hours_in_words(row["hours"])} if row.get("hours") is not None else {}
    return {name: _moment(name, value) for name, value in row.items()} | words


def _moment(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name.endswith("_at"):
        return parse_datetime(value)
    return _day(value) if name.endswith("_on") else value


def _day(value: str | None) -> date | None:
    return parse_date(value) if value else None


def percent(rate: dict[str, Any] | None) -> str:
    """A share as text; a dash where it is hidden or has nothing to divide by."""
    if rate is None or rate["percent"] is None:
        return "–"
    return f"{charts.show_number(rate['percent'])} %"


def _of(rate: dict[str, Any] | None) -> str:
    """The *n* beside a rate."""
    if rate is None:
        return _("too few to show")
    return _("%(count)s of %(all)s") % {"count": f"{rate['count']:,}", "all": f"{rate['of']:,}"}


# --- the first look ----------------------------------------------------------------------------------------
def _headline(figures: dict[str, Any], listed: dict[str, Any]) -> list[dict[str, Any]]:
    moved, closure = figures["movement"], figures["closure"]
    late = listed.get("late_disclosures", [])
    untold = sum(1 for row in listed["material"] if row["hours"] is None)
    cards = [
        _card(
            _("Material matters"),
            len(listed["material"]) + len(late),
            Section.MATERIAL,
            _of_material(untold, len(late)),
        ),
        _card(
            _("Not decided in time"),
            len(listed["undecided"]),
            Section.UNDECIDED,
            _("materiality deadlines missed"),
            "danger" if listed["undecided"] else "",
        ),
        _card(
            _("Reports received"),
            figures["reports"],
            Section.VOLUME,
            _("%(rate)s per 100 employees") % {"rate": _plain(figures["per_100"])},
        ),
        _card(
            _("Open at the end"),
            moved["open_after"],
            Section.TIMELINESS,
            _("%(change)s in the period") % {"change": _signed(moved)},
        ),
        _card(
            _("Median days to close"),
            _plain(closure["median"]),
            Section.TIMELINESS,
            _("of %(n)s cases closed") % {"n": closure["n"]},
        ),
        _card(_("Substantiated"), percent(figures["substantiation"]), Section.FINDINGS, _of(figures["substantiation"])),
    ]
    return cards


def _of_material(untold: int, late: int) -> str:
    """What stands below how many there are. A late disclosure is one of them, and no matter of a case."""
    if untold:
        return _("%(count)s not yet told") % {"count": untold}
    if late:
        said = ngettext("%(count)s of them is a late disclosure", "%(count)s of them are late disclosures", late)
        return said % {"count": late}
    return _("every one of them listed")


def _card(label: str, value: Any, section: Section, hint: str, tone: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "url": f"#{section.value}", "hint": hint, "tone": tone}


def _signed(moved: dict[str, int]) -> str:
    change = moved["open_after"] - moved["open_before"]
    return f"+{change}" if change > 0 else f"−{-change}" if change else _("no change")


def _plain(value: float | None) -> str:
    """A figure as it is, with up to two decimals."""
    return "–" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


# --- the measures, one by one ------------------------------------------------------------------------------
def _measures(figures: dict[str, Any], medians: dict[str, Any] | None) -> list[dict[str, Any]]:
    """With the medians that were published when it was drafted; a digest of an earlier time kept none."""
    closure = figures["closure"]
    closed = ngettext("%(n)s case", "%(n)s cases", closure["n"]) % {"n": closure["n"]}
    year = _("%(reports)s reports, %(people)s people") % {
        "reports": figures["year_reports"],
        "people": _plain(figures["year_headcount"]),
    }
    rates = [
        ("anonymity", _("Anonymity rate"), "anonymity"),
        ("follow_up", _("Follow-up rate"), "follow_up"),
        ("substantiation", _("Substantiation rate"), "substantiation"),
        ("acknowledged_on_time", _("Acknowledged on time"), "acknowledged"),
        ("feedback_on_time", _("Feedback on time"), "feedback"),
        ("retaliation", _("Retaliation rate"), "retaliation"),
        ("retaliation_substantiation", _("Retaliation substantiated"), "retaliation_substantiation"),
    ]
    rows = [
        _measure(_("Reports per 100 employees, last 12 months"), _plain(figures["year_per_100"]), year, "per_100"),
        *(_measure(label, percent(figures[key]), _of(figures[key]), definition) for key, label, definition in rates),
    ]
    rows.insert(4, _measure(_("Closure time, median in days"), _plain(closure["median"]), closed, "closure"))
    if medians is not None:
        rows = [row | {"benchmark": in_words(row["key"], medians.get(row["key"]))} for row in rows]
    # The published figure is a median.
    mean = _measure(_("Closure time, mean in days"), _plain(closure["mean"]), closed, "closure")
    rows.insert(5, mean | {"benchmark": ""})
    rows[6:6] = _reporting_gap(figures, medians)
    return rows


def _reporting_gap(figures: dict[str, Any], medians: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Nothing in a digest of an earlier time, which did not know it."""
    gap = figures.get("reporting_gap")
    if gap is None:
        return []
    told = of_known(gap)
    median = _measure(_("Reporting gap, median in days"), _plain(gap["median"]), told, "reporting_gap")
    mean = _measure(_("Reporting gap, mean in days"), _plain(gap["mean"]), told, "reporting_gap")
    return [median | {"benchmark": in_words("reporting_gap", (medians or {}).get("reporting_gap"))}, mean]


def of_known(gap: dict[str, Any]) -> str:
    """The *n* beside how long people waited, and of how many cases nobody knows."""
    return _("of %(n)s cases; of %(unknown)s nobody knows") % {"n": gap["n"], "unknown": gap["unknown"]}


def _measure(label: str, value: str, number: str, definition: str) -> dict[str, Any]:
    found = DEFINITIONS[definition]
    return {
        "label": label,
        "value": value,
        "n": number,
        "definition": found,
        "benchmark": found.benchmark,
        "key": definition,
    }
