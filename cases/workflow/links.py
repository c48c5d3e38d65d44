"""Two cases: linking and merging."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.workflow.terms import ANY, INVESTIGATION, MERGED, TRIAGE, WORKERS

# Not among the moves of a case: the trail of a case tells nothing of another one (`cases.models.link`).
LINK_CASE = Move(
    "link_case",
    _("Link another case"),
    ANY,
    None,
    who=WORKERS,
    hint=_("Only cases that you may see can be linked. Whoever may see one of them alone sees no link."),
)
UNLINK_CASE = Move(
    "unlink_case",
    _("Undo the link"),
    frozenset({"STANDING"}),
    "UNDONE",
    who=WORKERS,
    hint=_("Both cases stay as they are, and so does the record of the link."),
)
LINK_MOVES = (LINK_CASE, UNLINK_CASE)
# Asked of both cases: whoever merges works each of them, in a state in which its own moves are open to it.
MERGE_CASE = Move(
    "merge_case",
    _("Merge into another case"),
    frozenset({TRIAGE, INVESTIGATION}),
    MERGED,
    who=WORKERS,
    hint=_("For one matter that was reported more than once. It goes on in the other case, and can be undone."),
)
UNMERGE_CASE = Move(
    "unmerge_case",
    _("Undo the merge"),
    frozenset({"STANDING"}),
    "UNDONE",
    who=WORKERS,
    hint=_("What came with the merged case goes back to it. What was written since stays where it was written."),
)
MERGE_MOVES = (MERGE_CASE, UNMERGE_CASE)
