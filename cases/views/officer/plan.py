"""The plan of a case: what is to be done, by whom and until when; and what one has to do oneself, over all cases."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import CASE_STAFF, Role
from cases import actions
from cases.forms.desk import AddTaskForm, ApplyPlanForm, FinishTaskForm, GiveTaskForm
from cases.models import Case, Task
from cases.models.insider import not_told_of_its_case
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.desk import ADD_TASK, APPLY_PLAN, DROP_TASK, FINISH_TASK, GIVE_TASK, PLAN_MOVES, TASK_MOVES

WORKERS_OF_CASES = CASE_STAFF | {Role.AUDIT_COMMITTEE_CHAIR}
COLUMNS = {"until": "due_on"}
PEOPLE = ("data_key", "owner", "created_by", "ended_by", "case")


@login_required
def my_tasks(request: PortalRequest) -> HttpResponse:
    """What one has to do oneself, the next day first. Whoever stands in for a head may be given tasks too."""
    if not (request.person.roles & WORKERS_OF_CASES or request.person.stands_in):
        raise Http404
    own = Task.objects.owned_by(request.person).select_related("data_key", "case__topic")
    own = own.annotate(is_hidden=not_told_of_its_case(request.person))
    page = keyset_page(own, request, columns=COLUMNS, sort="until")
    today = timezone.localdate()
    rows = [{"task": task, "is_overdue": task.is_overdue(today)} for task in page.rows]
    return render(request, "cases/my_tasks.html", {"page": page, "rows": rows})


@login_required
def task(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Where a notice about a task leads: to the plan of its case."""
    found = get_object_or_404(Task.objects.visible_to(request.person).select_related("case"), pk=pk)
    return redirect("cases:plan", found.case.reference)


@login_required
def plan(request: PortalRequest, reference: str) -> HttpResponse:
    """What is to be done, and what was."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "plan")
    tasks = Task.objects.of_case(shown).select_related(*PEOPLE)
    rows = [_row(shown, task, request.person) for task in tasks]
    context["to_do"] = [row for row in rows if row["task"].ended_at is None]
    context["ended"] = [row for row in rows if row["task"].ended_at is not None]
    context["offers"] = moves_allowed(PLAN_MOVES, shown, request.person)
    return render(request, "cases/plan.html", context)


def _row(shown: Case, task: Task, person: Any) -> dict[str, Any]:
    # A merged case has the queue, the head and the investigator of the one that it went into.
    if task.case_id == shown.pk:
        task.case = shown
    return {
        "task": task,
        "is_overdue": task.is_overdue(timezone.localdate()),
        "moves": moves_allowed(TASK_MOVES, task, person),
        "came_from": "" if task.case_id == shown.pk else task.case.reference,
    }


@login_required
def add_task(request: PortalRequest, reference: str) -> HttpResponse:
    """Write down one thing to do."""
    case = case_or_404(request, reference)
    form = AddTaskForm(request.POST or None, by=request.person)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("title", "due_on", "owner")}
        if perform(form, actions.add_task, case, **told, by=request.person, at=timezone.now()):
            return done(request, case, _("The task was added."), part="plan")
    return render_move(request, case, ADD_TASK, form)


@login_required
def apply_plan(request: PortalRequest, reference: str) -> HttpResponse:
    """Begin a plan."""
    case = case_or_404(request, reference)
    form = ApplyPlanForm(request.POST or None, case=case, by=request.person)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("template", "starts_on", "owner")}
        if perform(form, actions.apply_plan, case, **told, by=request.person, at=timezone.now()):
            return done(request, case, _("The plan has begun. Each step is a task."), part="plan")
    plans = form.fields["template"].queryset  # type: ignore[attr-defined]
    return render_move(request, case, APPLY_PLAN, form, plans=list(plans))


def _move(
    request: PortalRequest,
    reference: str,
    pk: uuid.UUID,
    move: Move,
    form: Any,
    said: str,
    told: Callable[[], dict[str, Any]],
) -> HttpResponse:
    case = case_or_404(request, reference)
    task = get_object_or_404(Task.objects.filter(case=case).visible_to(request.person).select_related("owner"), pk=pk)
    task.case = case
    if form.is_valid():
        change = getattr(actions, move.verb)
        if perform(form, change, task, **told(), by=request.person, at=timezone.now()):
            return done(request, case, said, part="plan")
    return render_move(request, case, move, form, record=task)


@login_required
def give_task(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Give it to somebody else."""
    form = GiveTaskForm(request.POST or None)
    said = _("The task was given to somebody else.")
    return _move(request, reference, pk, GIVE_TASK, form, said, lambda: {"owner": form.cleaned_data["owner"]})


@login_required
def finish_task(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Say that it is done."""
    # Nothing need be typed, so that an empty form is a sending too.
    form = FinishTaskForm(request.POST if request.method == "POST" else None)
    return _move(request, reference, pk, FINISH_TASK, form, _("Done."), lambda: {"ending": form.cleaned_data["ending"]})


@login_required
def drop_task(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Say that it will not be done."""
    form = ReasonForm(request.POST or None)
    said = _("Dropped. It stays on the record.")
    return _move(request, reference, pk, DROP_TASK, form, said, lambda: {"reason": form.cleaned_data["reason"]})
