"""Two questions a machine asks: is the process alive, and can it do its work?

Ready means that a report can be taken: database, migrations and sealed storage. A broker or a clock that is away only
delays what happens by itself, so the answer stays 200 and says `late`; taking the portal off the net would be worse.
"""

import secrets
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import Flood
from vault import scanning

log = structlog.get_logger("ethics_portal.health")

# The beat's own entry comes every half minute; four missed ones mean that it stands still.
LATEST_BEAT = 120  # seconds
BROKER_TIMEOUT = 2  # seconds
_migrations_seen = False


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    needed = {
        "database": _works(_database),
        "migrations": _works(_migrations),
        "sealed_storage": _works(_sealed_storage),
    }
    age = beat_age()
    clock = {"broker": _works(_broker), "beat": age is not None and age <= LATEST_BEAT}
    if scanning.is_configured():
        # Without it files wait; reports arrive all the same.
        clock["scanner"] = scanning.answers()
    works = all(needed.values())
    answer: dict[str, Any] = {"ready": works, "late": not all(clock.values()), **needed, **clock}
    answer["beat_age_seconds"] = age
    # Reports are taken all the same; files may be refused.
    answer["flood"] = _works(_flood)
    return JsonResponse(answer, status=200 if works else 503)


def _works(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Exception as error:
        log.warning("not_ready", component=question.__name__.strip("_"), exc_info=error)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone()[0] == 1)


def _migrations() -> bool:
    """Applied migrations stay applied, so a good answer is remembered: the question reads every migration file."""
    global _migrations_seen
    if not _migrations_seen:
        executor = MigrationExecutor(connection)
        _migrations_seen = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrations_seen


def _sealed_storage() -> bool:
    settings.SEALED_FILES_DIR.mkdir(parents=True, exist_ok=True)
    probe = settings.SEALED_FILES_DIR / f".probe-{secrets.token_hex(8)}"
    try:
        probe.write_bytes(b"ready")
    finally:
        probe.unlink(missing_ok=True)
    return True


def _flood() -> bool:
    return Flood.objects.running().exists()


def _broker() -> bool:
    if settings.EMBEDDED_CLOCK:
        from ethics_portal.runner import clock_is_running

        return clock_is_running()
    from ethics_portal.celery import app

    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=BROKER_TIMEOUT)
    return True


def beat_age() -> int | None:
    """Seconds since the beat was last heard, or None."""
    from accounts.models import Heartbeat

    try:
        beaten_at = Heartbeat.objects.order_by("-beaten_at").values_list("beaten_at", flat=True).first()
    except Exception as error:
        log.warning("not_ready", component="beat", exc_info=error)
        return None
    return None if beaten_at is None else max(0, round((timezone.now() - beaten_at).total_seconds()))
