"""The moves at the end of a record: rules of retention, and the deletion of a file."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.retention import DeletionState, RuleState
from cases.workflow.terms import CLOSED, OFFICE, TESTED

CONFIRM_RETENTION_RULE = Move(
    "confirm_retention_rule",
    _("Confirm"),
    frozenset({RuleState.UNCONFIRMED.value}),
    RuleState.IN_FORCE.value,
    who=frozenset({"counsel"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("As counsel. Only a confirmed rule lets anything be deleted."),
)
RETIRE_RETENTION_RULE = Move(
    "retire_retention_rule",
    _("Retire"),
    frozenset({RuleState.UNCONFIRMED.value, RuleState.IN_FORCE.value}),
    RuleState.RETIRED.value,
    who=frozenset({"counsel"}),
    tone="danger",
    hint=_("As counsel. Nothing falls due by it any more."),
)
RETENTION_RULE_MOVES = (CONFIRM_RETENTION_RULE, RETIRE_RETENTION_RULE)
PROPOSE_DELETION = Move(
    "propose_deletion",
    _("Propose to delete"),
    frozenset({CLOSED, TESTED}),
    None,
    who=OFFICE,
    hint=_("A second person decides. Then the clock deletes it for good."),
)
APPROVE_DELETION = Move(
    "approve_deletion",
    _("Agree to delete"),
    frozenset({DeletionState.PROPOSED.value}),
    DeletionState.APPROVED.value,
    who=OFFICE | {"other_head"},
    never=frozenset({"proposer"}),
    tone="danger",
    hint=_("As the second person. The clock then deletes it for good."),
)
STOP_DELETION = Move(
    "stop_deletion",
    _("Stop"),
    frozenset({DeletionState.PROPOSED.value, DeletionState.APPROVED.value}),
    DeletionState.STOPPED.value,
    who=OFFICE | {"other_head", "assignee"},
    hint=_("The file is kept. It can be proposed again."),
)
DELETION_MOVES = (PROPOSE_DELETION, APPROVE_DELETION, STOP_DELETION)
