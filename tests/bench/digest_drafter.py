"""A process that drafts the digest of a quarter, or asks its figures in plain SQL, when it is told to.

It reads what to do a line, and prints what that took as JSON. Nothing stays: each is rolled back.
"""

import json
import sys
import time
from datetime import date
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from reporting.actions.drafting import draft_digest, redraft_digest  # noqa: E402
from reporting.models import Digest  # noqa: E402
from reporting.periods import Period, last_ended  # noqa: E402
from reporting.states import DigestKind  # noqa: E402
from tests.bench.plain_digest import ask, days_of, differences  # noqa: E402

AT = timezone.now()
QUARTER = last_ended(timezone.localdate(AT), 3)
# A quarter before everything, so that what is loaded once is loaded before memory is looked at.
LONG_AGO = Period(date(2001, 1, 1), date(2001, 3, 31))


def draft(period: Period) -> Digest:
    """The common digest of the period, as the clock drafts it: for the first time, or again where there is a draft."""
    drafts = Digest.objects.drafts().of_period(period).filter(kind=DigestKind.COMMON)
    if (standing := drafts.first()) is not None:
        return redraft_digest(standing, by=None, at=AT)
    digest = draft_digest(period, by=None, at=AT)
    if digest is None:
        sys.exit(f"{period.name} has a signed digest: it can't be drafted any more.")
    return digest


def timed(work: Any) -> tuple[float, Any]:
    """How long it took, and what came of it; the database is as it was before."""
    with transaction.atomic():
        began = time.perf_counter()
        came = work()
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds, came


def plain() -> Any:
    with connection.cursor() as cursor:
        return ask(cursor, days_of(QUARTER.start, QUARTER.end, AT))


def memory(line: str) -> int:
    """`VmRSS` or `VmHWM` of this process, in KiB."""
    with open("/proc/self/status") as status:
        return next(int(one.split()[1]) for one in status if one.startswith(line))


def peak() -> dict[str, Any]:
    """How far the memory of this process rises while it drafts."""
    timed(lambda: draft(LONG_AGO))
    before = memory("VmRSS")
    with open("/proc/self/clear_refs", "w") as peaks:
        peaks.write("5")  # the peak starts anew
    _seconds, digest = timed(lambda: draft(QUARTER))
    grown = memory("VmHWM") - before
    return {"grown": grown, "before": before, "content": len(digest.canonical_bytes()) // 1024}


def compared() -> dict[str, Any]:
    """Whether both find the same, so that what is timed is the same work."""
    _seconds, digest = timed(lambda: draft(QUARTER))
    _seconds, found = timed(plain)
    return {"differences": differences(found, digest.snapshot)}


def told(what: str) -> dict[str, Any]:
    if what == "draft":
        return {"seconds": timed(lambda: draft(QUARTER))[0]}
    if what == "plain":
        return {"seconds": timed(plain)[0]}
    return peak() if what == "peak" else compared()


for line in sys.stdin:
    print(json.dumps(told(line.strip())), flush=True)
