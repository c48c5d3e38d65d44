"""What the database itself refuses, for every script that goes past the Portal."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from clocks import kinds
from clocks.actions import pause_clock, start_clock, stop_clock
from clocks.models import BusinessCalendar, Clock, Pause, Rule
from tests.standing import standing

pytestmark = pytest.mark.django_db


def refused(sql: str, *values) -> bool:
    """Whether the database refuses this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


@standing
def clock(subject, at) -> Clock:
    return start_clock(subject, kinds.INVESTIGATION, at=at)


def test_two_running_clocks_of_one_kind(clock):
    columns = [field.column for field in Clock._meta.concrete_fields if field.name != "id"]
    listed = ", ".join(f'"{name}"' for name in columns)
    new_id = uuid.uuid4()
    value = str(new_id) if connection.vendor == "postgresql" else new_id.hex
    copy = f"INSERT INTO clocks_clock (id, {listed}) SELECT %s, {listed} FROM clocks_clock"
    if connection.vendor == "postgresql":
        copy = copy.replace("SELECT %s", "SELECT %s::uuid")
    assert refused(copy, value)


@pytest.mark.parametrize(
    "change",
    [
        "due_on = '2020-01-01'",
        "cancelled_reason = 'No longer wanted'",
        "stopped_at = '2026-12-01 10:00:00+00:00'",
        "stopped_on = '2026-12-01'",  # while a warning still waits
        "paused_since = '2026-12-01'",  # likewise
        "warned_80_at = '2026-12-01 10:00:00+00:00'",
        "warned_50_at = '2026-12-01 10:00:00+00:00', warned_100_at = '2026-12-01 10:00:00+00:00'",
    ],
)
def test_a_clock_that_contradicts_itself(clock, change):
    assert refused(f"UPDATE clocks_clock SET {change}")
    assert Clock.objects.get(pk=clock.pk).due_on == clock.due_on


def test_a_clock_that_started_another_day(clock):
    assert refused("UPDATE clocks_clock SET started_on = '2026-11-01'")


@pytest.mark.parametrize(
    "change",
    [
        "stopped_on = NULL, stopped_at = NULL",
        "stopped_on = '2026-11-24'",
        "stopped_at = NULL",
        "stopped_at = '2026-11-23 10:00:00+00:00'",
        "due_on = '2030-01-01'",
        "due_at = '2030-01-01 00:00:00+00:00'",
        "cancelled_reason = 'It was late'",
    ],
)
def test_a_judgement_that_is_changed_afterwards(clock, subject, at, change):
    stop_clock(subject, kinds.INVESTIGATION, at=at)
    assert refused(f"UPDATE clocks_clock SET {change}")


def test_a_clock_or_a_rule_that_disappears(clock):
    assert refused("DELETE FROM clocks_clock")
    assert refused("DELETE FROM clocks_rule WHERE kind = 'unopened_item'")


@pytest.mark.parametrize(
    "change", ["unit = 'WEEKS'", "unit = 'BUSINESS_DAYS'", "cut_off = '17:30'", "source = ''", "nature = 'WISH'"]
)
def test_a_rule_that_can_not_be_counted_or_names_no_source(day_one, change):
    assert refused(f"UPDATE clocks_rule SET {change} WHERE kind = 'acknowledge'")
    assert Rule.objects.get(kind="acknowledge").unit == "DAYS"


def test_a_pause_that_ends_before_it_began_or_has_no_reason(clock, subject, at, officer):
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="Court order")
    assert refused("UPDATE clocks_pause SET ends_on = '2020-01-01'")
    assert refused("UPDATE clocks_pause SET reason = ''")


def test_two_open_pauses_of_one_clock(clock, at):
    Pause.objects.create(clock=clock, starts_on=at.date(), reason="One")
    with pytest.raises(DatabaseError), transaction.atomic():
        Pause.objects.create(clock=clock, starts_on=at.date(), reason="Two")


def test_two_exceptions_for_one_day(day_one):
    sec = BusinessCalendar.objects.get(code="sec")
    sec.closures.create(date=datetime(2026, 12, 24, tzinfo=UTC).date(), reason="Executive order")
    with pytest.raises(DatabaseError), transaction.atomic():
        sec.closures.create(date=datetime(2026, 12, 24, tzinfo=UTC).date(), reason="Again", is_open=True)
