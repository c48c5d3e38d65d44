"""What the clock calls for the committee."""

from celery import shared_task

from accounts.clockwork import database_now
from reporting.actions import deliver_webhooks, draft_digests, notify_committee, watch_implicit_waivers


@shared_task(name="reporting.notify_committee")
def sweep_notices() -> int:
    """Tell the Audit Committee of what was decided material."""
    return notify_committee(database_now())


@shared_task(name="reporting.draft_digests")
def sweep_digests() -> int:
    """Draft the digest of a period that has ended."""
    return draft_digests(database_now())


@shared_task(name="reporting.watch_implicit_waivers")
def sweep_implicit_waivers() -> int:
    """Every night: departures by directors and officers on which nobody acted."""
    return watch_implicit_waivers(database_now())


@shared_task(name="reporting.deliver_webhooks")
def sweep_webhooks() -> int:
    """Tell other systems of what happened."""
    return deliver_webhooks(database_now())
