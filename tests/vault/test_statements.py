"""A statement that goes past Django's cursor is heard by whoever listens, and refused where Django would."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from vault.models import DataKey
from vault.rows import insert
from vault.settled import Settled

pytestmark = pytest.mark.django_db
KEYS = Settled(lambda pk: DataKey.objects.filter(pk=pk))


def test_whoever_counts_statements_hears_of_each():
    key = DataKey.objects.mint()
    with CaptureQueriesContext(connection) as heard:
        assert KEYS(key.pk) == [key]
        DataKey.objects.mint()
    assert len(heard) == 2


def test_whoever_wraps_statements_may_refuse_one():
    def refuse(*_statement):
        raise PermissionError

    with connection.execute_wrapper(refuse):
        with pytest.raises(PermissionError):
            KEYS(DataKey().pk)
        with pytest.raises(PermissionError):
            DataKey.objects.mint()


def test_after_a_fault_a_broken_transaction_takes_nothing_more():
    key = DataKey.objects.mint()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(DataKey(pk=key.pk, wrapped=b"x", wrapped_by="x"))
    assert KEYS(key.pk) == [key], "the savepoint was rolled back, and the fault is Django's own"
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            KEYS(key.pk)
        with pytest.raises(TransactionManagementError):
            DataKey.objects.mint()
