"""The figures of a period are the same when files of it were shredded, and a digest stays closed to whom it names."""

from datetime import date, timedelta

import pytest

from cases import actions
from cases.actions import PeriodFacts
from cases.first_incident import FirstIncident
from cases.models import Case
from reporting.actions import draft_digest, notify_committee
from reporting.models import CommitteeNotice, Digest
from reporting.models.digest import walls_off
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from tests.people import make_person
from tests.reporting.house import QUARTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counsel(house):
    """Hired before anything is counted."""
    house.people["counsel"] = make_person("Carla Advisey", "COUNSEL", at=house.at)


def shred(house, *cases: Case, at) -> None:
    rule = actions.propose_retention_rule(PeriodFacts("MAXIMUM", 12, "A law"), by=house.officer, at=at)
    actions.confirm_retention_rule(rule, by=house.counsel, at=at)
    for case in cases:
        deletion = actions.propose_deletion(case, by=house.staff, at=at)
        actions.approve_deletion(deletion, by=house.officer, at=at)
    assert actions.shred_approved(at) == len(cases)


def found_and_closed(house, at, **facts) -> Case:
    case = house.triage(house.acknowledge(house.report(at, **facts), at), at)
    house.find(house.allege(case, at), at, "SUBSTANTIATED")
    house.close(Case.objects.get(pk=case.pk), at + timedelta(days=9))
    return Case.objects.get(pk=case.pk)


def test_the_figures_are_what_they_were(house, in_quarter):
    cases = [found_and_closed(house, in_quarter, country=country) for country in ("FR", "US", "BR")]
    house.report(in_quarter, country="FR")
    at = in_quarter + timedelta(days=800)
    before = take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0]
    shred(house, *cases[:2], at=at)
    after = take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0]
    assert after["figures"] == before["figures"]
    assert after["reconciliation"] == before["reconciliation"]


def test_a_stub_keeps_the_month_of_the_first_incident_and_not_its_day(house, in_quarter):
    case = house.triage(
        house.acknowledge(house.report(in_quarter), in_quarter), in_quarter, first_incident=FirstIncident(2026, 3, 4)
    )
    house.find(house.allege(case, in_quarter), in_quarter, "SUBSTANTIATED")
    house.close(Case.objects.get(pk=case.pk), in_quarter + timedelta(days=9))
    at = in_quarter + timedelta(days=800)
    before = take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0]["figures"]["reporting_gap"]
    shred(house, Case.objects.get(pk=case.pk), at=at)
    stub = Case.objects.get(pk=case.pk)
    assert (stub.first_incident_on, stub.first_incident_precision) == (date(2026, 3, 15), "MONTH")
    after = take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0]["figures"]["reporting_gap"]
    assert before["n"] == after["n"] == 1 and before["median"] - after["median"] == 11


def test_a_member_who_is_new_is_told_of_no_shredded_matter(house, in_quarter):
    decision = house.material(in_quarter)
    case = Case.objects.get(pk=decision.case_id)
    case = house.triage(case, in_quarter)
    house.find(house.allege(case, in_quarter), in_quarter, "UNSUBSTANTIATED")
    house.close(Case.objects.get(pk=case.pk), in_quarter + timedelta(days=9))
    notify_committee(in_quarter)
    assert CommitteeNotice.objects.visible_to(house.member).exists()
    at = in_quarter + timedelta(days=800)
    shred(house, Case.objects.get(pk=case.pk), at=at)
    assert not CommitteeNotice.objects.visible_to(house.member).exists()
    make_person("Nina Newcomer", "AUDIT_COMMITTEE", at=house.at, is_director=True)
    told = CommitteeNotice.objects.count()
    notify_committee(at)
    assert CommitteeNotice.objects.count() == told


def test_a_digest_stays_closed_to_whoever_it_names(house, in_quarter):
    """Its matter walled somebody off who joined the committee later. The file is gone; the digest is not."""
    named = make_person("Lars Latecomer", at=house.at)
    below = make_person("Berta Below", at=house.at, manager=named)
    decision = house.material(in_quarter)
    case = Case.objects.get(pk=decision.case_id)
    house.name(case, named, in_quarter)
    case = house.triage(Case.objects.get(pk=case.pk), in_quarter)
    house.find(house.allege(case, in_quarter), in_quarter, "UNSUBSTANTIATED")
    house.close(Case.objects.get(pk=case.pk), in_quarter + timedelta(days=9))
    draft_digest(QUARTER, by=None, at=in_quarter + timedelta(days=60))
    digest = Digest.objects.get(kind="COMMON", period_start=date(2026, 7, 1))
    shred(house, Case.objects.get(pk=case.pk), at=in_quarter + timedelta(days=800))
    assert Digest.objects.filter(walls_off(named), pk=digest.pk).exists()
    assert Digest.objects.filter(walls_off(below), pk=digest.pk).exists()
    assert not Digest.objects.filter(walls_off(house.member), pk=digest.pk).exists()
