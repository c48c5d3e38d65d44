"""Everybody affirms the exact text, once; what they can't affirm stays between them and the officer."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from code_of_ethics.actions import affirm, ask_everybody
from code_of_ethics.models import Affirmation, AffirmationCampaign, StatedException
from code_of_ethics.tasks import sweep_joiners
from tests.code_of_ethics.people import make_person
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(employee, version) -> Affirmation:
    return Affirmation.objects.get(person=employee)


def test_an_affirmation_names_the_exact_text(asked, employee, version, at):
    affirmed = affirm(asked, by=employee, at=at)
    assert (affirmed.affirmed_at, affirmed.version_sha256) == (at, version.sha256)


def test_nobody_affirms_for_somebody_else(asked, officer, at):
    with pytest.raises(Affirmation.DoesNotExist):
        affirm(asked, by=officer, at=at)


def test_nobody_affirms_twice(asked, employee, at):
    affirm(asked, by=employee, at=at)
    with pytest.raises(Refused):
        affirm(asked, by=employee, at=at)


def test_a_remark_is_sealed_and_only_the_officer_is_told(asked, employee, officer, counsel, at):
    affirm(asked, exception="My brother supplies us.", by=employee, at=at)
    stated = StatedException.objects.get()
    assert stated.text == "My brother supplies us."
    assert b"brother" not in ciphertext(stated, "text")
    told = Notice.objects.filter(kind="code_exception_stated").values_list("recipient", flat=True)
    assert list(told) == [officer.pk]


def test_a_joiner_is_asked_by_the_clock_once(version, at):
    joiner = make_person("Jo Joiner", at=at)
    assert (sweep_joiners(), sweep_joiners()) == (1, 0)
    assert Affirmation.objects.filter(person=joiner).count() == 1


def test_asking_again_asks_nobody(version, at):
    campaign = AffirmationCampaign.objects.get()
    assert ask_everybody(campaign, at=at) == 0


def test_the_database_wants_the_text_named(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Affirmation.objects.filter(pk=asked.pk).update(version_sha256="0" * 64)
