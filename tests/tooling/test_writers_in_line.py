"""On SQLite the writers of one process wait for each other in line, and nobody's patience runs out by bad luck."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from vault.models import Secret

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once"),
]


def written(purpose: str) -> str:
    """One transaction in a thread of its own; what became of it."""
    try:
        with transaction.atomic():
            Secret.objects.create(purpose=purpose, wrapped=b"x", wrapped_by="test")
    except OperationalError as failure:
        return str(failure)
    finally:
        connection.close()
    return "stored"


def test_the_next_writer_has_its_turn_after_a_commit_a_rollback_and_a_lost_connection():
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            waiting = pool.submit(written, "after-a-commit")
            assert not Secret.objects.filter(pk="after-a-commit").exists() and not waiting.done()
        assert waiting.result() == "stored"
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert pool.submit(written, "after-a-rollback").result() == "stored"
        with transaction.atomic():
            connection.close()
        assert pool.submit(written, "after-a-loss").result() == "stored"


def test_thirty_two_writers_at_once_are_all_served():
    with ThreadPoolExecutor(32) as pool:
        assert {*pool.map(written, [f"writer-{number}" for number in range(96)])} == {"stored"}
    assert Secret.objects.filter(purpose__startswith="writer-").count() == 96


def test_whoever_waits_in_vain_is_told_so_and_holds_nobody_up(monkeypatch):
    going_on = Event()

    def impatient() -> str:
        connection.ensure_connection()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        told = written("in-vain")
        going_on.set()
        return told

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        waiting = pool.submit(impatient)
        assert going_on.wait(30)
    assert waiting.result() == "database is locked"
    assert written("afterwards") == "stored"
