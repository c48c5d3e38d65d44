"""Adding rows that may be there already."""

import pytest

from vault.models import Secret
from vault.rows import insert_new

pytestmark = pytest.mark.django_db


def secrets(*purposes: str, wrapped: bytes) -> list[Secret]:
    return [Secret(purpose=purpose, wrapped=wrapped, wrapped_by="test") for purpose in purposes]


def test_it_tells_how_many_were_new_and_leaves_the_others_as_they_were():
    assert insert_new(secrets("one", "two", wrapped=b"first")) == 2
    assert insert_new(secrets("two", "three", wrapped=b"second")) == 1
    kept = {secret.purpose: bytes(secret.wrapped) for secret in Secret.objects.filter(wrapped_by="test")}
    assert kept == {"one": b"first", "two": b"first", "three": b"second"}
    assert insert_new([]) == 0


def test_many_rows_are_all_stored_and_one_that_was_stored_can_be_changed(django_assert_max_num_queries):
    many = secrets(*(f"purpose-{number}" for number in range(700)), wrapped=b"first")
    assert insert_new(many) == 700
    many[0].wrapped = b"changed"
    with django_assert_max_num_queries(1):
        many[0].save()
    assert bytes(Secret.objects.get(pk="purpose-0").wrapped) == b"changed"
