"""What the trail's tests share: subjects with and without a key of their own, and the hand of a tamperer."""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import connection, transaction

from audit.models import FailedSignIns
from audit.rules import drop_rules
from audit.trail import record
from audit.verification import Replay
from vault.models import DataKey, SealedFile

TODAY = date(2026, 11, 23)


@dataclass
class Someone:
    """A person as the trail needs one."""

    full_name: str = "Ann Auditor"
    pk: uuid.UUID = field(default_factory=uuid.uuid4)


@pytest.fixture
def ann() -> Someone:
    return Someone()


@pytest.fixture
def subject(db, settings, tmp_path) -> SealedFile:
    """A record with a data key of its own."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    return SealedFile.objects.seal([b"x"], name="x", data_key=DataKey.objects.mint(), on=TODAY)


@pytest.fixture
def other_subject(db) -> FailedSignIns:
    """A record without a data key."""
    return FailedSignIns.objects.create(day=TODAY)


def write(subject, count, *, at, by="Ann"):
    """Append `count` entries to the subject's chain."""
    with transaction.atomic():
        return [record(subject, "noted", by=by, at=at, sentence=f"Note {number}") for number in range(count)]


@contextmanager
def tampering():
    """The database's rules lifted, as somebody with the database's password could. They come back after the test."""
    drop_rules(connection)
    yield


def tamper(sql, *parameters):
    """Change the database by hand, past the application and its rules."""
    with tampering(), connection.cursor() as cursor:
        cursor.execute(sql, [_plain(value) for value in parameters])
        assert cursor.rowcount > 0, "the tampering hit nothing, so the test would prove nothing"


def _plain(value):
    if isinstance(value, uuid.UUID):
        return value.hex if connection.vendor == "sqlite" else str(value)
    return value


def findings(*anchors):
    """Every finding of a replay, as (problem, sequence)."""
    return [(finding.problem, finding.sequence) for finding in Replay(anchors=anchors).findings()]
