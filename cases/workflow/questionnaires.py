"""What the form asks about a topic. A question's moves are those of the draft that it belongs to."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.questionnaire import QuestionnaireState

# What the form asks about a topic. A question's moves are those of the draft that it belongs to.
IN_DRAFT = frozenset({QuestionnaireState.DRAFT.value})
WRITERS = frozenset({"office"})
ADD_QUESTION = Move("add_question", _("Add a question"), IN_DRAFT, None, who=WRITERS)
NAME_CHANNEL = Move(
    "name_channel",
    _("Name another channel"),
    IN_DRAFT,
    None,
    who=WRITERS,
    hint=_("Shown before the questions. Reporting here stays the first way on."),
)
TRANSLATE_QUESTIONNAIRE = Move(
    "translate_questionnaire",
    _("Put into other languages"),
    IN_DRAFT,
    None,
    who=WRITERS,
    hint=_("What is not written here is shown in English, and marked as English."),
)
PUBLISH_QUESTIONNAIRE = Move(
    "publish_questionnaire",
    _("Publish"),
    IN_DRAFT,
    QuestionnaireState.PUBLISHED.value,
    who=frozenset({"ethics_officer"}),
    tone="primary",
    hint=_("Asked from now on. The former version stays with the reports that answered it."),
)
QUESTIONNAIRE_MOVES = (PUBLISH_QUESTIONNAIRE, ADD_QUESTION, NAME_CHANNEL, TRANSLATE_QUESTIONNAIRE)
CHANGE_QUESTION = Move("change_question", _("Change"), IN_DRAFT, None, who=WRITERS)
MOVE_QUESTION = Move("move_question", _("Move"), IN_DRAFT, None, who=WRITERS)
REMOVE_QUESTION = Move("remove_question", _("Remove"), IN_DRAFT, None, who=WRITERS, tone="danger")
QUESTION_MOVES = (CHANGE_QUESTION, MOVE_QUESTION, REMOVE_QUESTION)
