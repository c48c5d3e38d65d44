"""What the clock calls for waivers."""

from celery import shared_task
from django.utils.timezone import localdate

from accounts.clockwork import database_now
from waivers.actions import lapse_waiver
from waivers.models import Waiver


@shared_task(name="waivers.lapse")
def sweep_lapsed() -> int:
    """Every night: end the waivers whose last day has passed."""
    at = database_now()
    return sum(lapse_waiver(waiver, at=at) is not None for waiver in Waiver.objects.to_lapse(localdate(at)))
