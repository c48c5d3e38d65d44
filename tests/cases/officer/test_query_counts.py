"""How many statements the pages of the office need, whatever the number of rows (docs: queue ≤ 7, case page ≤ 12)."""

import pytest
from django.urls import reverse

from accounts.models import Person
from accounts.roles import Role
from cases.actions import (
    EvidenceFacts,
    InterviewFacts,
    add_task,
    answer_as_reporter,
    ask_reporter,
    plan_interview,
    record_interview,
    recuse,
    register_evidence,
    write_statement,
)
from cases.actions.evidence import attach_file
from cases.models import Case, Report
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.statements import Statements
from vault.models import DataKey, SealedFile

pytestmark = pytest.mark.once

QUEUE_STATEMENTS = 7
CASE_STATEMENTS = 12


def statements(client, address: str) -> int:
    client.get(address)  # what is read once for each process is read now
    with Statements() as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue(rows, desk, sign_in, ethics_officer, subject, at):
    for number in range(rows):
        case = open_case(
            at=at, topic=make_topic(f"topic-{number}"), typed_names=subject.full_name if number % 2 else ""
        )
        if number % 3 == 0:
            desk.acknowledge(case)
    assert statements(sign_in(ethics_officer), reverse("cases:queue")) <= QUEUE_STATEMENTS


def test_the_queue_of_a_person_without_cases(desk, sign_in, employee):
    assert statements(sign_in(employee), reverse("cases:queue")) <= QUEUE_STATEMENTS


def fill(case: Case, desk, rows: int, at) -> None:
    """`rows` of everything that a case can have."""
    for number in range(rows):
        report = _another_report(case, at)
        ask_reporter(case, body="Where?", report=report, by=desk.staff, at=at)
        answer_as_reporter(report, body="There.", at=at)
        sealed = SealedFile.objects.seal([b"x"], name="a.pdf", data_key=report.data_key, on=at.date())
        attach_file(report, sealed, on=at.date())
        desk.note(case)
        work_at_the_desk(case, desk, number, at)
        desk.find(desk.allege(case, desk.name(case, make_person(f"Person{number} Named", at=at))))
        desk.share(case, make_person(f"Reader{number} Given", at=at))
        recuse(case, reason="A cousin.", by=_colleague(case, number, at), at=at)


def work_at_the_desk(case: Case, desk, number: int, at) -> None:
    """A task, an interview with its statement, and a piece of evidence."""
    by, told = desk.staff, {"at": at, "by": desk.staff}
    add_task(case, title=f"Task {number}", due_on=at.date(), owner=by, **told)
    met = InterviewFacts(by, at, "PHONE", described=f"Waiter {number}")
    held = record_interview(plan_interview(case, facts=met, **told), held_at=at, words="So.", **told)
    write_statement(held, text="I saw it.", **told)
    register_evidence(case, facts=EvidenceFacts("A notebook", "Desk 4", by, at, "Room 1", "The safe"), **told)


def _colleague(case: Case, number: int, at) -> Person:
    return make_person(f"Stepper{number} Back", Role.OFFICE_STAFF, office=case.queue, at=at)


def _another_report(case: Case, at) -> Report:
    """One more report in the same case, as merging will bring it."""
    first = case.reports.first()
    return Report.objects.create(
        data_key=DataKey.objects.mint(), case=case, mode=first.mode, channel=first.channel, topic=first.topic,
        narrative="The same again.", answers={"Where?": "There"}, received_on=at.date(),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_of_a_case(rows, desk, sign_in, ethics_officer, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="MATERIAL", materiality_reasons="Bribery.", digest_line="A matter.")
    desk.assign(case)
    fill(case, desk, rows, at)
    client = sign_in(ethics_officer)
    for page in ("case", "dialogue", "notes", "access", "history", "outcomes", "plan", "interviews", "evidence"):
        assert statements(client, reverse(f"cases:{page}", args=[case.reference])) <= CASE_STATEMENTS, page


@pytest.mark.parametrize("rows", [1, 30])
def test_choosing_an_investigator(rows, desk, case, sign_in, ethics_officer, at):
    for number in range(rows):
        make_person(f"Inspector{number} Free", "INVESTIGATOR", at=at)
    desk.acknowledge(case)
    assert statements(sign_in(ethics_officer), reverse("cases:assign", args=[case.reference])) <= CASE_STATEMENTS
