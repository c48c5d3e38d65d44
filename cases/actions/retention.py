"""Rules of retention, which counsel confirms, and the deletion of files, to which two people agree."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office, Role
from audit.trail import record
from cases.models import Case, Deletion, RetentionRule
from cases.retention import Retention
from cases.states.retention import DeletionState, Hindrance
from cases.workflow.retention import (
    APPROVE_DELETION,
    CONFIRM_RETENTION_RULE,
    PROPOSE_DELETION,
    RETIRE_RETENTION_RULE,
    STOP_DELETION,
)


@dataclass(frozen=True)
class PeriodFacts:
    """How long, of what, counted from when, and who says so."""

    bound: str
    months: int
    source: str
    starts_with: str = "CLOSED"
    country: str = ""
    outcome: str = ""


@transaction.atomic
def propose_retention_rule(facts: PeriodFacts, *, by: Person, at: datetime) -> RetentionRule:
    """Propose how long files are kept. Nothing is deleted by it before counsel confirms."""
    if not (Role.ETHICS_OFFICER in by.roles or Office.ETHICS_OFFICE in by.offices):
        raise Refused(_("Only the Compliance & Ethics office proposes how long files are kept."))
    rule = RetentionRule.objects.create(**vars(facts), proposed_by=by, proposed_at=at)
    told = {"country": facts.country, "outcome": facts.outcome, "bound": facts.bound, "months": facts.months}
    record(rule, "propose_retention_rule", by=by, at=at, sentence="Proposed a retention period", facts=told)
    tell(Person.objects.holding(Role.COUNSEL).exclude(pk=by.pk), "retention_to_confirm", about=rule, at=at)
    return rule


@transaction.atomic
def confirm_retention_rule(rule: RetentionRule, *, by: Person, at: datetime) -> RetentionRule:
    """Confirm a period as counsel. It takes the place of the one that held for the same until now."""
    rule = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    CONFIRM_RETENTION_RULE.check(by, rule)
    same = RetentionRule.objects.in_force().filter(country=rule.country, outcome=rule.outcome, bound=rule.bound)
    for replaced in same.select_for_update(of=("self",)).exclude(pk=rule.pk):
        _retire(replaced, by, at, "Replaced by another retention period")
    rule.confirmed_by, rule.confirmed_at = by, at
    rule.save(update_fields=["confirmed_by", "confirmed_at"])
    record(rule, CONFIRM_RETENTION_RULE.verb, by=by, at=at, sentence="Confirmed a retention period")
    return rule


@transaction.atomic
def retire_retention_rule(rule: RetentionRule, *, by: Person, at: datetime) -> RetentionRule:
    """Retire a period. What was agreed by it is stopped when the clock comes to it."""
    rule = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    RETIRE_RETENTION_RULE.check(by, rule)
    return _retire(rule, by, at, "Retired a retention period")


def _retire(rule: RetentionRule, by: Person, at: datetime, sentence: str) -> RetentionRule:
    rule.retired_by, rule.retired_at = by, at
    rule.save(update_fields=["retired_by", "retired_at"])
    record(rule, RETIRE_RETENTION_RULE.verb, by=by, at=at, sentence=sentence)
    return rule


@transaction.atomic
def propose_deletion(case: Case, *, by: Person, at: datetime) -> Deletion:
    """Propose that the file of a case be deleted, because its time is over and nothing keeps it."""
    case = Case.objects.locked(case.pk, by=by)
    PROPOSE_DELETION.check(by, case)
    verdict = Retention(at).verdict(case)
    if verdict.hindrance:
        raise Refused(_("Not deleted now: %(why)s.") % {"why": verdict.why_kept})
    if case.deletions.open().exists():
        raise Refused(_("This was proposed already."))
    facts: Any = {"rule": verdict.rule, "due_on": verdict.due_on}
    deletion = Deletion.objects.create(case=case, **facts, proposed_by=by, proposed_at=at)
    record(case, PROPOSE_DELETION.verb, by=by, at=at, sentence="Proposed to delete the file")
    tell([one for one in case.staff() if one.pk != by.pk], "deletion_to_approve", about=case, at=at)
    return deletion


@transaction.atomic
def approve_deletion(deletion: Deletion, *, by: Person, at: datetime) -> Deletion:
    """Agree as the second person. The clock deletes it, unless something keeps it by then."""
    case = Case.objects.locked(deletion.case_id, by=by)
    deletion = Deletion.objects.locked(deletion.pk, by=by)
    APPROVE_DELETION.check(by, deletion)
    verdict = Retention(at).verdict(case)
    if verdict.hindrance:
        raise Refused(_("Not deleted now: %(why)s.") % {"why": verdict.why_kept})
    deletion.state, deletion.approved_by, deletion.approved_at = DeletionState.APPROVED, by, at
    deletion.save(update_fields=["state", "approved_by", "approved_at"])
    record(case, APPROVE_DELETION.verb, by=by, at=at, sentence="Agreed to delete the file")
    return deletion


@transaction.atomic
def stop_deletion(deletion: Deletion, *, by: Person, at: datetime) -> Deletion:
    """Stop a deletion that is not done yet. The file is kept, and may be proposed again."""
    case = Case.objects.locked(deletion.case_id, by=by)
    deletion = Deletion.objects.locked(deletion.pk, by=by)
    STOP_DELETION.check(by, deletion)
    deletion.state, deletion.stopped_because, deletion.stopped_by = (
        DeletionState.STOPPED, Hindrance.STOPPED_BY_HAND, by,
    )  # fmt: skip
    deletion.settled_on = timezone.localdate(at)
    deletion.save(update_fields=["state", "stopped_because", "stopped_by", "settled_on"])
    record(case, STOP_DELETION.verb, by=by, at=at, sentence="Stopped the deletion of the file")
    return deletion
