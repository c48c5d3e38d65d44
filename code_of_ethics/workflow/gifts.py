"""The moves of the register of gifts and of its limits. Data only."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states.gifts import GiftState

DECIDE_GIFT = Move(
    "decide_gift",
    _("Decide"),
    frozenset({GiftState.SUBMITTED.value}),
    None,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    tone="primary",
)
END_LIMIT = Move(
    "end_limit",
    _("End this limit"),
    frozenset({"IN_FORCE"}),
    "ENDED",
    who=frozenset({"office"}),
    tone="danger",
    hint=_("Everything in this country and currency is reviewed from then on."),
)
GIFT_MOVES = (DECIDE_GIFT, END_LIMIT)
