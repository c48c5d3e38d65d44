"""The moves of a case, of what hangs from it, and of routing rules. Data only.

`who` are relations of `Case.relations`: head (of the office, or the chair), staff (works the queue), assignee,
reader (by grant or by rule), other_head (of the other office or the committee), submitter (asked for the review).
An action adds its owner, who proposed it and who keeps its amounts; a referral to public officials its counsel and
who decides.
"""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states import (
    OPEN_STATES,
    ActionState,
    AnswerState,
    CaseState,
    FileState,
    MailState,
    PartyStatus,
    QuestionnaireState,
    ReferralState,
    UnlockState,
)

NEW, TRIAGE, INVESTIGATION, REVIEW, CLOSED, MERGED = (
    CaseState.NEW.value,
    CaseState.TRIAGE.value,
    CaseState.INVESTIGATION.value,
    CaseState.REVIEW.value,
    CaseState.CLOSED.value,
    CaseState.MERGED.value,
)
OPEN = frozenset(str(state) for state in OPEN_STATES)
ANY = OPEN | {CLOSED}

OFFICE = frozenset({"staff", "head"})
WORKERS = OFFICE | {"assignee"}

ACKNOWLEDGE = Move(
    "acknowledge",
    _("Acknowledge"),
    frozenset({NEW}),
    TRIAGE,
    who=OFFICE,
    tone="primary",
    hint=_("Tell the reporter that it arrived, and begin triage."),
)
TRIAGE_CASE = Move(
    "triage",
    _("Triage"),
    frozenset({TRIAGE}),
    INVESTIGATION,
    who=OFFICE,
    tone="primary",
    hint=_("Topic, severity, risk of retaliation, materiality and conflicts."),
)
ANSWER_QUESTION = Move(
    "answer_question",
    _("Answer and close"),
    frozenset({TRIAGE}),
    CLOSED,
    who=OFFICE,
    hint=_("For a question that needs no investigation."),
)
EXIT_TRIAGE = Move(
    "exit_triage",
    _("End without investigation"),
    frozenset({TRIAGE}),
    REVIEW,
    who=OFFICE,
    hint=_("Out of scope, or referred elsewhere. A second person decides."),
)
ASK_TO_TREAT_AS_REPORT = Move(
    "ask_to_treat_as_report",
    _("Ask whether it is a report"),
    frozenset({NEW, TRIAGE}),
    None,
    who=OFFICE,
    hint=_("The person who asked decides. If they say yes, it is treated as a report from then on."),
)
TREAT_AS_REPORT = Move(
    "treat_as_report",
    _("Treat as a report"),
    frozenset({NEW, TRIAGE}),
    None,
    who=OFFICE,
    hint=_("Where it plainly is one. Otherwise ask first: whoever asked a question may not want to report."),
)
ASSIGN = Move(
    "assign",
    _("Assign an investigator"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW}),
    None,
    who=OFFICE,
    hint=_("Only people whom nothing keeps from this case are offered."),
)
WRITE_NOTE = Move("write_note", _("Write a note"), ANY, None, who=WORKERS)
RETRACT_NOTE = Move(
    "retract_note", _("Retract this note"), ANY | {MERGED}, None, who=frozenset({"author"}), shown=False
)
ASK_REPORTER = Move("ask_reporter", _("Write to the reporter"), ANY, None, who=WORKERS)
ADD_PARTY = Move("add_party", _("Name a person"), OPEN, None, who=WORKERS)
CONFIRM_PARTY = Move(
    "confirm_party",
    _("Confirm"),
    frozenset({PartyStatus.PROVISIONAL.value}),
    PartyStatus.CONFIRMED.value,
    who=WORKERS,
    tone="primary",
)
REJECT_PARTY = Move(
    "reject_party",
    _("Not concerned"),
    frozenset({PartyStatus.PROVISIONAL.value}),
    PartyStatus.REJECTED.value,
    who=OFFICE,
)
ADD_ALLEGATION = Move("add_allegation", _("Add an allegation"), frozenset({TRIAGE, INVESTIGATION}), None, who=WORKERS)
RECORD_FINDING = Move(
    "record_finding", _("Record the finding"), frozenset({INVESTIGATION}), None, who=WORKERS, shown=False
)
DECIDE_MATERIALITY = Move(
    "decide_materiality",
    _("Decide whether it is material"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW}),
    None,
    who=OFFICE,
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
SUBMIT_FOR_REVIEW = Move(
    "submit_for_review",
    _("Submit for review"),
    frozenset({INVESTIGATION}),
    REVIEW,
    who=WORKERS,
    tone="primary",
    hint=_("Every allegation needs a finding."),
)
RETURN_TO_INVESTIGATION = Move(
    "return_to_investigation",
    _("Send back"),
    frozenset({REVIEW}),
    INVESTIGATION,
    who=OFFICE,
    hint=_("Something is still missing."),
)
CLOSE = Move(
    "close",
    _("Close the case"),
    frozenset({REVIEW}),
    CLOSED,
    who=OFFICE,
    never=frozenset({"submitter", "assignee"}),
    tone="primary",
    hint=_("As the second person. The reporter is told."),
)
REOPEN = Move("reopen", _("Reopen"), frozenset({CLOSED}), INVESTIGATION, who=OFFICE)
SHARE = Move("share", _("Share with one person"), OPEN, None, who=frozenset({"head"}))
TRANSFER = Move("transfer", _("Transfer to another queue"), OPEN, None, who=frozenset({"head"}))
RECUSE = Move(
    "recuse",
    _("I have a conflict of interest"),
    ANY,
    None,
    who=WORKERS | {"reader"},
    tone="danger",
    hint=_("You will no longer see this case."),
)

CASE_MOVES = (
    ACKNOWLEDGE,
    TRIAGE_CASE,
    SUBMIT_FOR_REVIEW,
    CLOSE,
    ANSWER_QUESTION,
    EXIT_TRIAGE,
    RETURN_TO_INVESTIGATION,
    REOPEN,
    ASK_TO_TREAT_AS_REPORT,
    TREAT_AS_REPORT,
    ASSIGN,
    ASK_REPORTER,
    WRITE_NOTE,
    ADD_ALLEGATION,
    ADD_PARTY,
    DECIDE_MATERIALITY,
    SHARE,
    TRANSFER,
    RECUSE,
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
WITHDRAWAL_MOVES = (ANSWER_WITHDRAWAL,)
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
# For questions alone.
QUESTION_VERBS = frozenset({ANSWER_QUESTION.verb, ASK_TO_TREAT_AS_REPORT.verb, TREAT_AS_REPORT.verb})
PARTY_MOVES = (CONFIRM_PARTY, REJECT_PARTY)
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
    _("Record that there is none"),
    frozenset({INVESTIGATION, REVIEW}),
    None,
    who=WORKERS,
    shown=False,
    hint=_("With the reason, such as that the person has left or that the subject is a supplier."),
)
ALLEGATION_MOVES = (RECORD_FINDING, RECORD_STEP, RECORD_NO_CONSEQUENCE)
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

# On the page that says who has access, and not in the action bar.
RESTRICT = Move(
    "restrict",
    _("Restrict to named people"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Of your office only you, its investigator and people whom you name go on seeing it."),
)
LIFT_RESTRICTION = Move(
    "lift_restriction",
    _("Lift the restriction"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Everybody who works in the office sees it again, unless the wall keeps them from it."),
)
CHECK_ACCESS = Move(
    "check_access",
    _("Would this person see it?"),
    ANY,
    None,
    who=frozenset({"head"}),
    hint=_("Ask for anybody of the directory. It changes nothing; that you asked is written on the history."),
)
ACCESS_MOVES = (RESTRICT, LIFT_RESTRICTION, CHECK_ACCESS)

# The name of a confidential reporter: asked for by who works the case, decided by who does not.
REQUEST_IDENTITY = Move(
    "request_identity",
    _("Ask for the name"),
    ANY,
    None,
    who=WORKERS,
    hint=_("A custodian decides, who is not of your office and does not read the case."),
)
UNLOCK_IN_DANGER = Move(
    "unlock_in_danger",
    _("Somebody’s life is in danger"),
    ANY,
    None,
    who=WORKERS,
    tone="danger",
    hint=_("You and a person of another office unlock the name together. The reporter is told afterwards."),
)
DECIDERS = frozenset({"custodian", "second"})
GRANT_IDENTITY = Move(
    "grant_identity",
    _("Grant"),
    frozenset({UnlockState.ASKED.value}),
    UnlockState.GRANTED.value,
    who=DECIDERS,
    never=frozenset({"asker", "holder"}),
    tone="primary",
    hint=_("For this one person, until a day. Each look is recorded."),
)
REFUSE_IDENTITY = Move(
    "refuse_identity",
    _("Refuse"),
    frozenset({UnlockState.ASKED.value}),
    UnlockState.REFUSED.value,
    who=DECIDERS,
    never=frozenset({"asker", "holder"}),
)
REVOKE_IDENTITY = Move(
    "revoke_identity",
    _("Take it back"),
    frozenset({UnlockState.ASKED.value, UnlockState.GRANTED.value}),
    UnlockState.ENDED.value,
    who=frozenset({"decider", "asker", "holder", "head"}),
    tone="danger",
    hint=_("From then on nobody is shown the name because of this request."),
)
SHOW_IDENTITY = Move(
    "show_identity",
    _("Show me the name"),
    frozenset({UnlockState.GRANTED.value}),
    None,
    who=frozenset({"holder"}),
    tone="primary",
    hint=_("It is shown once. Each look is recorded with your name."),
)
IDENTITY_MOVES = (
    REQUEST_IDENTITY,
    UNLOCK_IN_DANGER,
    GRANT_IDENTITY,
    REFUSE_IDENTITY,
    REVOKE_IDENTITY,
    SHOW_IDENTITY,
)
# Those of a request; the first two begin one.
REQUEST_MOVES = (SHOW_IDENTITY, GRANT_IDENTITY, REFUSE_IDENTITY, REVOKE_IDENTITY)

TRANSLATE_REPORT = Move(
    "translate_report",
    _("Translate by machine"),
    frozenset(CaseState.values),
    None,
    who=WORKERS,
    shown=False,
)
REPORT_MOVES = (TRANSLATE_REPORT,)

APPROVE_RULE = Move(
    "approve_rule",
    _("Approve"),
    frozenset({"PROPOSED"}),
    "IN_FORCE",
    who=frozenset({"general_auditor"}),
    never=frozenset({"proposer"}),
    tone="primary",
)
RETIRE_RULE = Move(
    "retire_rule",
    _("Retire"),
    frozenset({"PROPOSED", "IN_FORCE"}),
    "RETIRED",
    who=frozenset({"general_auditor"}),
    tone="danger",
)
RULE_MOVES = (APPROVE_RULE, RETIRE_RULE)

# A mail to the ethics mailbox that a person has to look at, or that may have been ignored wrongly.
UNSETTLED = frozenset({MailState.SET_ASIDE.value, MailState.IGNORED.value, MailState.DISMISSED.value})
OPEN_MAIL = Move(
    "open_mail",
    _("Open the mail"),
    UNSETTLED,
    None,
    who=frozenset({"keeper"}),
    hint=_("You will see who wrote it and what. The opening is written on its trail."),
)
TURN_INTO_REPORT = Move(
    "turn_into_report",
    _("Turn into a report"),
    UNSETTLED,
    MailState.BECAME_REPORT.value,
    who=frozenset({"keeper"}),
    tone="primary",
    hint=_("It goes to the right office like any other report."),
)
DISMISS_MAIL = Move(
    "dismiss_mail",
    _("Set aside for good"),
    frozenset({MailState.SET_ASIDE.value, MailState.IGNORED.value}),
    MailState.DISMISSED.value,
    who=frozenset({"keeper"}),
    hint=_("For what is no report. It is kept, with your reason."),
)
MAIL_MOVES = (TURN_INTO_REPORT, OPEN_MAIL, DISMISS_MAIL)

ACKNOWLEDGE_ALARM = Move(
    "acknowledge_alarm",
    _("I take care of it"),
    frozenset({"RAISED"}),
    "ACKNOWLEDGED",
    who=frozenset({"called"}),
    tone="danger",
    hint=_("Nobody else is called then."),
)
ALARM_MOVES = (ACKNOWLEDGE_ALARM,)

END_DUTY = Move("end_duty", _("Take off call"), frozenset({"PLANNED"}), "ENDED", who=frozenset({"head"}), tone="danger")
DUTY_MOVES = (END_DUTY,)
EDIT_ANSWER = Move(
    "edit_answer",
    _("Edit"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    None,
    who=frozenset({"editor"}),
    hint=_("A draft is changed; of a published text the next version begins."),
)
PUBLISH_ANSWER = Move(
    "publish_answer",
    _("Publish"),
    frozenset({AnswerState.DRAFT.value}),
    AnswerState.PUBLISHED.value,
    who=frozenset({"head"}),
    tone="primary",
    hint=_("From now on it is offered to whoever answers questions. An earlier version is retired."),
)
RETIRE_ANSWER = Move(
    "retire_answer",
    _("Retire"),
    frozenset({AnswerState.DRAFT.value, AnswerState.PUBLISHED.value}),
    AnswerState.RETIRED.value,
    who=frozenset({"head"}),
    tone="danger",
    hint=_("It is offered no more. What was answered with it stays as it was written."),
)
LIBRARY_MOVES = (EDIT_ANSWER, PUBLISH_ANSWER, RETIRE_ANSWER)

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

# --- what is done about a matter ---
PROPOSE_ACTION = Move(
    "propose_action",
    _("Propose an action"),
    ANY,
    None,
    who=WORKERS,
    hint=_("Discipline, a correction, remediation, recovery of assets, or an interim measure."),
)
PROPOSE_REFERRAL = Move(
    "propose_referral",
    _("Propose a referral"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW, CLOSED}),
    None,
    who=WORKERS,
    hint=_("To public officials. Counsel gives an opinion first; then the head of the office decides."),
)
OUTCOME_MOVES = (PROPOSE_ACTION, PROPOSE_REFERRAL)

PROPOSED, DECIDED, IN_PROGRESS, DONE = (
    ActionState.PROPOSED.value,
    ActionState.DECIDED.value,
    ActionState.IN_PROGRESS.value,
    ActionState.DONE.value,
)
DECIDE_ACTION = Move(
    "decide_action",
    _("Record the decision"),
    frozenset({PROPOSED}),
    DECIDED,
    who=OFFICE,
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("Discipline is decided by a named manager with HR. Everything else the office orders."),
)
NAME_OWNER = Move(
    "name_owner",
    _("Name another owner"),
    frozenset({DECIDED, IN_PROGRESS}),
    None,
    who=OFFICE,
    hint=_("Only somebody whom nothing keeps from the case."),
)
NOTE_PROGRESS = Move(
    "note_progress", _("Note progress"), frozenset({DECIDED, IN_PROGRESS}), IN_PROGRESS, who=frozenset({"owner"})
)
FINISH_ACTION = Move(
    "finish_action",
    _("Report it as done"),
    frozenset({DECIDED, IN_PROGRESS}),
    DONE,
    who=frozenset({"owner"}),
    tone="primary",
    hint=_("The ethics office confirms it."),
)
RECORD_AMOUNT = Move(
    "record_amount",
    _("Record an amount"),
    frozenset({DECIDED, IN_PROGRESS, DONE}),
    None,
    who=frozenset({"accountant"}),
    hint=_("What came back, or what the recovery cost."),
)
CONFIRM_ACTION = Move(
    "confirm_action",
    _("Confirm that it is done"),
    frozenset({DECIDED, IN_PROGRESS, DONE}),
    ActionState.CONFIRMED.value,
    who=OFFICE,
    never=frozenset({"owner"}),
    tone="primary",
)
RETURN_ACTION = Move(
    "return_action",
    _("Send back to the owner"),
    frozenset({DONE}),
    IN_PROGRESS,
    who=OFFICE,
    hint=_("Something is still missing. The owner reads what you write."),
)
CANCEL_ACTION = Move(
    "cancel_action",
    _("Cancel"),
    frozenset({PROPOSED, DECIDED, IN_PROGRESS}),
    ActionState.CANCELLED.value,
    who=OFFICE,
    tone="danger",
)
ACTION_MOVES = (
    DECIDE_ACTION,
    CONFIRM_ACTION,
    RECORD_AMOUNT,
    RETURN_ACTION,
    NAME_OWNER,
    CANCEL_ACTION,
    NOTE_PROGRESS,
    FINISH_ACTION,
)

GIVE_OPINION = Move(
    "give_opinion",
    _("Give the opinion"),
    frozenset({ReferralState.PROPOSED.value}),
    ReferralState.ADVISED.value,
    who=frozenset({"counsel"}),
    tone="primary",
    hint=_("It stays on the record with your name."),
)
APPROVE_REFERRAL = Move(
    "approve_referral",
    _("Decide to refer"),
    frozenset({ReferralState.ADVISED.value}),
    ReferralState.APPROVED.value,
    who=frozenset({"decider"}),
    never=frozenset({"proposer", "counsel"}),
    tone="primary",
)
DECLINE_REFERRAL = Move(
    "decline_referral",
    _("Decide not to refer"),
    frozenset({ReferralState.ADVISED.value}),
    ReferralState.DECLINED.value,
    who=frozenset({"decider"}),
    never=frozenset({"proposer", "counsel"}),
    hint=_("The reasons are kept."),
)
HAND_TO_AUTHORITY = Move(
    "hand_to_authority",
    _("Record what was handed over"),
    frozenset({ReferralState.APPROVED.value}),
    ReferralState.HANDED_OVER.value,
    who=WORKERS,
    tone="primary",
    hint=_("Each file of the case is listed with its SHA-256, so that it can be proved later which one it was."),
)
RECORD_RECEIPT = Move(
    "record_receipt",
    _("Record the acknowledgement"),
    frozenset({ReferralState.HANDED_OVER.value}),
    ReferralState.ACKNOWLEDGED.value,
    who=WORKERS,
    hint=_("When the authority confirmed it, and under which reference."),
)
CONCLUDE_REFERRAL = Move(
    "conclude_referral",
    _("Record what came of it"),
    frozenset({ReferralState.HANDED_OVER.value, ReferralState.ACKNOWLEDGED.value}),
    ReferralState.CONCLUDED.value,
    who=WORKERS,
)
REFERRAL_MOVES = (
    GIVE_OPINION,
    APPROVE_REFERRAL,
    DECLINE_REFERRAL,
    HAND_TO_AUTHORITY,
    RECORD_RECEIPT,
    CONCLUDE_REFERRAL,
)
