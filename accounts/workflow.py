"""The moves of a role grant."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

WAITING, ACTIVE, ENDED = "WAITING", "ACTIVE", "ENDED"

APPROVE_ROLE = Move(
    "approve_role",
    _("Agree to this role"),
    frozenset({WAITING}),
    ACTIVE,
    who=frozenset({"approver"}),
    never=frozenset({"holder", "proposer"}),
    tone="primary",
)
DECLINE_ROLE = Move(
    "decline_role",
    _("Turn this role down"),
    frozenset({WAITING}),
    ENDED,
    who=frozenset({"approver"}),
    never=frozenset({"holder"}),
    tone="danger",
)
REVOKE_ROLE = Move(
    "revoke_role",
    _("End this role"),
    frozenset({WAITING, ACTIVE}),
    ENDED,
    who=frozenset({"administrator", "approver"}),
    tone="danger",
)
ROLE_MOVES = (APPROVE_ROLE, DECLINE_ROLE, REVOKE_ROLE)
