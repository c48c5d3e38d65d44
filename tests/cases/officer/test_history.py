"""The history of a case says what was done, by whom, and the reason that was given for it."""

from django.urls import reverse

from cases import actions
from cases.actions import PassageFacts


def history_of(client, case) -> str:
    return client.get(reverse("cases:history", args=[case.reference])).content.decode()


def test_a_reason_stands_beside_what_was_done(send, at_desk, case, ethics_officer, sign_in, employee):
    send("share", case, person=employee.pk, reason="Knows the trade.", client=sign_in(ethics_officer))
    page = history_of(at_desk, case)
    assert "Knows the trade." in page


def test_a_reason_that_is_a_code_stands_in_its_words(at_desk, desk, at):
    case = desk.case_in("TRIAGE")
    actions.pause_clock(case, kind="triage", reason="PROCEEDINGS", by=desk.staff, at=at)
    page = history_of(at_desk, case)
    assert "Waiting for the outcome of legal proceedings" in page and "PROCEEDINGS" not in page


def test_the_words_of_whoever_proposed_a_removal_are_there_for_the_second_person(desk, sign_in, ethics_officer, at):
    case = desk.case_in("INVESTIGATION", narrative="She lives in Elm Street. The supplier paid.")
    facts = PassageFacts(
        "REPORT", case.reports.get().pk, "She lives in Elm Street.", "PRIVATE", "Not what this is about."
    )
    made = actions.propose_minimising(case, facts=facts, by=desk.staff, at=at)
    second = sign_in(ethics_officer)
    for page in ("confirm_minimising", "drop_minimising"):
        assert (
            "Not what this is about."
            in second.get(reverse(f"cases:{page}", args=[case.reference, made.pk])).content.decode()
        )
    page = history_of(second, case)
    assert "Not what this is about." in page and "Elm Street" not in page


def test_nobody_else_reads_it(case, sign_in, subject, send, ethics_officer, employee):
    send("share", case, person=employee.pk, reason="Knows the trade.", client=sign_in(ethics_officer))
    assert "Knows the trade." in history_of(sign_in(employee), case), "the control"
    assert sign_in(subject).get(reverse("cases:history", args=[case.reference])).status_code == 404
