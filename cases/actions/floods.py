"""A flood: the alarm is raised once, administrators and the office are told, and in the end it is stood down."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell
from accounts.nudge import nudge
from accounts.roles import Office, Role
from audit.trail import record
from cases import pace
from cases.models import Flood
from cases.room import ALARM, PLENTY, levels
from cases.states.danger import FloodKind

logger = logging.getLogger(__name__)

# So long nothing must be seen of a flood of reports before it is over. Longer than the pause between two looks.
CALM = timedelta(minutes=15)
LOOK_AGAIN = timedelta(minutes=1)


def note_arrival(*, at: datetime) -> None:
    """A report arrived through the public pages: count it, and raise the alarm where it is one of too many.

    Called after the report's own transaction and apart from it. At the height of a flood the minute tells nobody's.
    It never fails: the report is stored, and its reporter must see the key.
    """
    pace.count(pace.STORED, at=at)
    if pace.times_over(pace.STORED, settings.FLOOD_PER_MINUTE, at=at) >= 1:
        try:
            raise_flood(FloodKind.RATE, at=at)
        except DatabaseError as failure:
            logger.warning("flood not noted: %s", type(failure).__name__)


def watch_floods(at: datetime) -> int:
    """The sweep: raise the alarm where the room runs out, stand down what is over; how many alarms are on."""
    for kind, level in levels(timezone.localdate(at)).items():
        if level >= ALARM:
            raise_flood(kind, at=at)
        elif level < PLENTY:
            _end(kind, at)
    if Flood.objects.running().filter(kind=FloodKind.RATE).not_seen_since(at - CALM).exists():
        _end(FloodKind.RATE, at)
    return Flood.objects.running().count()


@transaction.atomic
def raise_flood(kind: FloodKind, *, at: datetime) -> Flood:
    """The alarm, once for each flood; afterwards only that it goes on."""
    running = Flood.objects.running().filter(kind=kind)
    if (found := running.first()) is not None:
        running.not_seen_since(at - LOOK_AGAIN).update(seen_at=at)
        return found
    try:
        with transaction.atomic():
            flood = Flood.objects.create(kind=kind, began_at=at, seen_at=at)
    except IntegrityError:
        # Of two processes at the same instant one raises it.
        return running.get()
    record(flood, "raise_flood", by=None, at=at, sentence="Raised the alarm: a flood", facts={"kind": kind.value})
    _tell("flood_began", flood, at)
    nudge()
    return flood


@transaction.atomic
def _end(kind: FloodKind, at: datetime) -> None:
    flood = Flood.objects.running().select_for_update().filter(kind=kind).first()
    if flood is None:
        return
    flood.ended_at = max(at, flood.seen_at)
    flood.save(update_fields=["ended_at"])
    record(flood, "end_flood", by=None, at=at, sentence="Stood the alarm down", facts={"kind": kind.value})
    _tell("flood_ended", flood, at)


def _tell(kind: str, flood: Flood, at: datetime) -> None:
    """Administrators are led to the page about the machine; the office has none to look at and is told all the same."""
    office = {*Person.objects.holding(Role.ETHICS_OFFICER)}
    office |= {*Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE)}
    tell(Person.objects.holding(Role.ADMINISTRATOR), kind, at=at, once=str(flood.pk))
    tell(office, f"{kind}_for_the_office", at=at, once=str(flood.pk))
