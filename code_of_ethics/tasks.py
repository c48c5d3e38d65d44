"""What the clock calls for the Code."""

from celery import shared_task

from accounts.clockwork import database_now
from code_of_ethics.actions import ask_everybody
from code_of_ethics.models import AffirmationCampaign
from code_of_ethics.states import VersionState


@shared_task(name="code_of_ethics.ask_joiners")
def sweep_joiners() -> int:
    """Every night: ask whoever joined, or returned, since the present version's campaign was launched."""
    campaign = AffirmationCampaign.objects.filter(version__state=VersionState.PUBLISHED).first()
    return ask_everybody(campaign, at=database_now()) if campaign else 0
