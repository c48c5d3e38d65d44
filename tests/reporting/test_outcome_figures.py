"""Discipline, root causes, remediation and recovery in a digest equal what plain Python counts, at the edges too."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases import actions
from cases.actions import ActionFacts, DecisionFacts, FindingFacts
from cases.models import Action, Case, RecoveryAmount
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from tests.people import make_person
from tests.reporting.house import QUARTER

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def found_case(house, at) -> Case:
    case = house.triage(house.acknowledge(house.report(at), at), at)
    by = house.worker(case)
    party = actions.add_party(case, role="SUBJECT", kind="SUPPLIER", described="A firm", by=by, at=at)
    alleged = actions.add_allegation(
        case, provision=house.provisions["gifts"], subject=party, statement="Dinners", by=by, at=at
    )
    facts = FindingFacts("SUBSTANTIATED", "So.", "BALANCE", at.date(), "DECLINED", "", "PRESSURE", "The quarter.")
    actions.record_finding(alleged, facts=facts, by=by, at=at)
    return Case.objects.get(pk=case.pk)


def test_they_equal_what_plain_python_counts(house):
    first, after = QUARTER.starts_at, QUARTER.ends_at
    owner = make_person("Otto Doerson", at=first)
    case = found_case(house, first - timedelta(days=40))
    by, second = house.worker(case), next(one for one in case.staff() if one.pk != house.worker(case).pk)
    for moment in (first - MINUTE, first, after - MINUTE, after):
        facts = ActionFacts(
            kind="REMEDIATION", reasons="So.", brief="Do it.", owner=owner, due_on=timezone.localdate(moment)
        )
        for ends_at in (None, first + timedelta(days=9), after):
            made = actions.propose_action(case, facts=facts, by=by, at=moment)
            actions.decide_action(made, facts=DecisionFacts(), by=second, at=moment)
            if ends_at and ends_at > moment:
                actions.confirm_action(made, ending="Seen.", by=second, at=ends_at)
        money = ActionFacts(kind="RECOVERY", reasons="So.", route="REPAYMENT", currency="EUR", sought=Decimal("100.5"))
        made = actions.propose_action(case, facts=money, by=by, at=moment)
        actions.decide_action(made, facts=DecisionFacts(), by=second, at=moment)
        for kind, amount in (("RECOVERED", "40.25"), ("RECOVERED", "3"), ("COST", "7")):
            booked = {"kind": kind, "amount": Decimal(amount), "booked_on": timezone.localdate(moment)}
            actions.record_amount(made, **booked, by=second, at=moment)
    actions.record_no_consequence(case.allegations.get(), reason="A firm.", by=by, at=first)
    house.close(Case.objects.get(pk=case.pk), first + timedelta(days=3))

    figures = take_snapshot(scope_of("COMMON"), QUARTER, at=after)[0]["figures"]
    right = [one for one in Action.objects.all() if one.kind == "REMEDIATION"]
    plain = {
        "decided": sum(first <= one.decided_at < after for one in right),
        "ended": sum(one.ended_at is not None and first <= one.ended_at < after for one in right),
        "open_before": sum(one.decided_at < first and (one.ended_at is None or one.ended_at >= first) for one in right),
        "open_after": sum(one.decided_at < after and (one.ended_at is None or one.ended_at >= after) for one in right),
    }
    found = figures["remediation"]
    assert {name: found[name] for name in plain} == plain and all(plain.values())
    assert found["open_before"] + found["decided"] - found["ended"] == found["open_after"]
    assert found["overdue"] == sum(
        one.decided_at < after and (one.ended_at is None or one.ended_at >= after) and one.due_on <= QUARTER.end
        for one in right
    )
    assert {row["key"]: row["count"] for row in figures["root_causes"]} == {"PRESSURE": 1}
    assert {row["key"]: row["other"] for row in figures["discipline"] if row["other"]} == {"NONE": 1}
    sums = Counter()
    for row in RecoveryAmount.objects.all():
        if QUARTER.start <= row.booked_on <= QUARTER.end:
            sums[row.kind] += row.amount
    assert figures["recovery"] == [
        {
            "currency": "EUR",
            "sought": "201.00 EUR",
            "recovered": f"{sums['RECOVERED']:.2f} EUR",
            "costs": f"{sums['COST']:.2f} EUR",
        }
    ]
