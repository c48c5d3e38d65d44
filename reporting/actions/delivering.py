"""Telling webhooks: each event is a row, sent by the sweep until the other side has it or it is given up."""

import hmac
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.models import Seal
from audit.trail import record
from cases.models import Flood, HotlineTest
from cases.states.hotline_test import HotlineTestState
from reporting.models import Digest, Webhook, WebhookDelivery
from reporting.outgoing import NotDelivered, UnsafeAddress, post
from reporting.states import DigestKind, HookEvent
from vault.rows import insert_new

LEASE = timedelta(minutes=5)
# After the first, second … failure; after the last one it is given up.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
ATTEMPTS = len(PAUSES) + 1
# What lies longer behind is told to nobody who was away from the clock for so long.
BACK = timedelta(days=7)
MOST = 100  # of one look
MOST_SEALS = 2000  # more than are made in BACK
# A sweep begins no further delivery after so long: the leases of what it claimed must outlast it.
SECONDS_FOR_A_LOOK = 60.0


def deliver_webhooks(at: datetime) -> int:
    """The sweep: a row for each event that a webhook has to be told of, and a try for each whose time has come.

    Returns how many arrived. Looking twice, or two clocks at once, makes no row twice.
    """
    for hook in Webhook.objects.in_force():
        insert_new([_row(hook, event, *told, at) for event, told in _events(hook, at)])
    begun, arrived = time.monotonic(), 0
    for pk in list(WebhookDelivery.objects.due(at).order_by("next_at").values_list("pk", flat=True)[:MOST]):
        if time.monotonic() - begun > SECONDS_FOR_A_LOOK:
            break
        arrived += _claim_and_send(pk, at)
    return arrived


def _row(hook: Webhook, event: str, source_id: str, details: dict[str, Any], at: datetime) -> WebhookDelivery:
    return WebhookDelivery(webhook=hook, event=event, source_id=source_id, details=details, made_at=at, next_at=at)


def _events(hook: Webhook, at: datetime) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """What happened since it was agreed to, with its source and all that is said of it."""
    if hook.agreed_at is None:
        return
    since = max(hook.agreed_at, at - BACK)
    told = set(hook.deliveries.filter(made_at__gte=since).values_list("event", "source_id"))
    for event in hook.events:
        for source_id, details in EVENTS[event](since):
            if (event, source_id) not in told:
                yield event, (source_id, details)


Told = Iterator[tuple[str, dict[str, Any]]]


def _digests(since: datetime) -> Told:
    """Common ones only: nothing hints at an annex (DECISIONS 11)."""
    for digest in Digest.objects.signed().filter(kind=DigestKind.COMMON, signed_at__gt=since):
        yield (
            str(digest.pk),
            {
                "day": timezone.localdate(digest.signed_at).isoformat(),
                "period_start": digest.period_start.isoformat(),
                "period_end": digest.period_end.isoformat(),
                "version": digest.version,
                "content_sha256": digest.content_sha256,
            },
        )


def _seals(since: datetime) -> Told:
    newest = Seal.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    seals = Seal.objects.filter(sequence__gt=newest - MOST_SEALS, sealed_at__gt=since)
    for pk, sequence, made, at in seals.values_list("pk", "sequence", "hash", "sealed_at"):
        yield str(pk), {"day": timezone.localdate(at).isoformat(), "sequence": sequence, "hash": made}


def _hotline_tests(since: datetime) -> Told:
    """Only once they are over: until then nobody may expect one."""
    over = [HotlineTestState.ANSWERED, HotlineTestState.FAILED]
    ended = HotlineTest.objects.filter(state__in=over, ended_on__gte=timezone.localdate(since))
    for pk, day in ended.values_list("pk", "ended_on"):
        if day is not None:
            yield str(pk), {"day": day.isoformat()}


def _alarms(since: datetime) -> Told:
    for pk, began in Flood.objects.filter(began_at__gt=since).values_list("pk", "began_at"):
        yield str(pk), {"day": timezone.localdate(began).isoformat()}


EVENTS = {
    HookEvent.DIGEST_SIGNED.value: _digests,
    HookEvent.SEAL_MADE.value: _seals,
    HookEvent.HOTLINE_TEST_ENDED.value: _hotline_tests,
    HookEvent.HEALTH_ALARM.value: _alarms,
}


def _claim_and_send(pk: Any, at: datetime) -> int:
    due = WebhookDelivery.objects.due(at).filter(pk=pk)
    if not due.update(claimed_until=at + LEASE, attempts=F("attempts") + 1):
        return 0
    delivery = WebhookDelivery.objects.select_related("webhook__data_key").get(pk=pk)
    try:
        post(delivery.webhook.url, *message(delivery, at))
    except (NotDelivered, UnsafeAddress):
        _put_off(delivery, at)
        return 0
    WebhookDelivery.objects.filter(pk=pk).update(delivered_at=at, claimed_until=None)
    return 1


def message(delivery: WebhookDelivery, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body, the same at each try, and headers that prove who sent it when."""
    told = {"id": str(delivery.pk), "event": delivery.event, **delivery.details}
    body = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    timestamp = str(int(at.timestamp()))
    signed = hmac.digest(delivery.webhook.secret.encode(), timestamp.encode() + b"." + body, "sha256").hex()
    return body, {
        "Content-Type": "application/json",
        "User-Agent": "ethics-portal",
        "X-Portal-Delivery": str(delivery.pk),
        "X-Portal-Timestamp": timestamp,
        "X-Portal-Signature": f"sha256={signed}",
    }


@transaction.atomic
def _put_off(delivery: WebhookDelivery, at: datetime) -> None:
    """The lease is given back and the next try is later than the one before; after the last one it is given up."""
    row = WebhookDelivery.objects.filter(pk=delivery.pk)
    if delivery.attempts < ATTEMPTS:
        row.update(claimed_until=None, next_at=at + PAUSES[delivery.attempts - 1])
        return
    row.update(claimed_until=None, dead_at=at)
    facts = {"event": delivery.event, "attempts": delivery.attempts}
    record(delivery.webhook, "give_up_delivery", by=None, at=at, sentence="A delivery was given up", facts=facts)


@transaction.atomic
def retry_dead_deliveries(person: Person, *, by: Person, at: datetime) -> int:
    """Let the clock try everything again that was given up; gives how much. `person`'s trail keeps it."""
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator sends deliveries again."))
    count = WebhookDelivery.objects.dead().update(dead_at=None, attempts=0, next_at=at, claimed_until=None)
    if not count:
        raise Refused(_("There is no delivery that was given up."))
    facts = {"deliveries": count}
    record(person, "retry_dead_deliveries", by=by, at=at, sentence="Failed deliveries are tried again", facts=facts)
    return count
