"""What the pages of all moves have in common."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from accounts.moves import Move
from audit.trail import record_refusal
from vault.settled import Settled
from waivers.models import Waiver
from waivers.models.insider import not_told
from waivers.models.queries import moment_for
from waivers.views.no_trading import tell_first
from waivers.views.shown import shown_to
from waivers.workflow import WAIVER_MOVES

# What a page shows of a decision of the Board, down to the key under which the name of its minutes lies.
OF_A_RESOLUTION = ("data_key", "presiding", "minutes__file__data_key")


def waiver_for(request: PortalRequest, reference: str) -> Waiver:
    """The waiver, for whoever may see it; 404 for others. A market-sensitive one after its notice."""
    person = request.person
    found = _settled_waiver(frozenset(person.held))(reference, person.pk, *moment_for(person))
    if not found:
        raise Http404
    if found[0].is_not_told:
        tell_first(request, found[0])
    waiver: Waiver = found[0]
    return waiver


@cache
def _settled_waiver(held: frozenset[tuple[str, str]]) -> Settled[Any]:
    """Every page of a waiver asks it first: put together once for a set of roles."""
    return Settled(
        lambda reference, person, at=None: (
            _shown_to(Person.known_by(person, held), at).filter(reference=reference).order_by()
        )
    )


def _shown_to(person: Person, at: datetime | None) -> QuerySet[Any]:
    """The waivers that somebody may see, with all that a page shows of one."""
    joined = ("decided_by", "recommended_by", "signature", *(f"board_decision__{one}" for one in OF_A_RESOLUTION))
    visible = Waiver.objects.visible_to(person, at).annotate(is_not_told=not_told(person))
    return visible.with_people().with_what_there_is().select_related(*joined)


def waiver_to_move(request: PortalRequest, reference: str, move: Move) -> Waiver:
    """The waiver, for whoever the move is for; 404 for others. A try to make it all the same goes on the trail."""
    waiver = waiver_for(request, reference)
    if not move.is_for(request.person, waiver):
        if request.method == "POST":
            reason = _("Not theirs to do: %(label)s") % {"label": move.label}
            record_refusal(waiver, move.verb, by=request.person, at=timezone.now(), reason=reason)
        raise Http404
    return waiver


def move_page(
    request: PortalRequest,
    waiver: Waiver,
    form: Any,
    action: Callable[..., Any],
    template: str,
    *,
    facts: Callable[[], dict[str, Any]] | None = None,
    done: str = "",
    back: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """One page for one move: a form, one action, and back to the waiver."""
    if form.is_valid():
        typed = facts() if facts else {name: value for name, value in form.cleaned_data.items() if name != "receipt"}
        if perform(form, action, waiver, by=request.person, at=timezone.now(), **typed):
            messages.success(request, done or _("Done."))
            return redirect(back or waiver)
    crumbs = [
        (_("Waivers"), reverse("waivers:list")),
        (waiver.reference, waiver.get_absolute_url()),
        (_label_of(request), None),
    ]
    # Only some of the pages say again what was asked.
    shown = SimpleLazyObject(lambda: shown_to(request.person, waiver))
    page = {"waiver": waiver, "form": form, "breadcrumbs": crumbs, "shown": shown}
    return render(request, template, page | (context or {}))


def _label_of(request: PortalRequest) -> Any:
    """What the move of this page is called: its verb is the page's name."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return next((move.label for move in WAIVER_MOVES if move.verb == name), "")
