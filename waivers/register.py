"""The register of waivers as a table, in the forms in which it leaves the Portal."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.paper import pdf
from accounts.spreadsheets import Row
from waivers.models import Waiver

STYLE = "waiver_paper.css"


def table(waivers: Iterable[Waiver]) -> tuple[Row, list[Row]]:
    """Headings and rows, all of them text: who, which provision, who decided and how, from when until when."""
    headings = [
        _("Reference"), _("For"), _("Asked by"), _("Provision"), _("Who decides"), _("Because"), _("Decision"),
        _("Decided"), _("From"), _("Until"), _("State"), _("Reasons"), _("Conditions"),
    ]  # fmt: skip
    return headings, [_row(waiver) for waiver in waivers]


def _row(waiver: Waiver) -> Row:
    """Of a market-sensitive one whose notice the reader has not acknowledged, that there is one and nothing of it."""
    if waiver.is_not_told:
        return [waiver.reference, _("Market-sensitive. Open it in the Portal to read the notice first."), *[""] * 11]
    return [
        waiver.reference,
        waiver.beneficiary.full_name,
        waiver.requester.full_name,
        f"{waiver.provision.number} {waiver.provision.title}",
        str(waiver.get_classification_display()),
        str(waiver.get_classification_reason_display()),
        str(waiver.get_outcome_display()),
        _day(localdate(waiver.decided_at) if waiver.decided_at else None),
        _day(waiver.effective_from),
        _day(waiver.ends_on),
        str(waiver.get_state_display()),
        str(waiver.decision_reasons or ""),
        str(waiver.conditions or ""),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_pdf(headings: Row, rows: list[Row], *, made_by: Any, made_at: datetime) -> bytes:
    """On paper, without the words of the decisions, which a narrow column would only cut up."""
    short = len(headings) - 2
    context = {"headings": headings[:short], "rows": [row[:short] for row in rows]}
    return pdf("waivers/paper/register.html", context | {"made_by": made_by, "made_at": made_at}, style=STYLE)
