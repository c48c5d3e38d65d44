"""Who opened the file of a case is kept, a row for each person and day, and shown to whoever answers for it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import CaseReading
from tests.conftest import NOW
from tests.statements import Statements


def look(client, case, page: str = "case") -> str:
    return client.get(reverse(f"cases:{page}", args=[case.reference])).content.decode()


def test_a_row_for_each_person_and_day_whatever_page_they_open(case, sign_in, ethics_staff, desk):
    for day in range(2):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            for page in ("case", "notes", "history", "case"):
                look(sign_in(ethics_staff), case, page)
    assert [row.person for row in CaseReading.objects.all()] == [ethics_staff] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseReading.objects.all().delete()


def test_who_finds_nothing_leaves_nothing(case, sign_in, employee):
    look(sign_in(employee), case)
    assert not CaseReading.objects.exists()


def test_shown_to_its_head_and_investigator_alone(case, sign_in, desk, ethics_staff, investigator):
    desk.assign(desk.acknowledge(case))
    look(sign_in(ethics_staff), case)
    for person, is_told in ((desk.head, True), (investigator, True), (ethics_staff, False)):
        page = look(sign_in(person), case, "access")
        assert ("Who looked at it" in page) == is_told, person
    assert ethics_staff.full_name in look(sign_in(desk.head), case, "access")


def test_the_first_look_of_a_day_fits_into_the_statements_of_the_page(case, sign_in, ethics_staff, desk):
    client = sign_in(ethics_staff)
    look(client, case)
    with time_machine.travel(NOW + timedelta(days=1), tick=False), Statements() as asked:
        client = sign_in(ethics_staff)
        asked.initial_queries = len(asked.connection.queries_log)
        look(client, case)
        assert len(asked) <= 13
