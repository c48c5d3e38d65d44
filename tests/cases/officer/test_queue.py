"""The queue shows what waits, the nearest deadline on top, and narrows to what one looks for."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from cases.actions import answer_as_reporter, appoint, ask_reporter, confirm_not_material, decide_materiality
from cases.models import Case
from tests.cases.desk import make_topic, open_case
from tests.people import give_second_factor, make_person
from tests.standing import standing

QUEUE = reverse("cases:queue")


def listed(client, **query) -> list[str]:
    """The references on the page, in their order."""
    return [row.case.reference for row in client.get(QUEUE, query).context["rows"]]


def test_an_empty_queue_says_so(at_desk, desk):
    assert "No open case waits for you" in at_desk.get(QUEUE).content.decode()


def test_filters_that_leave_nothing_say_so(at_desk, case):
    page = at_desk.get(QUEUE, {"reference": "ZZZZ"}).content.decode()
    assert "No case fits" in page


def test_the_nearest_deadline_is_on_top(at_desk, desk, at):
    late = open_case(at=at - timedelta(days=30))
    new = open_case(at=at)
    assert listed(at_desk) == [late.reference, new.reference]


@pytest.mark.parametrize("sort", ["reference", "received", "severity", "due"])
def test_it_sorts_both_ways(sort, at_desk, desk, at):
    for days in range(4):
        open_case(at=at - timedelta(days=days))
    assert listed(at_desk, sort=sort) == list(reversed(listed(at_desk, sort=f"-{sort}")))


def test_what_narrows_it(at_desk, desk, investigator, at):
    other = desk.acknowledge(open_case(at=at, topic=make_topic("outside"), country="DE"))
    desk.assign(desk.triage(other, severity="4"))
    gifts = open_case(at=at, country="US")
    narrowed = {
        "state": "INVESTIGATION",
        "topic": str(other.topic_id),
        "country": "DE",
        "severity": "4",
        "assignee": str(investigator.pk),
        "reference": other.reference[:6],
    }
    for name, value in narrowed.items():
        assert listed(at_desk, **{name: value}) == [other.reference], name
    assert listed(at_desk, assignee="nobody") == [gifts.reference]
    assert listed(at_desk, **narrowed) == [other.reference]


def test_whoever_works_no_queue_is_offered_no_names(sign_in, at_desk, desk, case, investigator, employee, at):
    outside = make_person("Oda Outside", Role.EXTERNAL_INVESTIGATOR, at=at)
    give_second_factor(outside)
    appoint(desk.acknowledge(case), person=outside, until=at + timedelta(days=9), by=desk.head, at=at)
    assert investigator.full_name in at_desk.get(QUEUE).content.decode(), "the control"
    several = f"{reverse('cases:assign_several')}?case={case.reference}"
    for person in (outside, employee):
        for address in (QUEUE, several):
            assert investigator.full_name not in sign_in(person).get(address).content.decode()


def test_mine_are_those_i_investigate(sign_in, desk, case, investigator):
    desk.assign(desk.acknowledge(case))
    assert listed(sign_in(investigator), assignee="mine") == [case.reference]


def test_closed_cases_are_shown_when_asked_for(at_desk, desk):
    case = desk.case_in("CLOSED")
    assert listed(at_desk) == []
    assert listed(at_desk, state="CLOSED") == listed(at_desk, state="every") == [case.reference]


def test_overdue_means_the_deadline_has_passed(at_desk, desk):
    today = timezone.now()
    late, new = open_case(at=today - timedelta(days=40)), open_case(at=today)
    assert listed(at_desk, due="overdue") == [late.reference]
    page = at_desk.get(QUEUE).content.decode()
    assert page.count("Overdue:") == 1
    assert new.reference in page


def test_flags_tell_what_is_undecided(at_desk, desk, subject, at):
    open_case(at=at, typed_names=subject.full_name, topic=make_topic("bribery", trigger="BRIBERY"))
    page = at_desk.get(QUEUE).content.decode()
    assert "Possible match</span>" in page
    assert "Materiality open</span>" in page


def test_a_material_matter_is_marked(at_desk, desk, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="MATERIAL", materiality_reasons="Bribery.", digest_line="A matter.")
    page = at_desk.get(QUEUE).content.decode()
    assert "Material</span>" in page
    assert "Materiality open</span>" not in page


def test_a_later_not_material_that_was_agreed_takes_the_mark_away(at_desk, desk, general_auditor, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="MATERIAL", materiality_reasons="Bribery.", digest_line="A matter.")
    later = decide_materiality(
        case, outcome="NOT_MATERIAL", reasons="It was a lunch.", by=desk.staff, at=at + timedelta(hours=1)
    )
    assert "Material</span>" in at_desk.get(QUEUE).content.decode()
    confirm_not_material(later, by=general_auditor, at=at + timedelta(hours=2))
    assert "Material</span>" not in at_desk.get(QUEUE).content.decode()


@pytest.fixture
def clock(at):
    """The clock of the views, stopped at `at`: how long ago a report came is counted from there."""
    with time_machine.travel(at, tick=False):
        yield


def test_what_narrows_it_by_what_happens_in_a_case(clock, at_desk, desk, sign_in, subject, at):
    old = open_case(at=at - timedelta(days=40), typed_names=subject.full_name, is_about_earlier=True)
    asked = desk.acknowledge(open_case(at=at, channel="PHONE"))
    ask_reporter(asked, body="Where?", by=desk.staff, at=at)
    answered = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    answer_as_reporter(answered.reports.get(), body="There.", at=at)
    review = desk.case_in("REVIEW")
    for query, expected in (
        ({"talk": "asked"}, [asked]),
        ({"talk": "answered"}, [answered]),
        ({"channel": "PHONE"}, [asked]),
        ({"received": "over30"}, [old]),
        ({"received": "7", "channel": "WEB", "state": "TRIAGE"}, [answered]),
        ({"flag": "possible_match"}, [old]),
        ({"flag": "earlier"}, [old]),
        ({"flag": "materiality_open"}, [answered]),
        ({"flag": "danger"}, []),
        ({"provision": desk.provision.key}, [review]),
        ({"due": "overdue", "received": "over30"}, [old]),
        ({"due": "none"}, []),
        ({"state": "for_my_review"}, [review]),
    ):
        assert listed(at_desk, **query) == [case.reference for case in expected], query
    # Whoever submitted a case is nobody to review it.
    assert listed(sign_in(desk.investigator), state="for_my_review") == []


def test_what_is_on_is_said_with_a_way_to_take_it_off(at_desk, desk, case):
    page = at_desk.get(QUEUE, {"country": "US", "severity": "9", "sort": "-received", "after": "x"})
    [chip] = page.context["chips"]
    assert (str(chip.label), chip.words) == ("Country", "United States")
    assert "country" not in chip.without
    assert "sort=-received" in chip.without
    assert "after" not in chip.without


@standing
def many(desk, at) -> list[Case]:
    return [open_case(at=at - timedelta(days=number % 7)) for number in range(30)]


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["due", "-received", "reference"])
def test_paging_forth_and_back_shows_each_case_once(sort, many, at_desk):
    seen, address = [], f"{QUEUE}?sort={sort}"
    pages = []
    while address:
        page = at_desk.get(address).context["page"]
        pages.append([case.reference for case in page.rows])
        seen += pages[-1]
        address = QUEUE + page.next_url if page.next_url else ""
    assert sorted(seen) == sorted(case.reference for case in many)
    assert [len(rows) for rows in pages] == [25, 5]
    back = at_desk.get(QUEUE + page.previous_url).context["page"]
    assert [case.reference for case in back.rows] == pages[0]


@pytest.mark.slow
def test_a_case_that_arrives_meanwhile_moves_nothing(many, at_desk, at):
    first = at_desk.get(QUEUE).context["page"]
    second = [case.pk for case in at_desk.get(QUEUE + first.next_url).context["page"].rows]
    open_case(at=at - timedelta(days=100))
    assert [case.pk for case in at_desk.get(QUEUE + first.next_url).context["page"].rows] == second


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nonsense"},
        {"after": "WyJ4IiwieSJd"},
        {"before": "WzEsMl0"},
        {"sort": "summary"},
        {"sort": "-"},
        {"topic": "not-a-key"},
        {"state": "NOWHERE"},
        {"reference": "a\x00b"},
        {"reference": "x" * 500},
        {"country": "../.."},
        {"assignee": "0"},
        {"severity": "9" * 30},
    ],
)
def test_a_forged_address_narrows_nothing_and_breaks_nothing(query, at_desk, case):
    answer = at_desk.get(QUEUE, query)
    assert answer.status_code == 200
    assert case.reference in answer.content.decode()
