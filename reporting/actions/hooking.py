"""Webhooks: proposed by an administrator, agreed to by a second person, ended by either."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from reporting.models import Webhook
from reporting.models.agreed_by_two import APPROVERS_OF_FEEDS
from reporting.outgoing import UnsafeAddress, check_address
from reporting.workflow import AGREE_TO_WEBHOOK, REVOKE_WEBHOOK
from vault.models import DataKey

SECRET_BYTES = 32


@transaction.atomic
def propose_webhook(*, name: str, url: str, events: list[str], by: Person, at: datetime) -> Webhook:
    """Propose that a system is told of events. The secret is in `shown_once` and can't be read again."""
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator proposes webhooks."))
    try:
        check_address(url)
    except UnsafeAddress as unsafe:
        raise Refused(
            _("Write a whole address that begins with https://, without a name or password, and outside this network."),
            "url",
        ) from unsafe
    secret = secrets.token_urlsafe(SECRET_BYTES)
    hook = Webhook.objects.create(
        name=name,
        url=url,
        secret=secret,
        events=events,
        data_key=DataKey.objects.mint(),
        proposed_by=by,
        proposed_at=at,
    )
    record(hook, "propose_webhook", by=by, at=at, sentence="Proposed a webhook", facts=hook.facts)
    tell(Person.objects.holding(*APPROVERS_OF_FEEDS, at=at).exclude(pk=by.pk), "feed_to_agree_to", about=hook, at=at)
    hook.shown_once = secret
    return hook


@transaction.atomic
def agree_to_webhook(hook: Webhook, *, by: Person, at: datetime) -> Webhook:
    """Agree as the second person; what happens from now on is told."""
    hook = Webhook.objects.locked(hook.pk, by=by)
    AGREE_TO_WEBHOOK.check(by, hook)
    hook.agreed_by, hook.agreed_at = by, at
    hook.save(update_fields=["agreed_by", "agreed_at"])
    record(hook, "agree_to_webhook", by=by, at=at, sentence="Agreed to a webhook", facts=hook.facts)
    tell([hook.proposed_by], "feed_agreed", about=hook, at=at)
    return hook


@transaction.atomic
def revoke_webhook(hook: Webhook, *, reason: str, by: Person, at: datetime) -> Webhook:
    """End it at once; what was still to be told is not told any more."""
    hook = Webhook.objects.locked(hook.pk, by=by)
    REVOKE_WEBHOOK.check(by, hook)
    hook.revoked_by, hook.revoked_at = by, at
    hook.save(update_fields=["revoked_by", "revoked_at"])
    facts = hook.facts | {"reason": reason}
    record(hook, "revoke_webhook", by=by, at=at, sentence="Ended a webhook", facts=facts)
    others = [person for person in (hook.proposed_by, hook.agreed_by) if person is not None and person != by]
    tell(others, "feed_revoked", about=hook, at=at)
    return hook
