"""A deadline starts once, on the right day, in the right zone."""

from datetime import UTC, date, datetime

import pytest

from clocks import kinds
from clocks.actions import start_clock, stop_clock
from clocks.models import BusinessCalendar, Clock, Rule
from tests.statements import Statements

pytestmark = pytest.mark.django_db


def test_a_report_is_acknowledged_within_seven_days(subject, at):
    clock = start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    assert (clock.started_on, clock.due_on, clock.started_at) == (date(2026, 11, 23), date(2026, 11, 30), at)
    assert clock.due_at == datetime(2026, 12, 1, 4, 59, 59, 999999, tzinfo=UTC)


def test_feedback_counts_from_the_end_of_day_seven_where_nobody_acknowledged(subject, at):
    clock = start_clock(subject, kinds.FEEDBACK, at=at, on=date(2026, 8, 31))
    assert clock.due_on == date(2026, 11, 30)


def test_an_anonymous_reporter_leaves_a_day_and_no_instant(subject):
    clock = start_clock(subject, kinds.ACKNOWLEDGE, at=date(2026, 11, 23))
    assert clock.started_at is None
    assert clock.started_on == date(2026, 11, 23)
    assert clock.due_on == date(2026, 11, 30)


def test_same_day_ends_at_midnight_in_the_company_s_zone(subject, monkeypatch):
    monkeypatch.setattr(BusinessCalendar, "clock_zone", lambda subject: "Asia/Tokyo", raising=False)
    clock = start_clock(subject, kinds.MATERIALITY_SAME_DAY, at=datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert clock.due_at == datetime(2026, 11, 24, 4, 59, 59, 999999, tzinfo=UTC)


def test_a_rule_without_a_calendar_counts_days_where_the_matter_is(subject, monkeypatch):
    monkeypatch.setattr(BusinessCalendar, "clock_zone", lambda subject: "Asia/Tokyo", raising=False)
    clock = start_clock(subject, kinds.ACKNOWLEDGE, at=datetime(2026, 11, 23, 15, 30, tzinfo=UTC))
    assert clock.started_on == date(2026, 11, 24)
    assert clock.zone == "Asia/Tokyo"


def test_starting_twice_gives_the_clock_that_runs(subject, at):
    first = start_clock(subject, kinds.TRIAGE, at=at)
    second = start_clock(subject, kinds.TRIAGE, at=datetime(2026, 11, 25, tzinfo=UTC))
    assert first == second
    assert Clock.objects.of(subject).count() == 1


def test_a_stopped_clock_may_start_again_and_the_old_one_stays(subject, at):
    first = start_clock(subject, kinds.TRIAGE, at=at)
    stop_clock(subject, kinds.TRIAGE, at=at)
    second = start_clock(subject, kinds.TRIAGE, at=at)
    assert first != second
    assert Clock.objects.of(subject).count() == 2


def test_an_unknown_rule_starts_nothing(subject, at):
    with pytest.raises(Rule.DoesNotExist):
        start_clock(subject, "no_such_rule", at=at)


def test_a_naive_instant_is_refused(subject):
    with pytest.raises(ValueError):
        start_clock(subject, kinds.TRIAGE, at=datetime(2026, 11, 23, 15))


def test_a_record_with_a_counted_key_has_no_clocks(day_one, at):
    class Counted:
        pk = 7

        class _meta:
            label = "cases.Counted"

    with pytest.raises(TypeError):
        start_clock(Counted(), kinds.TRIAGE, at=at)


def test_every_name_in_the_code_has_its_rule(day_one):
    names = {value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str)}
    assert set(Rule.objects.values_list("kind", flat=True)) == names


def test_every_rule_names_its_source_and_where_it_counts_from(day_one):
    assert all(rule.source and rule.counts_from and rule.name for rule in Rule.objects.all())


@pytest.mark.parametrize(
    ("kind", "amount", "unit"),
    [
        ("acknowledge", 7, "DAYS"),
        ("feedback", 3, "MONTHS"),
        ("materiality_same_day", 0, "DAYS"),
        ("materiality_1_business_day", 1, "BUSINESS_DAYS"),
        ("materiality_3_business_days", 3, "BUSINESS_DAYS"),
        ("materiality_5_business_days", 5, "BUSINESS_DAYS"),
        ("waiver_disclosure", 4, "BUSINESS_DAYS"),
        ("provisional_party", 2, "BUSINESS_DAYS"),
        ("unopened_case", 2, "BUSINESS_DAYS"),
        ("manager_referral", 1, "BUSINESS_DAYS"),
        ("triage", 5, "BUSINESS_DAYS"),
        ("investigation", 60, "DAYS"),
        ("affirmation", 30, "DAYS"),
        ("osha_retaliation_complaint", 180, "DAYS"),
        ("sec_place_in_queue", 120, "DAYS"),
        ("doj_self_report", 120, "DAYS"),
    ],
)
def test_the_rules_of_day_one_are_the_field_s(day_one, kind, amount, unit):
    rule = Rule.objects.get(kind=kind)
    assert (rule.amount, rule.unit) == (amount, unit)


def test_a_list_page_reads_the_clocks_of_many_records_at_once(subject, at, django_assert_num_queries):
    others = [BusinessCalendar.objects.create(code=f"s{n}", name="S", country="US", zone="UTC") for n in range(3)]
    for record in [subject, *others]:
        start_clock(record, kinds.TRIAGE, at=at)
    with django_assert_num_queries(1):
        found = list(Clock.objects.for_subjects("clocks.BusinessCalendar", [record.pk for record in others]))
        assert {clock.rule.name for clock in found} == {"Triage a new case"}
    assert len(found) == 3


def test_starting_costs_few_queries(subject, at):
    with Statements() as asked:
        start_clock(subject, kinds.TRIAGE, at=at)
    assert len(asked) <= 4
