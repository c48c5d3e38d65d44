"""The moves of trainings. Data only."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from accounts.states import ImportState
from code_of_ethics.states.training import AssignmentState, TrainingState

END_TRAINING = Move(
    "end_training",
    _("End this training"),
    frozenset({TrainingState.RUNNING.value}),
    TrainingState.ENDED.value,
    who=frozenset({"ethics_officer"}),
    tone="danger",
    hint=_("Nobody is asked or reminded any more."),
)
COMPLETE_TRAINING = Move(
    "complete_training",
    _("I have done it"),
    frozenset({AssignmentState.ASKED.value}),
    AssignmentState.DONE.value,
    who=frozenset({"self"}),
    never=frozenset({"bound"}),
    tone="primary",
)
RECORD_COMPLETION = Move(
    "record_completion",
    _("Record as done"),
    frozenset({AssignmentState.ASKED.value}),
    AssignmentState.DONE.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
)
TAKE_COMPLETIONS = Move(
    "take_completions",
    _("Take over"),
    frozenset({ImportState.DRAFT.value}),
    ImportState.TAKEN.value,
    who=frozenset({"office"}),
    tone="primary",
)
TRAINING_MOVES = (END_TRAINING, COMPLETE_TRAINING, RECORD_COMPLETION, TAKE_COMPLETIONS)
