"""Promises on the cases for measuring: written past the actions, but nobody can tell from the rows."""

from collections.abc import Iterator

import pytest
from django.db import connection

from audit.models import Head
from audit.verification import Replay
from cases.actions.deadlines import refresh_all_due
from cases.actions.walls import replace_walled_off
from cases.models import Allegation, Case, MaterialityDecision, MaterialityTrigger, Party, Report
from cases.states.case import ASIDE, CaseState
from cases.states.party import PartyStatus
from clocks.models import Clock
from ethics_portal.demo_company.reports import report_seeds
from reporting.actions import notify_committee
from tests.demo_company.conftest import kept_for_a_module
from tests.people import fresh

pytestmark = pytest.mark.slow

BULK = 500


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The people and the Code of the demo company, and 500 cases."""
    with kept_for_a_module(django_db_blocker, reports=0, bulk=BULK):
        yield


@pytest.fixture
def bulk(loaded, db) -> None:
    """The loaded company, as each test finds it."""


def test_bulk_cases_keep_every_constraint_and_their_trail_verifies(bulk, at):
    connection.check_constraints()
    assert Case.objects.count() == Report.objects.count() == BULK
    assert list(Replay().findings()) == []
    # A case of its own merges into none, and is no test of the hotline.
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values) - set(ASIDE)
    # Sealed already, but for the anonymous reports of today.
    waiting = Head.objects.filter(subject_kind="cases.case", sealed_sequence=0)
    assert all(head.seal_from > at.date() for head in waiting)


def test_what_is_sealed_opens_and_is_what_was_told(bulk):
    told = {seed.narrative for seed in report_seeds(BULK)}
    for report in Report.objects.select_related("identity__data_key"):
        assert report.narrative in told
        assert report.answers["Where did it happen?"]
        assert report.identity is None or isinstance(report.identity.name, str)
    for party in Party.objects.all():
        assert party.person_id or party.described
    for allegation in Allegation.objects.exclude(finding=""):
        assert allegation.statement
    for decision in MaterialityDecision.objects.all():
        assert decision.reasons


def test_open_cases_have_their_running_clocks_and_some_are_material(bulk, at):
    running = Clock.objects.running().filter(subject_kind="cases.case").values_list("subject_id", flat=True)
    assert set(running) == set(Case.objects.open().values_list("pk", flat=True))
    for case in Case.objects.open():
        assert case.due_on == min(clock.due_on for clock in Clock.objects.of(case).running())
    share = MaterialityTrigger.objects.count() / BULK
    assert 0.01 < share < 0.06


def test_the_clock_finds_nothing_to_put_right(bulk, at):
    assert refresh_all_due() == 0
    assert replace_walled_off(at) == 0
    assert notify_committee(at) == 0
    assert not Clock.objects.to_warn(at).filter(subject_kind="cases.case")


def test_the_wall_stands_before_bulk_cases(bulk):
    named = Party.objects.filter(person__isnull=False).exclude(status=PartyStatus.REJECTED).select_related("person")
    assert named
    for party in named:
        assert party.person
        assert not Case.objects.visible_to(fresh(party.person)).filter(pk=party.case_id).exists()
        assert not any(person.pk == party.person_id for person in party.case.staff())
    for case in Case.objects.exclude(assignee=None):
        assert case.is_visible_to(fresh(case.assignee))
