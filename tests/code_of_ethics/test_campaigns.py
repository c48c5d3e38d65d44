"""Campaigns: who is asked, when they hear again, and who drops out. All of it by rows and by the clock."""

from datetime import datetime, timedelta

import pytest

from accounts.actions import change_manager
from accounts.models import Notice, Person, Unit
from accounts.moves import Refused
from code_of_ethics.actions import (
    Audience,
    affirm,
    ask_due,
    ask_everybody,
    end_campaign,
    launch_campaign,
    remind,
    start_campaign,
    state_exception,
)
from code_of_ethics.models import Affirmation, AffirmationCampaign
from code_of_ethics.models.affirmation import next_reminder
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.standing import standing

pytestmark = pytest.mark.django_db

LATER = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2027-01-01")


def told(kind: str, person: Person | None = None) -> int:
    notices = Notice.objects.filter(kind=kind)
    return notices.filter(recipient=person).count() if person else notices.count()


def day(base: datetime, days: int) -> datetime:
    return base + timedelta(days=days)


@standing
def asked(employee, version) -> Affirmation:
    return Affirmation.objects.get(person=employee)


# --- who is asked ---------------------------------------------------------------------------------------------
def test_a_publication_asks_everybody_who_works_here_and_can_sign_in(employee, version, editor, officer):
    assert set(Affirmation.objects.values_list("person", flat=True)) == {employee.pk, editor.pk, officer.pk}
    assert told("code_affirmation_asked") == 3


def test_launching_is_a_row_and_the_clock_does_the_rest(employee, version, at):
    AffirmationCampaign.objects.update(ended_at=at)
    campaign = launch_campaign(version, by=None, at=at)
    assert not campaign.affirmations.exists() and campaign.asked_at is None
    assert ask_due(at=at) == Person.objects.count()


def test_a_joiner_is_asked_once_with_days_of_their_own(version, at):
    later = day(at, 60)
    joiner = make_person("Jo Joiner", at=at)
    assert (ask_due(at=later), ask_due(at=later)) == (1, 0)
    own = Affirmation.objects.get(person=joiner)
    assert own.due_on > later.date()
    assert told("code_affirmation_asked", joiner) == 1


def test_somebody_hired_for_later_is_asked_then(version, at):
    make_person("Hila Hired", at=at, employed_from=day(at, 10).date())
    assert ask_due(at=day(at, 9)) == 0
    assert ask_due(at=day(at, 10)) == 1


def test_a_leaver_drops_out_and_a_returner_is_asked_afresh(asked, employee, at):
    Person.objects.filter(pk=employee.pk).update(employed_until=day(at, 1).date())
    counted = Affirmation.objects.filter(person=employee)
    assert not counted.counted(day(at, 2).date()).exists()
    assert remind(at=day(at, 40)) == Affirmation.objects.count() - 1
    back = day(at, 90)
    Person.objects.filter(pk=employee.pk).update(employed_until=None, employed_from=back.date())
    assert (ask_due(at=back), ask_due(at=back)) == (1, 0)
    own = counted.get()
    assert own.asked_again_on == back.date() and own.due_on > back.date()
    assert told("code_affirmation_asked", employee) == 2


def test_a_leaver_who_affirmed_stays_counted(asked, employee, at):
    affirm(asked, by=employee, at=at)
    Person.objects.filter(pk=employee.pk).update(employed_until=day(at, 1).date())
    assert Affirmation.objects.filter(person=employee).counted(day(at, 2).date()).exists()


def test_a_new_version_ends_the_campaigns_of_the_one_before(asked, employee, editor, officer, at):
    publish_code(LATER, editor=editor, publisher=officer, at=at)
    assert asked.campaign_id not in AffirmationCampaign.objects.running().values_list("pk", flat=True)
    assert [row.campaign.version.number for row in Affirmation.objects.of(employee).waiting()] == [2]


# --- a part of the company -------------------------------------------------------------------------------------
@standing
def nobody_asked(version, officer, at):
    """The company's campaign is over."""
    end_campaign(AffirmationCampaign.objects.get(), by=officer, at=at)


def asked_by(campaign: AffirmationCampaign, at: datetime) -> set[str]:
    ask_everybody(campaign, at=at)
    return set(campaign.affirmations.values_list("person__given_name", flat=True))


def test_a_campaign_by_hand_asks_by_unit_country_and_level(nobody_asked, officer, at):
    sales = Unit.objects.create(name="Sales")
    boss = make_person("Bo Boss", at=at, unit=sales)
    make_person("Vic Vendor", at=at, unit=sales, manager=boss)
    make_person("Xena Executive", at=at, is_executive_officer=True)
    make_person("Carl Controller", at=at, has_control_role=True)
    Person.objects.filter(given_name="Vic").update(country="BR")
    due = day(at, 20).date()
    expected = {
        Audience(units=(sales,)): {"Bo", "Vic"},
        Audience(countries=("BR",)): {"Vic"},
        Audience(levels=("MANAGERS",)): {"Bo"},
        Audience(levels=("BOARD_CLASS", "CONTROL_ROLE")): {"Xena", "Carl"},
        Audience(units=(sales,), countries=("US",)): {"Bo"},
    }
    for audience, names in expected.items():
        campaign = start_campaign(due, audience, by=officer, at=at)
        assert asked_by(campaign, at) == names, audience
        end_campaign(campaign, by=officer, at=at)


def test_whoever_waits_in_another_campaign_is_not_asked_twice(asked, employee, officer, at):
    campaign = start_campaign(day(at, 20).date(), Audience(countries=("US",)), by=officer, at=at)
    assert asked_by(campaign, at) == set()
    affirm(asked, by=employee, at=at)
    assert asked_by(campaign, at) == {"Emil"}


def test_campaigns_are_started_by_the_head_for_a_day_ahead_and_one_of_the_company_at_a_time(
    version, officer, editor, at
):
    for who, due, audience in (
        (editor, day(at, 20), Audience(countries=("US",))),
        (officer, at, Audience(countries=("US",))),
        (officer, day(at, 20), Audience()),
    ):
        with pytest.raises(Refused):
            start_campaign(due.date(), audience, by=who, at=at)


def test_only_the_head_ends_a_campaign_and_nobody_twice(version, officer, editor, at):
    campaign = AffirmationCampaign.objects.get()
    with pytest.raises(Refused):
        end_campaign(campaign, by=editor, at=at)
    end_campaign(campaign, by=officer, at=at)
    with pytest.raises(Refused):
        end_campaign(campaign, by=officer, at=at)


# --- reminders --------------------------------------------------------------------------------------------------
def test_the_days_of_reminding():
    due = datetime(2026, 12, 23).date()
    days = [datetime(2026, 12, 1).date()]
    while len(days) < 6:
        days.append(next_reminder(due, days[-1]))
    assert [f"{one:%m-%d}" for one in days[1:]] == ["12-16", "12-22", "12-24", "12-31", "01-07"]
    assert next_reminder(due, datetime(2027, 1, 5).date()) == datetime(2027, 1, 7).date()


def test_people_are_reminded_seven_days_and_one_day_before_and_weekly_when_late(asked, employee, at):
    due = at + (asked.due_on - at.date()) * 1
    counts = []
    for days in (-8, -7, -6, -1, 0, 1, 2, 7, 8):
        remind(at=day(due, days))
        remind(at=day(due, days))
        counts.append((told("code_affirmation_due", employee), told("code_affirmation_late", employee)))
    assert counts == [(0, 0), (1, 0), (1, 0), (2, 0), (2, 0), (2, 1), (2, 1), (2, 1), (2, 2)]


def test_a_clock_that_stood_still_reminds_once(asked, employee, at):
    remind(at=day(at, 300))
    assert told("code_affirmation_late", employee) == 1


def test_whoever_affirmed_or_is_being_talked_with_is_left_in_peace(employee, version, editor, at):
    affirm(Affirmation.objects.get(person=employee), by=employee, at=at)
    state_exception(Affirmation.objects.get(person=editor), text="A question.", by=editor, at=at)
    remind(at=day(at, 300))
    assert not told("code_affirmation_late", employee) and not told("code_affirmation_late", editor)


def test_the_manager_hears_once_of_each_late_person_after_the_days_of_the_setting(asked, employee, at, settings):
    settings.AFFIRMATION_MANAGER_DAYS = 5
    boss = make_person("Bo Boss", at=at)
    change_manager(employee, manager=boss, by="the tests", at=at)
    due = at + (asked.due_on - at.date())
    remind(at=day(due, 4))
    assert not told("code_team_late", boss)
    for days in (5, 5, 6, 30):
        remind(at=day(due, days))
    assert told("code_team_late", boss) == 1
