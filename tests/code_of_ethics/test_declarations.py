"""Disclosures about oneself: made in one's own words, reviewed by an office not one's own, renewed yearly."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import change_manager
from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from code_of_ethics.actions import (
    Decision,
    DeclarationFacts,
    affirm_and_declare,
    decide_declaration,
    declare,
    end_declaration,
    remind_of_renewals,
    renew_declaration,
)
from code_of_ethics.models import Affirmation, Declaration
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db

JOB = DeclarationFacts("OUTSIDE_INTEREST", "I run a bakery on Sundays.")
UNTIL = date(2027, 10, 1)


@standing
def made(employee, officer, at) -> Declaration:
    return declare(JOB, by=employee, at=at)


def decided(declaration: Declaration, outcome: str, by, at, **facts) -> Declaration:
    decision = Decision(outcome, facts.pop("reasons", "So."), **facts)
    return decide_declaration(declaration, decision=decision, by=by, at=at)


def test_what_is_disclosed_is_sealed_and_the_office_hears_of_it(made, employee, officer, counsel):
    assert b"bakery" not in ciphertext(made, "text")
    assert list(Notice.objects.values_list("kind", "recipient")) == [("code_declaration_made", officer.pk)]
    assert Declaration.objects.visible_to(employee).exists() and Declaration.objects.visible_to(officer).exists()
    assert not Declaration.objects.visible_to(counsel).exists()


def test_disclosing_while_affirming_does_both_or_neither(employee, version, officer, at):
    asked = Affirmation.objects.get(person=employee)
    made = affirm_and_declare(asked, facts=JOB, by=employee, at=at)
    assert made.affirmation == asked and Affirmation.objects.get(pk=asked.pk).affirmed_at == at
    with pytest.raises(Refused):
        affirm_and_declare(asked, facts=JOB, by=employee, at=at)
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("outcome", ["NO_CONFLICT", "CLEARED", "MITIGATED", "REFUSED"])
def test_the_office_decides_with_reasons_and_the_person_hears(made, employee, officer, at, outcome):
    done = decided(made, outcome, officer, at, conditions="Not with our suppliers.", expires_on=UNTIL)
    assert (done.state, done.decided_by) == (outcome, officer)
    assert done.expires_on == (UNTIL if outcome in ("CLEARED", "MITIGATED") else None)
    assert Notice.objects.filter(kind="code_declaration_decided", recipient=employee).exists()
    with pytest.raises(Refused):
        decided(made, outcome, officer, at, conditions="Others.", expires_on=UNTIL)


@pytest.mark.parametrize(
    ("outcome", "facts"),
    [
        ("MITIGATED", {"expires_on": UNTIL}),
        ("CLEARED", {}),
        ("CLEARED", {"expires_on": date(2026, 11, 1)}),
        ("CLEARED", {"expires_on": date(2028, 11, 1)}),
        ("SUBMITTED", {}),
        ("ENDED", {}),
    ],
)
def test_what_is_allowed_has_conditions_and_a_day_a_year_away_at_most(made, officer, at, outcome, facts):
    with pytest.raises(Refused):
        decided(made, outcome, officer, at, **facts)


def test_nobody_decides_for_themself_and_no_office_for_its_own(officer, at):
    auditor = make_person("Gloria Auditor", Role.GENERAL_AUDITOR, at=at)
    own = declare(JOB, by=officer, at=at)
    assert own.office == "GENERAL_AUDITOR"
    with pytest.raises(Refused):
        decided(own, "NO_CONFLICT", officer, at)
    assert decided(own, "NO_CONFLICT", auditor, at).decided_by == auditor


def test_those_to_whom_the_head_reports_are_reviewed_by_the_general_auditor(at):
    chief = make_person("Conrad Chief", at=at, is_executive_officer=True)
    vice = change_manager(make_person("Vera Vice", at=at), chief, by="the tests", at=at)
    officer = make_person("Olga Officer", Role.ETHICS_OFFICER, at=at)
    change_manager(officer, vice, by="the tests", at=at)
    for superior in (chief, vice):
        above = declare(JOB, by=superior, at=at)
        assert above.office == "GENERAL_AUDITOR"
        assert not Declaration.objects.visible_to(officer).filter(pk=above.pk).exists()
    aside = make_person("Xenia Executive", at=at, is_executive_officer=True)
    assert declare(JOB, by=aside, at=at).office == "ETHICS_OFFICE"


def test_what_was_allowed_is_renewed_and_looked_at_again(made, employee, officer, at):
    decided(made, "CLEARED", officer, at, expires_on=UNTIL)
    near = at + timedelta(days=300)
    assert (remind_of_renewals(at=at), remind_of_renewals(at=near), remind_of_renewals(at=near)) == (0, 1, 0)
    again = renew_declaration(made, text="Still on Sundays.", by=employee, at=near)
    assert (again.state, again.renews) == ("SUBMITTED", made)
    assert not Declaration.objects.of(employee).to_renew(near.date()).exists()
    with pytest.raises(Refused):
        renew_declaration(made, text="Once more.", by=employee, at=near)


def test_what_was_allowed_runs_out_on_its_day(made, officer, at):
    done = decided(made, "CLEARED", officer, at, expires_on=UNTIL)
    assert not done.has_expired(UNTIL) and done.has_expired(UNTIL + timedelta(days=1))


def test_only_the_person_ends_or_renews_it(made, employee, officer, at):
    decided(made, "CLEARED", officer, at, expires_on=UNTIL)
    for action, facts in ((end_declaration, {}), (renew_declaration, {"text": "So."})):
        with pytest.raises(Refused):
            action(made, **facts, by=officer, at=at)
    assert end_declaration(made, by=employee, at=at).state == "ENDED"


# --- what the database refuses --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "CLEARED"},
        {"state": "NO_CONFLICT"},
        {"kind": "GIFT"},
        {"office": "GENERAL_AUDITOR"},
    ],
)
def test_the_database_wants_a_decision_whole_and_what_was_said_unchanged(made, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=made.pk).update(**changes)


def test_the_database_lets_nobody_decide_their_own(made, employee, officer, at):
    decided(made, "NO_CONFLICT", officer, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=made.pk).update(decided_by=employee)


@pytest.mark.parametrize("changes", [{"state": "SUBMITTED"}, {"expires_on": date(2030, 1, 1)}, {"state": "REFUSED"}])
def test_the_database_keeps_a_decision(made, officer, at, changes):
    decided(made, "CLEARED", officer, at, expires_on=UNTIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=made.pk).update(**changes)
