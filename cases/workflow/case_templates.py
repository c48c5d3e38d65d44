"""The moves of a template of interviews or plans."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.report import AnswerState

EDIT_TEMPLATE = Move(
    "edit_template",
    _("Edit"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    None,
    who=frozenset({"editor"}),
    hint=_("A draft is changed; of a published template the next version begins."),
)
PUBLISH_TEMPLATE = Move(
    "publish_template",
    _("Publish"),
    frozenset({AnswerState.DRAFT.value}),
    AnswerState.PUBLISHED.value,
    who=frozenset({"head"}),
    tone="primary",
    hint=_("From now on it is offered to whoever works a case. An earlier version is retired."),
)
RETIRE_TEMPLATE = Move(
    "retire_template",
    _("Retire"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    AnswerState.RETIRED.value,
    who=frozenset({"head"}),
    tone="danger",
    hint=_("It is offered no more. What was begun with it stays as it is."),
)
TEMPLATE_MOVES = (EDIT_TEMPLATE, PUBLISH_TEMPLATE, RETIRE_TEMPLATE)
