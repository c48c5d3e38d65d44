"""Promises on loading the demo company: it goes through the real actions, so what they promise holds of it."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.db import connection

from accounts.models import Person
from audit.verification import Replay
from cases.models import Case, Party, Report
from cases.states.report import Channel
from ethics_portal.demo_company.loading.old_cases import BROUGHT_IN
from tests.demo_company.conftest import kept_for_a_module, load_company
from tests.people import fresh

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def twelve(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The company with twelve reports; each test's own changes are undone."""
    with kept_for_a_module(django_db_blocker, reports=12):
        yield


def test_twelve_reports_load_and_their_trail_verifies(twelve, db):
    told = Report.objects.genuine().exclude(channel=Channel.IMPORT)
    assert told.count() == Case.objects.filter(hotline_test__isnull=True, imported_as__isnull=True).count() == 12
    # And what the office kept before it had the Portal.
    assert Report.objects.filter(channel=Channel.IMPORT, case__state="CLOSED").count() == len(BROUGHT_IN)
    assert list(Replay().findings()) == []
    connection.check_constraints()


@pytest.mark.once
def test_asking_for_many_people_at_once_gives_the_same_answer_as_for_each(twelve, db):
    everybody = [fresh(person) for person in Person.objects.all()]
    assert Party.objects.filter(person__isnull=False).exists()
    for case in Case.objects.all():
        one_by_one = {person.pk for person in everybody if Case.objects.visible_to(person).filter(pk=case.pk).exists()}
        assert case.visible_among(everybody) == one_by_one
        assert {person.pk for person in case.staff()} <= one_by_one


def test_loading_twice_is_refused_with_a_sentence(twelve, db):
    with pytest.raises(CommandError, match="There are people in this database already"):
        load_company(reports=1)
    assert Report.objects.genuine().exclude(channel=Channel.IMPORT).count() == 12
