"""Every number of a dashboard is the number of rows that its link shows, behind the same walls, in few statements."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Person, Unit
from cases import actions
from cases.first_incident import FirstIncident
from cases.models import Case
from reporting.actions import draft_digest, note_visit, notify_committee
from reporting.models import CommitteeVisit
from reporting.periods import Period
from reporting.programme import programme_period, units_parts
from tests.heads import sign_with_heads
from tests.reporting.house import QUARTER
from tests.standing import standing
from tests.statements import Statements

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
MOST = 12


def parts_of(client, name):
    page = client.get(reverse(f"reporting:{name}"))
    assert page.status_code == 200
    return page, {str(card.label): card for part in page.context["parts"] for card in part.cards}


@pytest.fixture
def freeze_today(at):
    with time_machine.travel(at, tick=False):
        yield


@standing
def busy(house, at):
    """Cases of several states, ages and deadlines, as of the tests' own day."""
    for days in (2, 12, 40, 100, 200):
        case = house.report(at - timedelta(days=days))
        if days > 2:
            house.acknowledge(case, at - timedelta(days=days - 1))
    worked = house.report(at - timedelta(days=20))
    house.acknowledge(worked, at - timedelta(days=19))
    worked = house.triage(Case.objects.get(pk=worked.pk), at - timedelta(days=18), topic=house.topics["retaliation"])
    actions.assign_case(worked, investigator=house.investigator, by=house.worker(worked), at=at)
    house.report(at - timedelta(days=3), country="")
    return house


@pytest.mark.slow
def test_every_figure_of_an_office_is_the_number_of_rows_that_its_link_shows(busy, browser, freeze_today):
    client = browser(busy.officer)
    _page, cards = parts_of(client, "office_dashboard")
    assert cards["Open cases"].number == 7
    assert cards["Topic changed since it came"].number == 1
    assert cards["No country told"].number == 1
    assert cards["Older than 90 days"].number == 2
    for label, card in cards.items():
        if card.url.startswith("/cases/?"):
            rows = client.get(card.url).context["page"].rows
            assert len(rows) == card.number, label


def test_a_wall_takes_a_case_out_of_every_figure(busy, browser, at, freeze_today):
    client = browser(busy.officer)
    before = parts_of(client, "office_dashboard")[1]["Open cases"].number
    case = Case.objects.filter(state="NEW").first()
    actions.recuse(case, reason="A cousin of mine.", by=busy.officer, at=at)
    assert parts_of(client, "office_dashboard")[1]["Open cases"].number == before - 1


def test_loads_are_by_investigator_and_lead_to_their_cases(busy, browser, freeze_today):
    client = browser(busy.officer)
    page, _cards = parts_of(client, "office_dashboard")
    load = page.context["loads"][0]
    assert (load.name, load.open) == ("Ines Seekham", 1)
    assert len(client.get(load.open_url).context["page"].rows) == 1


def test_the_programme_says_how_long_people_waited_and_of_how_many_nobody_knows(
    house, in_quarter, browser, freeze_today
):
    for place in range(3):
        case = house.acknowledge(house.report(in_quarter), in_quarter)
        on = case.received_on - timedelta(days=5 + place)
        told = FirstIncident(on.year, on.month, on.day) if place else None
        house.triage(case, in_quarter, first_incident=told)
    page, cards = parts_of(browser(house.officer), "programme_dashboard")
    card = cards["Median in days"]
    assert (card.value, card.hint) == ("6.5", "of 2 cases; of 1 nobody knows")
    assert "/measures/#reporting_gap" in page.content.decode()


def test_my_week_is_mine_alone(busy, browser, freeze_today):
    client = browser(busy.investigator)
    _page, cards = parts_of(client, "week_dashboard")
    assert cards["Assigned to me"].number == 1
    assert len(client.get(cards["Assigned to me"].url).context["page"].rows) == 1
    assert browser(busy.investigator).get(reverse("reporting:office_dashboard")).status_code == 404
    assert browser(busy.employee).get(reverse("reporting:dashboards")).status_code == 404


def test_the_committee_sees_what_came_since_its_last_visit(house, in_quarter, browser, at):
    house.material(in_quarter)
    notify_committee(in_quarter)
    client = browser(house.member)
    first = client.get(reverse("reporting:committee_dashboard"))
    assert first.context["since"] is None and len(first.context["told"]) == 1
    CommitteeVisit.objects.filter(member=house.member).update(seen_at=in_quarter + timedelta(hours=1))
    again = client.get(reverse("reporting:committee_dashboard"))
    assert again.context["since"] == in_quarter + timedelta(hours=1)
    assert again.context["told"] == [] and again.context["unread"] == 1


def test_coming_back_soon_is_the_same_visit(house, at):
    assert note_visit(by=house.member, at=at) is None
    assert note_visit(by=house.member, at=at + timedelta(hours=1)) is None
    assert note_visit(by=house.member, at=at + timedelta(hours=9)) == at
    assert note_visit(by=house.member, at=at + timedelta(hours=10)) == at


def test_the_committee_is_shown_the_figures_of_the_digest_as_signed(house, in_quarter, browser, at):
    house.report(in_quarter)
    digest = draft_digest(QUARTER, by=None, at=at)
    sign_with_heads(digest, how="re-authenticated by password", by=house.auditor, at=at)
    page = browser(house.member).get(reverse("reporting:committee_dashboard"))
    assert page.context["newest"].pk == digest.pk
    assert all(card["url"].startswith(digest.get_absolute_url()) for card in page.context["headline"])


def rates(at):
    return {part.key: part for part in units_parts(programme_period(at.date()))}["unit_rates"].chart


def test_the_units_are_a_map_of_which_only_what_may_be_shown_is_shown(house, in_quarter, browser, at, freeze_today):
    plant = Unit.objects.create(name="Plant")
    Person.objects.filter(pk=house.employee.pk).update(unit=plant)
    for place in range(8):
        case = house.report(in_quarter if place < 6 else in_quarter - timedelta(days=90))
        house.name(case, house.employee, in_quarter)
    page = browser(house.officer).get(reverse("reporting:units_dashboard"))
    drawn = {part.key: part.chart for part in page.context["parts"]}
    assert drawn["units"]["table"] == [("Plant", ["0", "0", "hidden", "6", "–"])]
    assert drawn["unit_rates"] is None


def test_a_unit_has_a_rate_only_where_no_quarter_of_it_is_hidden(house, in_quarter, at):
    plant, office = Unit.objects.create(name="Plant"), Unit.objects.create(name="Office")
    Person.objects.filter(pk=house.employee.pk).update(unit=plant)
    Person.objects.filter(pk=house.investigator.pk).update(unit=office)
    for number in range(8):
        case = house.report(in_quarter)
        house.name(case, house.employee if number < 6 else house.investigator, in_quarter)
    shown = rates(at)
    assert [label for label, _figures in shown["table"]] == ["Plant (n = 6)"]
    earlier = house.report(in_quarter - timedelta(days=90))
    house.name(earlier, house.employee, in_quarter)
    # Seven in all, less the six of the digest's quarter, would tell of the one.
    assert rates(at) is None


def test_the_programme_stands_still_within_a_quarter(at):
    assert programme_period(at.date()) == Period(QUARTER.last_twelve_months().start, QUARTER.end)


@pytest.mark.parametrize(
    ("who", "route"),
    [
        ("officer", "office_dashboard"),
        ("officer", "programme_dashboard"),
        ("officer", "units_dashboard"),
        ("auditor", "office_dashboard"),
        ("investigator", "week_dashboard"),
        ("member", "committee_dashboard"),
        ("chair", "committee_dashboard"),
    ],
)
def test_a_dashboard_takes_few_statements(busy, in_quarter, browser, at, who, route):
    busy.material(in_quarter)
    notify_committee(in_quarter)
    digest = draft_digest(QUARTER, by=None, at=at)
    sign_with_heads(digest, how="re-authenticated by password", by=busy.auditor, at=at)
    client, address = browser(busy.people[who]), reverse(f"reporting:{route}")
    client.get(address)
    with Statements() as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= MOST
