"""What other systems may read: one table of routes, from which addresses, answers and their description are made.

Nothing here names a person, a case or a reporter, or holds a word that somebody wrote. Figures are those of signed
digests, so that two readings differ by no single report. Entries of the trail are given once their day is over:
somebody who asked every minute would else learn the hour of an anonymous act (DECISIONS 22).
"""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from audit.models import Entry, in_utc
from cases.models import HotlineTest
from reporting.benchmarks import unit_of
from reporting.models import Digest
from reporting.periods import containing
from reporting.states import DigestKind, DigestState, FeedScope, MeasureKey, Unit
from reporting.suppression import SMALLEST_SHOWN, points_to_somebody, suppressed
from vault.digests import keyed_digest

DIGESTS_PER_PAGE = 8
ENTRIES_PER_PAGE = 200
# What was begun on a day may be stored a little after it: until then its entries are not complete.
AFTER_MIDNIGHT = timedelta(hours=1)
# Kinds whose acts are never a reporter's: for the others neither the hour nor the person leaves, because a sign-in at
# the same minute would tell who reported under their name.
OF_THE_MACHINE = frozenset(
    {
        "accounts.user", "accounts.rolegrant", "accounts.directoryimport", "accounts.directorychange",
        "accounts.designation", "reporting.digest", "reporting.benchmark", "reporting.feedtoken",
        "clocks.rule", "clocks.deadlinechange", "clocks.businesscalendar",
    }
)  # fmt: skip

Place = tuple[date, UUID]
Schema = dict[str, Any]


class UnreadableCursor(ValueError):
    """Somebody made a cursor up."""


@dataclass(frozen=True)
class Rows:
    """Some rows, and the place after which the next ones begin; `None` where there are none yet."""

    rows: list[dict[str, Any]]
    next: Place | None


@dataclass(frozen=True)
class Route:
    """`path` is below the API's own; `row` describes one row; `read` gives the rows behind a place."""

    name: str
    path: str
    scope: FeedScope
    summary: Any
    row: Schema
    read: Callable[[Place | None, datetime], Rows]


# --- cursors -----------------------------------------------------------------------------------------------
def cursor_of(place: Place | None) -> str | None:
    if place is None:
        return None
    packed = json.dumps([place[0].isoformat(), place[1].hex]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def place_of(cursor: str) -> Place | None:
    """The place that a cursor names; `None` for the beginning. Raises `UnreadableCursor`."""
    if not cursor:
        return None
    try:
        day, pk = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=="))
        return date.fromisoformat(day), UUID(hex=pk)
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableCursor(cursor) from error


# --- measures ----------------------------------------------------------------------------------------------
def read_measures(after: Place | None, at: datetime) -> Rows:
    """The regular periods that are over, by their newest signed common digest; the oldest comes first."""
    signed = Digest.objects.signed().filter(kind=DigestKind.COMMON, period_end__lt=timezone.localdate(at))
    newest = signed.exclude(corrected_by__state=DigestState.SIGNED)
    # A span of its own beside the regular ones would tell by the difference what a hidden cell holds.
    regular = [
        (end, pk)
        for pk, start, end in newest.order_by("period_end", "pk").values_list("pk", "period_start", "period_end")
        if _is_regular(start, end) and (after is None or (end, pk) > after)
    ]
    wanted = regular[:DIGESTS_PER_PAGE]
    digests = Digest.objects.in_bulk([pk for _end, pk in wanted])
    rows = [_measures_of(digests[pk]) for _end, pk in wanted if not digests[pk].snapshot_is_gone]
    return Rows(rows, wanted[-1] if len(regular) > len(wanted) else None)


def _is_regular(start: date, end: date) -> bool:
    period = containing(start, settings.DIGEST_MONTHS)
    return (period.start, period.end) == (start, end)


def _measures_of(digest: Digest) -> dict[str, Any]:
    figures = digest.snapshot["figures"]
    moved = figures["movement"]
    return {
        "period_start": digest.period_start.isoformat(),
        "period_end": digest.period_end.isoformat(),
        "version": digest.version,
        "signed_on": timezone.localdate(digest.signed_at).isoformat(),
        "content_sha256": digest.content_sha256,
        "reports": figures["reports"],
        "questions": figures["questions"],
        "cases_opened": moved["opened"],
        "cases_closed": moved["closed"],
        "cases_open": moved["open_after"],
        "measures": [_measure(key, figures) for key in MeasureKey],
        "channels": _cells({row["key"]: row["count"] for row in figures["channels"]}),
        "modes": [{"key": row["key"], "count": row["count"]} for row in figures["modes"]],
    }


# Which figure of a snapshot is which measure, for those that are a share of something.
SHARES = {
    MeasureKey.ANONYMITY: "anonymity",
    MeasureKey.FOLLOW_UP: "follow_up",
    MeasureKey.SUBSTANTIATION: "substantiation",
    MeasureKey.ACKNOWLEDGED: "acknowledged_on_time",
    MeasureKey.FEEDBACK: "feedback_on_time",
    MeasureKey.RETALIATION: "retaliation",
    MeasureKey.RETALIATION_SUBSTANTIATION: "retaliation_substantiation",
}
# And which is a number of days that half of them took no longer than.
MEDIANS = {MeasureKey.CLOSURE: "closure", MeasureKey.REPORTING_GAP: "reporting_gap"}
# How an office keeps its deadlines points to no reporter.
NOT_ABOUT_REPORTERS = frozenset({MeasureKey.ACKNOWLEDGED, MeasureKey.FEEDBACK})


def _measure(key: MeasureKey, figures: dict[str, Any]) -> dict[str, Any]:
    """One measure. Empty where there is nothing to divide by, and where few cells would point to somebody."""
    told: dict[str, Any] = {"key": key.value, "unit": unit_of(key).value, "value": None, "count": None, "of": None}
    if key == MeasureKey.PER_100:
        return told | {"value": figures["year_per_100"], "count": figures["year_reports"]}
    if key in MEDIANS:
        # A digest of an earlier time knows nothing of some.
        found = figures.get(MEDIANS[key]) or {"n": 0}
        shown = found["n"] >= SMALLEST_SHOWN
        return told | {"value": found["median"] if shown else None, "of": found["n"] if shown else None}
    share = figures.get(SHARES[key])
    if share is None or (key not in NOT_ABOUT_REPORTERS and points_to_somebody(share)):
        return told
    return told | {"value": share["percent"], "count": share["count"], "of": share["of"]}


def _cells(counted: dict[str, int]) -> list[dict[str, Any]]:
    return [{"key": key, "count": count} for key, count in suppressed(counted).items()]


# --- the trail ---------------------------------------------------------------------------------------------
def read_trail(after: Place | None, at: datetime) -> Rows:
    """Entries of days that are over, the oldest first. Three statements."""
    entries = Entry.objects.filter(recorded_on__lt=timezone.localdate(at - AFTER_MIDNIGHT)).exclude(_told_to_nobody())
    if after is not None:
        day, pk = after
        entries = entries.filter(Q(recorded_on__gt=day) | Q(recorded_on=day, pk__gt=pk), recorded_on__gte=day)
    # The sealed body, with the sentence and the names, is not even read.
    columns = ("pk", "subject_kind", "subject_id", "verb", "actor_id", "recorded_at", "recorded_on", "hash")
    found = list(entries.order_by("recorded_on", "pk").values(*columns)[: ENTRIES_PER_PAGE + 1])
    shown = found[:ENTRIES_PER_PAGE]
    holders = _holders_of_roles({row["actor_id"] for row in shown}, at)
    return Rows(
        [_entry(row, holders) for row in shown],
        (shown[-1]["recorded_on"], shown[-1]["pk"]) if len(found) > len(shown) else None,
    )


def _told_to_nobody() -> Q:
    """A test of the hotline, which nobody may expect, and an annex, at which nothing may hint (DECISIONS 11)."""
    annexes = Digest.objects.filter(kind=DigestKind.ANNEX).values_list("pk", flat=True)
    annex = Q(subject_kind=Digest._meta.label_lower, subject_id__in=[str(pk) for pk in annexes])
    return annex | Q(subject_kind=HotlineTest._meta.label_lower)


def _holders_of_roles(actors: Iterable[str | None], at: datetime) -> set[str]:
    people = [one for one in map(_uuid, actors) if one is not None]
    held = RoleGrant.objects.active(at).filter(person__in=people).order_by()
    return {str(pk) for pk in held.values_list("person", flat=True)}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _entry(row: dict[str, Any], holders: set[str]) -> dict[str, Any]:
    kind, actor = row["subject_kind"], row["actor_id"]
    is_open = kind in OF_THE_MACHINE and row["recorded_at"] is not None
    return {
        "id": keyed_digest("feed-entry", str(row["pk"])),
        "day": row["recorded_on"].isoformat(),
        "time": in_utc(row["recorded_at"]) if is_open else None,
        "subject_kind": kind,
        "subject": keyed_digest("feed-subject", f"{kind}:{row['subject_id']}"),
        "verb": row["verb"],
        "actor_role": "NOBODY" if actor is None else "STAFF" if actor in holders else "EMPLOYEE",
        "actor": keyed_digest("feed-actor", actor) if is_open and actor else None,
        "hash": row["hash"],
    }


# --- what a row is -----------------------------------------------------------------------------------------
def object_of(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
NUMBER_OR_HIDDEN: Schema = {"type": ["integer", "null"], "minimum": 0}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
WORD: Schema = {"type": "string"}
CELLS = list_of(object_of(key=WORD, count=NUMBER_OR_HIDDEN))
MEASURE = object_of(
    key={"type": "string", "enum": MeasureKey.values},
    unit={"type": "string", "enum": Unit.values},
    value={"type": ["number", "null"], "description": "Empty where hidden or where there is nothing to divide by."},
    count=NUMBER_OR_HIDDEN,
    of=NUMBER_OR_HIDDEN,
)
MEASURES_ROW = object_of(
    period_start=DAY,
    period_end=DAY,
    version=NUMBER,
    signed_on=DAY,
    content_sha256=DIGEST,
    reports=NUMBER,
    questions=NUMBER,
    cases_opened=NUMBER,
    cases_closed=NUMBER,
    cases_open=NUMBER,
    measures=list_of(MEASURE),
    channels=CELLS,
    modes=CELLS,
)
TRAIL_ROW = object_of(
    id=DIGEST,
    day=DAY,
    time={"type": ["string", "null"], "format": "date-time", "description": "Only of acts on the machine itself."},
    subject_kind=WORD,
    subject={**DIGEST, "description": "The same for all entries of one subject; nothing else knows it."},
    verb=WORD,
    actor_role={"type": "string", "enum": ["STAFF", "EMPLOYEE", "NOBODY"]},
    actor={"type": ["string", "null"], "pattern": DIGEST["pattern"]},
    hash={**DIGEST, "description": "The entry's link in the trail's chain."},
)

ROUTES = (
    Route(
        "api_measures",
        "measures/",
        FeedScope.MEASURES,
        _("Figures of the periods that are over, from the signed digests"),
        MEASURES_ROW,
        read_measures,
    ),
    Route(
        "api_trail",
        "trail/",
        FeedScope.SIEM,
        _("Entries of the trail of days that are over, without content"),
        TRAIL_ROW,
        read_trail,
    ),
)
