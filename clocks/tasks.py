"""What the clock calls."""

from celery import shared_task
from django.utils.translation import gettext as _

from accounts.clockwork import database_now
from clocks.actions import recompute_clocks, resume_planned
from clocks.actions import sweep_warnings as warn_of_due_clocks
from clocks.models import Rule


@shared_task(name="clocks.warn")
def sweep_warnings() -> int:
    """Every few minutes: warn people of clocks that passed 50, 80 or 100 % of their span."""
    return warn_of_due_clocks(database_now())


@shared_task(name="clocks.resume")
def sweep_pauses() -> int:
    """Every quarter of an hour: end the pauses whose planned day has come."""
    return resume_planned(database_now())


@shared_task(name="clocks.recompute")
def sweep_due_dates() -> int:
    """Every night: carry a newly published public holiday, or a rule changed meanwhile, to clocks that are running."""
    because = _("its rule or calendar was changed.")
    return recompute_clocks(Rule.objects.all(), by=None, at=database_now(), because=because)
