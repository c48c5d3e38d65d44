"""Which other systems are told of events: proposed by an administrator, agreed to by the General Auditor."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm, ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from audit.trail import history
from reporting import actions
from reporting.forms import WebhookForm
from reporting.models import Webhook
from reporting.models.agreed_by_two import KEEPERS_OF_FEEDS
from reporting.views.agreed_by_two import move_page
from reporting.views.feeds import tabs_of_feeds
from reporting.workflow import AGREE_TO_WEBHOOK, REVOKE_WEBHOOK, WEBHOOK_MOVES


@role_required(*KEEPERS_OF_FEEDS)
def webhooks(request: PortalRequest) -> HttpResponse:
    hooks = Webhook.objects.visible_to(request.person)
    context = {
        "page": keyset_page(hooks, request, columns={"proposed": "proposed_at"}, sort="-proposed"),
        "tabs": tabs_of_feeds(request.path),
        "proposes": Role.ADMINISTRATOR in request.person.roles,
        "breadcrumbs": [(_("Feeds"), reverse("reporting:feeds")), (_("Webhooks"), None)],
    }
    return render(request, "reporting/webhooks.html", context)


@role_required(*KEEPERS_OF_FEEDS)
def webhook(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    hook = _hook(request, pk)
    told = hook.deliveries.aggregate(
        arrived=Count("pk", filter=Q(delivered_at__isnull=False)),
        waiting=Count("pk", filter=Q(delivered_at__isnull=True, dead_at__isnull=True)),
        dead=Count("pk", filter=Q(dead_at__isnull=False)),
    )
    facts = [
        (_("What it is told of"), hook.event_labels),
        (_("Address"), hook.url),
        (_("Proposed by"), hook.proposed_by.full_name),
        (_("Agreed to by"), hook.agreed_by.full_name if hook.agreed_by else _("Nobody yet")),
        (_("Told"), told["arrived"]),
        (_("Still to be told"), told["waiting"]),
        (_("Given up"), told["dead"]),
    ]
    context = {
        "hook": hook,
        "facts": facts,
        "moves": moves_allowed(WEBHOOK_MOVES, hook, request.person),
        "history": history(hook),
        "breadcrumbs": _trail(hook.name),
    }
    return render(request, "reporting/webhook.html", context)


@role_required(Role.ADMINISTRATOR)
def propose_webhook(request: PortalRequest) -> HttpResponse:
    """The secret stands in the answer to this form, once."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        made = perform(form, actions.propose_webhook, **form.facts, by=request.person, at=timezone.now())
        if made and made.shown_once:
            context = {"hook": made, "breadcrumbs": _trail(made.name)}
            return render(request, "reporting/webhook_secret.html", context)
        if made:
            messages.info(request, _("It was proposed before. Its secret was shown then and can't be shown again."))
            return redirect(made)
    return render(
        request, "reporting/propose_webhook.html", {"form": form, "breadcrumbs": _trail(_("Propose a webhook"))}
    )


@role_required(*KEEPERS_OF_FEEDS)
def agree_to_webhook(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    return _move(request, _hook(request, pk), form, AGREE_TO_WEBHOOK, actions.agree_to_webhook)


@role_required(*KEEPERS_OF_FEEDS)
def revoke_webhook(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return _move(request, _hook(request, pk), form, REVOKE_WEBHOOK, actions.revoke_webhook)


def _hook(request: PortalRequest, pk: uuid.UUID) -> Webhook:
    hooks = Webhook.objects.visible_to(request.person).select_related("proposed_by", "agreed_by")
    return get_object_or_404(hooks, pk=pk)


def _move(request: PortalRequest, hook: Webhook, form: Any, move: Move, action: Any) -> HttpResponse:
    above = [*_trail(hook.name)[:-1], (hook.name, hook.get_absolute_url())]
    context = {"hook": hook, "breadcrumbs": [*above, (move.label, None)]}
    return move_page(request, hook, form, move, action, context)


def _trail(label: Any) -> list[tuple[Any, str | None]]:
    return [
        (_("Feeds"), reverse("reporting:feeds")),
        (_("Webhooks"), reverse("reporting:webhooks")),
        (label, None),
    ]
