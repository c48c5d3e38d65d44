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
    frozenset({AssignmentState.ASKED.value, AssignmentState.EXCUSED.value}),
    AssignmentState.DONE.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
)
EXTEND_TRAINING = Move(
    "extend_training",
    _("Give more time"),
    frozenset({AssignmentState.ASKED.value}),
    None,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
)
EXCUSE_FROM_TRAINING = Move(
    "excuse_from_training",
    _("Excuse from this training"),
    frozenset({AssignmentState.ASKED.value}),
    AssignmentState.EXCUSED.value,
    who=frozenset({"office"}),
    never=frozenset({"self"}),
    hint=_("This time only: nobody reminds the person, and they are not counted."),
)
TAKE_COMPLETIONS = Move(
    "take_completions",
    _("Take over"),
    frozenset({ImportState.DRAFT.value}),
    ImportState.TAKEN.value,
    who=frozenset({"office"}),
    tone="primary",
)
ASSIGNMENT_MOVES = (COMPLETE_TRAINING, RECORD_COMPLETION, EXTEND_TRAINING, EXCUSE_FROM_TRAINING)
TRAINING_MOVES = (END_TRAINING, *ASSIGNMENT_MOVES, TAKE_COMPLETIONS)
