"""What is told in confidence lies nowhere in clear: not in the database, not in a file, not in a log line."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from tests.sweeps.inventory import IN_CLEAR, plain_columns
from tests.sweeps.state import rows
from vault.fields import SealedField

WORDY = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def wordy_columns() -> dict[str, models.Field]:
    """Every column of every model that can hold words or bytes."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, WORDY)
    }


def secret(world) -> dict[str, str]:
    """The planted words that must lie nowhere in clear: all but references and what is published."""
    return {
        name: word for name, word in world.planted.items() if name not in IN_CLEAR and not name.endswith(".reference")
    }


def test_every_column_that_can_hold_words_is_sealed_or_plain_for_a_reason():
    sealed = {name for name, field in wordy_columns().items() if isinstance(field, SealedField)}
    assert sealed & plain_columns() == set()
    assert set(wordy_columns()) - sealed - plain_columns() == set(), "say in inventory.py why it is plain, or seal it"
    assert plain_columns() - set(wordy_columns()) == set(), "gone: take it out of inventory.py"
    assert len(sealed) > 30


# --- the database --------------------------------------------------------------------------------------------
def dump() -> Iterator[tuple[str, bytes]]:
    """Every table's raw rows; on SQLite also the file with its free pages and indexes."""
    for table in connection.introspection.table_names():
        yield table, b"\n".join(_flat(row) for row in rows(table))
    if connection.vendor == "sqlite":
        yield "the file", connection.connection.serialize()


def _flat(row: tuple) -> bytes:
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


def found_in(content: bytes, words: dict[str, str]) -> set[str]:
    """The words that occur as they are, in any case, or as UTF-16."""
    folded = content.lower()
    return {name for name, word in words.items() if word.encode() in folded or word.encode("utf-16-le") in folded}


@pytest.mark.slow
def test_no_secret_word_lies_in_the_database(world):
    found = {f"{name} in {table}" for table, content in dump() for name in found_in(content, secret(world))}
    assert found == set()


def test_a_word_in_clear_is_found_in_the_database(world):
    """The control: what is published is found by the same search, in its table and in the file."""
    published = {"text": world.planted["disclosed.draft_text"]}
    found = {table for table, content in dump() if found_in(content, published)}
    assert "code_of_ethics_disclosure" in found
    assert connection.vendor != "sqlite" or "the file" in found


# --- files ------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_no_secret_word_lies_in_a_file(world):
    files = [path for path in settings.DATA_DIR.rglob("*") if path.is_file() and "sqlite" not in path.name]
    sealed = [path for path in files if settings.SEALED_FILES_DIR in path.parents]
    assert sealed, "the world has a sealed file"
    words = secret(world)
    assert {f"{name} in {path}" for path in files for name in found_in(path.read_bytes(), words)} == set()
