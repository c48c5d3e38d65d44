"""Which other systems read from the Portal: proposed by an administrator, agreed to by the General Auditor."""

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
from accounts.roles import Role
from audit.trail import history
from reporting import actions
from reporting.forms import FeedForm
from reporting.models import FeedToken
from reporting.models.agreed_by_two import KEEPERS_OF_FEEDS
from reporting.views.agreed_by_two import move_page
from reporting.workflow import AGREE_TO_FEED, FEED_MOVES, REVOKE_FEED


def tabs_of_feeds(path: str) -> list[dict[str, Any]]:
    """What is read, and what is told."""
    named = ((_("Tokens"), "reporting:feeds"), (_("Webhooks"), "reporting:webhooks"))
    urls = [(label, reverse(name)) for label, name in named]
    return [{"label": label, "url": url, "is_current": url == path} for label, url in urls]


@role_required(*KEEPERS_OF_FEEDS)
def feeds(request: PortalRequest) -> HttpResponse:
    tokens = FeedToken.objects.visible_to(request.person)
    context = {
        "page": keyset_page(tokens, request, columns={"proposed": "proposed_at"}, sort="-proposed"),
        "tabs": tabs_of_feeds(request.path),
        "proposes": Role.ADMINISTRATOR in request.person.roles,
        "today": timezone.localdate(),
        "breadcrumbs": [(_("Feeds"), None)],
    }
    return render(request, "reporting/feeds.html", context)


@role_required(*KEEPERS_OF_FEEDS)
def feed(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    token = _token(request, pk)
    facts = [
        (_("What it reads"), token.get_scope_display()),
        (_("Proposed by"), token.proposed_by.full_name),
        (_("Agreed to by"), token.agreed_by.full_name if token.agreed_by else _("Nobody yet")),
        (_("Last day"), date_format(token.expires_on)),
        (_("Last used"), date_format(token.last_used_on) if token.last_used_on else _("Never")),
    ]
    context = {
        "token": token,
        "today": timezone.localdate(),
        "facts": facts,
        "moves": moves_allowed(FEED_MOVES, token, request.person),
        "history": history(token),
        "breadcrumbs": _trail(token.name),
    }
    return render(request, "reporting/feed.html", context)


@role_required(Role.ADMINISTRATOR)
def propose_feed(request: PortalRequest) -> HttpResponse:
    """The token stands in the answer to this form, once."""
    form = FeedForm(request.POST or None)
    if form.is_valid():
        made = perform(form, actions.propose_feed, **form.facts, by=request.person, at=timezone.now())
        if made and made.shown_once:
            context = {"token": made, "breadcrumbs": _trail(made.name)}
            return render(request, "reporting/feed_token.html", context)
        if made:
            messages.info(request, _("It was proposed before. Its token was shown then and can't be shown again."))
            return redirect(made)
    return render(request, "reporting/propose_feed.html", {"form": form, "breadcrumbs": _trail(_("Propose a feed"))})


@role_required(*KEEPERS_OF_FEEDS)
def agree_to_feed(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    return _move(request, _token(request, pk), form, AGREE_TO_FEED, actions.agree_to_feed)


@role_required(*KEEPERS_OF_FEEDS)
def revoke_feed(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return _move(request, _token(request, pk), form, REVOKE_FEED, actions.revoke_feed)


def _token(request: PortalRequest, pk: uuid.UUID) -> FeedToken:
    tokens = FeedToken.objects.visible_to(request.person).select_related("proposed_by", "agreed_by")
    return get_object_or_404(tokens, pk=pk)


def _move(request: PortalRequest, token: FeedToken, form: Any, move: Move, action: Any) -> HttpResponse:
    above = [*_trail(token.name)[:-1], (token.name, token.get_absolute_url())]
    context = {"token": token, "breadcrumbs": [*above, (move.label, None)]}
    return move_page(request, token, form, move, action, context)


def _trail(label: Any) -> list[tuple[Any, str | None]]:
    return [(_("Feeds"), reverse("reporting:feeds")), (label, None)]
