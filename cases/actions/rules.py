"""Routing rules: the CCEO proposes, the General Auditor approves (DECISIONS 43)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import RoutingRule
from cases.workflow.routing import APPROVE_RULE, RETIRE_RULE
from code_of_ethics.models import Topic


@transaction.atomic
def propose_rule(
    *, name: str, priority: int, topic: Topic | None, country: str, queue: str, by: Person, at: datetime
) -> RoutingRule:
    """Propose a routing rule; it takes effect when the General Auditor approves."""
    if Role.ETHICS_OFFICER not in by.roles:
        raise Refused(_("Only the Chief Compliance & Ethics Officer proposes routing rules."))
    rule = RoutingRule.objects.create(
        name=name, priority=priority, topic=topic, country=country, queue=queue, proposed_by=by, proposed_at=at
    )
    record(rule, "propose_rule", by=by, at=at, sentence="Proposed a routing rule", facts={"queue": queue})
    tell(Person.objects.holding(Role.GENERAL_AUDITOR), "rule_to_approve", about=rule, at=at)
    return rule


@transaction.atomic
def approve_rule(rule: RoutingRule, *, by: Person, at: datetime) -> RoutingRule:
    """Approve a proposed rule, as the second person."""
    rule = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    APPROVE_RULE.check(by, rule)
    rule.approved_by, rule.approved_at = by, at
    rule.save(update_fields=["approved_by", "approved_at"])
    record(rule, APPROVE_RULE.verb, by=by, at=at, sentence="Approved a routing rule")
    return rule


@transaction.atomic
def retire_rule(rule: RoutingRule, *, by: Person, at: datetime) -> RoutingRule:
    """Retire a rule. Cases keep the rule that routed them."""
    rule = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    RETIRE_RULE.check(by, rule)
    rule.retired_at = at
    rule.save(update_fields=["retired_at"])
    record(rule, RETIRE_RULE.verb, by=by, at=at, sentence="Retired a routing rule")
    return rule
