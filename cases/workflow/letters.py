"""Letters at the end of a case."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.letter import LetterState
from cases.workflow.terms import CLOSED, OFFICE, REVIEW, WORKERS

DRAFT_LETTER = Move(
    "draft_letter",
    _("Draft a letter"),
    frozenset({REVIEW, CLOSED}),
    None,
    who=WORKERS,
    shown=False,
    hint=_("To somebody whom the case was about. Somebody else of the office reads it and sends it."),
)
SEND_LETTER = Move(
    "send_letter",
    _("Send the letter"),
    frozenset({LetterState.DRAFTED.value}),
    LetterState.SENT.value,
    who=OFFICE,
    never=frozenset({"drafter"}),
    tone="primary",
    hint=_("Read it first. It can’t be taken back."),
)
DROP_LETTER = Move(
    "drop_letter",
    _("Drop the letter"),
    frozenset({LetterState.DRAFTED.value}),
    LetterState.DROPPED.value,
    who=WORKERS,
    hint=_("To write another one, or none."),
)
ANSWER_LETTER = Move(
    "answer_letter",
    _("Answer the letter"),
    frozenset({LetterState.SENT.value}),
    LetterState.ANSWERED.value,
    who=frozenset({"recipient"}),
    tone="primary",
    hint=_("Once, in writing. The ethics office reads it."),
)
LETTER_MOVES = (DRAFT_LETTER, SEND_LETTER, DROP_LETTER, ANSWER_LETTER)
