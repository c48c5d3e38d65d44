"""The moves of a legal hold."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.hold import HoldState

IN_FORCE, TO_RELEASE = HoldState.IN_FORCE.value, HoldState.TO_RELEASE.value
REVIEW_HOLD = Move(
    "review_hold",
    _("It is still needed"),
    frozenset({IN_FORCE}),
    None,
    who=frozenset({"counsel"}),
    tone="primary",
    hint=_("The yearly review: with a reason. The next one is due in a year."),
)
PROPOSE_RELEASE = Move(
    "propose_release",
    _("Propose to release it"),
    frozenset({IN_FORCE}),
    TO_RELEASE,
    who=frozenset({"counsel"}),
    hint=_("It goes on until a second person agrees."),
)
RELEASE_HOLD = Move(
    "release_hold",
    _("Release it"),
    frozenset({TO_RELEASE}),
    HoldState.RELEASED.value,
    who=frozenset({"counsel"}),
    never=frozenset({"proposer"}),
    tone="danger",
    hint=_("As the second person. What it held falls due by its own rules again."),
)
KEEP_HOLD = Move(
    "keep_hold",
    _("Keep it"),
    frozenset({TO_RELEASE}),
    IN_FORCE,
    who=frozenset({"counsel"}),
    hint=_("The proposal to release it is dropped."),
)
HOLD_MOVES = (REVIEW_HOLD, PROPOSE_RELEASE, RELEASE_HOLD, KEEP_HOLD)
