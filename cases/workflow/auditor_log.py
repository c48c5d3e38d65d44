"""The moves of what the external auditors were told."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.workflow.terms import ANY, OFFICE

# On the overview of the case, where they have to be told, and on its page “Outcomes”.
LOG_AUDITORS = Move(
    "log_auditors",
    _("Log what the auditors were told"),
    ANY,
    None,
    who=OFFICE | {"other_head"},
    hint=_("What the external auditors were told about this case, when, by whom and how. It can’t be changed later."),
)
CORRECT_ENTRY = Move(
    "correct_entry",
    _("Correct this entry"),
    frozenset({"STANDING"}),
    "CORRECTED",
    who=frozenset({"keeper"}),
    hint=_("It stays as it is, and points to what you write now."),
)
AUDITOR_MOVES = (LOG_AUDITORS, CORRECT_ENTRY)
