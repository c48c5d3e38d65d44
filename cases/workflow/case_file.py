"""The moves of exports of a case, and of counsel's privilege."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.case_file import CaseFileState, PrivilegeState
from cases.workflow.terms import ANY, OFFICE, WORKERS

# On their own tab, and not in the action bar.
EXPORT_CASE = Move(
    "export_case",
    _("Export the case file"),
    ANY,
    None,
    who=WORKERS,
    tone="primary",
    hint=_("Whole or with words hidden, as a PDF and as an archive. Each page says who made it and when."),
)
DOWNLOAD_CASE_FILE = Move(
    "download_case_file",
    _("Download"),
    frozenset({CaseFileState.READY.value}),
    None,
    who=frozenset({"maker"}),
    tone="primary",
    hint=_("Only you can, and only for a day. Each download is written on the history."),
)
CASE_FILE_MOVES = (EXPORT_CASE, DOWNLOAD_CASE_FILE)
SET_PRIVILEGE = Move(
    "set_privilege",
    _("Mark as privileged"),
    ANY,
    None,
    who=WORKERS,
    hint=_("What counsel directed stays out of exports. It is listed, and a second person is needed to lift it."),
)
DOUBT_PRIVILEGE = Move(
    "doubt_privilege",
    _("Ask to lift it"),
    frozenset({PrivilegeState.STANDING.value}),
    PrivilegeState.DOUBTED.value,
    who=WORKERS,
    hint=_("A second person decides."),
)
LIFT_PRIVILEGE = Move(
    "lift_privilege",
    _("Lift it"),
    frozenset({PrivilegeState.DOUBTED.value}),
    PrivilegeState.LIFTED.value,
    who=OFFICE,
    never=frozenset({"doubter"}),
    tone="danger",
    hint=_("As the second person. It goes into exports from then on."),
)
KEEP_PRIVILEGE = Move(
    "keep_privilege",
    _("Keep it"),
    frozenset({PrivilegeState.DOUBTED.value}),
    PrivilegeState.STANDING.value,
    who=OFFICE,
)
PRIVILEGE_MOVES = (SET_PRIVILEGE, DOUBT_PRIVILEGE, LIFT_PRIVILEGE, KEEP_PRIVILEGE)
