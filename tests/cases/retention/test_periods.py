"""How long files are kept: the office proposes, counsel confirms, and what nobody confirmed deletes nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.models import Deletion, RetentionRule, ReviewRequest
from cases.retention import Retention, due_for
from cases.states.retention import Hindrance
from tests.people import make_person

RULES = reverse("retention:rules")
TYPED = {
    "country": "FR", "outcome": "", "bound": "MAXIMUM", "months": "60", "starts_with": "CLOSED", "source": "Loi Sapin",
}  # fmt: skip


def test_the_office_proposes_and_counsel_is_told(sign_in, ethics_staff, counsel):
    assert sign_in(ethics_staff).post(reverse("retention:propose_retention_rule"), TYPED).url == RULES
    rule = RetentionRule.objects.get(source="Loi Sapin")
    assert (rule.state, rule.months, rule.proposed_by) == ("UNCONFIRMED", 60, ethics_staff)
    assert Notice.objects.filter(recipient=counsel, kind="retention_to_confirm").exists()
    assert (
        sign_in(counsel).post(reverse("retention:confirm_retention_rule", args=[rule.pk]), {"receipt": "1"}).url
        == RULES
    )
    rule.refresh_from_db()
    assert (rule.state, rule.confirmed_by) == ("IN_FORCE", counsel)


def test_a_confirmed_period_takes_the_place_of_the_one_before(period):
    first = period(60, country="FR")
    second = period(72, country="FR")
    other = period(60, country="FR", bound="MINIMUM")
    first.refresh_from_db()
    assert (first.state, second.state, other.state) == ("RETIRED", "IN_FORCE", "IN_FORCE")


def test_nobody_confirms_their_own(at, ethics_officer, period):
    both = make_person("Bodo Both", Role.COUNSEL, Role.OFFICE_STAFF, office="ETHICS_OFFICE", at=at)
    facts = actions.PeriodFacts(bound="MAXIMUM", months=12, source="Mine")
    rule = actions.propose_retention_rule(facts, by=both, at=at)
    with pytest.raises(Refused):
        actions.confirm_retention_rule(rule, by=both, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRule.objects.filter(pk=rule.pk).update(confirmed_by=both, confirmed_at=at)


def test_the_office_confirms_nothing(at, ethics_officer, period):
    with pytest.raises(Refused):
        actions.confirm_retention_rule(period(60, confirmed=False), by=ethics_officer, at=at)


def test_the_database_changes_no_period(period):
    rule = period(60)
    for change in ({"months": 1}, {"country": "DE"}, {"confirmed_at": None, "confirmed_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RetentionRule.objects.filter(pk=rule.pk).update(**change)


# --- what follows from them ---
def verdict(case, at):
    return Retention(at).verdict(case)


def test_what_nobody_confirmed_deletes_nothing(desk, period, later):
    case = desk.case_in("CLOSED")
    rule = period(60, confirmed=False)
    assert verdict(case, later).hindrance == Hindrance.NO_RULE
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.create(case=case, rule=rule, due_on=later.date(), proposed_by=desk.staff, proposed_at=later)


def test_at_most_falls_due_on_its_last_day_and_at_least_on_the_day_after(desk, period, at):
    case = desk.case_in("CLOSED")
    period(3)
    last = at.replace(year=at.year + 1, month=2)
    assert verdict(case, last).is_due and not verdict(case, last.replace(day=last.day - 1)).is_due
    period(3, bound="MINIMUM")
    assert verdict(case, last).hindrance == Hindrance.NOT_YET
    assert verdict(case, last.replace(day=last.day + 1)).is_due


def test_months_are_months(desk, period, at):
    """31 August and six months is the end of February, and no day of March."""
    desk.at = at.replace(month=8, day=31)
    case = desk.case_in("CLOSED")
    period(6)
    assert verdict(case, at).due_on == date(at.year + 1, 2, 28)


def test_the_closest_rule_decides(desk, period, at, later):
    case = desk.case_in("CLOSED", country="FR")
    for months, facts in ((120, {}), (84, {"outcome": "FINDINGS"}), (48, {"country": "FR"})):
        period(months, **facts)
    found = verdict(case, later)
    assert (found.rule.months, found.is_due) == (48, True)


def test_rules_that_contradict_each_other_delete_nothing(desk, period, later):
    case = desk.case_in("CLOSED")
    period(12)
    period(24, bound="MINIMUM")
    assert verdict(case, later).hindrance == Hindrance.RULES_DISAGREE


def test_the_day_is_that_of_the_country(desk, period, at):
    """When it is still yesterday in the company, it is due in Japan."""
    from clocks.models import BusinessCalendar

    BusinessCalendar.objects.create(code="tokyo", name="Tokyo", country="JP", zone="Asia/Tokyo")
    here, there = desk.case_in("CLOSED", country="US"), desk.case_in("CLOSED", country="JP")
    period(3)
    evening = at.replace(year=at.year + 1, month=2, day=at.day - 1, hour=20)
    assert verdict(there, evening).is_due and not verdict(here, evening).is_due


def test_a_word_of_the_reporter_starts_the_time_anew(desk, period, at, later):
    case = desk.case_in("CLOSED")
    period(60)
    actions.answer_as_reporter(case.reports.get(), body="There is more.", at=at.replace(year=at.year + 4))
    found = verdict(case, later)
    assert (found.hindrance, found.started_on) == (Hindrance.NOT_YET, at.date().replace(year=at.year + 4))


def test_an_action_that_is_not_done_keeps_the_file(desk, period, at, later):
    case = desk.case_in("CLOSED")
    period(60)
    facts = actions.ActionFacts(kind="CORRECTIVE", reasons="So.")
    action = actions.propose_action(case, facts=facts, by=desk.investigator, at=at)
    assert verdict(case, later).hindrance == Hindrance.OPEN_WORK
    actions.cancel_action(action, reason="No need.", by=desk.staff, at=at)
    assert verdict(case, later).is_due


def test_the_list_shows_what_one_may_see_and_no_more(desk, period, subject, ethics_staff, ethics_officer, at, later):
    shown, hidden, young = (desk.case_in("CLOSED") for _number in range(3))
    period(60)
    actions.answer_as_reporter(young.reports.get(), body="There is more.", at=later)
    case = hidden
    case.conflicts.create(
        data_key=case.data_key, person=ethics_staff, reason="A cousin.", declared_by=ethics_staff, declared_at=at
    )
    assert [one.case for one in due_for(ethics_staff, at=later)[0]] == [shown]
    assert {one.case for one in due_for(ethics_officer, at=later)[0]} == {shown, hidden}
    assert due_for(subject, at=later)[0] == []


@pytest.mark.once
@pytest.mark.parametrize("who", ["administrator", "employee", "investigator", "member"])
def test_to_others_the_rules_do_not_exist(who, sign_in, request, period):
    client, rule = sign_in(request.getfixturevalue(who)), period(60, confirmed=False)
    addresses = [RULES, reverse("retention:propose_retention_rule")]
    addresses += [
        reverse(f"retention:{verb}", args=[rule.pk]) for verb in ("confirm_retention_rule", "retire_retention_rule")
    ]
    for address in addresses:
        assert client.get(address).status_code == client.post(address, TYPED).status_code == 404


@pytest.mark.once
def test_the_page_shows_what_waits_and_what_is_in_force(sign_in, counsel, period):
    period(60, country="FR")
    waiting = period(61, country="IT", confirmed=False)
    page = sign_in(counsel).get(RULES).content.decode()
    assert "At most" in page and reverse("retention:confirm_retention_rule", args=[waiting.pk]) in page


@pytest.mark.once
def test_a_period_is_changed_by_proposing_another(sign_in, ethics_staff, period):
    rule = period(60, country="FR")
    address = reverse("retention:propose_retention_rule")
    page = sign_in(ethics_staff).get(f"{address}?like={rule.pk}").content.decode()
    assert 'value="60"' in page and "The law of the house" in page
    assert sign_in(ethics_staff).post(address, {**TYPED, "months": "0"}).status_code == 200
    assert RetentionRule.objects.filter(country="FR").exclude(pk=rule.pk).filter(months=0).count() == 0


def test_a_letter_a_task_or_a_review_that_is_not_done_keeps_the_file(desk, period, at, later, subject):
    case = desk.case_in("REVIEW")
    party = desk.name(case, subject)
    period(60)
    letter = actions.draft_letter(party, body="Nothing was found.", why_told="They heard.", by=desk.staff, at=at)
    case = actions.close_case(case, message="It is closed.", by=desk.head, at=at)
    assert verdict(case, later).hindrance == Hindrance.OPEN_WORK
    actions.drop_letter(letter, reason="No need.", by=desk.staff, at=at)
    assert verdict(case, later).is_due
    report = case.reports.get()
    asked = ReviewRequest.objects.create(
        data_key=report.data_key, report=report, words="No.", asked_on=at.date(), closed_on=at.date()
    )
    assert verdict(case, later).hindrance == Hindrance.OPEN_WORK
    assert actions.settle_reviews(at) in (0, 1) and not asked.decided_at
