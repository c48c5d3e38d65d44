"""The case page: what was told, who is named, what was found, and what may happen next."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.states.case import CaseState
from cases.states.report import Mode
from cases.workflow.case import CASE_MOVES, QUESTION_VERBS
from tests.cases.desk import NARRATIVE, open_case
from tests.standing import standing

pytestmark = [pytest.mark.once, pytest.mark.slow]


def shown(client, case: Case, page: str = "case") -> str:
    return client.get(reverse(f"cases:{page}", args=[case.reference])).content.decode()


def test_it_says_what_was_told_and_why_it_is_here(at_desk, desk, at):
    case = open_case(at=at, answers={"Where was it?": "In the canteen"})
    page = shown(at_desk, case)
    for words in (NARRATIVE, "Where was it?", "In the canteen", case.reference, "No rule fits"):
        assert words in page


def test_who_reported_anonymously_nobody_can_say(at_desk, case):
    assert "Nobody knows who reported" in shown(at_desk, case)


@standing
def named_report(desk, employee, at) -> Case:
    return open_case(at=at, by=employee, mode=Mode.NAMED)


@pytest.mark.parametrize("who", ["ethics_officer", "ethics_staff", "investigator"])
def test_a_name_given_openly_is_read_by_those_who_work_the_case(who, sign_in, desk, named_report, employee, request):
    desk.assign(desk.acknowledge(named_report))
    page = shown(sign_in(request.getfixturevalue(who)), named_report)
    assert employee.full_name in page
    assert employee.email in page


def test_a_name_given_openly_is_not_read_by_others_who_may_read_the_case(
    sign_in, desk, named_report, employee, other_investigator
):
    desk.share(named_report, other_investigator)
    page = shown(sign_in(other_investigator), named_report)
    assert NARRATIVE in page
    assert employee.full_name not in page
    assert "The office knows the name" in page


@pytest.mark.parametrize("who", ["ethics_officer", "ethics_staff"])
def test_a_confidential_name_is_with_the_custodian(who, sign_in, desk, employee, at, request):
    case = open_case(at=at, by=employee, mode=Mode.CONFIDENTIAL)
    for page in ("case", "dialogue", "notes", "access", "history"):
        words = shown(sign_in(request.getfixturevalue(who)), case, page)
        assert employee.full_name not in words
        assert employee.email not in words
    assert "The name is with the custodian" in shown(sign_in(request.getfixturevalue(who)), case)


def offers_exactly_the_possible(case: Case, people, sign_in, *, left_out=frozenset()) -> bool:
    for person in people:
        if not case.is_visible_to(person):
            case.access_grants.create(person=person, reason="shared", granted_on=case.received_on)
        page = shown(sign_in(person), case)
        for move in CASE_MOVES:
            possible = move.may_start(case) and move.is_for(person, case) and move.verb not in left_out
            assert (f'href="{case.move_url(move)}"' in page) == possible, (move.verb, person)
    return True


@pytest.mark.parametrize("state", CaseState.values)
def test_exactly_the_moves_that_are_possible_are_offered(state, sign_in, desk, employee):
    people = (desk.head, desk.staff, desk.investigator, employee)
    assert offers_exactly_the_possible(desk.case_in(state), people, sign_in, left_out=QUESTION_VERBS)


def test_that_nothing_follows_is_not_offered_before_anything_was_found(sign_in, desk):
    case = desk.case_in(CaseState.INVESTIGATION)
    desk.allege(case)
    page = shown(sign_in(desk.investigator), case)
    assert "record-finding" in page and "record-no-consequence" not in page


def test_what_is_for_questions_is_offered_for_a_question(sign_in, desk, employee):
    assert offers_exactly_the_possible(desk.question(), (desk.head, desk.staff, employee), sign_in)


def test_the_history_tells_who_did_what_newest_first(at_desk, desk, case, ethics_staff):
    desk.acknowledge(case)
    page = shown(at_desk, case, "history")
    assert page.index("Acknowledged to the reporter") < page.index("A report arrived")
    assert ethics_staff.full_name in page


def test_a_refused_move_is_in_the_history(at_desk, desk, case, sign_in, investigator):
    desk.assign(desk.acknowledge(case))
    sign_in(investigator).post(
        reverse("cases:transfer", args=[case.reference]), {"queue": "GENERAL_AUDITOR", "reason": "x"}
    )
    assert "Refused:" in shown(sign_in(investigator), case, "history")


def test_hostile_words_of_a_reporter_are_shown_as_words(at_desk, desk, at):
    case = open_case(at=at, narrative="<img src=x onerror=alert(1)> {{ case.pk }}", answers={"<b>": "</dd><script>"})
    page = shown(at_desk, case)
    assert "<img src=x" not in page
    assert "</dd><script>" not in page
    assert "{{ case.pk }}" in page
