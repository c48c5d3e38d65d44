"""Who stands in for whom: designated by a head, seen by that head and the deputy."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Absence, Designation, Person
from accounts.moves import moves_allowed
from accounts.roles import AWAY_ROLES, DESIGNATORS, Role
from cases import actions
from cases.forms.designations import QUEUE_LABELS, AbsenceForm, DesignateForm
from cases.workflow.designations import ABSENCE_MOVES, DESIGNATION_MOVES, END_DESIGNATION, WITHDRAW_ABSENCE
from code_of_ethics.models import Topic

PAST_ROWS = 25


@login_required
def list_designations(request: PortalRequest) -> HttpResponse:
    """One's deputies, for whom one stands in, and what is over."""
    person, at = request.person, timezone.now()
    own = Designation.objects.visible_to(person).select_related("data_key", "head", "deputy")
    standing = list(own.not_over(at))
    over = own.exclude(pk__in=[one.pk for one in standing]).order_by("-starts_at", "-pk")
    named = _topic_names()
    rows = [_row(one, person, at, named) for one in [*standing, *over[:PAST_ROWS]]]
    role = _headed(person)
    may_be_away = bool(person.roles & AWAY_ROLES)
    if not (rows or role or may_be_away):
        raise Http404
    absences = Absence.objects.visible_to(person).not_over(timezone.localdate(at))
    context = {
        "mine": [row for row in rows if row["is_mine"] and not row["is_over"]],
        "held": [row for row in rows if not row["is_mine"] and not row["is_over"]],
        "over": [row for row in rows if row["is_over"]],
        "may_designate": role is not None,
        "may_be_away": may_be_away,
        "absences": [{"absence": one, "moves": moves_allowed(ABSENCE_MOVES, one, person)} for one in absences],
        "breadcrumbs": [(_("Standing in"), None)],
    }
    return render(request, "deputies/list.html", context)


@login_required
def designate(request: PortalRequest) -> HttpResponse:
    """Name a deputy for one's own queue, in writing."""
    role = _headed(request.person)
    if role is None:
        raise Http404
    at = timezone.now()
    form = DesignateForm(request.POST or None, on=timezone.localdate(at))
    if form.is_valid() and perform(form, actions.designate, role.value, facts=form.facts(at), by=request.person, at=at):
        messages.success(request, _("Designated. Your deputy has been told."))
        return redirect("deputies:list")
    context = {"form": form, "queue": QUEUE_LABELS[role], "breadcrumbs": _breadcrumbs(_("Name a deputy"))}
    return render(request, "deputies/designate.html", context)


@login_required
def end_designation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """End it before its time."""
    visible = Designation.objects.visible_to(request.person).select_related("data_key", "head", "deputy")
    designation = get_object_or_404(visible, pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.end_designation, designation, by=request.person, at=timezone.now()):
        messages.success(request, _("Ended. The other person has been told."))
        return redirect("reporting:home")
    context: dict[str, Any] = {
        "designation": designation,
        "form": form,
        "refusal": "" if request.method == "POST" else END_DESIGNATION.refusal(request.person, designation),
        "breadcrumbs": _breadcrumbs(END_DESIGNATION.label),
    }
    return render(request, "deputies/end_designation.html", context)


@login_required
def declare_absence(request: PortalRequest) -> HttpResponse:
    """Say that one is away."""
    if not request.person.roles & AWAY_ROLES:
        raise Http404
    form = AbsenceForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
        if perform(form, actions.declare_absence, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Noted. Whoever assigns cases sees it."))
            return redirect("deputies:list")
    context = {"form": form, "breadcrumbs": _breadcrumbs(_("I am away"))}
    return render(request, "deputies/declare_absence.html", context)


@login_required
def withdraw_absence(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One is here after all."""
    absence = get_object_or_404(Absence.objects.visible_to(request.person), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.withdraw_absence, absence, by=request.person, at=timezone.now()):
        messages.success(request, _("Withdrawn."))
        return redirect("deputies:list")
    context: dict[str, Any] = {
        "absence": absence,
        "form": form,
        "refusal": "" if request.method == "POST" else WITHDRAW_ABSENCE.refusal(request.person, absence),
        "breadcrumbs": _breadcrumbs(WITHDRAW_ABSENCE.label),
    }
    return render(request, "deputies/withdraw_absence.html", context)


def _row(one: Designation, person: Person, at: datetime, named: dict[str, str]) -> dict[str, Any]:
    is_over = one.ended_at is not None or one.ends_at <= at
    return {
        "designation": one,
        "is_mine": one.head_id == person.pk,
        "is_over": is_over,
        "holds": not is_over and one.starts_at <= at,
        "queue": QUEUE_LABELS[Role(one.role)],
        "powers": one.powers_in_words(),
        "topics": [named[slug] for slug in one.topics if slug in named],
        "moves": [] if is_over else moves_allowed(DESIGNATION_MOVES, one, person),
    }


def _topic_names() -> dict[str, str]:
    return dict(Topic.objects.order_by("name").values_list("slug", "name"))


def _headed(person: Person) -> Role | None:
    return next((role for role in sorted(DESIGNATORS) if role in person.roles), None)


def _breadcrumbs(last: Any) -> list[tuple[Any, str | None]]:
    return [(_("Standing in"), reverse("deputies:list")), (last, None)]
