"""One try to make a file safe: scanned where a scanner is set, then cleaned; what can't be cleaned is held."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from vault import scanning
from vault.cleaning.held import FAILED, UNREADABLE, CannotClean
from vault.cleaning.process import cleaned
from vault.errors import SealBroken
from vault.models import SealedFile
from vault.states import FileState, HeldReason
from vault.uncleaned import FileToClean

MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Examined:
    """What came of a try: a clean copy, whose row is the caller's to save, or why the file is held."""

    copy: SealedFile | None = None
    held_because: str = ""
    was_scanned: bool = False


def examine(one: FileToClean, file: SealedFile, *, on: date) -> Examined | None:
    """Scan and clean `file`, of whose cleaning `one` keeps the state. `None` while the scanner is away: it waits on.

    Raises `OSError` where there is no room for a copy; the file then waits on as well.
    """
    try:
        if scanning.is_configured() and scanning.is_infected(file.chunks()):
            return Examined(held_because=HeldReason.INFECTED, was_scanned=True)
        return _cleaned(one, file, on)
    except scanning.ScannerAway:
        return None
    except scanning.TooLargeToScan:
        return Examined(held_because=HeldReason.UNSCANNED)
    except (SealBroken, FileNotFoundError):
        return Examined(held_because=UNREADABLE)


def _cleaned(one: FileToClean, file: SealedFile, on: date) -> Examined:
    scanned = scanning.is_configured()
    if not _try_again(one):
        return Examined(held_because=FAILED, was_scanned=scanned)
    try:
        with cleaned(file.chunks(), media_type=file.media_type) as clean:
            # Under no name: the original's is sealed with the original.
            copy = SealedFile.objects.write(
                clean.chunks(), name="", data_key=file.data_key, on=on, media_type=clean.media_type
            )
    except CannotClean as cannot:
        return Examined(held_because=cannot.reason, was_scanned=scanned)
    except OSError as fault:
        if not isinstance(fault, FileNotFoundError):
            # Not the file's fault: the try does not count.
            _rows(one).update(attempts=F("attempts") - 1)
        raise
    return Examined(copy, was_scanned=scanned)


def _try_again(one: FileToClean) -> bool:
    """Count a try before it begins, so that it counts even where it takes the worker down; false after too many."""
    waiting = _rows(one).filter(state=FileState.WAITING, attempts__lt=MOST_ATTEMPTS)
    return waiting.update(attempts=F("attempts") + 1) == 1


def _rows(one: FileToClean) -> QuerySet[FileToClean]:
    return type(one)._base_manager.filter(pk=one.pk)
