"""What the database itself refuses, on both databases, after every migrate."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit.models import Entry, FailedSignIns, Head, SharedKey
from audit.rules import LONGEST_NAME, Trigger, drop_rules, expected_rules, install_rules, installed_rules
from tests.audit.conftest import TODAY, write
from vault.models import DataKey


def refused(action):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        action()
    return str(caught.value)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_catalogue_holds_every_declared_rule_and_no_other(db):
    assert installed_rules(connection) == expected_rules(connection)
    assert ("audit_entry", "rule_audit_entry_append_only_update") in installed_rules(connection)
    on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER rule_audit_entry_append_only_update{on_table}")
    assert installed_rules(connection) != expected_rules(connection), "the control: one dropped rule is noticed"


def test_migrating_again_puts_lost_rules_back(db):
    drop_rules(connection)
    assert installed_rules(connection) == set()
    call_command("migrate", verbosity=0)
    assert installed_rules(connection) == expected_rules(connection)
    install_rules(connection)
    assert installed_rules(connection) == expected_rules(connection)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_tables_that_others_rules_name_can_be_migrated_there_and_back():
    """On SQLite that rebuilds the table, and a trigger that names it would stop the rebuilding.

    Back to where each app's tables were last made at once: undoing that too would only drop them all.
    """
    there = (
        ("cases", "0001"),
        ("waivers", "0001"),
        ("code_of_ethics", "0001"),
        ("clocks", "0006"),
        ("accounts", "0004"),
    )
    for target in (*there, ()):
        call_command("migrate", *target, verbosity=0)
        assert installed_rules(connection) == expected_rules(connection)


def test_an_append_only_row_is_neither_changed_nor_deleted(subject, at):
    write(subject, 1, at=at)
    assert "append-only" in refused(lambda: Entry.objects.update(verb="x"))
    assert "append-only" in refused(lambda: run("UPDATE audit_entry SET verb = verb"))
    assert "never deleted" in refused(lambda: run("DELETE FROM audit_entry"))
    drop_rules(connection)
    assert Entry.objects.update(verb="x") == 1, "the control: without the rules it would go through"


@pytest.mark.postgresql
def test_a_table_cannot_be_truncated(subject, at):
    write(subject, 1, at=at)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("audit_entry", "audit_head", "audit_seal", "audit_signature"):
        assert "never deleted" in refused(lambda table=table: run(f"TRUNCATE {table} CASCADE"))


def test_a_frozen_column_never_changes_and_the_others_do(subject, at):
    write(subject, 1, at=at)
    assert "frozen" in refused(lambda: Head.objects.update(subject_id="x"))
    assert Head.objects.update(subject_id=str(subject.pk), sealed_sequence=1) == 1


def test_a_refusal_quotes_no_value(subject, at):
    write(subject, 1, at=at)
    head = Head.objects.get()
    assert head.hash not in refused(lambda: Head.objects.update(subject_kind="secret word"))
    assert "secret word" not in refused(lambda: Head.objects.update(subject_kind="secret word"))


@pytest.fixture
def own_rules(db, monkeypatch):
    """Rules of a model's own, on a table that is there."""
    rules = [
        Trigger("no_leap", ("INSERT", "UPDATE"), "NEW.count > 100", "it's too many"),
        Trigger(
            "one_kept",
            "DELETE",
            {
                "sqlite": "(SELECT COUNT(*) FROM audit_failedsignins) = 1",
                "postgresql": "(SELECT COUNT(*) FROM audit_failedsignins) = 1",
            },
            "the last one stays",
        ),
    ]
    monkeypatch.setattr(FailedSignIns, "database_rules", rules, raising=False)
    monkeypatch.setattr(FailedSignIns, "undeletable", False)
    install_rules(connection)
    yield
    drop_rules(connection)


def test_a_model_may_declare_rules_of_its_own(own_rules):
    first = FailedSignIns.objects.create(day=TODAY, count=100)
    assert "it's too many" in refused(lambda: FailedSignIns.objects.create(day="2026-01-01", count=101))
    assert "it's too many" in refused(lambda: FailedSignIns.objects.update(count=101))
    assert "the last one stays" in refused(first.delete)
    FailedSignIns.objects.create(day="2026-01-02", count=1).delete()


def test_rule_names_fit_the_database(db):
    assert all(len(name) <= LONGEST_NAME for _table, name in expected_rules(connection))
    assert len({name for _table, name in expected_rules(connection)}) == len(expected_rules(connection))


def test_the_shared_key_of_a_kind_cannot_be_exchanged(other_subject, at):
    write(other_subject, 1, at=at)
    minted = DataKey.objects.mint()
    assert "frozen" in refused(lambda: SharedKey.objects.update(data_key=minted))
