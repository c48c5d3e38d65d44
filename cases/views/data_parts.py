"""What the cases of a queue answer to data-protection requests: for the office alone, each within their own wall."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from cases import actions
from cases.forms.data_requests import DecideDataItemForm, DropDataItemForm, FinishDataPartForm
from cases.models import Case, DataItem, DataPart
from cases.models.about import about
from cases.models.insider import not_told_of_its_case
from cases.models.wall import queues_of
from cases.states.data_request import DataPartState
from cases.states.insider import Shown
from cases.views.data_letters import annex_paper
from cases.views.no_trading import tell_first
from cases.workflow.data_requests import DECIDE_DATA_ITEM, DROP_DATA_ITEM, FINISH_DATA_PART, ITEM_MOVES, PART_MOVES

COLUMNS = {"received": "request__received_on"}
# More of one person's cases are found by searching.
MOST_CASES = 50


@login_required
def list_data_parts(request: PortalRequest) -> HttpResponse:
    """The parts of one's queues, the newest first. Every request has one, whether or not there are cases."""
    if not queues_of(request.person):
        raise Http404
    visible = DataPart.objects.visible_to(request.person).select_related("data_key", "request__data_key")
    page = keyset_page(visible, request, columns=COLUMNS, sort="-received")
    return render(request, "data_parts/list.html", {"page": page, "breadcrumbs": [(_("Requests about data"), None)]})


@login_required
def data_part(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The request, the cases that name the person as far as one may see them, and what was decided about each."""
    shown = _part(request, pk)
    person = request.person
    cases = Case.objects.visible_to(person).filter(queue=shown.queue).select_related("topic", "data_key")
    asked = shown.request.person
    decided = DataItem.objects.visible_to(person).filter(part=shown).select_related("data_key", "case", "decided_by")
    items = list(decided.annotate(is_not_told=not_told_of_its_case(person)))
    _tell_first(request, items)
    context = _context(shown, person) | {
        "cases": list(cases.filter(about(asked)).order_by("reference")[:MOST_CASES]) if asked else [],
        "is_known": asked is not None,
        "items": [_with_moves(shown, item, person) for item in items],
        "moves": moves_allowed(PART_MOVES, shown, person),
        "annex_url": reverse("data_parts:annex", args=[shown.pk]) if _may_post(shown, person) else "",
    }
    return render(request, "data_parts/data_part.html", context)


@login_required
def decide_data_item(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide on one thing."""
    shown = _part(request, pk)
    initial = {"reference": request.GET.get("case", "")}
    form = DecideDataItemForm(request.POST or None, by=request.person, initial=initial)
    if form.is_valid():
        told = {"case": form.cleaned_data["reference"], "facts": form.facts}
        if perform(form, actions.decide_data_item, shown, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Decided."))
            return redirect(shown)
    return _move_page(request, shown, DECIDE_DATA_ITEM, form, shown)


@login_required
def drop_data_item(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a decision back."""
    visible = DataItem.objects.visible_to(request.person).select_related("data_key", "case")
    item: DataItem = get_object_or_404(visible, pk=pk)
    shown = item.part = _part(request, item.part_id)
    form = DropDataItemForm(request.POST or None)
    if form.is_valid() and perform(form, actions.drop_data_item, item, by=request.person, at=timezone.now()):
        messages.success(request, _("Taken back."))
        return redirect(shown)
    return _move_page(request, shown, DROP_DATA_ITEM, form, item)


@login_required
def finish_data_part(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The office is ready."""
    shown, form = _part(request, pk), FinishDataPartForm(request.POST or None)
    if form.is_valid() and perform(form, actions.finish_data_part, shown, by=request.person, at=timezone.now()):
        messages.success(request, _("Thank you. The letter goes out on its day."))
        return redirect(shown)
    return _move_page(request, shown, FINISH_DATA_PART, form, shown)


@login_required
def annex(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The annex on paper, for an office that has to post it: to somebody who has no page in the Portal."""
    shown = _part(request, pk)
    if not _may_post(shown, request.person):
        raise Http404
    return annex_paper(request, shown.request, str(shown.annex), shown)


def _may_post(shown: DataPart, person: Person) -> bool:
    return shown.request.is_settled and shown.request.person_id is None and shown.has_annex_for(person)


def _tell_first(request: PortalRequest, items: list[Any]) -> None:
    """Of a market-sensitive case nothing is read here either before its notice is."""
    for item in items:
        if item.is_not_told:
            tell_first(request, item.case, Shown.CASE)


def _part(request: PortalRequest, pk: uuid.UUID) -> DataPart:
    joined = ("data_key", "request__data_key", "request__person", "ready_by")
    return get_object_or_404(DataPart.objects.visible_to(request.person).select_related(*joined), pk=pk)


def _with_moves(shown: DataPart, item: DataItem, person: Any) -> dict[str, Any]:
    item.part = shown
    return {"item": item, "moves": moves_allowed(ITEM_MOVES, item, person)}


def _move_page(request: PortalRequest, shown: DataPart, move: Move, form: Any, record: Any) -> HttpResponse:
    refusal = "" if request.method == "POST" else move.refusal(request.person, record)
    context = _context(shown, request.person, move) | {"form": form, "move": move, "refusal": refusal, "record": record}
    return render(request, f"data_parts/{move.verb}.html", context)


def _context(shown: DataPart, person: Person, move: Move | None = None) -> dict[str, Any]:
    trail: list[tuple[Any, Any]] = [(_("Requests about data"), reverse("data_parts:list"))]
    trail += [(_("Request"), shown.get_absolute_url()), (move.label, None)] if move else [(_("Request"), None)]
    asked = shown.request
    facts: list[tuple[Any, Any]] = [
        (_("State"), shown.get_state_display()),
        (_("Who asks"), asked.name),
        (_("What is asked"), asked.get_right_display()),
        (_("Received"), date_format(asked.received_on, "j M Y")),
        (_("The letter goes out on"), date_format(asked.answers_on, "j M Y")),
    ]
    if shown.state == DataPartState.READY and shown.ready_by:
        # Nobody is told that there is none: who is cut off from the case of one could tell by the difference.
        annexed = [_("With an annex")] if shown.has_annex_for(person) else []
        facts.append((_("Ready"), " · ".join([shown.ready_by.full_name, *annexed])))
    return {"part": shown, "data_request": asked, "facts": facts, "breadcrumbs": trail}
