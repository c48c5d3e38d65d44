"""Adding rows, and adding rows that may be there already."""

import pytest
from django.db import IntegrityError, connection, transaction

from vault.models import DataKey, Secret
from vault.rows import insert, insert_new, insert_or_update, insert_together

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


def test_a_row_that_is_there_is_refused_by_the_plain_way():
    insert(*secrets("one", "two", wrapped=b"first"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(*secrets("two", "three", wrapped=b"second"))
    assert set(Secret.objects.filter(wrapped_by="test").values_list("pk", flat=True)) == {"one", "two"}


def test_a_row_that_is_there_takes_the_fields_that_were_named_and_keeps_the_others():
    insert(*secrets("one", wrapped=b"first"))
    again = [Secret(purpose=purpose, wrapped=b"second", wrapped_by="other") for purpose in ("one", "two")]
    insert_or_update(again, unique=["purpose"], update=["wrapped"])
    kept = {secret.purpose: (bytes(secret.wrapped), secret.wrapped_by) for secret in Secret.objects.all()}
    assert (kept["one"], kept["two"]) == ((b"second", "test"), (b"second", "other"))


def test_a_statement_that_a_connection_keeps_is_made_known_to_the_next_one(transactional_db):
    insert(*secrets("one", wrapped=b"first"))
    connection.close()
    insert(*secrets("two", wrapped=b"first"))
    assert Secret.objects.filter(wrapped_by="test").count() == 2


def test_rows_of_several_models_are_added_together_or_not_at_all():
    one, two = (DataKey(wrapped=b"%", wrapped_by=name) for name in ("one % s", "two"))
    insert_together([one, two], [], secrets("one", wrapped=b"first"), secrets(*map(str, range(20)), wrapped=b"many"))
    assert {bytes(key.wrapped) for key in DataKey.objects.filter(wrapped_by__in=["one % s", "two"])} == {b"%"}
    assert Secret.objects.filter(wrapped_by="test").count() == 21 and not one._state.adding
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together([DataKey(wrapped=b"x", wrapped_by="three")], secrets("one", wrapped=b"second"))
    assert not DataKey.objects.filter(wrapped_by="three").exists()
    insert_together([DataKey(wrapped=b"x", wrapped_by="three")], secrets("two", wrapped=b"second"))
    assert DataKey.objects.filter(wrapped_by="three").count() == 1
