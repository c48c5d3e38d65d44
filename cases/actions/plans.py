"""Plans and tasks: begun from a template or one by one, given to people who may see the case, done or dropped."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.indexing import index_words
from cases.actions.materiality import note_knowledge
from cases.models import Case, CaseTemplate, Task
from cases.states.desk import TaskState, TemplateKind
from cases.workflow.desk import ADD_TASK, APPLY_PLAN, DROP_TASK, FINISH_TASK, GIVE_TASK
from clocks import kinds
from clocks.actions import cancel_clock, start_clock, stop_clock


@transaction.atomic
def add_task(case: Case, *, title: str, due_on: date, owner: Person | None, by: Person, at: datetime) -> Task:
    """Write down one thing that is still to be done, and until when."""
    case = Case.objects.locked(case.pk, by=by)
    ADD_TASK.check(by, case)
    if due_on < timezone.localdate(at):
        raise Refused(_("This day has passed."), "due_on")
    _check_owner(case, owner, at)
    task = _create(case, title, due_on, owner, by, at)
    note_knowledge(case, at=at)
    _record(task, ADD_TASK, "Added a task", by, at)
    _tell_owner([task], by, at)
    return task


@transaction.atomic
def apply_plan(
    case: Case, *, template: CaseTemplate, starts_on: date, owner: Person | None, by: Person, at: datetime
) -> Case:
    """Make a task of each step of a plan, with its day counted from `starts_on`."""
    case = Case.objects.locked(case.pk, by=by)
    APPLY_PLAN.check(by, case)
    plan = CaseTemplate.objects.for_topic(TemplateKind.PLAN, case.topic).filter(pk=template.pk).first()
    if plan is None:
        raise Refused(_("This template is not in use any more. Please choose another one."), "template")
    if starts_on < timezone.localdate(at):
        raise Refused(_("This day has passed."), "starts_on")
    if Task.objects.open().filter(case=case, template=plan).exists():
        raise Refused(_("This plan was begun already, and tasks of it are still to be done."), "template")
    _check_owner(case, owner, at)
    tasks = [
        _create(case, row["words"], starts_on + timedelta(days=row["days"] or 0), owner, by, at, plan)
        for row in plan.rows
    ]
    note_knowledge(case, at=at)
    facts = {"template": str(plan.pk), "tasks": len(tasks)}
    record(case, APPLY_PLAN.verb, by=by, at=at, sentence="Began a plan", facts=facts)
    _tell_owner(tasks[:1], by, at)
    return case


@transaction.atomic
def give_task(task: Task, *, owner: Person, by: Person, at: datetime) -> Task:
    """Give the task to somebody else who may see the case."""
    case, task = _locked(task, by)
    GIVE_TASK.check(by, task)
    if owner.pk == task.owner_id:
        raise Refused(_("This person has the task already."), "owner")
    _check_owner(case, owner, at)
    task.owner = owner
    task.save(update_fields=["owner"])
    _record(task, GIVE_TASK, "Gave a task to somebody", by, at, names={str(owner.pk): owner.full_name})
    _tell_owner([task], by, at)
    return task


@transaction.atomic
def finish_task(task: Task, *, ending: str = "", by: Person, at: datetime) -> Task:
    """Say that it is done."""
    task = _end(task, FINISH_TASK, TaskState.DONE, ending, by, at)
    stop_clock(task, kinds.ACTION, at=at)
    _record(task, FINISH_TASK, "A task is done", by, at)
    return task


@transaction.atomic
def drop_task(task: Task, *, reason: str, by: Person, at: datetime) -> Task:
    """Say that it will not be done, and why."""
    task = _end(task, DROP_TASK, TaskState.DROPPED, reason, by, at)
    cancel_clock(task, kinds.ACTION, by=by, at=at, reason=_("The task was dropped."))
    _record(task, DROP_TASK, "Dropped a task", by, at)
    return task


def check_tasks(case: Case) -> None:
    """Raise `Refused` while a task of the case, or of what was merged into it, is still open: nothing ends unsettled.

    The page lists them; the sentence goes on the trail and says none of their words.
    """
    many = Task.objects.of_case(case).open().count()
    if many:
        raise Refused(
            ngettext(
                "%(count)s task is still open. Before the case ends, say that it is done, or drop it with a reason.",
                "%(count)s tasks are still open. Before the case ends, say that each is done, or drop it.",
                many,
            )
            % {"count": many}
        )


def replace_task_owners(case: Case, *, at: datetime | date) -> int:
    """Take tasks from owners who may not see the case any more, and tell the office. The case is locked by the
    caller."""
    owned = list(Task.objects.open().filter(case=case, owner__isnull=False).select_related("owner"))
    if not owned:
        return 0
    seeing = case.visible_among({task.owner_id: task.owner for task in owned if task.owner}.values())
    lost = [task for task in owned if task.owner_id not in seeing]
    for task in lost:
        former, task.owner = task.owner, None
        task.save(update_fields=["owner"])
        record(
            case,
            "replace_task_owner",
            by=None,
            at=at,
            sentence="Whoever had a task may no longer see the case",
            facts={"task": str(task.pk)},
            names={str(former.pk): former.full_name} if former else {},
        )
        tell(case.staff(), "task_needs_owner", about=case, at=at, once=f"{task.pk}:{former.pk if former else ''}")
    return len(lost)


def cases_of_lost_tasks() -> list[Case]:
    """Cases with a task of somebody who may not see them any more: roles, grants and reporting lines change outside."""
    found: dict[object, Case] = {}
    owned = Task.objects.open().exclude(owner=None)
    for owner in Person.objects.filter(pk__in=owned.values("owner")):
        lost = owned.filter(owner=owner).exclude(case__in=Case.objects.visible_to(owner).values("pk"))
        found |= {task.case_id: task.case for task in lost.select_related("case")}
    return list(found.values())


def _create(
    case: Case,
    title: str,
    due_on: date,
    owner: Person | None,
    by: Person,
    at: datetime,
    template: CaseTemplate | None = None,
) -> Task:
    task = Task.objects.create(
        data_key=case.data_key,
        case=case,
        template=template,
        title=title,
        owner=owner,
        due_on=due_on,
        created_by=by,
        created_at=at,
    )
    start_clock(task, kinds.ACTION, at=at, on=due_on)
    index_words(task)
    return task


def _check_owner(case: Case, owner: Person | None, at: datetime) -> None:
    if owner is None:
        return
    if owner.has_left(timezone.localdate(at)):
        raise Refused(_("This person has left."), "owner")
    if not case.is_visible_to(owner):
        raise Refused(_("Only somebody who may see this case can have a task in it."), "owner")


def _locked(task: Task, by: Person) -> tuple[Case, Task]:
    """The case, if `by` may see it now, and the task in it."""
    case = Case.objects.locked(task.case_id, by=by)
    found = Task.objects.select_for_update(of=("self",)).get(pk=task.pk, case=case)
    found.case = case
    return case, found


def _end(task: Task, move: Move, state: TaskState, ending: str, by: Person, at: datetime) -> Task:
    _case, task = _locked(task, by)
    move.check(by, task)
    task.state, task.ending, task.ended_by, task.ended_at = state, ending, by, at
    task.save(update_fields=["state", "ending", "ended_by", "ended_at"])
    index_words(task)
    return task


def _tell_owner(tasks: list[Task], by: Person, at: datetime) -> None:
    for task in tasks:
        if task.owner is not None and task.owner_id != by.pk:
            tell([task.owner], "task_given", about=task, at=at, once=at.isoformat())


def _record(
    task: Task, move: Move, sentence: str, by: Person, at: datetime, names: dict[str, str] | None = None
) -> None:
    """On the trail of the case, where whoever works it reads it."""
    record(task.case, move.verb, by=by, at=at, sentence=sentence, facts={"task": str(task.pk)}, names=names or {})
