"""Promises on adding cases for measuring to what is there already."""

from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from accounts.roles import Role
from cases.models import Case
from tests.people import fresh, make_person

pytestmark = [pytest.mark.slow, pytest.mark.once]


def statements(client, url: str) -> int:
    client.get(url)  # what is read once for each process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_queue_shows_them_with_as_many_statements_as_before(load, client):
    load(reports=1, bulk=100)
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    client.force_login(head.user)
    before = statements(client, "/cases/")
    load(bulk=400)
    assert Case.objects.visible_to(fresh(head)).count() > 100
    assert statements(client, "/cases/") == before


@pytest.mark.once
def test_the_same_seed_gives_the_same_cases_again(load):
    load(reports=0, bulk=100)
    first = picture()
    load(bulk=100)
    assert picture() == Counter({row: 2 * count for row, count in first.items()})


def picture() -> Counter[Any]:
    return Counter(
        Case.objects.values_list("state", "queue", "topic__slug", "country", "severity", "assignee__email", "closed_at")
    )


def test_bulk_cases_go_only_where_the_demo_company_is(load, at):
    make_person("Real Person", at=at)
    with pytest.raises(CommandError, match="does not hold the demo company"):
        load(bulk=10)
    assert not Case.objects.exists()


def test_bulk_on_top_says_so(load, capsys):
    load(reports=0, bulk=5)
    load(bulk=5)
    assert "only the cases of --bulk are added" in capsys.readouterr().out
    assert Case.objects.count() == 10


def test_a_negative_number_is_refused(load):
    with pytest.raises(CommandError, match="takes a number of cases"):
        load(bulk=-1)
