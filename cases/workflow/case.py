"""The moves of a case."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.workflow.terms import ANY, CLOSED, INVESTIGATION, NEW, OFFICE, OPEN, REVIEW, TRIAGE, WORKERS

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
ASK_REPORTER = Move("ask_reporter", _("Write to the reporter"), ANY, None, who=WORKERS)
ADD_PARTY = Move("add_party", _("Name a person"), OPEN, None, who=WORKERS)
ADD_ALLEGATION = Move("add_allegation", _("Add an allegation"), frozenset({TRIAGE, INVESTIGATION}), None, who=WORKERS)
STATE_FIRST_INCIDENT = Move(
    "state_first_incident",
    _("State the first incident"),
    OPEN,
    None,
    who=WORKERS,
    hint=_("When it began, as far as that is known. How long people waited before they reported counts from it."),
)
DECIDE_MATERIALITY = Move(
    "decide_materiality",
    _("Decide whether it is material"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW}),
    None,
    who=OFFICE | {"committee"},
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
    STATE_FIRST_INCIDENT,
    DECIDE_MATERIALITY,
    SHARE,
    TRANSFER,
    RECUSE,
)
# For questions alone.
QUESTION_VERBS = frozenset({ANSWER_QUESTION.verb, ASK_TO_TREAT_AS_REPORT.verb, TREAT_AS_REPORT.verb})
