"""The moves of removing a passage or a file."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.minimising import MinimisingState
from cases.workflow.terms import ANY, OFFICE, WORKERS

PROPOSED = frozenset({MinimisingState.PROPOSED.value})
PROPOSE_MINIMISING = Move(
    "propose_minimising",
    _("Propose to remove a passage or a file"),
    ANY,
    None,
    who=WORKERS,
    hint=_("Personal data that the matter does not need. A second person agrees; then nobody can read it any more."),
)
CONFIRM_MINIMISING = Move(
    "confirm_minimising",
    _("Remove it"),
    PROPOSED,
    MinimisingState.DONE.value,
    who=OFFICE,
    never=frozenset({"proposer"}),
    tone="danger",
    hint=_("As the second person. It can’t be undone."),
)
DROP_MINIMISING = Move(
    "drop_minimising",
    _("Leave it as it is"),
    PROPOSED,
    MinimisingState.DROPPED.value,
    who=WORKERS,
    hint=_("The proposal ends, and everything stays."),
)
MINIMISING_MOVES = (PROPOSE_MINIMISING, CONFIRM_MINIMISING, DROP_MINIMISING)
