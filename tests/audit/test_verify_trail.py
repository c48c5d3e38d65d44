"""The tamper drill: whatever is changed by hand is found, and named."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import Entry, FailedSignIns, Head, Seal
from audit.rules import drop_rules, install_rules
from audit.seals import HEADS_PER_SEAL, SEAL_CHAIN, latest_seal, seal_heads, unsealed_entries
from audit.trail import history
from audit.verification import Replay
from tests.audit.conftest import TODAY, findings, tamper, tampering, write
from tests.statements import Statements
from vault.models import DataKey

TOMORROW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def trail(subject, other_subject, at):
    """Two chains of five and two entries, nothing sealed yet."""
    write(subject, 5, at=at)
    write(other_subject, 2, at=at)
    assert findings() == [], "the control: untouched, nothing is found"
    return history(subject)


def verified(*arguments):
    """The command's exit code and what it printed."""
    out = StringIO()
    try:
        call_command("verify_trail", *arguments, stdout=out)
    except CommandError as fault:
        return fault.returncode, out.getvalue() + str(fault)
    return 0, out.getvalue()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "opened"),
        ("actor_id", "somebody else"),
        ("recorded_on", "2026-11-22"),
        ("recorded_at", "2026-11-23 16:00:00+00:00"),
        ("recorded_at", None),
        ("body", b"\x01" + bytes(60)),
        ("hash", "f" * 64),
        ("previous", "e" * 64),
        ("subject_id", "another subject"),
    ],
)
def test_a_row_altered_by_hand_is_found_and_named(trail, column, value):
    entry = trail[2]
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, entry.pk)
    assert ("edited", 3) in findings()


def test_the_command_names_the_edited_entry_and_exits_with_one(trail, subject):
    code, printed = verified()
    assert code == 0
    assert "7 entries about 2 subjects" in printed
    assert "Unsealed tail: 7 entries" in printed
    tamper("UPDATE audit_entry SET verb = 'x' WHERE id = %s", trail[1].pk)
    code, printed = verified()
    assert code == 1
    assert f"vault.sealedfile {subject.pk} #2 [edited]: this entry was edited" in printed
    assert printed.count("[") == 1, "and names no other"


def test_an_entry_given_another_key_is_found(trail):
    tamper("UPDATE audit_entry SET data_key_id = %s WHERE id = %s", DataKey.objects.mint().pk, trail[0].pk)
    assert findings() == [("edited", 1)]


def test_a_removed_entry_is_found_and_named(trail):
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[2].pk)
    assert findings() == [("removed", 3)]


def test_several_removed_entries_are_each_named(trail):
    for entry in trail[:2]:
        tamper("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    assert findings() == [("removed", 1), ("removed", 2)]


def test_two_entries_that_changed_places_are_found_and_named(trail):
    for entry, place in ((trail[1], 99), (trail[2], 2), (trail[1], 3)):
        tamper("UPDATE audit_entry SET sequence = %s WHERE id = %s", place, entry.pk)
    assert findings() == [("reordered", 2), ("reordered", 3)]
    assert "it was number 3" in next(Replay().findings()).text


def test_a_removal_hidden_by_renumbering_is_found(trail):
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[2].pk)
    for place, entry in ((3, trail[3]), (4, trail[4])):
        tamper("UPDATE audit_entry SET sequence = %s WHERE id = %s", place, entry.pk)
    assert ("reordered", 3) in findings()
    assert ("truncated", 5) in findings()


def test_a_cut_tail_is_found(trail):
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[4].pk)
    assert findings() == [("truncated", 5)]


def cut_tail_and_wind_back_the_head(trail):
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[4].pk)
    tamper(
        "UPDATE audit_head SET sequence = 4, sealed_sequence = 0, hash = %s WHERE subject_id = %s",
        trail[3].hash,
        trail[3].subject_id,
    )


def test_a_cut_tail_with_the_head_wound_back_is_found_even_unsealed(trail):
    cut_tail_and_wind_back_the_head(trail)
    assert findings() == [("head_altered", 4)]


def test_going_on_working_does_not_wipe_out_the_proof(trail, subject, at):
    cut_tail_and_wind_back_the_head(trail)
    write(subject, 2, at=at)
    seal_heads(at)
    assert findings() == [("head_altered", 6)]


def test_a_whole_chain_restored_from_an_older_copy_is_found_once_sealed(trail, subject, at):
    old = Head.objects.get(subject_id=str(subject.pk))
    write(subject, 1, at=at)
    seal_heads(at)
    newest = history(subject)[-1]
    tamper("DELETE FROM audit_entry WHERE id = %s", newest.pk)
    with tampering():
        Head.objects.filter(pk=old.pk).update(
            sequence=old.sequence, hash=old.hash, sealed_sequence=old.sealed_sequence, mac=old.mac
        )
    assert findings() == [("truncated", 6)]


def test_a_chain_that_vanished_is_found(trail, subject, other_subject, at):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s", str(other_subject.pk))
    assert findings() == [("truncated", 2)]
    seal_heads(at)
    tamper("DELETE FROM audit_head WHERE subject_id = %s", str(other_subject.pk))
    assert findings() == [("truncated", 2)], "the seal remembers it"


@pytest.mark.parametrize("column", ["sequence", "sealed_sequence", "seal_from", "hash", "mac"])
def test_an_altered_head_is_found(trail, subject, column):
    value = {"sequence": 4, "sealed_sequence": 5, "seal_from": "9999-01-01"}.get(column, "f" * 64)
    tamper(f"UPDATE audit_head SET {column} = %s WHERE subject_id = %s", value, str(subject.pk))
    assert "head_altered" in {problem for problem, _sequence in findings()}


def test_a_removed_head_is_found(trail, subject):
    tamper("DELETE FROM audit_head WHERE subject_id = %s", str(subject.pk))
    assert findings() == [("head_altered", 5)]


def test_a_foreign_entry_put_in_is_found(trail, subject, at):
    forged = history(subject)[4]
    with tampering():
        Entry(
            data_key=forged.data_key,
            subject_kind=forged.subject_kind,
            subject_id=forged.subject_id,
            sequence=6,
            previous=forged.hash,
            hash="a" * 64,
            verb="forged",
            recorded_on=TODAY,
            body={"sentence": "x"},
        ).save(force_insert=True)
    assert ("edited", 6) in findings()
    assert ("head_altered", 5) in findings()


def forge(entry):
    """Rewrite an entry as somebody could who has the database and the vault's keys too."""
    with tampering():
        entry.verb = "forged"
        entry.hash = entry.expected_hash()
        Entry.objects.filter(pk=entry.pk).update(verb=entry.verb, hash=entry.hash)


def test_an_entry_forged_with_the_vaults_own_keys_breaks_the_chain_behind_it(trail):
    forge(trail[2])
    assert findings() == [("replaced", 4)]


def test_the_last_entry_forged_with_the_vaults_own_keys_does_not_fit_its_head(trail):
    forge(trail[4])
    assert findings() == [("head_altered", 5)]


# --- seals -------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed_trail(trail, subject, at):
    """Three seals: over both heads, then twice over one."""
    seals = [seal_heads(at)]
    for _time in range(2):
        write(subject, 1, at=at)
        seals.append(seal_heads(at))
    assert findings() == []
    return seals


def test_a_seal_covers_the_heads_that_changed_and_no_others(sealed_trail, at):
    assert [len(seal.heads) for seal in sealed_trail] == [2, 1, 1]
    assert unsealed_entries() == 0
    assert seal_heads(at) is None, "nothing changed, so there is nothing to seal"
    assert latest_seal() == sealed_trail[-1]


def test_an_anonymous_act_enters_the_seal_of_the_next_day(subject, other_subject, at):
    write(subject, 1, at=TODAY)
    write(other_subject, 1, at=at)
    assert [head[0] for head in seal_heads(at).heads] == ["audit.failedsignins"]
    assert unsealed_entries() == 1
    assert [head[0] for head in seal_heads(TOMORROW).heads] == ["vault.sealedfile"]
    assert findings() == []


@pytest.mark.slow
def test_many_heads_go_into_several_seals(db, at):
    keys = DataKey.objects.bulk_create([DataKey(wrapped=b"x", wrapped_by="x") for _number in range(HEADS_PER_SEAL + 1)])
    for key in keys:
        # The kind's key, because these keys are none.
        write(Head(pk=key.pk), 1, at=at)
    assert seal_heads(at).sequence == 2
    assert findings() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sealed_at", "2026-11-20 10:00:00+00:00"),
        ("heads", "[]"),
        ("heads", "null"),
        ("hash", "f" * 64),
        ("previous", "e" * 64),
    ],
)
def test_an_altered_seal_is_found_and_named(sealed_trail, column, value):
    tamper(f"UPDATE audit_seal SET {column} = %s WHERE sequence = 2", value)
    assert ("seal_altered", 2) in findings()


def test_a_removed_seal_is_found_and_named(sealed_trail):
    tamper("DELETE FROM audit_seal WHERE sequence = 2")
    assert findings() == [("removed", 3)]
    assert "seals 2 to 2 were removed" in next(Replay().findings()).text


def test_cut_off_seals_are_found(sealed_trail):
    tamper("DELETE FROM audit_seal WHERE sequence = 3")
    assert findings() == [("truncated", 3)]
    tamper("DELETE FROM audit_head WHERE subject_id = %s", SEAL_CHAIN)
    assert findings() == [("head_altered", 2)]


def test_an_anchor_kept_outside_finds_a_trail_that_was_emptied_whole(sealed_trail):
    anchor = sealed_trail[0].hash
    assert findings(anchor, sealed_trail[2].hash) == [], "the control: genuine anchors are recognised"
    assert verified("--anchor", anchor.upper())[0] == 0
    with tampering():
        for model in (Entry, Head, Seal):
            model.objects.all().delete()
    assert findings() == [], "without an anchor an empty trail looks like a new one"
    assert findings(anchor) == [("unanchored", 0)]
    code, printed = verified("--anchor", anchor)
    assert code == 1
    assert anchor in printed


def test_a_sealed_entry_that_was_replaced_is_named_by_the_seal(sealed_trail, subject):
    first = history(subject)[4]
    tamper("UPDATE audit_entry SET hash = %s WHERE id = %s", "f" * 64, first.pk)
    named = [finding for finding in Replay().findings() if "seal 1 saw this entry" in finding.text]
    assert [(finding.subject_id, finding.sequence) for finding in named] == [(str(subject.pk), 5)]


def test_missing_database_rules_are_reported(trail):
    drop_rules(connection)
    code, printed = verified()
    assert code == 1
    assert re.search(
        r"audit_entry: the database's own rule rule_audit_entry_append_only_update is not in force", printed
    )
    install_rules(connection)
    assert verified()[0] == 0


def test_the_replay_holds_few_rows_whatever_the_length(subject, at):
    write(subject, 60, at=at)
    for day in range(3):
        write(subject, 1, at=at + timedelta(days=day))
        seal_heads(at + timedelta(days=day))
    replay = Replay()
    with Statements() as asked:
        assert list(replay.findings()) == []
    assert len(asked) <= 12
    assert (replay.entries, replay.subjects, replay.seals, replay.unsealed) == (63, 1, 3, 0)


@pytest.mark.django_db(transaction=True)
def test_people_who_go_on_working_are_no_finding(at):
    day = FailedSignIns.objects.create(day=TODAY)
    write(day, 2, at=at)
    seal_heads(at)
    replay = Replay()
    ends = replay._ends()
    end = next(ends)
    write(day, 3, at=at)
    seal_heads(at)
    head = Head.objects.get(subject_id=str(day.pk))
    replay._catch_up(end, head)
    assert [*end.findings, *replay._head_findings(end, head)] == []
    assert end.sequence == 5
