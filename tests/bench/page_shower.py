"""A process that shows pages of one database: it reads the name of a page a line, and prints what it took as JSON."""

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import cycle

import django
from django.conf import settings

IS_BARE = bool(os.environ.get("BENCH_BARE"))
settings.ALLOWED_HOSTS = ["*"]
django.setup()
if IS_BARE:  # afterwards: apps look for their middlewares when they are set up
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "tests.bench.bare_page"

from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Person  # noqa: E402
from accounts.roles import Role  # noqa: E402
from cases.models import Case  # noqa: E402

# A table this large is looked up, never read through.
LARGE = {
    "cases_case", "cases_report", "cases_party", "cases_allegation", "cases_searchentry", "audit_entry", "clocks_clock",
}  # fmt: skip


def _pages() -> dict[str, Callable[[], list[str]]]:
    """The addresses of each page in turn, for somebody of the ethics office.

    Cases differ in how much they hold, and references are random: of many cases each database shows the same mixture.
    """
    if IS_BARE:
        return {"bare": lambda: ["/bare/"]}
    queue = reverse("cases:queue")
    cases = Case.objects.visible_to(officer).order_by("reference").values_list("reference", flat=True)[500:540]
    return {
        "queue": lambda: [queue],
        "next page": lambda: [queue + _next(client.get(queue))],
        "filtered": lambda: [f"{queue}?state=&country=DE"],
        "case": lambda: [reverse("cases:case", args=[reference]) for reference in cases],
        "search": lambda: [_found("agent")],
        "two words": lambda: [_found("agent paid")],
    }


def _next(shown: HttpResponse) -> str:
    text = shown.content.decode()
    start = text.index("after=")
    begin = text.rindex('"', 0, start) + 1
    return text[begin : text.index('"', start)].replace("&amp;", "&")


def _found(words: str) -> str:
    answer = client.post(reverse("cases:search_cases"), {"words": words, "within": ""})
    return answer.headers["Location"]


def _whole_tables(statements: list[dict[str, str]]) -> list[str]:
    """Large tables that a statement reads from end to end."""
    found = set()
    with connection.cursor() as cursor:
        for statement in statements:
            if not statement["sql"].lstrip("( ").upper().startswith(("SELECT", "WITH")):
                continue
            cursor.execute(f"EXPLAIN {statement['sql']}")
            for (line,) in cursor.fetchall():
                table = line.partition("Seq Scan on ")[2].partition(" ")[0]
                if table in LARGE:
                    found.add(f"reads all of {table}")
    return sorted(found)


def show(address: str) -> dict[str, object]:
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        answer = client.get(address)
        seconds = time.perf_counter() - began
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return {
        "seconds": seconds,
        "statements": len(captured),
        "whole_tables": _whole_tables(captured.captured_queries) if connection.vendor == "postgresql" else [],
    }


client = Client()
officer = Person.objects.holding(Role.ETHICS_OFFICER).first()
if not IS_BARE:
    client.force_login(officer.user)
addresses = {}
for page, found in _pages().items():
    listed = found()
    for address in listed:  # the first look of a day at a case is put on record
        client.get(address)
    addresses[page] = cycle(listed)
for line in sys.stdin:
    print(json.dumps(show(next(addresses[line.strip()]))), flush=True)
