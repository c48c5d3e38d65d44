"""Triage asks for everything that must be decided before an investigation, and lets nothing pass undecided."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.states.case import CaseState
from cases.states.materiality import Materiality, TriggerKind
from tests.cases.desk import make_topic, open_case
from tests.standing import standing


@standing
def arrived(desk, case) -> Case:
    return desk.acknowledge(case)


def typed(case: Case, **more) -> dict:
    return {
        "topic": case.topic_id,
        "summary": "Dinners paid by a supplier",
        "severity": "3",
        "retaliation_risk": "HIGH",
        "materiality": "",
        **more,
    }


def test_the_case_is_under_investigation_with_what_was_decided(send, arrived, now, ethics_staff):
    assert send("triage", arrived, **typed(arrived)).status_code == 302
    case = now(arrived)
    assert (case.state, case.severity, case.retaliation_risk) == (CaseState.INVESTIGATION, "3", "HIGH")
    assert (case.summary, case.triaged_by) == ("Dinners paid by a supplier", ethics_staff)


def test_the_topic_can_be_set_right(send, arrived, now):
    other = make_topic("outside")
    send("triage", arrived, **typed(arrived, topic=other.pk))
    assert now(arrived).topic == other


def test_a_possible_match_must_be_decided_first(send, desk, subject, at, now):
    case = desk.acknowledge(open_case(at=at, typed_names=subject.full_name))
    page = send("triage", case, **typed(case)).content.decode()
    assert "Decide first on each person" in page
    assert subject.full_name in page
    assert "Dinners paid by a supplier" in page
    assert now(case).state == CaseState.TRIAGE


@pytest.mark.parametrize("trigger", ["regulator_aware", "loss_above_threshold"])
def test_what_asks_for_a_decision_must_be_decided_now(trigger, send, arrived, now):
    page = send("triage", arrived, **typed(arrived, **{trigger: "on"})).content.decode()
    assert "may be material" in page
    assert now(arrived).state == CaseState.TRIAGE
    assert not arrived.triggers.exists()


def test_material_reaches_the_decisions_with_its_line(send, arrived, now):
    more = {
        "regulator_aware": "on",
        "materiality": Materiality.MATERIAL,
        "materiality_reasons": "The authority phoned.",
        "digest_line": "An authority asks about purchasing.",
    }
    assert send("triage", arrived, **typed(arrived, **more)).status_code == 302
    decision = arrived.materiality_decisions.get()
    assert (decision.outcome, decision.digest_line) == ("MATERIAL", "An authority asks about purchasing.")
    assert arrived.triggers.get().kind == TriggerKind.REGULATOR_AWARE


def test_material_without_a_line_for_the_committee_is_refused(send, arrived, now):
    more = {"materiality": Materiality.MATERIAL, "materiality_reasons": "Bribery."}
    page = send("triage", arrived, **typed(arrived, **more)).content.decode()
    assert "Write the line that the Audit Committee will read" in page
    assert now(arrived).state == CaseState.TRIAGE


def test_a_decision_needs_reasons(send, arrived, now):
    page = send("triage", arrived, **typed(arrived, materiality="MATERIAL", digest_line="x")).content.decode()
    assert "needs reasons" in page
    assert now(arrived).state == CaseState.TRIAGE


def test_where_something_asks_already_nothing_asks_is_not_offered(at_desk, desk, arrived, at):
    address = reverse("cases:triage", args=[arrived.reference])
    assert "Nothing here asks for a decision" in at_desk.get(address).content.decode()
    asking = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    address = reverse("cases:triage", args=[asking.reference])
    assert "Nothing here asks for a decision" not in at_desk.get(address).content.decode()
