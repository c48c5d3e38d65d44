"""The moves of a proposed change of a rule or a calendar."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

APPROVE_CHANGE = Move(
    "approve_change",
    _("Agree"),
    frozenset({"PROPOSED"}),
    "AGREED",
    who=frozenset({"general_auditor"}),
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_(
        "It holds from then on. Deadlines that are running move at once; the date that each had stays on the trail."
    ),
)
DECLINE_CHANGE = Move(
    "decline_change",
    _("Do not agree"),
    frozenset({"PROPOSED"}),
    "DECLINED",
    who=frozenset({"general_auditor"}),
    never=frozenset({"proposer"}),
    tone="danger",
)
CHANGE_MOVES = (APPROVE_CHANGE, DECLINE_CHANGE)
