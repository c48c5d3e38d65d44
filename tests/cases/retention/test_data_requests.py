"""What an office gave to somebody who asked about their data keeps the file until it is answered, and goes with it."""

from datetime import timedelta

import pytest

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import DataRequestFacts, ItemFacts
from cases.actions.shredding import shred_approved
from cases.models import Case, DataPart, DataRequest
from cases.retention import Retention
from cases.states.retention import Hindrance
from cases.views.my_data import _annex
from tests.people import make_person
from tests.standing import standing
from vault.fields import SHREDDED

GIVEN = "We kept your calendar."


@standing
def privacy(at) -> Person:
    return make_person("Dolores Privett", Role.DATA_PROTECTION, at=at)


@standing
def asked(subject, at) -> DataRequest:
    return actions.ask_for_data(DataRequestFacts("ACCESS", "What do you hold?"), by=subject, at=at)


@pytest.fixture
def give(desk, asked, at):
    """The office gives something out of each of these cases."""

    def given(*cases: Case) -> DataPart:
        part = asked.parts.get(queue="ETHICS_OFFICE")
        for case in cases:
            facts = ItemFacts("A calendar", "GIVE", "It harms nobody.", words=GIVEN)
            actions.decide_data_item(part, case=case, facts=facts, by=desk.staff, at=at)
        return actions.finish_data_part(part, by=desk.head, at=at)

    return given


def answer(asked: DataRequest, privacy: Person, at) -> DataRequest:
    actions.identify_requester(asked, check="Signed in.", by=privacy, at=at)
    return actions.answer_data_request(
        asked, outcome="GRANTED", answer="Your unit.", by=privacy, at=at + timedelta(days=31)
    )


def test_a_request_that_is_not_answered_keeps_the_file(desk, period, give, asked, privacy, at, later):
    period(60)
    case = desk.case_in("CLOSED")
    give(case)
    assert Retention(later).verdict(case).hindrance == Hindrance.OPEN_WORK
    answer(asked, privacy, at)
    assert Retention(later).verdict(case).hindrance is None


def test_what_was_given_goes_with_the_last_file_that_it_came_from(desk, period, give, agree, asked, privacy, at, later):
    period(60)
    first, second = desk.case_in("CLOSED"), desk.case_in("CLOSED")
    part = give(first, second)
    shown = answer(asked, privacy, at)
    assert GIVEN in _annex(shown)
    agree(first)
    assert shred_approved(later) == 1
    assert GIVEN in _annex(shown), "it came from a file that is kept too"
    agree(second)
    assert shred_approved(later) == 1
    assert DataPart.objects.get(pk=part.pk).annex is SHREDDED and _annex(shown) == ""
