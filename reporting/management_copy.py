"""The copy of a signed digest for management, without the part for the committee's executive session (docs/adr/0032).

Figures of the whole company and nothing else: no list of single matters, no commentary, no figure by how high somebody
stands or of the chair's queue. So a digest with a matter on an executive and one without make the same copy, and
nothing in it can be subtracted from anything.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import Person
from accounts.paper import pdf
from reporting.models import Digest
from reporting.paper import STYLE
from reporting.presentation import present, sections
from reporting.states import Section
from reporting.suppression import SMALLEST_SHOWN, points_to_somebody

# What stands in it; all others list matters, follow from such a list, or count few: retaliation, and what came back.
SECTIONS = (
    Section.VOLUME,
    Section.TOPICS,
    Section.FINDINGS,
    Section.TIMELINESS,
    Section.AFFIRMATIONS,
    Section.COMPLIANCE,
    Section.HOLDS,
    Section.HOTLINE,
    Section.EXITS,
)
# Figures by queue, and how high subjects stand; and deadlines of others, whose next day is that of a single matter.
LEFT_OUT = frozenset({"overdue", "discipline", "waivers", "implicit_waivers", "external_clocks"})


def for_management(snapshot: dict[str, Any]) -> dict[str, Any]:
    """What a snapshot shows to management, as the context of the paper."""
    figures = {name: _of_many(value) for name, value in snapshot["figures"].items() if name not in LEFT_OUT}
    kept = snapshot | {"figures": figures, "lists": {name: [] for name in snapshot["lists"]}}
    page = present(kept)
    shown = ("figures", "measures", "charts", "definitions", "affirmation_due_on")
    return {name: page[name] for name in shown} | {
        "snapshot": {"period": snapshot["period"]},
        "sections": [one for one in sections(kept, {}) if one["key"] in SECTIONS],
    }


def _of_many(figure: Any) -> Any:
    """A share or a typical number of days, if it is of enough: small cells are open to the committee alone (DECISIONS
    12)."""
    if not isinstance(figure, dict):
        return figure
    if "percent" in figure and points_to_somebody(figure):
        return None
    if "median" in figure and figure["n"] < SMALLEST_SHOWN:
        return figure | {"median": None, "mean": None}
    return figure


def management_copy(digest: Digest, *, made_by: Person, made_at: datetime) -> bytes:
    """The PDF. The caller has made sure that the digest is what was signed. Raises `PaperMissing`."""
    context = for_management(digest.snapshot) | {
        "digest": digest,
        "company_name": settings.COMPANY_NAME,
        "made_by": made_by,
        "made_at": made_at,
    }
    return pdf("reporting/paper/management_copy.html", context, style=STYLE)
