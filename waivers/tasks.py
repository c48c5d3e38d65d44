"""What the clock calls for waivers."""

from collections.abc import Callable, Iterator
from functools import partial

from celery import shared_task
from django.utils.timezone import localdate

from accounts.clockwork import database_now
from vault.cleaning.rounds import BATCH, clean_in_turn
from waivers.actions import clean_file, lapse_waiver, note_who_left, remind_of_end
from waivers.models import Waiver, WaiverFile


@shared_task(name="waivers.lapse")
def sweep_lapsed() -> int:
    """Every night: end the waivers whose last day has passed."""
    at = database_now()
    return sum(lapse_waiver(waiver, at=at) is not None for waiver in Waiver.objects.to_lapse(localdate(at)))


@shared_task(name="waivers.remind")
def sweep_reminders() -> int:
    """Every hour: tell of waivers that end soon; how many people were told."""
    at = database_now()
    return sum(remind_of_end(waiver, at=at) for waiver in Waiver.objects.to_remind(localdate(at)).with_people())


@shared_task(name="waivers.clean_files")
def sweep_files() -> int:
    """Scan and clean the files of requests that wait, one at a time; how many were settled."""
    return clean_in_turn(_files_to_clean)


@shared_task(name="waivers.note_insiders_left")
def sweep_insiders() -> int:
    """Note on insider lists who may no longer be shown a market-sensitive request."""
    return note_who_left(database_now())


def _files_to_clean() -> Iterator[Callable[[], bool]]:
    at = database_now()
    for one in WaiverFile.objects.waiting().select_related("file__data_key")[:BATCH]:
        yield partial(clean_file, one, at=at)
