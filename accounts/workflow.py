"""The moves of a role grant."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from accounts.states import ChangeState, ImportState

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
TAKE_DIRECTORY = Move(
    "take_directory",
    _("Take it over"),
    frozenset({ImportState.DRAFT.value}),
    ImportState.TAKEN.value,
    who=frozenset({"administrator"}),
    tone="primary",
    hint=_("All of it or nothing. What lowers a wall or a class waits for a second person."),
)
AGREE_TO_CHANGE = Move(
    "agree_to_change",
    _("Agree to this change"),
    frozenset({ChangeState.WAITING.value}),
    ChangeState.AGREED.value,
    who=frozenset({"approver"}),
    never=frozenset({"proposer", "concerned"}),
    tone="primary",
)
DECLINE_CHANGE = Move(
    "decline_change",
    _("Turn this change down"),
    frozenset({ChangeState.WAITING.value}),
    ChangeState.DECLINED.value,
    who=frozenset({"approver"}),
    never=frozenset({"proposer", "concerned"}),
    tone="danger",
)
DIRECTORY_MOVES = (TAKE_DIRECTORY, AGREE_TO_CHANGE, DECLINE_CHANGE)
ROLE_MOVES = (APPROVE_ROLE, DECLINE_ROLE, REVOKE_ROLE)
