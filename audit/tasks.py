"""What the clock calls for the trail."""

from datetime import UTC, datetime

from celery import shared_task
from django.db import connection
from django.utils.dateparse import parse_datetime

from audit.seals import seal_heads


@shared_task(name="audit.seal")
def sweep_seal() -> str | None:
    """Seal what changed since the last seal; give the new seal's hash, or nothing where nothing had changed."""
    seal = seal_heads(_database_now())
    return seal.hash if seal else None


def _database_now() -> datetime:
    """The database's clock. `accounts.clockwork` has the same, and stands above this app."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()" if postgresql else "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        value = cursor.fetchone()[0]
    if postgresql:
        return value.astimezone(UTC)
    moment = parse_datetime(value)
    assert moment is not None  # noqa: S101 — the format is the statement's own
    return moment.replace(tzinfo=UTC)
