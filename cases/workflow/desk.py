"""What is done at an investigator's desk: tasks, interviews and statements, and evidence."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.desk import InterviewState, StatementState, TaskState
from cases.workflow.terms import ANY, INVESTIGATION, REVIEW, TRIAGE, WORKERS

UNDER_WORK = frozenset({TRIAGE, INVESTIGATION, REVIEW})

# --- plans and tasks ---
ADD_TASK = Move("add_task", _("Add a task"), UNDER_WORK, None, who=WORKERS)
APPLY_PLAN = Move(
    "apply_plan",
    _("Begin a plan"),
    UNDER_WORK,
    None,
    who=WORKERS,
    hint=_("Each step of a template becomes a task, with its day."),
)
PLAN_MOVES = (APPLY_PLAN, ADD_TASK)
OPEN_TASK = frozenset({TaskState.OPEN.value})
GIVE_TASK = Move(
    "give_task", _("Give to somebody"), OPEN_TASK, None, who=WORKERS, hint=_("Only somebody who may see the case.")
)
FINISH_TASK = Move("finish_task", _("Done"), OPEN_TASK, TaskState.DONE.value, who=WORKERS | {"owner"}, tone="primary")
DROP_TASK = Move(
    "drop_task",
    _("Drop"),
    OPEN_TASK,
    TaskState.DROPPED.value,
    who=WORKERS,
    tone="danger",
    hint=_("It stays on the record, with the reason."),
)
TASK_MOVES = (FINISH_TASK, GIVE_TASK, DROP_TASK)

# --- interviews ---
PLAN_INTERVIEW = Move(
    "plan_interview",
    _("Plan an interview"),
    UNDER_WORK,
    None,
    who=WORKERS,
    hint=_("With somebody who is named in the case, or with anybody else."),
)
INTERVIEW_OF_CASE_MOVES = (PLAN_INTERVIEW,)
RECORD_INTERVIEW = Move(
    "record_interview",
    _("Record what was said"),
    frozenset({InterviewState.PLANNED.value}),
    InterviewState.HELD.value,
    who=WORKERS,
    tone="primary",
    hint=_("It stays as you write it."),
)
MOVE_INTERVIEW = Move(
    "move_interview",
    _("Move it"),
    frozenset({InterviewState.PLANNED.value}),
    None,
    who=WORKERS,
    hint=_("To another time or place, with the reason. Tell the person yourself: only colleagues are told."),
)
CANCEL_INTERVIEW = Move(
    "cancel_interview",
    _("It was not held"),
    frozenset({InterviewState.PLANNED.value}),
    InterviewState.CANCELLED.value,
    who=WORKERS,
    hint=_("And will not be. Where it only moves to another time, move it."),
)
WRITE_STATEMENT = Move(
    "write_statement",
    _("Write the statement"),
    frozenset({InterviewState.HELD.value}),
    None,
    who=WORKERS,
    hint=_("What the person is asked to confirm. It takes the place of an earlier version that still waits."),
)
INTERVIEW_MOVES = (RECORD_INTERVIEW, MOVE_INTERVIEW, CANCEL_INTERVIEW, WRITE_STATEMENT)
WAITS = frozenset({StatementState.WAITING.value})
ASK_TO_CONFIRM = Move(
    "ask_to_confirm",
    _("Ask the person to confirm it"),
    WAITS,
    None,
    who=WORKERS,
    hint=_("They see the statement, and nothing else of the case."),
)
READ_BACK_STATEMENT = Move(
    "read_back_statement",
    _("Sign off what was read back"),
    WAITS,
    StatementState.CONFIRMED.value,
    who=WORKERS,
    hint=_("Where the person confirmed it to you when you read it to them."),
)
CONFIRM_STATEMENT = Move(
    "confirm_statement",
    _("Answer"),
    WAITS,
    StatementState.CONFIRMED.value,
    who=frozenset({"interviewee"}),
    tone="primary",
)
STATEMENT_MOVES = (ASK_TO_CONFIRM, READ_BACK_STATEMENT, CONFIRM_STATEMENT)

# --- evidence ---
REGISTER_EVIDENCE = Move(
    "register_evidence",
    _("Register evidence"),
    ANY,
    None,
    who=WORKERS,
    hint=_("A thing, a new file, or a file that came with a report. It stays as you register it."),
)
EVIDENCE_OF_CASE_MOVES = (REGISTER_EVIDENCE,)
RECORD_CUSTODY = Move(
    "record_custody",
    _("Record what happened to it"),
    frozenset({"FILE", "THING"}),
    None,
    who=WORKERS,
    tone="primary",
    hint=_("The next link of the chain of custody. Nothing is ever changed or taken out of it."),
)
CHECK_INTEGRITY = Move(
    "check_integrity",
    _("Check that it is unchanged"),
    frozenset({"FILE"}),
    None,
    who=WORKERS,
    hint=_("The stored file is read again and its SHA-256 compared with the one that was written down."),
)
EVIDENCE_MOVES = (RECORD_CUSTODY, CHECK_INTEGRITY)
