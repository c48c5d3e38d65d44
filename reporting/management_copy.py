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

# What stands in it; all others list matters, or follow from such a list.
SECTIONS = (
    Section.VOLUME,
    Section.TOPICS,
    Section.FINDINGS,
    Section.TIMELINESS,
    Section.REMEDIATION,
    Section.RETALIATION,
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
    figures = {name: value for name, value in snapshot["figures"].items() if name not in LEFT_OUT}
    kept = snapshot | {"figures": figures, "lists": {name: [] for name in snapshot["lists"]}}
    page = present(kept)
    shown = ("figures", "measures", "charts", "definitions", "affirmation_due_on")
    return {name: page[name] for name in shown} | {
        "snapshot": {"period": snapshot["period"]},
        "sections": [one for one in sections(kept, {}) if one["key"] in SECTIONS],
    }


def management_copy(digest: Digest, *, made_by: Person, made_at: datetime) -> bytes:
    """The PDF. The caller has made sure that the digest is what was signed. Raises `PaperMissing`."""
    context = for_management(digest.snapshot) | {
        "digest": digest,
        "company_name": settings.COMPANY_NAME,
        "made_by": made_by,
        "made_at": made_at,
    }
    return pdf("reporting/paper/management_copy.html", context, style=STYLE)
