"""Loading the demo company into a test's database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.core.management import call_command

from ethics_portal.management.commands import load_demo_company
from tests.conftest import NOW, one_transaction, open_calendars

Load = Callable[..., None]


def load_company(**options: int) -> None:
    """`manage.py load_demo_company` at the tests' moment."""
    # The rules of the clocks' data migration, also after a transactional test.
    open_calendars()
    with mock.patch.object(load_demo_company, "database_now", return_value=NOW):
        call_command("load_demo_company", verbosity=0, **options)


@contextmanager
def kept_for_a_module(django_db_blocker, **options: int) -> Iterator[None]:
    """The loaded company, for tests that change nothing or are rolled back themselves."""
    with one_transaction(django_db_blocker):
        load_company(**options)
        yield


@pytest.fixture
def load(db) -> Load:
    return load_company
