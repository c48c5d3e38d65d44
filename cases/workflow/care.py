"""What follows for reporters."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.care import CheckState
from cases.workflow.terms import ANY, WORKERS

CHECK_IN = Move(
    "check_in",
    _("Ask the reporter how they are"),
    ANY,
    None,
    who=WORKERS,
    shown=False,
    hint=_("They find the question at their next visit. If something happened to them, a case of its own is opened."),
)
RECORD_OBSERVATION = Move(
    "record_observation",
    _("Record what you saw"),
    frozenset(CheckState.values),
    None,
    who=WORKERS,
    shown=False,
    hint=_("Whether pay, role or place of the reporter have changed since. Do not ask the people around them."),
)
CARE_MOVES = (CHECK_IN, RECORD_OBSERVATION)
