"""Explore shows what a digest would, never a figure that two tables would give away, and to nobody else."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Person, Unit
from cases import actions
from cases.first_incident import FirstIncident
from cases.models import Case, Report
from cases.states.report import Mode
from code_of_ethics.models import Topic
from reporting.actions import BenchmarkFacts, draft_digest, record_benchmark
from reporting.exploring import Question, answer, refusal_of, shown
from reporting.exploring.counting import shown_twice
from reporting.models import Digest
from reporting.states import Dimension, ExploredMeasure
from reporting.suppression import SMALLEST_SHOWN, hidden_rows
from tests.heads import sign_with_heads
from tests.reporting.house import QUARTER
from tests.standing import standing
from tests.statements import Statements

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
# Measured each in its own way, and broken down by unit in one; the others take long.
BY_UNIT = [
    "reporting_gap",
    *(pytest.param(measure, marks=pytest.mark.slow) for measure in ("closure", "substantiation")),
]


def lines(question: Question, today: date) -> dict[str, tuple[object, object]]:
    return {row[0]: (row[1], row[2] if len(row) > 2 else None) for row in shown(answer(question, today)).rows}


@standing
def told(house, in_quarter):
    """Eight reports about gifts from the US and one from Peru, six about books; all anonymous."""
    for number in range(9):
        house.report(in_quarter, country="PE" if number == 8 else "US")
    for _number in range(6):
        house.report(in_quarter, "books")
    return house


def test_reports_are_counted_by_whole_quarters_that_are_over(told, at):
    told.report(at)
    assert lines(Question(), at.date()) == {
        "Fourth quarter 2025": ("0", None),
        "First quarter 2026": ("0", None),
        "Second quarter 2026": ("0", None),
        "Third quarter 2026": ("15", None),
    }
    assert lines(Question(dimension="topic"), at.date()) == {"Gifts": ("9", None), "Books": ("6", None)}


def test_a_small_country_is_not_named_and_takes_the_next_one_with_it(told, in_quarter, at):
    for _number in range(7):
        told.report(in_quarter, country="DE")
    found = lines(Question(dimension="country"), at.date())
    assert "Peru" not in found
    # 22 in all: Germany, the next smallest, stands with Peru, or the difference would tell of the one.
    assert found == {"United States": ("14", None), "The rest, too few to show one by one": ("8", None)}


def test_what_is_hidden_in_one_quarter_is_not_in_a_longer_time_either(told, in_quarter, at):
    """The year less the quarters that are shown would be the hidden one."""
    for _number in range(3):
        told.report(in_quarter - timedelta(days=92), country="US")
    found = answer(Question(dimension="country"), at.date())
    assert found.lines == [] and "too small" in found.sentence


def test_a_filter_that_leaves_a_small_figure_is_refused_with_a_sentence(told, in_quarter, at):
    told.report(in_quarter, by=told.employee, mode=Mode.NAMED)
    narrowed = answer(Question(dimension="topic", only="mode:NAMED"), at.date())
    assert narrowed.lines == [] and "Too few" in narrowed.sentence


def test_a_table_and_its_turned_one_show_the_same(at):
    seed = random.Random(6)
    pairs = {
        (row, column): seed.choice([0, 0, 2, 5, 9, 14])
        for row in ("gifts", "books", "bribery", "harassment", "data")
        for column in ("WEB", "PHONE", "EMAIL")
    }
    kept = shown_twice(pairs, Dimension.TOPIC, Dimension.CHANNEL)
    assert kept and all(number == pairs[pair] for pair, number in kept.items())


@pytest.mark.parametrize("seed", range(40))
def test_no_small_figure_of_two_breakdowns_is_the_only_one_that_fits(seed):
    """Even to somebody who knows every total: between the least and the most that a hidden cell may be lies more."""
    chance = random.Random(seed)
    rows, columns = range(chance.randint(2, 7)), range(chance.randint(2, 4))
    cells = {(row, column): chance.choice([0, 0, 1, 3, 5, 6, 11, 30]) for row in rows for column in columns}
    hidden = hidden_rows(cells)
    assert all(value == 0 or value >= SMALLEST_SHOWN for (row, _c), value in cells.items() if row not in hidden)
    of_row, of_column = Counter(), Counter()
    for (row, column), value in cells.items():
        if row in hidden:
            of_row[row] += value
            of_column[column] += value
    if hidden == set(rows):
        return
    for (row, column), value in cells.items():
        if row in hidden and 0 < value < SMALLEST_SHOWN:
            least = max(0, of_row[row] + of_column[column] - of_row.total())
            assert least < min(of_row[row], of_column[column])


def test_a_rate_has_its_n_and_hides_with_what_it_is_made_of(told, in_quarter, at):
    assert lines(Question("anonymity", "topic"), at.date()) == {"Gifts": ("100", "9"), "Books": ("100", "6")}
    for _number in range(2):
        told.report(in_quarter, by=told.employee, mode=Mode.NAMED)
    assert "Gifts" not in lines(Question("anonymity", "topic"), at.date())


def test_follow_up_is_of_anonymous_reports_and_hides_with_them(told, in_quarter, at):
    back = list(Report.objects.values_list("pk", flat=True))[:6]
    Report.objects.filter(pk__in=back).update(last_visit_on=in_quarter.date() + timedelta(days=9))
    assert lines(Question("follow_up"), at.date())["Third quarter 2026"] == ("40", "15")
    told.report(in_quarter, by=told.employee, mode=Mode.NAMED)
    assert lines(Question("follow_up"), at.date())["Third quarter 2026"][0] == "too few to show"
    assert shown(answer(Question("follow_up"), at.date())).whole[1] == "too few to show", "nor by the difference"


def test_what_was_on_time_is_of_the_deadlines_of_each_quarter(house, in_quarter, at):
    for days in (2, 3, 20):
        house.acknowledge(house.report(in_quarter), in_quarter + timedelta(days=days))
    assert lines(Question("acknowledged"), at.date())["Third quarter 2026"] == ("66.7", "3")
    assert lines(Question("feedback"), at.date())["Third quarter 2026"][1] == "0"


def test_reports_per_100_employees_are_of_the_year_that_ends_with_the_quarter(told, in_quarter, at, settings):
    settings.HEADCOUNT = 1000
    for _number in range(5):
        told.report(in_quarter - timedelta(days=200))
    found = lines(Question("per_100", "quarter", "eight"), at.date())
    assert found["Third quarter 2026"] == ("2", "20")
    assert found["Second quarter 2026"] == ("0.50", "5")
    settings.HEADCOUNT = 0
    people = Person.objects.count()
    assert lines(Question("per_100"), at.date())["Third quarter 2026"][0] == f"{2000 / people:,.2f}".removesuffix(".00")


@pytest.mark.parametrize(
    ("measure", "median"),
    [("per_100", 1.57), ("follow_up", 26), ("anonymity", 56), ("substantiation", 46), ("closure", 46), ("volume", 0)],
)
def test_a_published_median_is_a_line_across_the_chart(told, at, measure, median):
    if median:
        record_benchmark(BenchmarkFacts(measure, 2025, Decimal(str(median)), "A report"), by=told.officer, at=at)
    table = shown(answer(Question(measure), at.date()))
    if table.chart is None:
        assert table.rows
        return
    chart = render_to_string(table.chart["template"], {"chart": table.chart, "level": "h2", "has_own_table": True})
    assert ("Published median (2025)" in chart) == bool(median)
    narrowed = shown(answer(Question("anonymity", only="channel:WEB"), at.date()))
    assert "Published" not in str(narrowed.chart)


@pytest.mark.parametrize("measure", ["per_100", "follow_up", "acknowledged", "feedback"])
def test_measures_of_the_whole_company_are_not_broken_down(measure):
    for dimension in set(Dimension.values) - {"quarter"}:
        assert refusal_of(Question(measure, dimension))[0] == "dimension"
    assert refusal_of(Question(measure, only="channel:WEB"))[0] == "only"


def test_closure_is_a_median_of_cases_of_a_calendar_year(house, at):
    closed = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    for number in range(6):
        case = house.report(closed - timedelta(days=10 + number))
        ended = {"closed_by": house.officer, "closed_at": closed, "closed_on": closed.date()}
        Case.objects.filter(pk=case.pk).update(state="CLOSED", outcome="UNSUBSTANTIATED", **ended)
    found = lines(Question("closure", "topic", "2025"), at.date())
    assert found == {"Gifts": ("12.5", "6")}
    assert refusal_of(Question("closure", "topic", "four"))[0] == "span"


def began(house, received, number, topic="gifts", days=10):
    """Cases that came `days` and more days after they began."""
    for place in range(number):
        case = house.acknowledge(house.report(received, topic), received)
        on = case.received_on - timedelta(days=days + place)
        house.triage(case, received, first_incident=FirstIncident(on.year, on.month, on.day))


def test_the_reporting_gap_is_a_median_of_cases_of_which_somebody_knows_when_they_began(house, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    began(house, came, 6)
    began(house, came, 7, "books", days=30)
    house.report(came)
    house.acknowledge(house.report(came, kind="QUESTION"), came)
    assert lines(Question("reporting_gap", "topic", "2025"), at.date()) == {
        "Books": ("33", "7"),
        "Gifts": ("12.5", "6"),
    }
    found = lines(Question("reporting_gap", "quarter", "2025"), at.date())
    assert found["Second quarter 2025"] == ("30", "13") and found["First quarter 2025"] == ("–", "0")
    assert refusal_of(Question("reporting_gap", "topic", "four"))[0] == "span"
    assert refusal_of(Question("reporting_gap", "mode"))[0] == "dimension"


def test_a_gap_of_few_matters_is_not_shown_nor_what_would_give_it_away(house, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    began(house, came, 3)
    began(house, came, 7, "books", days=30)
    began(house, came, 9, "retaliation", days=60)
    found = lines(Question("reporting_gap", "topic", "2025"), at.date())
    assert set(found) == {"Retaliation", "The rest, too few to show one by one"}


def test_a_gap_by_unit_gives_no_quarter_away_that_is_hidden(house, plant, at):
    """Seven and six and a hidden three would follow from sixteen."""
    legal = Unit.objects.create(name="Legal")
    for month, number in ((2, 7), (5, 6), (8, 3)):
        came = datetime(2025, month, 12, 14, tzinfo=at.tzinfo)
        concerning(house, plant, number, came)
        concerning(house, legal, 8, came)
        house.report(came)
    assert by_unit(at, "2025")["Plant"][2:] == ["too few to show", "0", "too few to show"], "the control"
    Case.objects.update(first_incident_on=date(2025, 1, 31), first_incident_precision="DAY")
    found = lines(Question("reporting_gap", "unit", "2025"), at.date())
    assert set(found) == {"Legal", "The rest, too few to show one by one"} and found["Legal"][1] == "24"


def test_a_gap_by_country_gives_no_quarter_away_that_is_hidden(house, at):
    """Seven and six and a hidden three would follow from sixteen."""
    for month, number in ((2, 7), (5, 6), (8, 3)):
        came = datetime(2025, month, 12, 14, tzinfo=at.tzinfo)
        for place in range(number + 20):
            house.report(came, country="PE" if place < number else "US" if place % 2 else "DE")
    assert "Peru" not in lines(Question("volume", "country", "2025"), at.date()), "the control"
    assert lines(Question("volume", "country", "2025-04-01"), at.date())["Peru"][0] == "6", "the control"
    Case.objects.update(first_incident_on=date(2025, 1, 31), first_incident_precision="DAY")
    found = lines(Question("reporting_gap", "country", "2025"), at.date())
    assert set(found) == {"United States", "The rest, too few to show one by one"}


@pytest.mark.parametrize("measure", BY_UNIT)
def test_a_case_of_two_units_counts_once_in_the_whole(measure, house, plant, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    concerning(house, plant, 12, came)
    told = {"role": "SUBJECT", "kind": "UNIT", "described": "Legal", "unit": Unit.objects.create(name="Legal")}
    for place, case in enumerate(Case.objects.all()):
        actions.add_party(case, **told, by=house.worker(case), at=came)
        began_on = FirstIncident(2025, 5, 1)
        case = house.triage(house.acknowledge(case, came), came, first_incident=began_on)
        house.find(house.allege(case, came), came, "UNSUBSTANTIATED" if place % 2 else "PARTLY")
        house.close(Case.objects.get(pk=case.pk), came)
    by_unit = answer(Question(measure, "unit", "2025"), at.date())
    by_quarter = answer(Question(measure, "quarter", "2025"), at.date())
    assert {line.key: line.of for line in by_unit.lines} == {"Plant": 12, "Legal": 12}
    assert by_unit.total == by_quarter.total and by_unit.total.of == 12


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["closure", "substantiation"])
def test_a_number_of_a_year_by_unit_gives_no_quarter_away_that_is_hidden(measure, house, plant, at):
    """Of sixteen that were closed seven and six came in quarters that are shown."""
    units = {"Plant": plant} | {name: Unit.objects.create(name=name) for name in ("Legal", "Sales")}
    for month, numbers in ((2, (7, 8, 9)), (5, (6, 8, 9)), (8, (3, 8, 9))):
        for unit, number in zip(units.values(), numbers, strict=True):
            concerning(house, unit, number, datetime(2025, month, 12, 14, tzinfo=at.tzinfo))
    came = datetime(2025, 9, 12, 14, tzinfo=at.tzinfo)
    decided(house, came)
    assert by_unit(at, "2025")["Plant"][2:4] == ["too few to show", "0"], "the control"
    found = answer(Question(measure, "unit", "2025"), at.date())
    # Without that of Legal, that of Plant would follow from the whole.
    assert {line.key: line.of for line in found.lines} == {"Plant": None, "Legal": None, "Sales": 27}
    assert found.total.of == 67 and all(line.value is not None for line in found.lines)


@pytest.mark.parametrize("measure", BY_UNIT)
def test_of_no_unit_is_what_concerns_nobody_of_a_known_unit(measure, house, plant, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    concerning(house, plant, 12, came)
    concerning(house, None, 10, came)
    with_both = Case.objects.filter(parties__unit=plant)
    for case in with_both:
        told = {"role": "SUBJECT", "kind": "UNKNOWN_PERSON", "described": "Somebody", "by": house.worker(case)}
        actions.add_party(case, **told, at=came)
    decided(house, came)
    found = answer(Question(measure, "unit", "2025"), at.date())
    assert {line.key: line.of for line in found.lines} == {"Plant": 12, "": 10} and found.total.of == 22


def decided(house, at):
    """Every case has a finding and is closed, every second one upheld; when it began is known."""
    for place, case in enumerate(Case.objects.all()):
        case = house.triage(house.acknowledge(case, at), at, first_incident=FirstIncident(2025, 1, 1))
        house.find(house.allege(case, at), at, "UNSUBSTANTIATED" if place % 2 else "PARTLY")
        house.close(Case.objects.get(pk=case.pk), at)


@standing
def plant(house) -> Unit:
    """Where somebody works whom nobody knows by name."""
    return Unit.objects.create(name="Plant")


def concerning(house, unit, number, at):
    for _place in range(number):
        case = house.report(at)
        worker = house.worker(case)
        told = {"role": "SUBJECT", "kind": "UNKNOWN_PERSON", "described": "The shift lead", "unit": unit}
        actions.add_party(case, **told, by=worker, at=at)


def by_unit(at, span="four"):
    """The rows of the table, the name of each first."""
    return {row[0]: row[1:] for row in shown(answer(Question(dimension="unit", span=span), at.date())).rows}


def test_cases_by_unit_are_a_table_of_quarters_with_small_cells_and_their_totals_hidden(house, plant, in_quarter, at):
    legal = Unit.objects.create(name="Legal")
    concerning(house, plant, 6, in_quarter)
    concerning(house, plant, 2, in_quarter - timedelta(days=92))
    concerning(house, legal, 4, in_quarter)
    hidden = "too few to show"
    assert by_unit(at) == {
        "Plant": ["0", "0", hidden, "6", hidden],
        "The rest, too few to show one by one": ["", "", "", "", hidden],
    }
    assert by_unit(at, "quarter")["Plant"] == ["6", "6"]
    table = shown(answer(Question(dimension="unit"), at.date()))
    assert table.chart["table"] == [("Plant", ["0", "0", "hidden", "6", "–"])]
    assert render_to_string(table.chart["template"], {"chart": table.chart, "level": "h2", "has_own_table": True})


def test_a_unit_counts_a_case_once_whoever_it_concerns_there(house, plant, in_quarter, at):
    Person.objects.filter(pk=house.employee.pk).update(unit=plant)
    concerning(house, plant, 5, in_quarter)
    house.name(Case.objects.first(), house.employee, in_quarter)
    assert by_unit(at)["Plant"][-1] == "5"


def test_explore_hides_what_would_differ_by_little_from_a_digest_that_was_signed(house, plant, in_quarter, at):
    concerning(house, plant, 6, in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    sign_with_heads(Digest.objects.get(pk=draft.pk), how="password", by=house.auditor, at=QUARTER.ends_at)
    assert by_unit(at)["Plant"][-1] == "6", "the control"
    concerning(house, plant, 1, in_quarter)
    for span in ("four", "quarter", "eight", "2026-07-01"):
        assert "Plant" not in by_unit(at, span), span


def test_a_matter_that_stands_apart_is_in_no_unit(house, plant, in_quarter, at):
    concerning(house, plant, 5, in_quarter)
    actions.recuse(Case.objects.first(), reason="A cousin of mine.", by=house.officer, at=at)
    assert "Plant" not in by_unit(at)


def test_other_measures_by_unit_are_of_a_year_and_hide_a_small_unit_with_the_next_one(house, plant, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    units = [plant, *(Unit.objects.create(name=name) for name in ("Legal", "Sales"))]
    for unit, number in zip(units, (9, 3, 6), strict=True):
        concerning(house, unit, number, came)
    ended = {"closed_by": house.officer, "closed_at": came + timedelta(days=8)}
    closed_on = came.date() + timedelta(days=8)
    Case.objects.update(state="CLOSED", outcome="FINDINGS", closed_on=closed_on, **ended)
    assert lines(Question("closure", "unit", "2025"), at.date()) == {
        "Plant": ("8", "9"),
        "The rest, too few to show one by one": ("too few to show", "–"),
    }
    assert refusal_of(Question("closure", "unit", "four"))[0] == "span"
    assert refusal_of(Question("volume", "unit", only="channel:WEB"))[0] == "only"
    assert refusal_of(Question("anonymity", "unit"))[0] == "dimension"


def test_a_rate_by_unit_counts_each_allegation_once(house, plant, at):
    came = datetime(2025, 5, 12, 14, tzinfo=at.tzinfo)
    concerning(house, plant, 12, came)
    for place, case in enumerate(Case.objects.all()):
        actions.add_party(
            case, role="SUBJECT", kind="UNIT", described="The plant", unit=plant, by=house.worker(case), at=came
        )
        case = house.triage(house.acknowledge(case, came), came)
        house.find(house.allege(case, came), came, "UNSUBSTANTIATED" if place % 2 else "PARTLY")
        house.close(Case.objects.get(pk=case.pk), came)
    assert lines(Question("substantiation", "unit", "2025"), at.date()) == {"Plant": ("50", "12")}


def test_a_matter_that_walls_off_a_reader_is_in_no_figure(told, in_quarter, at):
    case = Case.objects.filter(topic=told.topics["books"]).first()
    actions.recuse(case, reason="A cousin of mine.", by=told.officer, at=at)
    assert lines(Question(dimension="topic"), at.date())["Books"] == ("5", None)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question("closure", "mode"), "dimension"),
        (Question("closure", "quarter", only="channel:WEB"), "only"),
        (Question("volume", "mode", only="mode:NAMED"), "only"),
        (Question("anonymity", "topic", only="channel:WEB"), "only"),
        (Question("anonymity", "quarter", only="mode:NAMED"), "only"),
    ],
)
def test_what_would_point_to_somebody_is_not_asked(question, field):
    assert refusal_of(question)[0] == field


def test_every_question_that_is_let_through_has_an_answer(told, at):
    topic = Topic.objects.first()
    filters = ("", f"topic:{topic.pk}", "channel:WEB", "mode:ANONYMOUS", "mode:CONFIDENTIAL")
    asked = [
        Question(measure, dimension, span, only)
        for measure in ExploredMeasure.values
        for dimension in Dimension.values
        for span in ("four", "year", "2026-07-01")
        for only in filters
    ]
    let_through = [question for question in asked if refusal_of(question) is None]
    assert len(let_through) > 30
    for question in let_through:
        assert shown(answer(question, at.date())).title


def test_the_page_shows_chart_table_and_definition_in_few_statements(told, browser, at):
    browser(told.auditor).get(reverse("reporting:explore"))
    client = browser(told.member)
    with time_machine.travel(at, tick=False), Statements() as statements:
        page = client.get(reverse("reporting:explore"), {"dimension": "topic", "only": "mode:ANONYMOUS"})
    text = page.content.decode()
    assert page.status_code == 200 and "Gifts" in text and "/measures/#volume" in text and "<svg" in text
    assert len(statements) <= 12


def test_a_bad_choice_gets_a_sentence_and_keeps_what_was_chosen(house, browser):
    page = browser(house.auditor).get(
        reverse("reporting:explore"), {"measure": "closure", "dimension": "mode", "span": "four"}
    )
    assert page.status_code == 200 and "Choose another dimension" in page.content.decode()
    nonsense = browser(house.auditor).get(reverse("reporting:explore"), {"measure": "x", "span": "-1", "only": "a:b"})
    assert nonsense.status_code == 200


def test_nobody_else_may_explore(house, browser):
    for person in (house.staff, house.investigator, house.administrator, house.employee):
        assert browser(person).get(reverse("reporting:explore")).status_code == 404
