"""Whether the Portal is alive and can take a report; a late clock is said but takes nothing off the net."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Heartbeat
from ethics_portal import health


@pytest.fixture(autouse=True)
def beaten(request, monkeypatch, settings):
    monkeypatch.setattr(health, "_migrations_seen", False)
    monkeypatch.setattr(health, "_broker", lambda: True)
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Heartbeat.objects.all().delete()
        Heartbeat.objects.create(name="beat", beaten_at=timezone.now())


def ask(client):
    return client.get("/health/ready", secure=True)


@pytest.mark.django_db
def test_alive_is_one_word(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live", secure=True)
    assert answer.status_code == 200 and answer.content == b"alive\n"


@pytest.mark.django_db
def test_ready_when_everything_answers(client):
    answer = ask(client)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "ready": True,
        "late": False,
        "database": True,
        "migrations": True,
        "sealed_storage": True,
        "broker": True,
        "beat": True,
        "flood": False,
        "beat_age_seconds": answer.json()["beat_age_seconds"],
    }
    assert answer.json()["beat_age_seconds"] <= 5
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_is_cheap_the_second_time(client, django_assert_max_num_queries):
    ask(client)
    with django_assert_max_num_queries(4):
        ask(client)


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["_database", "_migrations", "_sealed_storage"])
def test_not_ready_without_what_a_report_needs(client, monkeypatch, part):
    def fall() -> bool:
        raise OperationalError("password=hush")

    fall.__name__ = part
    monkeypatch.setattr(health, part, fall)
    answer = ask(client)
    assert answer.status_code == 503 and answer.json()["ready"] is False
    assert answer.json()[part.strip("_")] is False and "hush" not in answer.content.decode()


@pytest.mark.django_db
def test_unapplied_migrations_are_seen(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="vault").delete()
    assert ask(client).json()["migrations"] is False


@pytest.mark.django_db
def test_storage_that_refuses_is_seen(client, settings, tmp_path):
    settings.SEALED_FILES_DIR = tmp_path / "file"
    settings.SEALED_FILES_DIR.write_text("in the way")
    assert ask(client).json()["sealed_storage"] is False


@pytest.mark.django_db
def test_no_probe_is_left_behind(client, settings, tmp_path):
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    ask(client)
    assert list(settings.SEALED_FILES_DIR.iterdir()) == []


@pytest.mark.django_db
def test_a_late_clock_is_said_and_the_portal_stays_open(client, monkeypatch):
    Heartbeat.objects.update(beaten_at=timezone.now() - timedelta(minutes=10))
    answer = ask(client)
    assert answer.status_code == 200 and answer.json()["late"] is True
    assert 595 <= answer.json()["beat_age_seconds"] <= 620
    Heartbeat.objects.all().delete()
    assert ask(client).json()["beat_age_seconds"] is None
    monkeypatch.setattr(health, "_broker", lambda: False)
    assert ask(client).status_code == 200


@pytest.mark.django_db
def test_only_reading_is_answered(client):
    assert client.post("/health/ready", secure=True).status_code in (403, 405)
