"""Where two people are needed, one is refused: by the table with a sentence, and by the database whatever the code."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.moves import Refused
from accounts.roles import Role
from cases import actions
from cases.models import Case
from cases.states.case import Outcome
from cases.states.party import Finding
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing


def refused_by_the_database(statement: str, *values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [_plain(value) for value in values])
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _plain(value):
    """A key as the database keeps it."""
    pk = getattr(value, "pk", value)
    return pk.hex if connection.vendor == "sqlite" and hasattr(pk, "hex") and not isinstance(pk, float) else pk


@standing
def not_material(desk, general_auditor, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="NOT_MATERIAL", materiality_reasons="A lunch.")
    return case.materiality_decisions.get()


def test_whoever_submitted_a_case_does_not_close_it(desk, ethics_staff, ethics_officer, at):
    case = desk.case_in("INVESTIGATION")
    actions.submit_for_review(case, reason="Done.", by=ethics_staff, at=at)
    with pytest.raises(Refused):
        actions.close_case(case, message="Closed.", by=ethics_staff, at=at)
    assert actions.close_case(case, message="Closed.", by=ethics_officer, at=at).closed_by == ethics_officer


def test_its_investigator_does_not_close_it_even_as_staff(desk, ethics_staff, second_ethics_staff, at):
    case = desk.case_in("INVESTIGATION")
    desk.assign(case, ethics_staff)
    actions.submit_for_review(case, reason="Done.", by=second_ethics_staff, at=at)
    with pytest.raises(Refused):
        actions.close_case(case, message="Closed.", by=ethics_staff, at=at)


def test_whoever_ended_it_in_triage_does_not_close_it(desk, ethics_staff, at):
    case = desk.case_in("TRIAGE")
    actions.exit_triage(case, outcome=Outcome.OUT_OF_SCOPE, reason="Not ours.", by=ethics_staff, at=at)
    with pytest.raises(Refused):
        actions.close_case(case, message="Closed.", by=ethics_staff, at=at)


def test_the_database_refuses_a_case_closed_by_its_submitter(desk):
    case = desk.case_in("CLOSED")
    refused_by_the_database("UPDATE cases_case SET closed_by_id = submitted_by_id WHERE id = %s", case)


def test_the_database_refuses_a_closed_case_without_author_or_outcome(desk):
    case = desk.case_in("CLOSED")
    refused_by_the_database("UPDATE cases_case SET closed_by_id = NULL WHERE id = %s", case)
    refused_by_the_database("UPDATE cases_case SET outcome = '' WHERE id = %s", case)


def test_the_database_refuses_an_investigation_that_nobody_triaged(desk):
    case = desk.case_in("INVESTIGATION")
    refused_by_the_database("UPDATE cases_case SET triaged_by_id = NULL WHERE id = %s", case)


def test_the_database_refuses_a_triage_without_its_moment(desk):
    case = desk.case_in("INVESTIGATION")
    refused_by_the_database("UPDATE cases_case SET triaged_at = NULL WHERE id = %s", case)


@pytest.mark.parametrize("word", ["confirmed", "rejected"])
def test_the_database_refuses_an_answer_without_author_or_moment(not_material, general_auditor, word):
    moment = f"UPDATE cases_materialitydecision SET {word}_at = decided_at WHERE id = %s"
    author = f"UPDATE cases_materialitydecision SET {word}_by_id = %s WHERE id = %s"
    refused_by_the_database(moment, not_material)
    refused_by_the_database(author, general_auditor, not_material)


def test_a_head_of_both_kinds_does_not_confirm_their_own_not_material(not_material, desk, at):
    both = make_person("Bo Thways", Role.OFFICE_STAFF, Role.AUDIT_COMMITTEE_CHAIR, office="ETHICS_OFFICE", at=at)
    with pytest.raises(Refused):
        actions.confirm_not_material(not_material, by=both, at=at)


def test_the_office_that_proposed_it_does_not_confirm_not_material(not_material, ethics_officer, at):
    with pytest.raises(Refused):
        actions.confirm_not_material(not_material, by=ethics_officer, at=at)


def test_the_database_refuses_a_not_material_confirmed_by_its_author(not_material):
    refused_by_the_database(
        "UPDATE cases_materialitydecision SET confirmed_by_id = decided_by_id WHERE id = %s", not_material
    )


def test_the_database_refuses_a_decision_both_confirmed_and_rejected(not_material, general_auditor, ethics_officer, at):
    actions.confirm_not_material(not_material, by=general_auditor, at=at)
    refused_by_the_database(
        "UPDATE cases_materialitydecision SET rejected_by_id = %s WHERE id = %s", ethics_officer, not_material
    )


def test_without_a_second_person_not_material_cannot_even_be_proposed(desk, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    with pytest.raises(Refused) as refusal:
        desk.triage(case, materiality="NOT_MATERIAL", materiality_reasons="A lunch.")
    assert "second person" in str(refusal.value.sentence)


def test_the_database_refuses_a_rule_approved_by_its_author(ethics_officer, general_auditor, at):
    rule = actions.propose_rule(
        name="Brazil", priority=10, topic=None, country="BR", queue="GENERAL_AUDITOR", by=ethics_officer, at=at
    )
    actions.approve_rule(rule, by=general_auditor, at=at)
    refused_by_the_database("UPDATE cases_routingrule SET approved_by_id = proposed_by_id WHERE id = %s", rule)


def test_the_database_refuses_an_unfair_finding_against_somebody(desk, subject):
    case = desk.case_in("INVESTIGATION")
    allegation = desk.allege(case, desk.name(case, subject))
    desk.find(allegation)
    refused_by_the_database(
        "UPDATE cases_allegation SET finding = %s WHERE id = %s", Finding.SUBSTANTIATED.value, allegation
    )


def test_the_database_refuses_to_forget_a_case_or_to_change_its_reference(desk, case):
    refused_by_the_database("DELETE FROM cases_case WHERE id = %s", case)
    refused_by_the_database("UPDATE cases_case SET reference = 'BBBB-2222' WHERE id = %s", case)


def test_the_database_refuses_a_rejected_match_that_nobody_rejected(desk, subject, at):
    party = open_case(at=at, typed_names=subject.full_name).parties.get()
    refused_by_the_database("UPDATE cases_party SET status = 'REJECTED' WHERE id = %s", party)


def test_two_at_once_one_wins(desk, ethics_staff, ethics_officer, at):
    """The second one meets a case that has moved on, and is told so in a sentence."""
    case = desk.case_in("REVIEW")
    stale = Case.objects.get(pk=case.pk)
    actions.close_case(case, message="Closed.", by=ethics_officer, at=at)
    with pytest.raises(Refused) as refusal:
        actions.return_to_investigation(stale, reason="Missing.", by=ethics_staff, at=at)
    assert "moved on" in str(refusal.value.sentence)
