"""What every test may use: a fixed moment, a real mail server, a real worker, and databases with triggers.

The environment is set in tests/settings.py. Standing people are fixtures of the apps' own helpers, imported below.
"""

import email
import email.policy
import gc
import importlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connections, transaction
from django.test import TransactionTestCase

from tests import standing
from tests.migrated import begin_with_kept, copy_back, delete_all_rows, keep, kept_file, remember_rules, turn_to_migrate

STORIES = Path(__file__).parent / "story"  # every story is told in a browser
RARELY = (100_000, 20, 20)  # what a test leaves behind is little; the collector took a tenth of all time
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
gc.set_threshold(*RARELY)  # from here on: to collect the tests makes a great many objects, and all of them stay

# No test times: that a machine is busy is no fault of what is tested.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


# --- lanes -------------------------------------------------------------------------------------------------
def _missing(item: pytest.Item) -> str:
    """Why this test can't run in this lane, or an empty text."""
    if item.get_closest_marker("postgresql") and "postgresql" not in django_settings.DATABASES["default"]["ENGINE"]:
        return "needs PostgreSQL: set DATABASE_URL, or run `make test-all`"
    if item.get_closest_marker("redis") and not django_settings.REDIS_URL:
        return "needs Redis: set REDIS_URL, or run `make test-all`"
    if item.get_closest_marker("slow") and not os.environ.get("RUN_SLOW") and not _asked_for(item):
        return "takes long: name its file, set RUN_SLOW=1, or run `make test-all`"
    if item.get_closest_marker("browser") and not os.environ.get("RUN_BROWSER"):
        return "needs a browser: set RUN_BROWSER=1, or run `make test-all`"
    return ""


def _asked_for(item: pytest.Item) -> bool:
    """Whoever names a file wants all that is in it."""
    named = [item.config.invocation_params.dir / argument.split("::")[0] for argument in item.config.args]
    return item.path in named


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if STORIES in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if reason := _missing(item):
            item.add_marker(pytest.mark.skip(reason=reason))
    standing.prepare(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


# --- a database that was migrated before --------------------------------------------------------------------
IS_SQLITE = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A SQLite file goes with its folder; what we put there must not be made anew."""
    return IS_SQLITE


_turn = ExitStack()


@pytest.fixture(scope="session")
def begun_with_kept(django_db_modify_db_settings) -> bool:
    if not IS_SQLITE:
        return False
    _turn.enter_context(turn_to_migrate())
    if has_begun := begin_with_kept(_test_database()):
        _turn.close()
    return has_begun


@pytest.fixture(scope="session")
def django_db_setup(begun_with_kept, django_db_setup, django_db_blocker) -> None:
    if IS_SQLITE and not begun_with_kept:
        keep(_test_database())
        _turn.close()
    if IS_SQLITE:
        shutil.copyfile(kept_file(), _as_it_was())
    else:
        with django_db_blocker.unblock():
            remember_rules(connections["default"])


def _test_database() -> Path:
    return Path(django_settings.DATABASES["default"]["TEST"]["NAME"])


# --- after a transactional test ------------------------------------------------------------------------------
def _as_migrated(case: TransactionTestCase) -> None:
    """Instead of Django's flush, which emptied every table and then wrote every rule anew: seconds for each test."""
    for name in case._databases_names(include_mirrors=False):
        if connections[name].vendor == "sqlite":
            copy_back(_as_it_was(), connections[name])
        else:
            delete_all_rows(connections[name])


TransactionTestCase._fixture_teardown = _as_migrated


def _as_it_was() -> Path:
    """A copy of the migrated file, in this process' own folder."""
    return _test_database().with_suffix(".migrated")


@contextmanager
def one_transaction(django_db_blocker) -> Iterator[None]:
    """Rolled back at its end. Each test's own `db` is a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One transaction around a whole module: what takes long to build is built once for it.

    Not for modules with transactional tests.
    """
    with one_transaction(django_db_blocker):
        yield


# What stands before a test begins (tests/standing.py).
@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Iterator[Any]:
    return (yield from standing.set_up_fixture(fixturedef, request))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    standing.before(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[Any]:
    try:
        return (yield)
    finally:
        standing.after(item, nextitem)


MADE_LAST = "hold_review"  # where this rule is, all that the data migrations make are


def open_calendars() -> None:
    """The rules and calendars of the clocks' data migrations, also after a transactional test."""
    if apps.get_model("clocks", "Rule").objects.filter(kind=MADE_LAST).exists():
        return
    for rules in ("0007_data_requests", "0011_unread_notices"):
        importlib.import_module(f"clocks.migrations.{rules}").create(apps, None)
    importlib.import_module("cases.migrations.0001_to_0033").set_up(apps, None)


# --- what a process remembers ------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def nothing_posted_before(monkeypatch) -> None:
    """What another test published stays in the memory of the process, and is shown on error pages."""
    from code_of_ethics import standing_words

    monkeypatch.setattr(standing_words, "_kept", standing_words.StandingWords())
    monkeypatch.setattr(standing_words, "_kept_until", 0.0)


# --- time --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def at() -> datetime:
    """The moment at which everything happens unless a test says otherwise."""
    return NOW


# --- time --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def stopped_clock(at) -> Iterator[None]:
    """The clock of views and rules, stopped at `at`: what ends on a day would have ended on the machine's clock."""
    with time_machine.travel(at, tick=False):
        yield


# --- mail --------------------------------------------------------------------------------------------------
@dataclass
class MailSink:
    """A mail server that keeps what it gets; `answer` is what it says to the next mails, e.g. '451 Later'."""

    host: str = "127.0.0.1"
    port: int = 0
    answer: str = "250 OK"
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        return self.answer

    def wait_for(self, count: int, seconds: float = 5) -> list[EmailMessage]:
        """The mails, once there are `count` of them."""
        end = time.monotonic() + seconds
        while len(self.messages) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.messages) >= count, f"{len(self.messages)} of {count} mails came within {seconds} seconds"
        return self.messages


class _AnyPortController(Controller):
    """aiosmtpd knocks at its own door while starting, so it must learn which free port it was given."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def smtp_sink(settings) -> Iterator[MailSink]:
    """A real SMTP server on a free port; the Portal's mails go there."""
    sink = MailSink()
    controller = _AnyPortController(sink, hostname=sink.host, port=0)
    controller.start()
    sink.port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield sink
    controller.stop()


# --- the clock ---------------------------------------------------------------------------------------------
@pytest.fixture
def celery_worker_on_redis(transactional_db):
    """A real Celery worker that takes its messages from Redis and works on the test database."""
    if not django_settings.REDIS_URL:
        pytest.skip("needs Redis: set REDIS_URL, or run `make test-all`")
    from celery.contrib.testing.worker import start_worker

    from ethics_portal.celery import app

    app.control.purge()
    with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False, shutdown_timeout=15) as worker:
        yield worker
