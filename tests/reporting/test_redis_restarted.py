"""Redis goes away and comes back empty while a matter is decided: the committee hears of it, each member once, and the
period has one digest.

Real processes: a Redis of the test's own, a worker and two clocks, on one database. The rows are the queue (DESIGN §4),
so that what was in Redis may be lost.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.processes import Process, empty_portal, free_port, run, running, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs the program redis-server"),
]

CELERY = [sys.executable, "-m", "celery", "--app", "ethics_portal"]
WORKER = [*CELERY, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"]
BEAT = [
    *CELERY,
    "beat",
    "--scheduler",
    "ethics_portal.runner:EverySweepAtStart",
    "--pidfile",
    "",
    "--loglevel",
    "WARNING",
]
# With a report of the quarter that is over, whenever this runs.
OPENING = """
from datetime import timedelta
from django.utils import timezone
from tests.reporting.conftest import open_house
open_house().report(timezone.now() - timedelta(days=93))
"""
DECIDING = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Person
from cases import actions
from cases.actions import ReportFacts
from cases.models import Case
from code_of_ethics.models import Topic
at = timezone.now() - timedelta(minutes=5)
facts = ReportFacts(topic=Topic.objects.get(slug="bribery"), narrative="Dinners.", mode="ANONYMOUS", country="US")
case = Case.objects.get(pk=actions.submit_report(facts, by=None, at=at).case_id)
worker = case.staff()[0]
case = actions.acknowledge_case(case, message="It has arrived.", by=worker, at=at)
actions.decide_materiality(case, outcome="MATERIAL", reasons="So.", digest_line="A matter.", by=worker, at=at)
"""


@contextmanager
def redis_at(port: int, log: Path) -> Iterator[Process]:
    """One that keeps nothing: what comes back is empty."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with running(command, {"PATH": "/usr/bin:/bin"}, log) as process:
        wait_until(lambda: "Ready to accept" in process.output(), why="Redis did not start")
        yield process


def shell(code: str) -> list[str]:
    return [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]


def test_a_redis_that_was_away_and_two_clocks_tell_each_member_and_draft_the_digest_exactly_once(tmp_path):
    port = free_port()
    environment = empty_portal(tmp_path) | {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    # Nobody waits for a Redis here: it has not been started yet.
    run(shell(OPENING), environment)

    def told() -> list[tuple[int, int]]:
        with closing(
            sqlite3.connect(f"file:{tmp_path / 'portal.sqlite3'}?mode=ro", uri=True, timeout=30)
        ) as connection:
            bells = "SELECT recipient_id, count(*) FROM accounts_notice WHERE kind = 'committee_notice' GROUP BY 1"
            return [(rows, bell) for rows, bell in connection.execute(bells)]

    def drafted() -> list[int]:
        """Digests, entries of the trail and bells about them."""
        counts = (
            "SELECT count(*) FROM reporting_digest",
            "SELECT count(*) FROM audit_entry WHERE verb = 'draft_digest'",
            "SELECT count(*) FROM accounts_notice WHERE kind = 'digest_drafted'",
        )
        with closing(
            sqlite3.connect(f"file:{tmp_path / 'portal.sqlite3'}?mode=ro", uri=True, timeout=30)
        ) as connection:
            return [connection.execute(count).fetchone()[0] for count in counts]

    with ExitStack() as services:
        assert drafted() == [0, 0, 0], "the control: it is the clock that drafts"
        with redis_at(port, tmp_path / "redis"):
            for number, command in enumerate((WORKER, BEAT, BEAT)):
                schedule = ["--schedule", str(tmp_path / f"beat{number}")] if command is BEAT else []
                services.enter_context(running([*command, *schedule], environment, tmp_path / f"clock{number}"))
            run(shell(DECIDING), environment)
            wait_until(lambda: len(told()) == 3, 120, "the committee was not told while Redis was there")
            wait_until(lambda: drafted() == [1, 1, 1], 120, "no digest was drafted while Redis was there")
        run(shell(DECIDING), environment)
        assert [bells for _member, bells in told()] == [1, 1, 1], "the control: without Redis no clock strikes"
        with redis_at(port, tmp_path / "redis again"):
            # A clock that starts strikes every hour at once.
            anew = [*BEAT, "--schedule", str(tmp_path / "beat anew")]
            services.enter_context(running(anew, environment, tmp_path / "clock anew"))
            wait_until(
                lambda: all(bells == 2 for _member, bells in told()), 180, "nothing went on after Redis was back"
            )
            # Two clocks strike every 15 seconds; another round finds nothing to do.
            run(shell("from reporting.tasks import sweep_notices; assert sweep_notices() == 0"), environment)
            run(shell("from reporting.tasks import sweep_digests; assert sweep_digests() == 0"), environment)
        assert sorted(bells for _member, bells in told()) == [2, 2, 2]
        assert drafted() == [1, 1, 1]
