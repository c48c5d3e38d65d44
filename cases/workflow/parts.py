"""The moves of what belongs to a case: notes, parties, allegations, decisions, files, reports."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.case import CaseState
from cases.states.party import DOUBTED, ROLE_PROPOSED, PartyStatus
from cases.workflow.terms import ANY, INVESTIGATION, MERGED, OFFICE, REVIEW, TRIAGE, WORKERS
from vault.states import FileState

RETRACT_NOTE = Move(
    "retract_note", _("Retract this note"), ANY | {MERGED}, None, who=frozenset({"author"}), shown=False
)
CONFIRM_PARTY = Move(
    "confirm_party",
    _("Confirm"),
    frozenset({PartyStatus.PROVISIONAL.value, ROLE_PROPOSED}),
    PartyStatus.CONFIRMED.value,
    who=WORKERS,
    tone="primary",
    hint=_("As a subject at once. As anything else when a second person agrees."),
)
AGREE_TO_ROLE = Move(
    "agree_to_role",
    _("Agree to the role"),
    frozenset({ROLE_PROPOSED}),
    PartyStatus.CONFIRMED.value,
    who=WORKERS,
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("As the second person. They stay cut off from the case; those who report to them no longer are."),
)
REJECT_PARTY = Move(
    "reject_party",
    _("Not concerned"),
    frozenset({PartyStatus.PROVISIONAL.value, ROLE_PROPOSED}),
    PartyStatus.REJECTED.value,
    who=OFFICE,
)
DOUBT_PARTY = Move(
    "doubt_party",
    _("Named by mistake"),
    frozenset({PartyStatus.CONFIRMED.value}),
    DOUBTED,
    who=WORKERS,
    hint=_("A second person decides. Until then the wall around them stands."),
)
LET_PARTY_GO = Move(
    "let_party_go",
    _("Agree: not concerned"),
    frozenset({DOUBTED}),
    PartyStatus.REJECTED.value,
    who=OFFICE,
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("As the second person. The wall around them falls at once."),
)
KEEP_PARTY = Move(
    "keep_party",
    _("Keep them named"),
    frozenset({DOUBTED}),
    PartyStatus.CONFIRMED.value,
    who=OFFICE,
)
RECORD_FINDING = Move(
    "record_finding", _("Record the finding"), frozenset({INVESTIGATION}), None, who=WORKERS, shown=False
)
CONFIRM_NOT_MATERIAL = Move(
    "confirm_not_material",
    _("Agree that it is not material"),
    frozenset({"PROPOSED"}),
    "EFFECTIVE",
    who=frozenset({"other_head"}),
    never=frozenset({"decider", "staff", "assignee"}),
    tone="primary",
)
REJECT_NOT_MATERIAL = Move(
    "reject_not_material",
    _("Do not agree"),
    frozenset({"PROPOSED"}),
    "REJECTED",
    who=frozenset({"other_head"}),
    never=frozenset({"decider", "staff", "assignee"}),
)
ANSWER_WITHDRAWAL = Move(
    "answer_withdrawal",
    _("Answer the wish to withdraw"),
    frozenset({"WISHED"}),
    "ANSWERED",
    who=OFFICE,
    tone="primary",
    hint=_("It is a wish: the case goes on until it is ended by one of its own moves."),
)
CONFIRM_TOPIC = Move(
    "confirm_topic",
    _("Agree to the other topic"),
    frozenset({"PROPOSED"}),
    "AGREED",
    who=frozenset({"staff", "head", "other_head"}),
    never=frozenset({"proposer", "assignee"}),
    tone="primary",
    hint=_("It leaves the log of accounting complaints, and the General Auditor may no longer read it by rule."),
)
REJECT_TOPIC = Move(
    "reject_topic",
    _("Keep the topic"),
    frozenset({"PROPOSED"}),
    "DECLINED",
    who=frozenset({"staff", "head", "other_head"}),
    never=frozenset({"proposer", "assignee"}),
    hint=_("It stays a matter of accounting."),
)
TOPIC_MOVES = (CONFIRM_TOPIC, REJECT_TOPIC)
WITHDRAWAL_MOVES = (ANSWER_WITHDRAWAL,)
PARTY_MOVES = (AGREE_TO_ROLE, CONFIRM_PARTY, REJECT_PARTY, LET_PARTY_GO, KEEP_PARTY, DOUBT_PARTY)
RECORD_STEP = Move(
    "record_step",
    _("Record a fairness step"),
    frozenset({TRIAGE, INVESTIGATION}),
    None,
    who=WORKERS,
    shown=False,
    hint=_("That the subject was told or heard, or declined, or how the reply was weighed."),
)
RECORD_NO_CONSEQUENCE = Move(
    "record_no_consequence",
    _("Record that there is no consequence"),
    frozenset({INVESTIGATION, REVIEW}),
    None,
    who=WORKERS,
    shown=False,
    hint=_("With the reason, such as that the person has left or that the subject is a supplier."),
)
# That nothing follows is said beside the consequences, once there is a finding that asks for one.
BESIDE_AN_ALLEGATION = (RECORD_FINDING, RECORD_STEP)
ALLEGATION_MOVES = (*BESIDE_AN_ALLEGATION, RECORD_NO_CONSEQUENCE)
NOTE_MOVES = (RETRACT_NOTE,)
DECISION_MOVES = (CONFIRM_NOT_MATERIAL, REJECT_NOT_MATERIAL)
OPEN_ORIGINAL = Move(
    "open_original",
    _("Open the original"),
    frozenset({FileState.CLEANED.value, FileState.HELD.value}),
    None,
    who=WORKERS,
    hint=_("As it came, with everything that is hidden in it."),
    shown=False,
)
ATTACHMENT_MOVES = (OPEN_ORIGINAL,)
TRANSLATE_REPORT = Move(
    "translate_report",
    _("Translate by machine"),
    frozenset(CaseState.values),
    None,
    who=WORKERS,
    shown=False,
)
REPORT_MOVES = (TRANSLATE_REPORT,)
