"""What the intake is measured against: a bare Django with one view and one INSERT."""

import os

import environ
from django.conf import settings

env = environ.Env()
settings.configure(
    SECRET_KEY="bare",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    USE_TZ=True,
    DATABASES={"default": env.db("DATABASE_URL") | {"CONN_MAX_AGE": 600}},
)
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    settings.DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

THOUSAND = "x" * 1_000


def insert(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (told) VALUES (%s)", [THOUSAND])
    return HttpResponse("stored")


urlpatterns = [path("bare/", insert)]
if os.environ.get("BENCH_TABLE"):
    with connection.cursor() as made:
        serial = "INTEGER PRIMARY KEY" if connection.vendor == "sqlite" else "BIGSERIAL PRIMARY KEY"
        made.execute(f"CREATE TABLE IF NOT EXISTS bench_bare (id {serial}, told TEXT NOT NULL)")
application = get_wsgi_application()
