"""Conditions of waivers: what one has to keep, and what was reported."""

import uuid
from collections.abc import Callable
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
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from audit.trail import record_refusal
from waivers import actions
from waivers.forms import ConditionClosingForm, ConditionForm, ConditionReportForm
from waivers.models import Condition, Waiver
from waivers.models.insider import not_told_of_its_waiver
from waivers.views.moving import move_page, waiver_to_move
from waivers.views.no_trading import tell_first
from waivers.workflow import BREAK_CONDITION, CONDITION_MOVES, CONFIRM_CONDITION, REPORT_CONDITION, SET_CONDITION


@login_required
def conditions(request: PortalRequest) -> HttpResponse:
    """Every condition that one has to keep, or may see with its waiver, the next due first."""
    listed = Condition.objects.visible_to(request.person).with_waiver()
    listed = listed.annotate(is_not_told=not_told_of_its_waiver(request.person))
    page = keyset_page(listed, request, columns={"due": "due_on"}, sort="due")
    context = {"page": page, "today": timezone.localdate(), "breadcrumbs": [_crumb(), (_("Conditions"), None)]}
    return render(request, "waivers/conditions.html", context)


@login_required
def condition(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _condition_for(request, pk)
    context = {
        "condition": shown,
        "moves": moves_allowed(CONDITION_MOVES, shown, request.person),
        "waiver": _waiver_of(shown, request),
        "facts": [
            (_("Who sees to it"), shown.owner.full_name),
            (_("Until"), shown.due_on),
            (_("State"), shown.get_state_display()),
        ],
        "breadcrumbs": [_crumb(), _list_crumb(), (_("Condition"), None)],
    }
    return render(request, "waivers/condition.html", context)


@login_required
def set_condition(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, SET_CONDITION)
    form = ConditionForm(request.POST or None)
    done = _("They have been told, and will be reminded.")
    return move_page(
        request,
        waiver,
        form,
        actions.set_condition,
        "waivers/set_condition.html",
        done=done,
        back=waiver.get_absolute_url(),
    )


@login_required
def report_condition(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ConditionReportForm(request.POST or None)
    return _move(request, pk, REPORT_CONDITION, form, actions.report_condition)


@login_required
def confirm_condition(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ConditionClosingForm(request.POST or None)
    return _move(request, pk, CONFIRM_CONDITION, form, actions.confirm_condition)


@login_required
def break_condition(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ConditionClosingForm(request.POST or None)
    return _move(request, pk, BREAK_CONDITION, form, actions.break_condition)


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, action: Callable[..., Any]) -> HttpResponse:
    shown = _condition_for(request, pk)
    if not move.is_for(request.person, shown):
        if request.method == "POST":
            reason = _("Not theirs to do: %(label)s") % {"label": move.label}
            record_refusal(shown, move.verb, by=request.person, at=timezone.now(), reason=reason)
        raise Http404
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "receipt"}
        if perform(form, action, shown, by=request.person, at=timezone.now(), **typed):
            messages.success(request, _("Done."))
            return redirect(shown)
    crumbs = [_crumb(), _list_crumb(), (_("Condition"), shown.get_absolute_url()), (move.label, None)]
    context = {"condition": shown, "move": move, "form": form, "breadcrumbs": crumbs}
    return render(request, f"waivers/{move.verb}.html", context)


def _condition_for(request: PortalRequest, pk: uuid.UUID) -> Condition:
    visible = Condition.objects.visible_to(request.person).with_waiver()
    found: Condition = get_object_or_404(visible.annotate(is_not_told=not_told_of_its_waiver(request.person)), pk=pk)
    if found.is_not_told:
        tell_first(request, found.waiver)
    return found


def _waiver_of(shown: Condition, request: PortalRequest) -> Waiver | None:
    """The waiver, for whoever may see it: an owner may know of the condition alone."""
    return Waiver.objects.visible_to(request.person).filter(pk=shown.waiver_id).first()


def _crumb() -> tuple[str, str]:
    return (_("Waivers"), reverse("waivers:list"))


def _list_crumb() -> tuple[str, str]:
    return (_("Conditions"), reverse("waivers:conditions"))
