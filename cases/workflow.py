"""The moves of a case, of what hangs from it, and of routing rules. Data only.

`who` are relations of `Case.relations`: head (of the office, or the chair), staff (works the queue), assignee,
reader (by grant or by rule), other_head (of the other office or the committee), submitter (asked for the review).
"""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states import OPEN_STATES, AnswerState, CaseState, FileState, MailState, PartyStatus, QuestionnaireState

NEW, TRIAGE, INVESTIGATION, REVIEW, CLOSED = (
    CaseState.NEW.value,
    CaseState.TRIAGE.value,
    CaseState.INVESTIGATION.value,
    CaseState.REVIEW.value,
    CaseState.CLOSED.value,
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
RETRACT_NOTE = Move("retract_note", _("Retract this note"), ANY, None, who=frozenset({"author"}), shown=False)
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
# For questions alone.
QUESTION_VERBS = frozenset({ANSWER_QUESTION.verb, ASK_TO_TREAT_AS_REPORT.verb, TREAT_AS_REPORT.verb})
PARTY_MOVES = (CONFIRM_PARTY, REJECT_PARTY)
ALLEGATION_MOVES = (RECORD_FINDING,)
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
