"""The moves of compliance audits and of their findings. Data only."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from code_of_ethics.states.audits import AuditState, FindingState

# Nobody audits the unit in which they work.
BEGIN_AUDIT = Move(
    "begin_audit",
    _("Begin"),
    frozenset({AuditState.PLANNED.value}),
    AuditState.FIELDWORK.value,
    who=frozenset({"auditor"}),
    never=frozenset({"of_the_unit"}),
    tone="primary",
    hint=_("Say what is looked at, and how that was chosen."),
)
RAISE_FINDING = Move(
    "raise_finding",
    _("Raise a finding"),
    frozenset({AuditState.FIELDWORK.value}),
    None,
    who=frozenset({"auditor"}),
    never=frozenset({"of_the_unit"}),
    tone="primary",
    hint=_("Its owner is told at once and asked for an answer."),
)
REPORT_AUDIT = Move(
    "report_audit",
    _("Report"),
    frozenset({AuditState.FIELDWORK.value}),
    AuditState.REPORTED.value,
    who=frozenset({"head"}),
    never=frozenset({"of_the_unit"}),
    hint=_("The Audit Committee reads it from then on."),
)
CANCEL_AUDIT = Move(
    "cancel_audit",
    _("Call off"),
    frozenset({AuditState.PLANNED.value, AuditState.FIELDWORK.value}),
    AuditState.CANCELLED.value,
    who=frozenset({"head"}),
    tone="danger",
)
AUDIT_MOVES = (BEGIN_AUDIT, RAISE_FINDING, REPORT_AUDIT, CANCEL_AUDIT)

ANSWER_FINDING = Move(
    "answer_finding",
    _("Answer"),
    frozenset({FindingState.RAISED.value}),
    FindingState.ANSWERED.value,
    who=frozenset({"owner"}),
    tone="primary",
    hint=_("What will be done, and by which day."),
)
FINISH_FINDING = Move(
    "finish_finding",
    _("It is done"),
    frozenset({FindingState.ANSWERED.value}),
    FindingState.DONE.value,
    who=frozenset({"owner"}),
    tone="primary",
    hint=_("The General Auditor's office looks at it."),
)
CLOSE_FINDING = Move(
    "close_finding",
    _("Close"),
    frozenset({FindingState.DONE.value}),
    FindingState.CLOSED.value,
    who=frozenset({"auditor"}),
    never=frozenset({"owner", "of_the_unit"}),
    tone="primary",
)
RETURN_FINDING = Move(
    "return_finding",
    _("Give back"),
    frozenset({FindingState.DONE.value}),
    FindingState.ANSWERED.value,
    who=frozenset({"auditor"}),
    never=frozenset({"owner", "of_the_unit"}),
)
REASSIGN_FINDING = Move(
    "reassign_finding",
    _("Give to somebody else"),
    frozenset({FindingState.RAISED.value, FindingState.ANSWERED.value}),
    None,
    who=frozenset({"auditor"}),
    never=frozenset({"owner", "of_the_unit"}),
)
FINDING_MOVES = (ANSWER_FINDING, FINISH_FINDING, CLOSE_FINDING, RETURN_FINDING, REASSIGN_FINDING)
