"""Writing the trail: inside the transaction, chained, sealed, and a day only where a day only may be known."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy

from audit.models import Entry, FailedSignIns, Head, SharedKey
from audit.trail import count_failed_sign_in, entry_count, history, record, record_refusal
from tests.audit.conftest import TODAY, findings, write
from tests.statements import Statements
from vault.errors import SealedMisuse
from vault.fields import SHREDDED


def test_an_entry_tells_who_did_what_when_with_names_as_they_were(subject, ann, at):
    with transaction.atomic():
        record(
            subject,
            "close",
            by=ann,
            at=at,
            sentence=gettext_lazy("The case was closed"),
            facts={"finding": "SUBSTANTIATED", "on": TODAY},
            names={ann.pk: "Ann as she was"},
        )
    ann.full_name = "Ann Married"
    (entry,) = history(subject)
    assert entry.sentence == "The case was closed"
    assert entry.actor == "Ann Auditor"
    assert entry.actor_id == str(ann.pk)
    assert entry.facts == {"finding": "SUBSTANTIATED", "on": "2026-11-23"}
    assert entry.names == {str(ann.pk): "Ann as she was"}
    assert (entry.verb, entry.recorded_at, entry.recorded_on) == ("close", at, TODAY)


def test_entries_follow_each_other_subject_by_subject(subject, other_subject, at):
    write(subject, 3, at=at)
    write(other_subject, 2, at=at)
    entries = history(subject)
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert [entry_count(subject), entry_count(other_subject)] == [3, 2]
    assert findings() == []


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(at):
    day = FailedSignIns.objects.create(day=TODAY)
    with pytest.raises(transaction.TransactionManagementError):
        record(day, "noted", by=None, at=at, sentence="x")
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_transaction_that_was_rolled_back(at, ann):
    day = FailedSignIns.objects.create(day=TODAY)
    with pytest.raises(RuntimeError), transaction.atomic():
        record(day, "close", by=ann, at=at, sentence="gone")
        raise RuntimeError
    record_refusal(day, "close", by=ann, at=at, reason="Only an assignee may close.")
    (entry,) = history(day)
    assert (entry.verb, entry.facts, entry.actor) == ("refused", {"refused_verb": "close"}, "Ann Auditor")
    assert "Only an assignee may close." in entry.sentence
    assert findings() == []


@pytest.mark.parametrize(
    ("by", "actor"), [(None, "the clock"), ("the reporter", "the reporter"), (gettext_lazy("a reporter"), "a reporter")]
)
def test_who_is_nobody_in_the_directory_has_a_name_and_no_id(subject, at, by, actor):
    write(subject, 1, at=at, by=by)
    (entry,) = history(subject)
    assert (entry.actor, entry.actor_id) == (actor, None)


def test_an_anonymous_act_keeps_the_day_and_nothing_finer(subject):
    write(subject, 1, at=TODAY)
    (entry,) = history(subject)
    assert entry.recorded_at is None
    assert entry.recorded_on == TODAY
    assert Head.objects.get().seal_from == TODAY + timedelta(days=1)
    moments = [
        f"{field.model.__name__}.{field.name}"
        for row in (entry, Head.objects.get())
        for field in row._meta.concrete_fields
        if isinstance(getattr(row, field.attname), datetime)
    ]
    assert moments == []


def test_a_staff_act_on_the_same_day_does_not_bring_the_seal_forward(subject, at):
    write(subject, 1, at=TODAY)
    write(subject, 1, at=at)
    assert Head.objects.get().seal_from == TODAY + timedelta(days=1)


def test_the_day_is_the_companys_day(subject, settings, at):
    write(subject, 1, at=at.replace(hour=3))  # 22:00 of the day before in New York
    assert history(subject)[0].recorded_on == TODAY - timedelta(days=1)


def test_a_time_without_a_zone_is_refused(subject):
    with pytest.raises(ValueError):
        write(subject, 1, at=datetime(2026, 11, 23, 10))


def test_nothing_that_was_told_is_in_clear_in_the_database(subject, ann, at):
    with transaction.atomic():
        record(subject, "close", by=ann, at=at, sentence="Closed on Ann", facts={"x": "Ann"}, names={1: "Ann"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_entry")
        stored = b"|".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert b"Ann" not in stored
    assert b"close" in stored, "the control: the verb is open and is seen"


def test_after_shredding_the_words_are_gone_and_the_chain_still_holds(subject, at):
    write(subject, 2, at=at)
    subject.data_key.destroy(on=TODAY)
    write(subject, 1, at=at)
    first, _second, third = history(subject)
    assert (first.sentence, first.actor, first.facts, first.names) == (SHREDDED, SHREDDED, {}, {})
    assert third.sentence == "Note 0", "what happens to the stub is still told"
    assert findings() == []


def test_subjects_without_a_key_share_one_by_kind(other_subject, at):
    write(other_subject, 1, at=at)
    write(FailedSignIns.objects.create(day=date(2026, 1, 1)), 1, at=at)
    assert SharedKey.objects.count() == 1
    assert len({entry.data_key_id for entry in Entry.objects.all()}) == 1


def test_facts_that_are_not_json_are_refused_without_being_quoted(subject, at):
    with pytest.raises(SealedMisuse) as caught, transaction.atomic():
        record(subject, "x", by=None, at=at, sentence="x", facts={"secret": object()})
    assert "secret" not in str(caught.value)


def test_failed_sign_ins_of_unknown_names_are_counted_and_nothing_else(db):
    for _time in range(3):
        count_failed_sign_in(on=TODAY)
    count_failed_sign_in(on=date(2026, 11, 24))
    assert list(FailedSignIns.objects.order_by("day").values_list("count", flat=True)) == [3, 1]
    assert {field.name for field in FailedSignIns._meta.get_fields()} == {"day", "count"}


def test_a_chain_that_forks_fails_loudly(subject, at):
    """Whoever wrote past the lock, with a place of their own behind the same entry, is refused by the database."""
    first, second = write(subject, 2, at=at)
    fork = Entry(
        data_key=second.data_key, subject_kind=second.subject_kind, subject_id=second.subject_id, verb="close",
        recorded_at=at, recorded_on=TODAY, body=dict(second.body),
    )  # fmt: skip
    fork.follow(first.sequence, first.hash)
    fork.sequence += 10  # the place is free, what it follows is not
    fork.hash = fork.expected_hash()
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save(force_insert=True)
    # The control: behind the newest entry it is taken.
    fork.follow(second.sequence, second.hash)
    fork.save(force_insert=True)
    assert entry_count(subject) == 3


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_neither_fork_nor_lose_an_entry(at):
    day = FailedSignIns.objects.create(day=TODAY)
    barrier, faults = threading.Barrier(6), []

    def work():
        try:
            barrier.wait()
            for _time in range(5):
                write(day, 1, at=at)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [entry.sequence for entry in history(day)] == list(range(1, 31))
    assert findings() == []


def test_recording_again_takes_a_small_and_fixed_number_of_queries(subject, at):
    write(subject, 1, at=at)
    with Statements() as asked:
        write(subject, 1, at=at)
    assert len(asked) == 3
