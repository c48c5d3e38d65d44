"""The moves of an answer in the library."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.report import AnswerState

EDIT_ANSWER = Move(
    "edit_answer",
    _("Edit"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    None,
    who=frozenset({"editor"}),
    hint=_("A draft is changed; of a published text the next version begins."),
)
PUBLISH_ANSWER = Move(
    "publish_answer",
    _("Publish"),
    frozenset({AnswerState.DRAFT.value}),
    AnswerState.PUBLISHED.value,
    who=frozenset({"head"}),
    tone="primary",
    hint=_("From now on it is offered to whoever answers questions. An earlier version is retired."),
)
RETIRE_ANSWER = Move(
    "retire_answer",
    _("Retire"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    AnswerState.RETIRED.value,
    who=frozenset({"head"}),
    tone="danger",
    hint=_("It is offered no more. What was answered with it stays as it was written."),
)
LIBRARY_MOVES = (EDIT_ANSWER, PUBLISH_ANSWER, RETIRE_ANSWER)
