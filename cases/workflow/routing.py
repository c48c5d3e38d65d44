"""The moves of a routing rule."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

APPROVE_RULE = Move(
    "approve_rule",
    _("Approve"),
    frozenset({"PROPOSED"}),
    "IN_FORCE",
    who=frozenset({"general_auditor"}),
    never=frozenset({"proposer"}),
    tone="primary",
)
RETIRE_RULE = Move(
    "retire_rule",
    _("Retire"),
    frozenset({"PROPOSED", "IN_FORCE"}),
    "RETIRED",
    who=frozenset({"general_auditor"}),
    tone="danger",
)
RULE_MOVES = (APPROVE_RULE, RETIRE_RULE)
