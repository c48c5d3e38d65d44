"""The moves of a designation: who stands in for a head."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move

END_DESIGNATION = Move(
    "end_designation",
    _("End it now"),
    frozenset({"STANDING"}),
    "ENDED",
    who=frozenset({"head", "deputy"}),
    tone="danger",
    hint=_("From this moment on the deputy sees nothing by it."),
)
WITHDRAW_ABSENCE = Move(
    "withdraw_absence",
    _("Withdraw"),
    frozenset({"DECLARED"}),
    "WITHDRAWN",
    who=frozenset({"self"}),
    hint=_("You are here after all, or back early."),
)
ABSENCE_MOVES = (WITHDRAW_ABSENCE,)
DESIGNATION_MOVES = (END_DESIGNATION,)
