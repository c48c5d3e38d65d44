"""Long documents: written a part at a time as ever, compressed and sealed, and read as they were given."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.test_sealed_fields import raw, write_raw
from vault import cipher
from vault.documents import AT_ONCE, json_parts
from vault.errors import SealedMisuse
from vault.fields import Sealed

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
ROWS = {"lists": {"material": [{"reference": f"6W7K-{number}", "queue": "é"} for number in range(2 * AT_ONCE + 1)]}}


def as_ever(value, **how) -> bytes:
    return json.dumps(value, separators=(",", ":"), **how).encode()


@given(value=PLAIN)
def test_the_parts_are_the_text_that_json_writes(value):
    assert b"".join(json_parts(value)) == as_ever(value)
    assert b"".join(json_parts(value, sort_keys=True)) == as_ever(value, sort_keys=True)


@pytest.mark.parametrize("length", [AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_a_long_list_comes_in_parts_none_of_which_is_long(length):
    document = {"z": [{"number": number} for number in range(length)], "a": {}, "b": []}
    parts = list(json_parts(document, sort_keys=True))
    assert b"".join(parts) == as_ever(document, sort_keys=True)
    assert max(map(len, parts)) <= AT_ONCE * len(b'{"number":0000},')


def test_a_key_that_is_no_text_is_refused():
    with pytest.raises(TypeError):
        list(json_parts({"years": {2026: 1}}))


@pytest.fixture
def letter(letters, data_key):
    return letters.objects.create(data_key=data_key, text="x", enclosure=ROWS)


def test_a_document_is_read_back_and_takes_little_room(letters, letter):
    assert letters.objects.get(pk=letter.pk).enclosure == ROWS
    assert len(raw(letter, "enclosure")) < len(as_ever(ROWS)) / 5
    assert letter.enclosure is ROWS, "no second copy is held once it is sealed"


def test_a_change_within_a_document_is_stored(letters, letter):
    found = letters.objects.get(pk=letter.pk)
    found.enclosure["lists"]["material"][3]["queue"] = "changed"
    found.save()
    assert letters.objects.get(pk=letter.pk).enclosure["lists"]["material"][3]["queue"] == "changed"


def test_a_document_that_was_sealed_before_any_was_compressed_is_read_and_stays(letters, letter):
    field = letters._meta.get_field("enclosure")
    old = cipher.seal(letter.data_key.key, as_ever(ROWS), bound_to=f"vault_letter:{letter.pk}:{field.column}")
    write_raw(letter, "enclosure", old)
    found = letters.objects.get(pk=letter.pk)
    assert found.enclosure == ROWS
    found.save()
    assert raw(letter, "enclosure") == old


@pytest.mark.parametrize("value", [{"on": date(2026, 11, 29)}, {"of": {1, 2}}, {1: "one"}])
def test_only_plain_values_are_sealed_as_a_document_because_they_are_read_as_they_were_given(letters, letter, value):
    letter.enclosure = value
    with pytest.raises(SealedMisuse) as caught:
        letter.save()
    assert caught.value.__cause__ is None


def test_what_is_kept_of_a_document_beside_its_values_is_compressed(letter):
    kept = letter.__dict__["enclosure"]
    assert isinstance(kept, Sealed) and len(kept.plaintext) < len(as_ever(ROWS)) / 5
