"""What an office does about a talk with somebody who can't affirm the Code, besides talking: a report is made of it."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states import ExceptionState

# Its page has a link of its own: `code_of_ethics`, whose record it is, knows no cases.
TAKE_UP_EXCEPTION = Move(
    "take_up_exception",
    _("Make a report of it"),
    frozenset({ExceptionState.OPEN.value, ExceptionState.SETTLED.value}),
    None,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    tone="primary",
    hint=_("It goes to the right office like any other report."),
    shown=False,
)
EXCEPTION_MOVES = (TAKE_UP_EXCEPTION,)
