"""Wrapping keys, rotation, secrets, digests, capsules and the blind index."""

import base64
import threading
import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from vault import blind, models, words
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule
from vault.digests import keyed_digest, same_digest
from vault.errors import KeyringUnusable, SealBroken
from vault.keyring import keyring
from vault.models import DataKey, Secret, forget_secrets
from vault.retirement import WrappingKey, note_retired, wrapping_keys
from vault.rotation import names_in_use, retired_names, rotate_vault_key


def entry(name, fill):
    return f"{name}:{base64.b64encode(bytes([fill]) * 32).decode()}"


@pytest.fixture
def old_ring(settings, db):
    """A vault whose only wrapping key is called "old"."""
    Secret.objects.all().delete()
    forget_secrets()
    settings.VAULT_KEYS = [entry("old", 1)]
    yield settings
    forget_secrets()


@pytest.mark.parametrize(
    "wrong",
    [[], ["a"], ["a:"], ["a:!!!"], ["a:c2hvcnQ="], [":" + base64.b64encode(bytes(32)).decode()], [entry("a", 1)] * 2],
)
def test_a_wrong_setting_is_named_and_never_shown(settings, wrong):
    settings.VAULT_KEYS = wrong
    with pytest.raises(KeyringUnusable, match="VAULT_KEYS") as caught:
        keyring()
    assert base64.b64encode(bytes([1]) * 32).decode()[:20] not in str(caught.value)
    settings.VAULT_KEYS = [entry("a", 1)]
    assert keyring().names == ("a",), "the control"
    assert "AQEB" not in repr(keyring())
    assert "\\x01" not in repr(keyring())


def test_a_wrapped_key_moved_to_another_row_does_not_open(data_key):
    other = DataKey.objects.mint()
    DataKey.objects.filter(pk=other.pk).update(wrapped=bytes(data_key.wrapped))
    with pytest.raises(SealBroken):
        str(DataKey.objects.get(pk=other.pk).key)
    assert len(DataKey.objects.get(pk=data_key.pk).key) == 32, "the control"


def test_rotation_wraps_everything_anew_and_opens_the_same_keys(old_ring):
    keys = [DataKey.objects.mint() for _number in range(7)]
    digest = keyed_digest("digest", "text")
    opened = {key.pk: key.key for key in keys}
    keys[0].destroy(on=models.DataKey._meta.get_field("destroyed_on").to_python("2026-11-23"))
    old_ring.VAULT_KEYS = [entry("new", 2), entry("old", 1)]
    assert retired_names() == ()
    out = StringIO()
    call_command("rotate_vault_key", stdout=out)
    assert "7 keys" in out.getvalue()
    assert "old wraps nothing any more" in out.getvalue()
    assert names_in_use() == {"new"}
    assert retired_names() == ("old",)
    old_ring.VAULT_KEYS = [entry("new", 2)]
    forget_secrets()
    assert keyed_digest("digest", "text") == digest
    assert {key.pk: key.key for key in DataKey.objects.living()} == {
        pk: opened[pk] for pk in opened if pk != keys[0].pk
    }
    assert DataKey.objects.get(pk=keys[0].pk).is_destroyed, "a destroyed key stays destroyed"
    assert rotate_vault_key().rewrapped == 0, "a second time changes nothing"


def test_a_backup_from_before_the_rotation_opens_with_the_old_key_and_not_without_it(old_ring):
    """What we say about backups, exactly: they keep what is shredded until the wrapping key of then is gone."""
    key = DataKey.objects.mint()
    backup, opened = bytes(key.wrapped), key.key
    old_ring.VAULT_KEYS = [entry("new", 2), entry("old", 1)]
    rotate_vault_key()
    key.destroy(on=models.DataKey._meta.get_field("destroyed_on").to_python("2026-11-23"))
    restored = DataKey(pk=key.pk, wrapped=backup, wrapped_by="old")
    assert restored.key == opened
    old_ring.VAULT_KEYS = [entry("new", 2)]
    with pytest.raises(KeyringUnusable, match="'old'"):
        str(restored.key)


def test_a_retired_wrapping_key_has_a_day_for_its_destruction(old_ring):
    DataKey.objects.mint()
    assert wrapping_keys() == [WrappingKey("old", None, None)], "in use: no day is set"
    old_ring.VAULT_KEYS = [entry("new", 2), entry("old", 1)]
    assert note_retired(on=date(2026, 11, 23)) == 0, "it still wraps"
    rotate_vault_key()
    assert (note_retired(on=date(2026, 11, 23)), note_retired(on=date(2026, 12, 23))) == (1, 0), "the first day counts"
    in_use, retired = wrapping_keys()
    assert in_use == WrappingKey("new", None, None)
    assert retired == WrappingKey("old", date(2026, 11, 23), date(2026, 12, 28)), "35 days later"
    old_ring.BACKUP_HORIZON_DAYS = 7
    assert wrapping_keys()[1].destroyed_on == date(2026, 11, 30)


def test_rotation_without_the_old_key_says_which_one_is_missing(old_ring):
    DataKey.objects.mint()
    old_ring.VAULT_KEYS = [entry("new", 2)]
    with pytest.raises(CommandError, match="'old'"):
        call_command("rotate_vault_key")


def test_a_secret_of_a_transaction_rolled_back_is_never_used_again(db):
    purpose = f"rolled-back-{uuid.uuid4().hex[:8]}"
    with pytest.raises(RuntimeError), transaction.atomic():
        ghost = Secret.objects.material(purpose)
        assert Secret.objects.material(purpose) == ghost, "within the transaction it is one and the same"
        raise RuntimeError
    real = Secret.objects.material(purpose)
    assert real != ghost
    forget_secrets()
    assert Secret.objects.material(purpose) == real


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_need_a_new_secret_at_once_get_the_same():
    purpose, found, barrier = "raced", [], threading.Barrier(4)

    def ask():
        barrier.wait()
        found.append(Secret.objects.material(purpose))
        connection.close()

    forget_secrets()
    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Secret.objects.filter(pk=purpose).count() == 1


@pytest.fixture
def secret_there(db):
    """A secret as if it had been committed: after transactional tests the first one is made inside the test."""
    keyed_digest("digest", "x")
    forget_secrets()
    yield
    forget_secrets()


def test_secrets_cost_a_query_once(secret_there, django_assert_num_queries):
    keyed_digest("digest", "x")
    with django_assert_num_queries(0):
        keyed_digest("digest", "y")


def test_a_digest_depends_on_text_purpose_and_secret(db):
    digest = keyed_digest("digest", "Ann")
    assert len(digest) == 64
    assert same_digest(digest, keyed_digest("digest", "Ann"))
    assert not same_digest(digest, keyed_digest("digest", "ann"))
    assert not same_digest(digest, keyed_digest("access-key", "Ann"))
    Secret.objects.filter(pk="digest").delete()
    forget_secrets()
    assert not same_digest(digest, keyed_digest("digest", "Ann"))
    forget_secrets()


def test_a_capsule_opens_for_its_purpose_until_it_expires(db, at):
    capsule = seal_capsule({"narrative": "Ann forged it", "files": [1]}, purpose="intake", at=at)
    hour = timedelta(hours=1)
    assert open_capsule(capsule, purpose="intake", at=at + hour, max_age=hour) == {
        "narrative": "Ann forged it",
        "files": [1],
    }
    assert "forged" not in base64.urlsafe_b64decode(capsule).decode("latin-1")
    with pytest.raises(CapsuleRefused) as caught:
        open_capsule(capsule, purpose="intake", at=at + hour + timedelta(seconds=1), max_age=hour)
    assert caught.value.expired
    for wrong, purpose, moment in (
        (capsule, "other", at),
        (capsule[:-8], "intake", at),
        ("B" + capsule[1:], "intake", at),
        (capsule[:40] + ("A" if capsule[40] != "A" else "B") + capsule[41:], "intake", at),
        ("", "intake", at),
        ("é", "intake", at),
        (capsule, "intake", at - hour),
    ):
        with pytest.raises(CapsuleRefused) as caught:
            open_capsule(wrong, purpose=purpose, at=moment, max_age=hour)
        assert not caught.value.expired


def finds(query, text, language="en"):
    return _all_in(query, blind.text_tokens(text, language=language))


def finds_name(query, name):
    return _all_in(query, blind.name_tokens(name))


def _all_in(query, kept):
    sought = [tokens for word in words.words_of(query) for tokens in blind.sought_tokens(word)]
    return bool(sought) and all(tokens & kept for tokens in sought)


def test_a_search_finds_words_by_their_stems_and_names_by_their_beginnings(db):
    for query, text, language, expected in (
        ("fraud", "Fraudulent invoices", "en", False),
        ("fraudulently", "Fraudulent invoices", "en", True),
        ("invoicing", "Fraudulent invoices", "en", True),
        ("munoz", "Señor Muñoz", "es", True),
        ("strasse", "Straße", "de", True),
        ("rechnung", "RECHNUNGEN", "de-AT", True),
        ("forged invoice", "The invoice was forged", "en", True),
        ("forged bribe", "The invoice was forged", "en", False),
        ("it", "It was he", "en", True),
        ("взятка", "Он дал взятку", "ru", True),
        ("賄賂", "上司が賄賂を", "ja", True),
        ("", "anything", "en", False),
    ):
        assert finds(query, text, language) is expected, (query, text)
    for query, name, expected in (
        ("mül", "Jürgen MULLER", True),
        ("mu", "Jürgen Müller", False),
        ("uller", "Jürgen Müller", False),
        ("иванов", "ИВАНОВА", True),
        ("li", "Li Wei", True),
        ("jurgen mull", "Jürgen Müller", True),
    ):
        assert finds_name(query, name) is expected, (query, name)
    assert not finds("inv", "invoice")


@given(st.text(max_size=300))
def test_any_text_has_words_and_each_finds_it(text):
    found = words.words_of(text)
    assert all(word == words.folded(word) or words.is_unspaced(word) for word in found)
    assert all(0 <= blind._hash(b"k" * 32, word) < 2**63 for word in found)
    assert all(0 <= place.start < place.end <= len(text) for place in words.found_in(text))


def test_tokens_tell_nothing_without_the_secret(db):
    before = blind.text_tokens("fraud", language="en") | blind.name_tokens("fraud")
    Secret.objects.filter(pk="blind-index").delete()
    forget_secrets()
    after = blind.text_tokens("fraud", language="en") | blind.name_tokens("fraud")
    assert not before & after
    assert len(after) == len(before) == 1 + len(("fra", "frau", "fraud"))
    assert len(blind.name_tokens("x" * 5000)) <= words.LONGEST_WORD
    forget_secrets()
