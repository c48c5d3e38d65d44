"""Legal holds: counsel places, reviews and releases them, sees a band of how many files one touches, and no case."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm, ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import COUNSELS
from cases import actions
from cases.actions.holds import band_of, reach_of
from cases.forms.holds import PlaceHoldForm
from cases.models import Hold
from cases.workflow.holds import HOLD_MOVES, KEEP_HOLD, PROPOSE_RELEASE, RELEASE_HOLD, REVIEW_HOLD
from clocks.models import Clock

COLUMNS = {"placed": "placed_at"}


@role_required(*COUNSELS)
def list_holds(request: PortalRequest) -> HttpResponse:
    """Every hold but those that name the reader, the newest first."""
    visible = Hold.objects.visible_to(request.person).select_related("data_key", "placed_by")
    page = keyset_page(visible, request, columns=COLUMNS, sort="-placed")
    return render(request, "holds/list.html", {"page": page, "breadcrumbs": [(_("Legal holds"), None)]})


@role_required(*COUNSELS)
def place_hold(request: PortalRequest) -> HttpResponse:
    """Describe what is held."""
    form = PlaceHoldForm(request.POST or None)
    if form.is_valid():
        placed = perform(form, actions.place_hold, form.facts, by=request.person, at=timezone.now())
        if placed:
            messages.success(request, _("Placed. It is in force from now on."))
            return redirect(placed if isinstance(placed, Hold) else "holds:list")
    breadcrumbs = [(_("Legal holds"), reverse("holds:list")), (_("Place a hold"), None)]
    return render(request, "holds/place_hold.html", {"form": form, "breadcrumbs": breadcrumbs})


@role_required(*COUNSELS)
def hold(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What a hold describes, how many files that is about, and what may be done with it."""
    shown = _hold(request, pk)
    context = {
        "hold": shown,
        "facts": _facts(shown),
        "moves": moves_allowed(HOLD_MOVES, shown, request.person),
        "breadcrumbs": [(_("Legal holds"), reverse("holds:list")), (str(shown.name), None)],
    }
    return render(request, "holds/hold.html", context)


@role_required(*COUNSELS)
def review_hold(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The yearly review."""
    return _move(request, pk, REVIEW_HOLD, ReasonForm, _("Kept. The next review is due in a year."))


@role_required(*COUNSELS)
def propose_release(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose that it be released."""
    return _move(request, pk, PROPOSE_RELEASE, ReasonForm, _("Proposed. It goes on until a second person agrees."))


@role_required(*COUNSELS)
def release_hold(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Release it as the second person."""
    return _move(request, pk, RELEASE_HOLD, ConfirmForm, _("Released."))


@role_required(*COUNSELS)
def keep_hold(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Drop the proposal to release it."""
    return _move(request, pk, KEEP_HOLD, ConfirmForm, _("Kept. It goes on."))


def _hold(request: PortalRequest, pk: uuid.UUID) -> Hold:
    joined = ("data_key", "placed_by", "reviewed_by", "release_proposed_by", "released_by")
    visible = Hold.objects.visible_to(request.person).select_related(*joined).prefetch_related("people", "topics")
    return get_object_or_404(visible, pk=pk)


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form_of: type, said: str) -> HttpResponse:
    shown, form = _hold(request, pk), form_of(request.POST or None)
    if form.is_valid():
        told = {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}
        if perform(form, getattr(actions, move.verb), shown, **told, by=request.person, at=timezone.now()):
            messages.success(request, said)
            return redirect("holds:hold", shown.pk)
    context = {
        "hold": shown,
        "facts": _facts(shown),
        "move": move,
        "form": form,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "breadcrumbs": [
            (_("Legal holds"), reverse("holds:list")), (str(shown.name), shown.get_absolute_url()), (move.label, None)
        ],
    }  # fmt: skip
    return render(request, f"holds/{move.verb}.html", context)


def _facts(shown: Hold) -> list[tuple[Any, Any]]:
    review = Clock.objects.of(shown).running().order_by("due_on").first()
    found: list[tuple[Any, Any]] = [
        (_("State"), shown.get_state_display()),
        (_("Why it must be kept"), shown.reason),
        (_("People"), ", ".join(person.full_name for person in shown.people.all())),
        (_("Topics"), ", ".join(topic.name for topic in shown.topics.all())),
        (_("Received"), _days(shown)),
        (_("References"), ", ".join(shown.references)),
        (_("Files that it touches now"), band_of(shown)),
        *reach_of(shown),
        (_("Placed by"), f"{shown.placed_by.full_name}, {_day(shown.placed_at)}"),
    ]
    if shown.reviewed_by:
        found.append((_("Last reviewed by"), f"{shown.reviewed_by.full_name}, {_day(shown.reviewed_at)}"))
    if review:
        found.append((_("Next review"), date_format(review.due_on, "j M Y")))
    if shown.release_proposed_by:
        proposed = f"{shown.release_proposed_by.full_name}, {_day(shown.release_proposed_at)}"
        found += [(_("Release proposed by"), proposed), (_("Why it may end"), shown.release_reason)]
    if shown.released_by:
        found.append((_("Released by"), f"{shown.released_by.full_name}, {_day(shown.released_at)}"))
    return [(label, value) for label, value in found if value]


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j M Y")


def _days(shown: Hold) -> str:
    if shown.from_on is None and shown.until_on is None:
        return ""
    since = date_format(shown.from_on, "j M Y") if shown.from_on else _("ever")
    until = date_format(shown.until_on, "j M Y") if shown.until_on else _("further on")
    return _("from %(since)s until %(until)s") % {"since": since, "until": until}
