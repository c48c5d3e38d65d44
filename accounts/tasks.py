"""What the clock calls for people: mails, and notices that a wall now covers."""

from datetime import timedelta

from celery import shared_task

from accounts.clockwork import beat, database_now
from accounts.models import FormReceipt
from accounts.notices import deliver_mails, withhold


@shared_task(name="accounts.deliver_mails")
def sweep_mails() -> int:
    """Send the mails that wait."""
    return deliver_mails(database_now())


@shared_task(name="accounts.withhold_notices")
def sweep_withheld_notices() -> int:
    """Withhold notices whose subject their recipient may no longer see."""
    return withhold()


@shared_task(name="accounts.forget_receipts")
def sweep_receipts() -> int:
    """Forget form receipts after a week; no browser keeps a page open for longer and sends it twice."""
    last_kept = database_now().date() - timedelta(days=7)
    return FormReceipt.objects.filter(taken_on__lt=last_kept).delete()[0]


@shared_task(name="accounts.heartbeat")
def sweep_heartbeat() -> None:
    """Show the health page that the clock runs."""
    beat("clock", database_now())
