"""The moves of a file of old cases."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.case_import import CaseImportState

DRAFT, WAITING = CaseImportState.DRAFT.value, CaseImportState.WAITING.value
STAFF = frozenset({"staff"})
# With whoever agrees to the old cases of the committee's chair.
SECOND = STAFF | {"second"}

MAP_COLUMNS = Move(
    "map_columns",
    _("Say which column is which"),
    frozenset({DRAFT}),
    None,
    who=STAFF,
)
SUBMIT_IMPORT = Move(
    "submit_import",
    _("Ask a second person"),
    frozenset({DRAFT}),
    WAITING,
    who=STAFF,
    tone="primary",
    hint=_(
        "Only a file without errors. Nothing is brought in before a second person agrees: somebody else of the office, "
        "and for the committee’s chair a head of an ethics office whom the file does not name."
    ),
)
CONFIRM_IMPORT = Move(
    "confirm_import",
    _("Bring the cases in"),
    frozenset({WAITING}),
    CaseImportState.RUNNING.value,
    who=SECOND,
    never=frozenset({"uploader", "submitter"}),
    tone="primary",
    hint=_("As the second person. All rows are brought in, in the background."),
)
DISCARD_IMPORT = Move(
    "discard_import",
    _("Discard"),
    frozenset({DRAFT, WAITING}),
    CaseImportState.DISCARDED.value,
    who=SECOND,
    tone="danger",
    hint=_("Nothing is brought in, and what was uploaded is destroyed."),
)
CASE_IMPORT_MOVES = (MAP_COLUMNS, SUBMIT_IMPORT, CONFIRM_IMPORT, DISCARD_IMPORT)
