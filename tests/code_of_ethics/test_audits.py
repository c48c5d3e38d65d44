"""Compliance audits: planned, sampled, reported, answered by management, and followed up until done."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, Unit
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from clocks.actions import sweep_warnings
from clocks.models import Clock
from code_of_ethics.actions import (
    AuditPlan,
    Sample,
    answer_finding,
    begin_audit,
    cancel_audit,
    close_finding,
    export_audits,
    finish_finding,
    plan_audit,
    raise_finding,
    reassign_finding,
    report_audit,
    return_finding,
)
from code_of_ethics.models import AuditFinding, ComplianceAudit, Provision
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from tests.sweeps.browse import browser
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db

SAMPLE = Sample(400, 40, "RANDOM", "Every tenth line of the ledger, from line 7.")
ANSWER = {"agreement": "AGREED", "response": "We train the buyers."}


@standing
def auditor(at):
    return make_person("Gloria Auditor", Role.GENERAL_AUDITOR, at=at)


@standing
def member(at):
    return make_person("Mona Member", Role.AUDIT_COMMITTEE, at=at)


@standing
def plant() -> Unit:
    return Unit.objects.create(name="Plant 2")


@standing
def planned(version, auditor, plant, at) -> ComplianceAudit:
    provision = Provision.objects.get(version=version, key="gifts")
    plan = AuditPlan(provision, "Are dinners cleared?", at.date(), at.date() + timedelta(days=60), plant)
    return plan_audit(plan, by=auditor, at=at)


@standing
def raised(planned, auditor, employee, at) -> AuditFinding:
    begin_audit(planned, sample=SAMPLE, by=auditor, at=at)
    return raise_finding(planned, text="Nine dinners were not.", rating="HIGH", owner=employee, by=auditor, at=at)


def answered(finding, by, at) -> AuditFinding:
    return answer_finding(finding, **ANSWER, due_on=at.date() + timedelta(days=30), by=by, at=at)


def test_the_plan_is_the_offices_own_until_it_is_reported(planned, auditor, officer, member, employee, at):
    everybody = (officer, member, employee)
    assert [ComplianceAudit.objects.visible_to(one).count() for one in (auditor, *everybody)] == [1, 0, 0, 0]
    begin_audit(planned, sample=SAMPLE, by=auditor, at=at)
    report_audit(planned, rating="IMPROVE", conclusion="So so.", by=auditor, at=at)
    assert [ComplianceAudit.objects.visible_to(one).count() for one in everybody] == [1, 1, 0]
    assert set(Notice.objects.filter(kind="audit_reported").values_list("recipient", flat=True)) == {
        officer.pk, member.pk,
    }  # fmt: skip


def test_nobody_else_plans_and_only_the_general_auditor_reports(planned, auditor, officer, at):
    staff = make_person("Sami Staff", at=at)
    plan = AuditPlan(planned.provision, "So?", at.date(), at.date())
    for one in (officer, staff):
        with pytest.raises(Refused):
            plan_audit(plan, by=one, at=at)
    with pytest.raises(Refused):
        plan_audit(AuditPlan(planned.provision, "So?", at.date(), at.date() - timedelta(days=1)), by=auditor, at=at)
    with pytest.raises(Refused):
        report_audit(planned, rating="EFFECTIVE", conclusion="Fine.", by=auditor, at=at)


def test_nobody_audits_the_unit_in_which_they_work(planned, plant, auditor, at):
    auditor.unit = plant
    auditor.save()
    with pytest.raises(Refused):
        begin_audit(planned, sample=SAMPLE, by=auditor, at=at)


@pytest.mark.parametrize("size", [0, 401])
def test_a_sample_has_at_least_one_and_no_more_than_there_are(planned, auditor, at, size):
    with pytest.raises(Refused) as refusal:
        begin_audit(planned, sample=Sample(400, size, "ALL", "So."), by=auditor, at=at)
    assert refusal.value.field_name == "sample_size"


def test_an_owner_reads_the_finding_and_nothing_else_of_the_audit(raised, planned, employee, auditor, at):
    assert AuditFinding.objects.visible_to(employee).get() == raised
    assert not ComplianceAudit.objects.visible_to(employee).exists()
    assert b"dinners" not in ciphertext(raised, "text")
    client = browser(employee)
    assert "Nine dinners" in client.get(raised.get_absolute_url()).content.decode()
    assert client.get(planned.get_absolute_url()).status_code == 404
    assert client.get(reverse("code_of_ethics:audits")).status_code == 404


def test_whoever_follows_up_owns_no_finding(planned, auditor, at):
    begin_audit(planned, sample=SAMPLE, by=auditor, at=at)
    with pytest.raises(Refused) as refusal:
        raise_finding(planned, text="So.", rating="LOW", owner=auditor, by=auditor, at=at)
    assert refusal.value.field_name == "owner"


def test_management_has_two_weeks_to_answer_and_then_its_own_day(raised, employee, auditor, at):
    assert Clock.objects.of(raised).get().due_on == at.date() + timedelta(days=14)
    done = answered(raised, employee, at)
    kinds = {clock.kind: clock for clock in Clock.objects.of(raised)}
    assert kinds["audit_response"].stopped_on == at.date()
    assert kinds["audit_follow_up"].due_on == done.due_on
    late = at + timedelta(days=32)
    assert sweep_warnings(late) and not sweep_warnings(late)
    told = Notice.objects.filter(kind__in=["clock_overdue", "clock_escalated"]).values_list("kind", "recipient")
    assert set(told) == {("clock_overdue", employee.pk), ("clock_escalated", auditor.pk)}
    assert AuditFinding.objects.overdue(late.date()).get() == raised


def test_a_finding_is_followed_up_until_somebody_else_has_seen_that_it_is_done(raised, employee, auditor, at):
    answered(raised, employee, at)
    with pytest.raises(Refused):
        close_finding(raised, closing="Seen.", by=auditor, at=at)
    finish_finding(raised, report="All were trained.", by=employee, at=at)
    given_back = return_finding(raised, reason="Two were not.", by=auditor, at=at + timedelta(days=40))
    assert given_back.is_overdue((at + timedelta(days=40)).date()) and given_back.report is None
    finish_finding(raised, report="Now all.", by=employee, at=at + timedelta(days=41))
    closed = close_finding(raised, closing="Saw the list.", by=auditor, at=at + timedelta(days=42))
    assert (closed.state, closed.closed_by) == ("CLOSED", auditor)
    assert not Clock.objects.of(raised).running().exists()
    with pytest.raises(Refused):
        reassign_finding(raised, owner=make_person("Nina New", at=at), by=auditor, at=at)


def test_another_owner_takes_over_and_the_former_reads_it_no_more(raised, employee, auditor, at):
    nina = make_person("Nina New", at=at)
    reassign_finding(raised, owner=nina, by=auditor, at=at)
    assert not AuditFinding.objects.visible_to(employee).exists()
    with pytest.raises(AuditFinding.DoesNotExist):
        answered(raised, employee, at)
    assert answered(raised, nina, at).state == "ANSWERED"


def test_an_audit_that_was_called_off_keeps_its_findings(raised, planned, auditor, at):
    done = cancel_audit(planned, reason="The plant is sold.", by=auditor, at=at)
    assert (done.state, AuditFinding.objects.open().count()) == ("CANCELLED", 1)
    with pytest.raises(Refused):
        raise_finding(planned, text="So.", rating="LOW", owner=raised.owner, by=auditor, at=at)


# --- what the database refuses --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "REPORTED"},
        {"state": "PLANNED"},
        {"sample_size": 900},
        {"due_on": date(2020, 1, 1)},
        {"unit": None},
        {"state": "CANCELLED"},
    ],
)
def test_the_database_wants_an_audit_where_its_dates_say(raised, planned, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplianceAudit.objects.filter(pk=planned.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"state": "CLOSED"}, {"state": "DONE"}, {"rating": "LOW"}, {"due_on": None}])
def test_the_database_wants_a_finding_whole(raised, employee, at, changes):
    answered(raised, employee, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.filter(pk=raised.pk).update(**changes)


def test_the_database_lets_no_owner_close_their_own_finding_and_no_closed_one_change(raised, employee, auditor, at):
    answered(raised, employee, at)
    finish_finding(raised, report="Done.", by=employee, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.filter(pk=raised.pk).update(state="CLOSED", closed_by=employee, closed_at=at)
    close_finding(raised, closing="Seen.", by=auditor, at=at)
    for changes in ({"state": "ANSWERED"}, {"due_on": date(2030, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AuditFinding.objects.filter(pk=raised.pk).update(**changes)


# --- pages ----------------------------------------------------------------------------------------------------
def test_an_audit_goes_from_plan_to_report_through_its_pages(version, auditor, employee, plant):
    client = browser(auditor)
    provision = Provision.objects.get(version=version, key="gifts")
    typed = {
        "provision": provision.pk, "unit": plant.pk, "question": "Are dinners cleared?", "starts_on": "2026-12-01",
        "due_on": "2027-01-31",
    }  # fmt: skip
    page = client.post(reverse("code_of_ethics:plan_audit"), typed, follow=True)
    assert "Are dinners cleared?" in page.content.decode()
    audit = ComplianceAudit.objects.get()
    sample = {"population": 400, "sample_size": 40, "method": "RANDOM", "words": "Every tenth."}
    client.post(audit.move_url(_move("begin_audit")), sample)
    found = {"text": "Nine dinners were not.", "rating": "HIGH", "owner": "nobody@example.org"}
    page = client.post(audit.move_url(_move("raise_finding")), found).content.decode()
    assert "Nobody of the company has this address." in page and "Nine dinners were not." in page
    client.post(audit.move_url(_move("raise_finding")), found | {"owner": employee.email})
    client.post(audit.move_url(_move("report_audit")), {"rating": "IMPROVE", "conclusion": "So so."})
    page = client.get(audit.get_absolute_url()).content.decode()
    assert "Nine dinners" in page and "Needs to improve" in page and "40 of 400" in page
    assert "Nine dinners" in client.get(reverse("code_of_ethics:findings")).content.decode()


def _move(verb: str):
    from code_of_ethics.workflow.audits import AUDIT_MOVES

    return next(move for move in AUDIT_MOVES if move.verb == verb)


def test_whoever_reads_audits_takes_them_out_with_their_findings_and_nobody_more(
    raised, planned, auditor, member, employee, at
):
    where = reverse("code_of_ethics:export_audits")

    def taken(by, kind="csv", **filters) -> str:
        return browser(by).post(where, {"kind": kind, **filters}).content.decode("utf-8", "replace")

    assert "Nine dinners were not." in taken(auditor) and taken(auditor, "xlsx").startswith("PK")
    assert "Nine dinners" not in taken(auditor, state="REPORTED"), "as it is filtered"
    assert "dinners" not in taken(member), "the committee reads what was reported"
    report_audit(planned, rating="IMPROVE", conclusion="=So so.", by=auditor, at=at)
    assert "Nine dinners were not." in taken(member) and "'=So so." in taken(member)
    assert [entry.facts for entry in history(member) if entry.verb == "export_audits"][-1]["count"] == 1
    assert browser(employee).post(where, {"kind": "csv"}).status_code == 404
    with pytest.raises(Refused):
        export_audits(employee, kind="csv", count=1, by=employee, at=at)
