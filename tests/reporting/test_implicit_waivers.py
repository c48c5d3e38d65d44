"""A known departure by a director or officer, and nobody acts: it could be an implicit waiver, and somebody hears."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Notice, Person
from audit.trail import history
from cases.actions import ActionFacts, DecisionFacts, decide_action, propose_action
from cases.models import Case
from cases.states.outcome import ActionKind
from reporting.actions import watch_implicit_waivers
from reporting.actions.watching import untouched_departures
from tests.standing import standing
from waivers.models import ImplicitWaiver

pytestmark = pytest.mark.django_db
LATER = timedelta(days=31)


@standing
def matter(house, in_quarter) -> Case:
    """Under investigation: an executive officer is alleged to have departed from the Code."""
    return investigated(house, in_quarter, house.executive)


def investigated(house, at: datetime, subject: Person) -> Case:
    case = house.acknowledge(house.report(at), at)
    house.name(case, subject, at)
    case = house.triage(Case.objects.get(pk=case.pk), at)
    house.allege(case, at)
    return Case.objects.get(pk=case.pk)


def told() -> set[str]:
    return {notice.recipient.full_name for notice in Notice.objects.filter(kind="implicit_waiver")}


def test_after_the_days_it_is_kept_and_whoever_may_see_the_case_is_alarmed_once(matter, in_quarter):
    assert watch_implicit_waivers(in_quarter + LATER) == 1
    assert watch_implicit_waivers(in_quarter + LATER + timedelta(days=1)) == 0
    assert ImplicitWaiver.objects.get().source_id == matter.pk
    assert told() and told() <= {person.full_name for person in matter.staff()}
    assert history(matter)[-1].verb == "implicit_waiver"
    assert history(matter)[-1].actor == "the clock"


def test_the_one_whom_it_is_about_hears_nothing(matter, house, in_quarter):
    watch_implicit_waivers(in_quarter + LATER)
    assert not Notice.objects.filter(recipient=house.executive, kind="implicit_waiver").exists()
    row = ImplicitWaiver.objects.get()
    assert house.executive.full_name not in f"{row} {row.__dict__}"


def test_before_that_nobody_is(matter, in_quarter):
    assert watch_implicit_waivers(in_quarter + timedelta(days=29)) == 0


@pytest.mark.parametrize("finding", ["SUBSTANTIATED", "UNSUBSTANTIATED"])
def test_what_was_found_counts_from_the_finding_and_only_if_it_is_against_them(matter, house, in_quarter, finding):
    found_at = in_quarter + timedelta(days=20)
    house.find(matter.allegations.get(), found_at, finding)
    assert watch_implicit_waivers(in_quarter + LATER) == 0
    assert watch_implicit_waivers(found_at + LATER) == (1 if finding == "SUBSTANTIATED" else 0)


@pytest.mark.parametrize("name", ["employee", "investigator"])
def test_of_anybody_else_there_is_no_waiver(house, in_quarter, name):
    investigated(house, in_quarter, getattr(house, name))
    assert watch_implicit_waivers(in_quarter + LATER) == 0


def test_a_director_of_a_subsidiary_is_not_covered_and_a_covered_officer_is(house, matter, in_quarter):
    Person.objects.filter(pk=house.executive.pk).update(is_executive_officer=False)
    assert not untouched_departures(in_quarter + LATER).exists()
    Person.objects.filter(pk=house.executive.pk).update(is_covered_officer=True)
    assert untouched_departures(in_quarter + LATER).exists()


def test_a_decided_action_ends_it(matter, house, in_quarter):
    watch_implicit_waivers(in_quarter + LATER)
    act(matter, house, in_quarter + LATER)
    assert watch_implicit_waivers(in_quarter + LATER + timedelta(days=1)) == 0
    assert ImplicitWaiver.objects.get().ended_at is not None


def act(case: Case, house, at: datetime) -> None:
    proposer, decider = case.staff()[:2]
    action = propose_action(case, facts=ActionFacts(kind=ActionKind.CORRECTIVE, reasons="So."), by=proposer, at=at)
    facts = DecisionFacts(owner=house.employee, due_on=(at + timedelta(days=9)).date(), brief="Do it.")
    decide_action(action, facts=facts, by=decider, at=at)


def test_the_database_keeps_one_at_a_time_and_deletes_none(matter, in_quarter):
    watch_implicit_waivers(in_quarter + LATER)
    row = ImplicitWaiver.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ImplicitWaiver.objects.create(
            source_kind=row.source_kind, source_id=row.source_id, days=30, noticed_at=row.noticed_at
        )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM waivers_implicitwaiver")
