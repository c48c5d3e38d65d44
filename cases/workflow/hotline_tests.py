"""The moves of a test of the hotline. Acknowledging it is the office's own move on the case."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.hotline_test import HotlineTestState

DROP_HOTLINE_TEST = Move(
    "drop_hotline_test",
    _("Give it up"),
    frozenset({HotlineTestState.TO_TELL.value}),
    HotlineTestState.DROPPED.value,
    who=frozenset({"auditor"}),
    hint=_("Nobody will tell the story. It counts neither as passed nor as failed."),
)
HOTLINE_TEST_MOVES = (DROP_HOTLINE_TEST,)
