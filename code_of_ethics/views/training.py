"""Trainings: everybody's own, and for the Compliance & Ethics office who has done them."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm, ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Office, Role
from accounts.spreadsheets import csv_lines
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.forms.affirming import ExtendForm, PeopleFilterForm
from code_of_ethics.forms.training import CompletionForm, StartTrainingForm
from code_of_ethics.models import Training, TrainingAssignment
from code_of_ethics.views.keepers import ethics_office_only
from code_of_ethics.workflow.training import (
    ASSIGNMENT_MOVES,
    COMPLETE_TRAINING,
    END_TRAINING,
    EXCUSE_FROM_TRAINING,
    EXTEND_TRAINING,
    RECORD_COMPLETION,
)

TRAININGS_SHOWN = 30
DONE = Q(completed_on__isnull=False)


@login_required
def trainings(request: PortalRequest) -> HttpResponse:
    """One's own; for the office below them how far each training is."""
    person, today = request.person, timezone.localdate()
    own = TrainingAssignment.objects.of(person)
    page = keyset_page(
        own, request, columns={"day": "assigned_on"}, sort="-day",
        dressed=lambda rows: rows.select_related("training__version", "training__policy"),
    )  # fmt: skip
    is_office = Office.ETHICS_OFFICE in person.offices
    listed = Training.objects.select_related("version", "policy").prefetch_related("units")
    context = {
        "page": page,
        "rows": _dressed(page.rows, request, today),
        "is_office": is_office,
        "trainings": _with_figures(list(listed[:TRAININGS_SHOWN]), request, today) if is_office else [],
        "may_start": Role.ETHICS_OFFICER in person.roles,
        "breadcrumbs": [_code_crumb(), (_("Trainings"), None)],
    }
    return render(request, "code_of_ethics/trainings.html", context)


@role_required(Role.ETHICS_OFFICER)
def start_training(request: PortalRequest) -> HttpResponse:
    """Ask people to do a training."""
    form = StartTrainingForm(request.POST or None)
    if form.is_valid():
        facts = (form.facts(), form.audience())
        if perform(form, actions.start_training, *facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Started. People are asked within minutes."))
            return redirect("code_of_ethics:trainings")
    context = {"form": form, "breadcrumbs": [_code_crumb(), trainings_crumb(), (_("Start a training"), None)]}
    return render(request, "code_of_ethics/start_training.html", context)


@ethics_office_only
def training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """How far it is: in all and by unit."""
    shown, today = _training_or_404(pk), timezone.localdate()
    [row] = _with_figures([shown], request, today)
    context = {
        **row,
        "moves": moves_allowed((END_TRAINING,), shown, request.person),
        "history": history(shown),
        "units": _by_unit(shown, request, today),
        "breadcrumbs": [_code_crumb(), trainings_crumb(), (shown.title, None)],
    }
    return render(request, "code_of_ethics/training.html", context)


@ethics_office_only
def training_people(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Who was asked, who has done it, who is late."""
    shown, today, form = _training_or_404(pk), timezone.localdate(), PeopleFilterForm(request.GET)
    page = keyset_page(
        _chosen(shown, form, request, today), request,
        columns={"name": "person__family_name", "due": "due_on"}, sort="name",
        dressed=lambda rows: rows.select_related("person__unit", "training").prefetch_related("reliefs"),
    )  # fmt: skip
    context = {
        "training": shown,
        "form": form,
        "page": page,
        "rows": _dressed(page.rows, request, today),
        "breadcrumbs": [_code_crumb(), trainings_crumb(), (shown.title, _url(shown)), (_("People"), None)],
    }
    return render(request, "code_of_ethics/training_people.html", context)


@require_POST
@ethics_office_only
def export_training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The people of a training as a CSV file. That somebody took it is on the trail."""
    shown, form = _training_or_404(pk), ConfirmForm(request.POST)
    export = actions.record_training_export
    if not form.is_valid() or not perform(form, export, shown, by=request.person, at=timezone.now()):
        return redirect(_url(shown))
    listed = TrainingAssignment.objects.visible_to(request.person).filter(training=shown)
    rows = listed.listed(timezone.localdate()).select_related("person__unit", "training")
    answer: Any = StreamingHttpResponse(
        csv_lines(_exported(rows.order_by("person__family_name", "pk"))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="training-{shown.code}.csv"'
    return answer


@role_required(Role.ETHICS_OFFICER)
def end_training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """End it."""
    shown, form = _training_or_404(pk), ConfirmForm(request.POST or None)
    return _page(request, shown, END_TRAINING, form, {}, _url(shown), [])


@login_required
def complete_training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say of oneself that one has done it."""
    return _of_person(
        request, pk, COMPLETE_TRAINING, CompletionForm, ("completed_on",), reverse("code_of_ethics:trainings")
    )


@ethics_office_only
def record_completion(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Record that somebody has done it."""
    return _of_person(request, pk, RECORD_COMPLETION, CompletionForm, ("completed_on",))


@ethics_office_only
def extend_training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Give somebody more time."""
    return _of_person(request, pk, EXTEND_TRAINING, ExtendForm, ("due_on", "reason"))


@ethics_office_only
def excuse_from_training(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Excuse somebody this time."""
    return _of_person(request, pk, EXCUSE_FROM_TRAINING, ReasonForm, ("reason",))


def _of_person(
    request: PortalRequest, pk: uuid.UUID, move: Move, form_class: Any, names: tuple[str, ...], back: str = ""
) -> HttpResponse:
    visible = TrainingAssignment.objects.visible_to(request.person).select_related("person", "training")
    shown, form = get_object_or_404(visible, pk=pk), form_class(request.POST or None)
    facts = {name: form.cleaned_data[name] for name in names} if form.is_valid() else {}
    back = back or reverse("code_of_ethics:training_people", args=[shown.training_id])
    about = [
        (_("Training"), shown.training.title),
        (_("Person"), shown.person.full_name),
        (_("Due"), date_format(shown.due_on)),
    ]
    return _page(request, shown, move, form, facts, back, about)


def _page(
    request: PortalRequest, shown: Any, move: Move, form: Any, typed: dict[str, Any], back: str, about: list[Any]
) -> HttpResponse:
    if form.is_valid() and perform(
        form, getattr(actions, move.verb), shown, by=request.person, at=timezone.now(), **typed
    ):
        messages.success(request, _("Done."))
        return redirect(back)
    context = {
        "record": shown,
        "form": form,
        "move": move,
        "cancel_url": back,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": about,
        "breadcrumbs": [_code_crumb(), trainings_crumb(), (move.label, None)],
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _dressed(rows: list[Any], request: PortalRequest, today: date) -> list[dict[str, Any]]:
    return [
        {
            "assignment": row,
            "is_overdue": row.is_overdue(today),
            "moves": moves_allowed(ASSIGNMENT_MOVES, row, request.person),
        }
        for row in rows
    ]


def _with_figures(listed: list[Training], request: PortalRequest, today: date) -> list[dict[str, Any]]:
    """Each training with how many count, are done and overdue, by the last time of each person: one statement."""
    counted = (
        TrainingAssignment.objects.visible_to(request.person)
        .counted(today)
        .last_times()
        .filter(training__in=listed)
        .order_by()
        .values("training")
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=DONE),
            overdue=Count("pk", filter=Q(completed_on__isnull=True, due_on__lt=today)),
        )
    )
    figures = {row["training"]: row for row in counted}
    empty = {"asked": 0, "done": 0, "overdue": 0}
    return [{**empty, **figures.get(one.pk, {}), "training": one} for one in listed]


def _by_unit(shown: Training, request: PortalRequest, today: date) -> list[dict[str, Any]]:
    counted = TrainingAssignment.objects.visible_to(request.person).counted(today).last_times().filter(training=shown)
    lines = counted.order_by().values("person__unit__name", "person__unit")
    found = [
        {
            "name": line["person__unit__name"] or _("No unit"),
            "key": line["person__unit"],
            "asked": line["asked"],
            "done": line["done"],
            "percent": round(100 * line["done"] / line["asked"]),
        }
        for line in lines.annotate(asked=Count("pk"), done=Count("pk", filter=DONE))
    ]
    return sorted(found, key=lambda line: (line["percent"], line["name"]))


def _chosen(
    shown: Training, form: PeopleFilterForm, request: PortalRequest, today: date
) -> QuerySet[TrainingAssignment]:
    show, unit = form.wanted()
    rows = TrainingAssignment.objects.visible_to(request.person).filter(training=shown).listed(today).last_times()
    rows = rows.filter(person__unit=unit) if unit else rows
    if show == "overdue":
        return rows.overdue(today)
    if show == "waiting":
        return rows.waiting()
    return rows.filter(DONE) if show == "done" else rows


def _exported(rows: QuerySet[TrainingAssignment]) -> Any:
    yield [
        _("Name"), _("E-mail"), _("Unit"), _("Country"), _("Course code"), _("Time"), _("Due"), _("Status"),
        _("Done on"), _("Says who"),
    ]  # fmt: skip
    for row in rows.iterator(chunk_size=1000):
        person = row.person
        yield [
            person.full_name, person.email, person.unit.name if person.unit else "", person.country, row.training.code,
            row.number, row.due_on.isoformat(), row.state_label,
            row.completed_on.isoformat() if row.completed_on else "", row.get_source_display(),
        ]  # fmt: skip


def _training_or_404(pk: uuid.UUID) -> Training:
    return get_object_or_404(Training.objects.select_related("version", "policy").prefetch_related("units"), pk=pk)


def _url(shown: Training) -> str:
    return reverse("code_of_ethics:training", args=[shown.pk])


def trainings_crumb() -> tuple[str, str]:
    return (_("Trainings"), reverse("code_of_ethics:trainings"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
