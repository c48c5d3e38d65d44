"""The register of data-protection requests: nothing on these pages tells whether a case exists."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from cases import actions
from cases.forms.data_requests import (
    AnswerDataRequestForm,
    DeclineDataRequestForm,
    ExtendDataRequestForm,
    IdentifyRequesterForm,
    RecordDataRequestForm,
)
from cases.models import DataRequest
from cases.models.data_request import READERS
from cases.states.data_request import DataRequestState
from cases.views.data_letters import letter_paper
from cases.workflow.data_requests import (
    ANSWER_DATA_REQUEST,
    DECLINE_DATA_REQUEST,
    EXTEND_DATA_REQUEST,
    IDENTIFY_REQUESTER,
    REQUEST_MOVES,
)

COLUMNS = {"received": "received_on"}


@role_required(*READERS)
def list_data_requests(request: PortalRequest) -> HttpResponse:
    """Every request but one's own, the newest first, with its last day."""
    visible = DataRequest.objects.visible_to(request.person).select_related("data_key")
    page = keyset_page(visible, request, columns=COLUMNS, sort="-received")
    today = timezone.localdate()
    rows = [{"request": one, "is_overdue": not one.is_settled and one.due_on < today} for one in page.rows]
    may_record = Role.DATA_PROTECTION in request.person.roles
    context = {"page": page, "rows": rows, "may_record": may_record, "breadcrumbs": [(_("Data requests"), None)]}
    return render(request, "data_requests/list.html", context)


@role_required(Role.DATA_PROTECTION)
def record_data_request(request: PortalRequest) -> HttpResponse:
    """What came by mail or by letter."""
    form = RecordDataRequestForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        made = perform(form, actions.record_data_request, form.facts, by=request.person, at=timezone.now())
        if made:
            messages.success(request, _("Written down. The month counts from the day on which it came."))
            return redirect(made if isinstance(made, DataRequest) else "data_requests:list")
    breadcrumbs = [(_("Data requests"), reverse("data_requests:list")), (_("Write down a request"), None)]
    return render(request, "data_requests/record_data_request.html", {"form": form, "breadcrumbs": breadcrumbs})


@role_required(*READERS)
def data_request(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One request, and what may be done with it."""
    shown = _request(request, pk)
    context = _context(shown) | {"moves": moves_allowed(REQUEST_MOVES, shown, request.person)}
    return render(request, "data_requests/data_request.html", context)


@role_required(*READERS)
def letter(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer on paper, as it goes to everybody. An annex is none of the register's business."""
    shown = _request(request, pk)
    if shown.state != DataRequestState.ANSWERED:
        raise Http404
    return letter_paper(request, shown, "", shown)


@role_required(Role.DATA_PROTECTION)
def identify_requester(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """How the identity was checked."""
    return _move(request, pk, IDENTIFY_REQUESTER, IdentifyRequesterForm, ("check",), _("Taken down."))


@role_required(Role.DATA_PROTECTION)
def extend_data_request(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Two months more, with the reasons."""
    return _move(request, pk, EXTEND_DATA_REQUEST, ExtendDataRequestForm, ("reason",), _("Extended. Tell the person."))


@role_required(Role.DATA_PROTECTION)
def answer_data_request(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer for the registers."""
    names = ("outcome", "answer", "ground")
    return _move(request, pk, ANSWER_DATA_REQUEST, AnswerDataRequestForm, names, _("Answered."))


@role_required(Role.DATA_PROTECTION)
def decline_data_request(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Decline it."""
    return _move(request, pk, DECLINE_DATA_REQUEST, DeclineDataRequestForm, ("reason",), _("Declined."))


def _request(request: PortalRequest, pk: uuid.UUID) -> DataRequest:
    joined = ("data_key", "recorded_by", "identified_by", "extended_by", "settled_by")
    visible = DataRequest.objects.visible_to(request.person).select_related(*joined)
    return get_object_or_404(visible, pk=pk)


def _move(
    request: PortalRequest, pk: uuid.UUID, move: Move, form_of: type, names: tuple[str, ...], said: str
) -> HttpResponse:
    shown, form = _request(request, pk), form_of(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in names}
        if perform(form, getattr(actions, move.verb), shown, **told, by=request.person, at=timezone.now()):
            messages.success(request, said)
            return redirect(shown)
    refusal = "" if request.method == "POST" else move.refusal(request.person, shown)
    context = _context(shown, move) | {"form": form, "move": move, "refusal": refusal}
    return render(request, f"data_requests/{move.verb}.html", context)


def _context(shown: DataRequest, move: Move | None = None) -> dict[str, Any]:
    trail: list[tuple[Any, Any]] = [(_("Data requests"), reverse("data_requests:list"))]
    trail += [(_("Request"), shown.get_absolute_url()), (move.label, None)] if move else [(_("Request"), None)]
    is_answered = shown.state == DataRequestState.ANSWERED
    return {
        "data_request": shown,
        "facts": _facts(shown),
        "letter_url": reverse("data_requests:letter", args=[shown.pk]) if is_answered else "",
        "breadcrumbs": trail,
    }


def _facts(shown: DataRequest) -> list[tuple[Any, Any]]:
    facts: list[tuple[Any, Any]] = [
        (_("State"), shown.get_state_display()),
        (_("Who asks"), shown.name),
        (_("How to reach them"), shown.contact),
        (_("How it came"), f"{shown.get_channel_display()}, {_day(shown.received_on)}"),
        (_("The answer goes out on"), _day(shown.answers_on)),
        (_("Last day"), _day(shown.due_on)),
    ]
    if shown.identified_by:
        facts.append((_("Identity checked"), f"{shown.identified_by.full_name}: {shown.identity_check}"))
    if shown.extended_by:
        facts.append((_("Extended by"), f"{shown.extended_by.full_name}: {shown.extension_reason}"))
    if shown.settled_by:
        facts.append((_("Settled by"), f"{shown.settled_by.full_name}, {_day(timezone.localdate(shown.settled_at))}"))
    if shown.outcome:
        facts.append((_("Outcome"), shown.get_outcome_display()))
    if shown.ground:
        facts.append((_("Legal ground"), shown.get_ground_display()))
    return facts


def _day(day: Any) -> str:
    return date_format(day, "j M Y")
