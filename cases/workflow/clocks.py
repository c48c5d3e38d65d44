"""The moves of a case's deadlines."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.workflow.terms import OFFICE, OPEN

PAUSE_CLOCK = Move(
    "pause_clock",
    _("Pause"),
    OPEN,
    None,
    who=OFFICE,
    shown=False,
    hint=_("The days of a pause don’t count. What a law sets can’t be paused, and no pause makes late into in time."),
)
RESUME_CLOCK = Move(
    "resume_clock",
    _("Let it run again"),
    OPEN,
    None,
    who=OFFICE,
    shown=False,
    hint=_("The deadline moves by the days of the pause. The date that it had stays on the history."),
)
CLOCK_MOVES = (PAUSE_CLOCK, RESUME_CLOCK)
