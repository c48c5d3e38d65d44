"""What follows for reporters."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.care import CheckState, ReviewState
from cases.workflow.terms import ANY, OFFICE, WORKERS

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
DECIDE_REVIEW = Move(
    "decide_review",
    _("Decide on the review"),
    frozenset({ReviewState.ASKED.value}),
    ReviewState.DECIDED.value,
    who=frozenset({"reviewer"}),
    never=OFFICE | {"assignee", "submitter"},
    tone="primary",
    hint=_(
        "Whether the closing stands. You are not of the office that closed the case; the reporter reads your answer."
    ),
)
CARE_MOVES = (CHECK_IN, RECORD_OBSERVATION, DECIDE_REVIEW)
