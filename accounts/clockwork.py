"""The database's clock, which every sweep reads once."""

from datetime import UTC, datetime

from django.db import connection

from accounts.models import Heartbeat


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
