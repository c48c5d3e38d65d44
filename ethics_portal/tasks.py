"""What the clock calls that belongs to no single app: the urgent sweeps of a nudge, and the vault's housekeeping."""

from celery import current_app, shared_task
from django.utils import timezone

from accounts.clockwork import database_now
from accounts.nudge import heard
from vault.retirement import note_retired
from vault.rotation import rotate_vault_key
from vault.sweeping import sweep_orphans
from vault.uploads import sweep_incoming

# What a nudge runs at once, in this order: first the facts, then the mails about them.
URGENT_TASKS = (
    "cases.call_for_help",
    "cases.tell_of_arrivals",
    "reporting.notify_committee",
    "accounts.deliver_mails",
)


@shared_task(name="ethics_portal.urgent_sweeps")
def urgent_sweeps() -> None:
    """Run the urgent sweeps now, in this worker, one after the other."""
    heard()
    for name in URGENT_TASKS:
        current_app.tasks[name].run()


@shared_task(name="ethics_portal.sweep_files")
def sweep_files() -> None:
    """Remove sealed files that no row knows, and what is left of uploads that never arrived."""
    at = database_now()
    sweep_incoming(at=at)
    sweep_orphans(at=at)


@shared_task(name="ethics_portal.rotate_vault_key")
def rotate_key() -> None:
    """Re-wrap living keys with the first of `VAULT_KEYS`, so that a retired wrapping key can be destroyed."""
    rotate_vault_key()
    note_retired(on=timezone.localdate(database_now()))
