"""Nothing ends unsettled: while a task is open a case is neither submitted nor closed, and the page lists what is."""

import pytest
from django.urls import reverse

from accounts.moves import Refused
from cases import actions
from cases.models import Case
from tests.cases.desk import Desk


def add(desk: Desk, case: Case, title: str = "Fetch the ledger"):
    facts = {"title": title, "due_on": desk.at.date(), "owner": None}
    return actions.add_task(case, **facts, by=desk.staff, at=desk.at)


def submit(desk: Desk, case: Case) -> Case:
    return actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=desk.at)


def test_a_case_with_an_open_task_is_not_submitted(desk):
    case = desk.case_in("INVESTIGATION")
    first, second = add(desk, case), add(desk, case)
    with pytest.raises(Refused) as refused:
        submit(desk, case)
    assert str(refused.value.sentence).startswith("2 tasks are still open.")
    actions.finish_task(first, by=desk.staff, at=desk.at)
    actions.drop_task(second, reason="It is lost.", by=desk.staff, at=desk.at)
    assert submit(desk, case).state == "REVIEW"


def test_a_task_that_came_since_keeps_the_case_from_closing(desk, at):
    case = desk.case_in("REVIEW")
    task = add(desk, case)
    with pytest.raises(Refused):
        actions.close_case(case, message="It is closed.", by=desk.head, at=at)
    actions.drop_task(task, reason="No need.", by=desk.staff, at=at)
    assert actions.close_case(case, message="It is closed.", by=desk.head, at=at).state == "CLOSED"


def test_no_way_out_of_triage_leaves_a_task_behind(desk, at):
    question, other = desk.question(), desk.case_in("TRIAGE")
    for case in (question, other):
        add(desk, case)
    with pytest.raises(Refused):
        actions.answer_question(question, answer="Ask first.", by=desk.staff, at=at)
    with pytest.raises(Refused):
        actions.exit_triage(other, outcome="OUT_OF_SCOPE", reason="No.", by=desk.staff, at=at)


def test_the_page_lists_the_tasks_and_the_trail_none_of_their_words(desk, sign_in):
    from audit.trail import history

    case = desk.case_in("REVIEW")
    add(desk, case)
    client, address = sign_in(desk.head), reverse("cases:close", args=[case.reference])
    assert "Fetch the ledger" in client.get(address).content.decode()
    refused = client.post(address, {"message": "It is closed."}).content.decode()
    assert "1 task is still open." in refused and "It is closed." in refused
    assert not any("ledger" in entry.sentence for entry in history(case))
