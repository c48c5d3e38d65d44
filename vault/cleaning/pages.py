"""A page of a PDF to look at, from the Portal's side: a limited child draws it, and only its points come back."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from vault.cleaning.held import BUSY, MOST_PAGES, NO_PAGE, REASONS, CannotClean
from vault.cleaning.process import Limits, make_unchangeable, nameless, run_child, why_it_ended

LONGEST_VERDICT = 200
LARGEST_PICTURE = 16 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
# Somebody waits for each page: so many at once in one web process, and the next one waits for a short while.
AT_ONCE, WAIT = 2, 3
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Page:
    """One page as a PNG, and how many pages there are."""

    picture: bytes
    number: int
    pages: int


def page_of(chunks: Iterable[bytes], number: int) -> Page:
    """Page `number` of a PDF, counted from one. Raises `CannotClean` with a reason."""
    with _a_place(), nameless() as source, nameless() as target, nameless() as verdict:
        for chunk in chunks:
            source.write(chunk)
        source.flush()
        make_unchangeable(source)
        most = Limits(settings.PAGE_SECONDS, settings.PAGE_MEMORY, LARGEST_PICTURE)
        ended = run_child("vault.cleaning.drawing", str(number), source, target, verdict, most)
        verdict.seek(0)
        pages = _understood(verdict.read(LONGEST_VERDICT).decode("ascii", "replace"), ended)
        target.seek(0)
        picture = target.read(LARGEST_PICTURE)
    if not picture.startswith(PNG) or number > pages:
        raise CannotClean(why_it_ended(ended))
    return Page(picture, number, pages)


@contextmanager
def _a_place() -> Iterator[None]:
    if not _places.acquire(timeout=WAIT):
        raise CannotClean(BUSY)
    try:
        yield
    finally:
        _places.release()


def _understood(said: str, ended: int) -> int:
    """What a child that may have been taken over is believed: a number of pages, or a reason that we know."""
    verdict, _space, what = said.strip().partition(" ")
    if verdict == "drawn" and what.isdecimal() and 1 <= int(what) <= MOST_PAGES:
        return int(what)
    if verdict == "held" and what in REASONS | {NO_PAGE}:
        raise CannotClean(what)
    raise CannotClean(why_it_ended(ended))
