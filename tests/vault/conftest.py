"""What the vault's tests share: a model with sealed fields of every kind, and somewhere for sealed files."""

import uuid
from datetime import date

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from vault.fields import SealedDocumentField, SealedJSONField, SealedTextField
from vault.models import DataKey, SealedModel, SealedQuerySet

TODAY = date(2026, 11, 23)

with isolate_apps("vault"):

    class Letter(SealedModel):
        """A sealed model that exists in these tests only."""

        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        # No constraint, so that emptying the real tables between tests need not know this one.
        data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+", db_constraint=False)
        text = SealedTextField(limit=200, blank=True)
        answer = SealedTextField(null=True, blank=True)
        facts = SealedJSONField(default=dict, blank=True)
        enclosure = SealedDocumentField(default=dict, blank=True)
        open_label = models.CharField(max_length=20, default="label")

        objects = SealedQuerySet.as_manager()

        class Meta:
            app_label = "vault"


@pytest.fixture(scope="module")
def letter_table(django_db_setup, django_db_blocker):
    """For each file anew: after a transactional test of another one the database is as it was migrated, without it."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Letter)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Letter)


@pytest.fixture
def letters(letter_table, db):
    """The model with sealed fields, and its table."""
    return Letter


@pytest.fixture
def data_key(db) -> DataKey:
    return DataKey.objects.mint()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def sealed_dir(settings, tmp_path):
    """An empty folder for sealed files."""
    settings.SEALED_FILES_DIR = tmp_path / "sealed"
    return settings.SEALED_FILES_DIR
