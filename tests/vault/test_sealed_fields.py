"""Sealed fields: plain in Python, sealed in the database, bound to their place, gone with their key."""

import json
import pickle
import uuid
from io import StringIO

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from vault import cipher
from vault.errors import KeyDestroyed, SealBroken, SealedMisuse
from vault.fields import SHREDDED, Sealed, ciphertext
from vault.models import DataKey

SECRET = "The invoice of March was forged by Ann"


def raw(letter, column="text"):
    """The column as it is in the database, read past Django."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM vault_letter WHERE id = %s", [_id(letter)])
        return bytes(cursor.fetchone()[0])


def _id(letter):
    return letter.pk.hex if connection.vendor == "sqlite" else str(letter.pk)


def write_raw(letter, column, value):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE vault_letter SET {column} = %s WHERE id = %s", [value, _id(letter)])


@pytest.fixture
def letter(letters, data_key):
    return letters.objects.create(data_key=data_key, text=SECRET, facts={"amount": [1, "two"], "by": "Ann"})


def test_what_was_written_is_read_back(letters, letter):
    found = letters.objects.get(pk=letter.pk)
    assert found.text == SECRET
    assert found.facts == {"amount": [1, "two"], "by": "Ann"}
    assert found.answer is None


def test_nothing_in_clear_reaches_the_database(letters, letter):
    assert b"invoice" not in raw(letter)
    assert b"Ann" not in raw(letter, "facts")
    # The control: an open column does show what it holds.
    letters.objects.filter(pk=letter.pk).update(open_label="invoice")
    assert b"invoice" in raw(
        letter, "CAST(open_label AS BLOB)" if connection.vendor == "sqlite" else "open_label::bytea"
    )


def test_equal_texts_look_different_and_short_answers_alike(letters, data_key):
    yes, no = (letters.objects.create(data_key=data_key, text=text) for text in ("yes", "no"))
    again = letters.objects.create(data_key=data_key, text="yes")
    assert raw(yes) != raw(again)
    assert len(raw(yes)) == len(raw(no))


def test_a_value_copied_to_another_row_does_not_open(letters, letter, data_key):
    other = letters.objects.create(data_key=data_key, text="x")
    write_raw(other, "text", raw(letter))
    with pytest.raises(SealBroken):
        str(letters.objects.get(pk=other.pk).text)
    write_raw(letter, "text", raw(letter))
    assert letters.objects.get(pk=letter.pk).text == SECRET, "the control: in its own row it opens"


def test_a_value_copied_to_another_column_does_not_open(letters, letter):
    write_raw(letter, "answer", raw(letter))
    with pytest.raises(SealBroken):
        str(letters.objects.get(pk=letter.pk).answer)


@pytest.mark.parametrize("position", [0, 1, 14, -1])
def test_a_value_with_one_bit_changed_does_not_open(letters, letter, position):
    changed = bytearray(raw(letter))
    changed[position] ^= 1
    write_raw(letter, "text", bytes(changed))
    with pytest.raises(SealBroken) as caught:
        str(letters.objects.get(pk=letter.pk).text)
    # Nothing chained to it could carry the key or the bytes into a log.
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_after_its_key_is_destroyed_a_value_reads_as_shredded(letters, letter, data_key, today):
    data_key.destroy(on=today)
    found = letters.objects.get(pk=letter.pk)
    assert found.text is SHREDDED
    assert found.facts is SHREDDED
    assert found.answer is None
    assert found.data_key.is_destroyed
    with pytest.raises(KeyDestroyed):
        str(found.data_key.key)


def test_a_shredded_row_can_be_saved_and_stays_as_it_is(letters, letter, data_key, today):
    before = raw(letter)
    data_key.destroy(on=today)
    found = letters.objects.get(pk=letter.pk)
    assert found.text is SHREDDED
    found.open_label = "stub"
    found.save()
    assert raw(letter) == before


def test_shredded_text_is_never_stored_as_text(letters, letter, data_key, today):
    data_key.destroy(on=today)
    shredded = letters.objects.get(pk=letter.pk)
    with pytest.raises(SealedMisuse):
        letters.objects.create(data_key=DataKey.objects.mint(), text=shredded.text)


def test_nothing_can_be_sealed_under_a_destroyed_key(letters, data_key, today):
    data_key.destroy(on=today)
    with pytest.raises(KeyDestroyed):
        letters.objects.create(data_key=data_key, text="too late")


def test_a_plain_save_does_not_touch_an_unchanged_sealed_column(letters, letter):
    before, facts_before = raw(letter), raw(letter, "facts")
    letter.save()
    found = letters.objects.get(pk=letter.pk)
    assert found.text == SECRET
    found.save()
    found.refresh_from_db()
    found.save()
    deferred = letters.objects.defer("text", "facts").get(pk=letter.pk)
    assert deferred.text == SECRET
    deferred.save()
    assert (raw(letter), raw(letter, "facts")) == (before, facts_before)
    found.text = "changed"
    found.save()
    assert raw(letter) != before, "the control: a changed text is sealed anew"


def test_json_changed_in_place_is_saved(letters, letter):
    found = letters.objects.get(pk=letter.pk)
    found.facts["amount"].append(3)
    found.save()
    assert letters.objects.get(pk=letter.pk).facts["amount"] == [1, "two", 3]


def test_refreshing_brings_the_stored_value_back(letters, letter):
    letter.text = "not saved"
    letter.refresh_from_db()
    assert letter.text == SECRET
    letter.text = "not saved"
    letter.refresh_from_db(fields=["text"])
    assert letter.text == SECRET


def test_only_and_defer_load_on_first_reading(letters, letter, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert letters.objects.only("text").get(pk=letter.pk).text == SECRET
    found = letters.objects.defer("text").get(pk=letter.pk)
    with django_assert_num_queries(1):
        assert found.text == SECRET


def test_opening_many_rows_takes_one_query(letters, data_key, django_assert_num_queries):
    letters.objects.bulk_create([letters(data_key=data_key, text=f"text {number}") for number in range(5)])
    with django_assert_num_queries(1):
        assert {found.text for found in letters.objects.all()} == {f"text {number}" for number in range(5)}


def test_a_copy_under_a_new_id_opens(letters, letter):
    found = letters.objects.get(pk=letter.pk)
    found.pk = uuid.uuid4()
    found._state.adding = True
    found.save()
    assert letters.objects.get(pk=found.pk).text == SECRET
    assert letters.objects.get(pk=letter.pk).text == SECRET


def test_a_row_given_another_key_is_sealed_anew_under_it(letters, letter, data_key, today):
    found = letters.objects.get(pk=letter.pk)
    found.data_key = DataKey.objects.mint()
    found.save()
    data_key.destroy(on=today)
    found = letters.objects.get(pk=letter.pk)
    assert found.text == SECRET
    assert found.facts["by"] == "Ann"


@pytest.mark.parametrize(
    "condition", [{"text": SECRET}, {"text__icontains": "forged"}, {"facts__by": "Ann"}, {"text__in": ["a"]}]
)
def test_filtering_by_a_sealed_field_is_an_error_that_says_what_to_do(letters, condition):
    with pytest.raises(FieldError, match="blind index") as caught:
        letters.objects.filter(**condition)
    assert SECRET not in str(caught.value)


def test_absence_can_be_asked_for(letters, letter):
    assert letters.objects.filter(answer__isnull=True).get() == letter


def test_update_refuses_a_plain_value(letters, letter):
    with pytest.raises(SealedMisuse):
        letters.objects.update(text="plain")
    with pytest.raises(SealedMisuse):
        letters.objects.bulk_update([letters(pk=letter.pk, data_key=letter.data_key, text="plain")], ["text"])


def test_a_value_that_is_too_long_is_refused_in_the_form_and_at_the_store(letters, data_key):
    letter = letters(data_key=data_key, text="x" * 201)
    with pytest.raises(ValidationError):
        letter.full_clean()
    with pytest.raises(SealedMisuse) as caught, transaction.atomic():
        letter.save()
    assert "xx" not in str(caught.value)
    letters.objects.create(data_key=data_key, text="x" * 200)


def test_saving_without_a_key_says_so(letters):
    with pytest.raises(SealedMisuse, match="data_key"):
        letters(text="x").save()


@pytest.mark.parametrize("value", [5, b"bytes", None])
def test_a_text_field_takes_text_only(letters, data_key, value):
    with pytest.raises(SealedMisuse):
        letters.objects.create(data_key=data_key, text=value)


def test_the_empty_text_is_a_text(letters, data_key):
    assert letters.objects.get(pk=letters.objects.create(data_key=data_key).pk).text == ""


def test_neither_repr_nor_pickle_nor_values_show_a_text(letters, letter):
    found = letters.objects.get(pk=letter.pk)
    assert found.text == SECRET
    shown = f"{found!r} {found} {list(letters.objects.values('text', 'facts'))} {vars(found)}"
    assert "invoice" not in shown
    assert str(found.pk) in shown
    assert b"invoice" not in pickle.dumps(found.__dict__["text"])
    assert isinstance(letters.objects.values_list("text", flat=True)[0], Sealed)
    assert pickle.loads(pickle.dumps(found.__dict__["text"])).raw == ciphertext(found, "text")


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), facts=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_text_and_any_json_come_back_unchanged(letters, data_key, text, facts):
    found = letters.objects.get(pk=letters.objects.create(data_key=data_key, text=text, facts=facts).pk)
    assert found.text == text
    assert found.facts == json.loads(json.dumps(facts))


@given(st.binary(max_size=300))
def test_padding_never_changes_what_was_sealed(plaintext):
    key = cipher.random_key()
    assert cipher.unseal(key, cipher.seal(key, plaintext, bound_to="a"), bound_to="a") == plaintext
    with pytest.raises(SealBroken):
        cipher.unseal(key, cipher.seal(key, plaintext, bound_to="a"), bound_to="b")


def test_migrations_are_complete_and_hold_no_plain_value(db):
    out = StringIO()
    call_command("makemigrations", "vault", "audit", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()
