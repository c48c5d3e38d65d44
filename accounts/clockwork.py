"""The database's clock, which every sweep reads once; and how a sweep goes through its records."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar

import structlog
from django.db import connection

from accounts.models import Heartbeat

log = structlog.get_logger(__name__)
Thing = TypeVar("Thing")


def database_now() -> datetime:
    """The database's idea of now, aware and in UTC: one clock, however many web and worker machines there are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0].astimezone(UTC)
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)


def beat(name: str, at: datetime) -> None:
    """Note that the part `name` of the clock ran at `at`."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": at})


def one_by_one(things: Iterable[Thing], step: Callable[[Thing], int], *, failed: str) -> int:
    """A sweep's records, each by itself; the sum of what `step` returns of them.

    One that fails, whatever it is, waits for the next sweep and holds up no other: people wait for those too. `failed`
    is the event that is logged then, with the class and the lines of the fault.
    """
    done = 0
    for thing in things:
        try:
            done += step(thing)
        except Exception as fault:
            log.error(failed, component="sweep", exc_info=fault)
    return done
