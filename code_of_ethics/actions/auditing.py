"""Compliance audits: planned, begun with a sample, reported by the General Auditor."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Person, Unit
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office, Role
from audit.trail import record
from clocks import kinds
from clocks.actions import start_clock
from code_of_ethics.models import AuditFinding, ComplianceAudit, Provision
from code_of_ethics.models.compliance_audit import reads_audits
from code_of_ethics.states.audits import AuditState
from code_of_ethics.workflow.audits import BEGIN_AUDIT, CANCEL_AUDIT, RAISE_FINDING, REPORT_AUDIT
from vault.models import DataKey

COMMITTEE = (Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR)


@dataclass(frozen=True)
class AuditPlan:
    """What is to be looked at, where (no unit is the whole company) and when."""

    provision: Provision
    question: str
    starts_on: date
    due_on: date
    unit: Unit | None = None


@dataclass(frozen=True)
class Sample:
    """Of how many, how many are looked at, and how they were chosen."""

    population: int
    size: int
    method: str
    words: str


@transaction.atomic
def plan_audit(plan: AuditPlan, *, by: Person, at: datetime) -> ComplianceAudit:
    """Put an audit on the plan of the General Auditor's office."""
    if Office.GENERAL_AUDITOR not in by.offices:
        raise Refused(_("Compliance audits are planned by the General Auditor's office."))
    if plan.due_on < plan.starts_on:
        raise Refused(_("It can't be reported before it begins."), "due_on")
    audit = ComplianceAudit.objects.create(
        data_key=DataKey.objects.mint(),
        provision=plan.provision,
        unit=plan.unit,
        question=plan.question.strip(),
        starts_on=plan.starts_on,
        due_on=plan.due_on,
        planned_by=by,
        planned_at=at,
    )
    facts = {"provision": plan.provision.key, "unit": plan.unit.name if plan.unit else ""}
    record(audit, "plan_audit", by=by, at=at, sentence=_("Planned a compliance audit"), facts=facts)
    return audit


@transaction.atomic
def begin_audit(audit: ComplianceAudit, *, sample: Sample, by: Person, at: datetime) -> ComplianceAudit:
    """Begin, and say of how many how many are looked at and how these were chosen."""
    audit = ComplianceAudit.objects.locked(audit.pk, by=by)
    BEGIN_AUDIT.check(by, audit)
    if sample.size < 1 or sample.size > sample.population:
        raise Refused(_("A sample has at least one, and no more than there are."), "sample_size")
    audit.state, audit.begun_by, audit.begun_at = AuditState.FIELDWORK, by, at
    audit.population, audit.sample_size = sample.population, sample.size
    audit.sample_method, audit.sample_words = sample.method, sample.words.strip()
    audit.save(
        update_fields=[
            "state", "begun_by", "begun_at", "population", "sample_size", "sample_method", "sample_words",
        ]
    )  # fmt: skip
    sentence = _("Begun: %(size)s of %(all)s are looked at") % {"size": sample.size, "all": sample.population}
    facts = {"population": sample.population, "sample": sample.size, "method": sample.method}
    record(audit, BEGIN_AUDIT.verb, by=by, at=at, sentence=sentence, facts=facts)
    return audit


@transaction.atomic
def raise_finding(
    audit: ComplianceAudit, *, text: str, rating: str, owner: Person, by: Person, at: datetime
) -> AuditFinding:
    """Raise a finding. Its owner, somebody outside the General Auditor's office, has two weeks to answer."""
    audit = ComplianceAudit.objects.locked(audit.pk, by=by)
    RAISE_FINDING.check(by, audit)
    check_owner(owner)
    finding = AuditFinding.objects.create(
        data_key=DataKey.objects.mint(),
        audit=audit,
        text=text.strip(),
        rating=rating,
        owner=owner,
        raised_by=by,
        raised_at=at,
    )
    start_clock(finding, kinds.AUDIT_RESPONSE, at=at)
    facts = {"finding": str(finding.pk), "rating": rating}
    record(audit, RAISE_FINDING.verb, by=by, at=at, sentence=_("Raised a finding"), facts=facts)
    tell([owner], "audit_finding_raised", about=finding, at=at)
    return finding


@transaction.atomic
def report_audit(audit: ComplianceAudit, *, rating: str, conclusion: str, by: Person, at: datetime) -> ComplianceAudit:
    """Report: the committee and the head of Compliance & Ethics read it from then on. Its findings are followed up."""
    audit = ComplianceAudit.objects.locked(audit.pk, by=by)
    REPORT_AUDIT.check(by, audit)
    audit.state, audit.reported_by, audit.reported_at = AuditState.REPORTED, by, at
    audit.rating, audit.conclusion = rating, conclusion.strip()
    audit.save(update_fields=["state", "reported_by", "reported_at", "rating", "conclusion"])
    sentence = _("Reported: %(rating)s") % {"rating": audit.get_rating_display()}
    facts = {"rating": rating, "findings": audit.findings.count()}
    record(audit, REPORT_AUDIT.verb, by=by, at=at, sentence=sentence, facts=facts)
    tell(Person.objects.holding(*COMMITTEE, Role.ETHICS_OFFICER), "audit_reported", about=audit, at=at)
    return audit


@transaction.atomic
def cancel_audit(audit: ComplianceAudit, *, reason: str, by: Person, at: datetime) -> ComplianceAudit:
    """Call it off, with a reason. Findings that were raised stay, and are followed up."""
    audit = ComplianceAudit.objects.locked(audit.pk, by=by)
    CANCEL_AUDIT.check(by, audit)
    audit.state, audit.cancelled_by, audit.cancelled_at = AuditState.CANCELLED, by, at
    audit.cancelled_reason = reason.strip()
    audit.save(update_fields=["state", "cancelled_by", "cancelled_at", "cancelled_reason"])
    record(audit, CANCEL_AUDIT.verb, by=by, at=at, sentence=_("Called off on %(day)s") % {"day": date_format(at)})
    return audit


def check_owner(owner: Person) -> None:
    """Management owns a finding: the office that follows it up can't."""
    if Office.GENERAL_AUDITOR in owner.offices:
        raise Refused(_("A finding is owned by somebody outside the General Auditor's office."), "owner")


@transaction.atomic
def export_audits(person: Person, *, kind: str, count: int, by: Person, at: datetime) -> Person:
    """Keep on the trail that somebody took the audits and their findings out of the Portal."""
    if person.pk != by.pk or not reads_audits(by):
        raise Refused(_("Audits are for the General Auditor's office and those to whom it reports."))
    sentence = _("Exported the compliance audits")
    record(person, "export_audits", by=by, at=at, sentence=sentence, facts={"kind": kind, "count": count})
    return person
