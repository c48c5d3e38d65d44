"""People are warned at 50, 80 and 100 % of the span: once each, whoever sweeps, however late."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Notice, Person
from clocks import kinds
from clocks.actions import pause_clock, resume_clock, start_clock, stop_clock, sweep_warnings, warning
from clocks.models import BusinessCalendar, Clock
from clocks.tasks import sweep_warnings as sweep_warnings_task

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("kind", flat=True))


def test_each_level_is_told_once_as_it_passes(subject, warned_people, at):
    start_clock(subject, kinds.INVESTIGATION, at=at)
    for day in range(70):
        sweep_warnings(at + timedelta(days=day))
    assert told() == ["clock_half", "clock_soon", "clock_overdue"]


def test_nobody_is_warned_before_half_of_the_time_is_gone(subject, warned_people, at):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    half = clock.warning_moment(50)
    assert sweep_warnings(half - timedelta(microseconds=1)) == 0
    assert sweep_warnings(half) == 1


def test_after_an_outage_people_hear_of_the_highest_level_only(subject, warned_people, at):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    assert sweep_warnings(at + timedelta(days=500)) == 1
    assert told() == ["clock_overdue"]
    clock.refresh_from_db()
    assert clock.warned_50_at == clock.warned_80_at == clock.warned_100_at
    assert sweep_warnings(at + timedelta(days=501)) == 0


def test_of_two_sweeps_that_read_the_same_clock_one_claims_it(subject, warned_people, at):
    clock_id = start_clock(subject, kinds.INVESTIGATION, at=at).pk
    later = at + timedelta(days=40)
    one, other = Clock.objects.get(pk=clock_id), Clock.objects.get(pk=clock_id)
    assert warning._claim(one, [50], later)
    assert not warning._claim(other, [50], later)


def test_a_clock_stopped_since_it_was_read_warns_nobody(subject, warned_people, at):
    seen = start_clock(subject, kinds.INVESTIGATION, at=at)
    stop_clock(subject, kinds.INVESTIGATION, at=at)
    assert not warning._claim(seen, [50], at + timedelta(days=40))


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_warn_once(subject, monkeypatch, at):
    people = [Person.objects.create(given_name="Olga", family_name="Officer", country="US")]
    monkeypatch.setattr(BusinessCalendar, "clock_recipients", lambda subject: people, raising=False)
    start_clock(subject, kinds.INVESTIGATION, at=at)
    together, counts = threading.Barrier(2), []

    def beat() -> None:
        together.wait()
        try:
            counts.append(sweep_warnings(at + timedelta(days=40)))
        finally:
            connection.close()

    threads = [threading.Thread(target=beat) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert Notice.objects.count() == 1


def test_reminders_stop_at_closure(subject, warned_people, at):
    start_clock(subject, kinds.INVESTIGATION, at=at)
    stop_clock(subject, kinds.INVESTIGATION, at=at + timedelta(days=1))
    assert sweep_warnings(at + timedelta(days=500)) == 0
    assert told() == []


def test_a_notice_names_its_subject_by_key_only(subject, warned_people, officer, at):
    start_clock(subject, kinds.INVESTIGATION, at=at)
    sweep_warnings(at + timedelta(days=40))
    notice = Notice.objects.get()
    assert (notice.recipient, notice.about_id) == (officer, str(subject.pk))


def test_a_subject_that_names_nobody_is_marked_and_tells_nobody(subject, at):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    assert sweep_warnings(at + timedelta(days=40)) == 1
    clock.refresh_from_db()
    assert clock.warned_50_at is not None
    assert told() == []


def test_a_subject_that_is_gone_stops_no_sweep(subject, at):
    start_clock(subject, kinds.INVESTIGATION, at=at)
    Clock.objects.of(subject).get()
    orphan = Clock.objects.of(subject).get()
    assert warning.subject_of(Clock(subject_kind=orphan.subject_kind, subject_id=orphan.pk)) is None


def test_one_clock_that_fails_holds_up_no_other(subject, at, officer, monkeypatch):
    other = BusinessCalendar.objects.create(code="other", name="Other", country="US", zone="UTC")

    def recipients(record):
        if record == subject:
            raise RuntimeError("broken")
        return [officer]

    monkeypatch.setattr(BusinessCalendar, "clock_recipients", recipients, raising=False)
    broken = start_clock(subject, kinds.INVESTIGATION, at=at)
    start_clock(other, kinds.INVESTIGATION, at=at)
    assert sweep_warnings(at + timedelta(days=40)) == 1
    assert Notice.objects.get().about_id == str(other.pk)
    broken.refresh_from_db()
    assert broken.warned_50_at is None  # its mark went with its transaction; the next sweep tries again


def test_a_pause_pushes_the_warnings_back(subject, warned_people, at, officer):
    start_clock(subject, kinds.INVESTIGATION, at=at)
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=10), reason="Court order")
    assert sweep_warnings(at + timedelta(days=35)) == 0
    resume_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=35))
    assert sweep_warnings(at + timedelta(days=35)) == 0
    assert sweep_warnings(at + timedelta(days=45)) == 1


def test_the_clock_s_task_reads_the_database_s_time(subject, warned_people, at):
    start_clock(subject, kinds.INVESTIGATION, at=at - timedelta(days=4000))
    assert sweep_warnings_task() == 1
    assert sweep_warnings_task() == 0
