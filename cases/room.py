"""How much room there is for files from forms: the company's quota, and the bytes of the disk that belong to texts.

A flood of files is refused before it fills the disk, and whoever has only words to send still gets through.
"""

import shutil
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, Sum

from cases.models import Attachment, Flood, PendingUpload
from cases.states.danger import FloodKind
from cases.states.report import Channel

# The alarm comes before the room is gone, and goes once there is plenty again: not on and off at one line.
ALARM, PLENTY = 0.9, 0.75
# Files that came within two days count: what a flood sent off counts as long as what it left lying.
COUNTED = timedelta(days=1)


def taken(on: date) -> int:
    """Bytes of all files that lie unsent, and of those that came with forms since the day before `on`."""
    unsent = PendingUpload.objects.filter(form__recording__isnull=True).aggregate(total=Sum("file__size"))
    by_form = Q(report__channel=Channel.WEB) | Q(message__isnull=False)
    lately = Attachment.objects.filter(by_form, added_on__gte=on - COUNTED).aggregate(total=Sum("file__size"))
    return (unsent["total"] or 0) + (lately["total"] or 0)


def free_space() -> int:
    """Bytes free on the disk of the sealed files."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(settings.DATA_DIR).free


def has_room_for(size: int, *, on: date) -> bool:
    """Whether files of this many bytes may be added from a form now."""
    if Flood.objects.running().filter(kind=FloodKind.RATE).exists():
        return False
    return taken(on) + size <= settings.INTAKE_QUOTA and free_space() - size >= settings.FREE_SPACE_RESERVE


def levels(on: date) -> dict[FloodKind, float]:
    """How far each kind of room is used up: 1 is all of it."""
    return {
        FloodKind.QUOTA: taken(on) / max(1, settings.INTAKE_QUOTA),
        FloodKind.DISK: settings.FREE_SPACE_RESERVE / max(1, free_space()),
    }
