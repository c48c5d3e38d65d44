"""How long the Portal waits for what is away, and what its databases must never be without."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.processes import ROOT, clean_environment

ASKED = """
import json
from django.conf import settings
database = settings.DATABASES["default"]
print(json.dumps({
    "publishes again": settings.CELERY_TASK_PUBLISH_RETRY,
    "broker": settings.CELERY_BROKER_TRANSPORT_OPTIONS,
    "cache": settings.CACHES["default"]["OPTIONS"],
    "mail": settings.EMAIL_TIMEOUT,
    "kept": database["CONN_MAX_AGE"],
    "checked": database["CONN_HEALTH_CHECKS"],
    "connects": database["OPTIONS"]["connect_timeout"],
}))
"""


def test_nothing_waits_long_for_a_redis_a_mail_server_or_a_database_that_is_away(tmp_path):
    """As the Portal is served with PostgreSQL and Redis: a page must not hang because one of them does."""
    environment = clean_environment(
        PORTAL_MODE="test", DATA_DIR=str(tmp_path), DJANGO_SETTINGS_MODULE="ethics_portal.settings",
        DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing", REDIS_URL="redis://127.0.0.1:1/0",
    )  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    waits = json.loads(told.stdout)
    assert waits["publishes again"] is False
    assert {*waits["broker"].values(), *waits["cache"].values()} <= {1, 2}, "seconds"
    assert 3 <= waits["mail"] <= 10 and waits["connects"] <= 3
    assert waits["kept"] > 0 and waits["checked"] is True


@pytest.mark.django_db
def test_the_database_itself_says_how_it_keeps_what_was_committed():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {}
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
                cursor.execute(f"PRAGMA {pragma}")
                found[pragma] = cursor.fetchone()[0]
            assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
            assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        else:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
            # Whoever runs the server sets it, and a throw-away one is quick: the Portal never asks for less.
            cursor.execute("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")
            assert cursor.fetchone()[0] in ("default", "configuration file", "command line")


@pytest.mark.django_db
def test_a_connection_is_kept_for_the_next_page():
    """To open one costs either database more than most pages do: SQLite reads every table and trigger anew."""
    assert connection.settings_dict["CONN_MAX_AGE"] > 0
