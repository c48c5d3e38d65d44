"""Promises on loading the demo company: it goes through the real actions, so what they promise holds of it."""

from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection, transaction

from accounts.models import Notice, Person
from audit.verification import Replay
from cases.models import Allegation, Case, IncomingMail, Party, Report
from cases.states import CaseState, Channel
from tests.conftest import NOW
from tests.people import fresh


def picture() -> dict[str, Counter[Any]]:
    """What was loaded, without ids and references."""
    return {
        "cases": Counter(Case.objects.values_list("state", "queue", "severity", "received_on", "due_on", "closed_at")),
        "people": Counter(Case.objects.values_list("assignee__email", "triaged_by__email", "closed_by__email")),
        "reports": Counter(Report.objects.values_list("channel", "mode", "kind", "language")),
        "findings": Counter(Allegation.objects.values_list("finding", "provision__key")),
        "notices": Counter(Notice.objects.values_list("kind", "recipient__email", "created_on")),
    }


def test_twelve_reports_load_and_their_trail_verifies(load):
    load(reports=12)
    assert Report.objects.count() == 12
    assert Case.objects.count() == 12
    assert list(Replay().findings()) == []
    connection.check_constraints()


@pytest.mark.slow
def test_loading_twice_is_refused_with_a_sentence(load):
    load(reports=1)
    with pytest.raises(CommandError, match="There are people in this database already"):
        load(reports=1)
    assert Report.objects.count() == 1


@pytest.mark.slow
@pytest.mark.once
def test_the_same_seed_gives_the_same_company(load):
    pictures = []
    for _time in range(2):
        # Rolled back, because what happened in the Portal can't be deleted.
        with transaction.atomic():
            load(reports=12)
            pictures.append(picture())
            transaction.set_rollback(True)
        assert not Person.objects.exists()
    assert pictures[0] == pictures[1]


@pytest.mark.slow
@pytest.mark.once
def test_asking_for_many_people_at_once_gives_the_same_answer_as_for_each(load):
    load(reports=12)
    everybody = [fresh(person) for person in Person.objects.all()]
    assert Party.objects.filter(person__isnull=False).exists()
    for case in Case.objects.all():
        one_by_one = {person.pk for person in everybody if Case.objects.visible_to(person).filter(pk=case.pk).exists()}
        assert case.visible_among(everybody) == one_by_one
        assert {person.pk for person in case.staff()} <= one_by_one


@pytest.mark.slow
@pytest.mark.once
def test_150_reports_show_every_state_and_channel(load):
    load(reports=150)
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
    assert set(Report.objects.values_list("channel", flat=True)) == set(Channel.values)
    assert set(IncomingMail.objects.values_list("state", flat=True)) == {"BECAME_REPORT", "IGNORED", "SET_ASIDE"}
    assert not IncomingMail.objects.to_acknowledge(NOW).exists()
    assert list(Replay().findings()) == []
