"""Contact points: proposed by the Compliance & Ethics office, published and retired by its head."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.countries import country_name
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.languages import Worded, language_name
from accounts.moves import Move, moves_allowed
from code_of_ethics import actions
from code_of_ethics.forms.contact_points import ContactPointForm
from code_of_ethics.models import ContactPoint
from code_of_ethics.standing_words import PostedContact, posted
from code_of_ethics.states import PostedState
from code_of_ethics.views.keepers import keepers_only
from code_of_ethics.workflow import (
    CONTACT_POINT_MOVES,
    PUBLISH_CONTACT_POINT,
    REPLACE_CONTACT_POINT,
    RETIRE_CONTACT_POINT,
)

RETIRED_SHOWN = 20


@keepers_only
def contact_points(request: PortalRequest) -> HttpResponse:
    """What people are shown, what waits to be published, and what they were shown before."""
    listed = ContactPoint.objects.visible_to(request.person).select_related("proposed_by", "published_by", "replaces")
    rows = [_row(contact, request) for contact in listed.filter(retired_at__isnull=True)]
    retired = listed.filter(retired_at__isnull=False, published_at__isnull=False).order_by("-retired_at")
    context = {
        "published": [row for row in rows if row["contact"].state == PostedState.PUBLISHED],
        "proposed": [row for row in rows if row["contact"].state == PostedState.PROPOSED],
        "retired": retired[:RETIRED_SHOWN],
        "breadcrumbs": [_code_crumb(), (_("Where to turn"), None)],
    }
    return render(request, "code_of_ethics/contact_points.html", context)


@keepers_only
def propose_contact_point(request: PortalRequest) -> HttpResponse:
    """Propose a contact point; people see it once the head of the office has published it."""
    form = ContactPointForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.propose_contact_point, form.facts(), by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Proposed. The head of the office publishes it."))
        return redirect("code_of_ethics:contact_points")
    context = {"form": form, "breadcrumbs": _breadcrumbs(_("Propose a contact point"))}
    return render(request, "code_of_ethics/propose_contact_point.html", context)


@keepers_only
def replace_contact_point(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a published contact point: another one is proposed in its place."""
    former = _contact_for(request, pk)
    form = ContactPointForm(request.POST or None, initial=_said(former))
    if form.is_valid() and perform(
        form, actions.replace_contact_point, former, facts=form.facts(), by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Proposed. The present one stays until the head of the office publishes the new."))
        return redirect("code_of_ethics:contact_points")
    return _move_page(request, former, REPLACE_CONTACT_POINT, form)


@keepers_only
def publish_contact_point(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a proposed contact point to everybody, as the second person."""
    contact = _contact_for(request, pk)
    return _move(request, contact, PUBLISH_CONTACT_POINT, actions.publish_contact_point, _("Published."))


@keepers_only
def retire_contact_point(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a contact point down, or turn a proposed one away."""
    contact = _contact_for(request, pk)
    return _move(request, contact, RETIRE_CONTACT_POINT, actions.retire_contact_point, _("Retired."))


def _move(request: PortalRequest, contact: ContactPoint, move: Move, action: Any, sentence: str) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, action, contact, by=request.person, at=timezone.now()):
        messages.success(request, sentence)
        return redirect("code_of_ethics:contact_points")
    return _move_page(request, contact, move, form)


def _move_page(request: PortalRequest, contact: ContactPoint, move: Move, form: Any) -> HttpResponse:
    context = {
        "contact": contact,
        "form": form,
        "facts": _facts(contact),
        "former": _facts(contact.replaces) if contact.replaces else [],
        "refusal": "" if request.method == "POST" else move.refusal(request.person, contact),
        "breadcrumbs": _breadcrumbs(move.label),
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _row(contact: ContactPoint, request: PortalRequest) -> dict[str, Any]:
    moves = moves_allowed(CONTACT_POINT_MOVES, contact, request.person)
    return {"contact": contact, "posted": posted(contact), "moves": moves}


def _facts(contact: ContactPoint) -> list[tuple[str, Any]]:
    shown: PostedContact = posted(contact)
    return [
        (_("Who answers"), contact.name),
        (contact.get_kind_display(), contact.address),
        (_("Country"), country_name(contact.country) or _("Every country")),
        (_("When"), shown.hours or _("At any time")),
        (_("Languages"), contact.languages or _("Not said")),
        *(
            (_("Who answers, in %(language)s") % {"language": language_name(code)}, Worded(written["name"], code))
            for code, written in contact.translations.items()
        ),
        (_("Order"), contact.position),
        (_("Proposed by"), contact.proposed_by.full_name),
    ]


def _said(contact: ContactPoint) -> dict[str, Any]:
    names = {f"name_{code}": written.get("name", "") for code, written in contact.translations.items()}
    return {name: getattr(contact, name) for name in ContactPointForm.SAID} | names


def _contact_for(request: PortalRequest, pk: uuid.UUID) -> ContactPoint:
    visible = ContactPoint.objects.visible_to(request.person)
    return get_object_or_404(visible.select_related("proposed_by", "replaces__proposed_by"), pk=pk)


def _breadcrumbs(last: Any) -> list[tuple[Any, str | None]]:
    return [_code_crumb(), (_("Where to turn"), reverse("code_of_ethics:contact_points")), (last, None)]


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
