"""A page of a PDF is drawn in a child process, and a hostile one takes nothing down with it."""

import io

import pikepdf
import pytest
from PIL import Image

from tests.vault.cleaning import made
from vault.cleaning.held import BUSY, ENCRYPTED, FAILED, NO_PAGE, TOO_MUCH, UNREADABLE, CannotClean
from vault.cleaning.pages import _places, page_of

pytestmark = pytest.mark.once


def pages(*contents: bytes, size: tuple[float, float] = (300, 200)) -> bytes:
    """A PDF of so many pages."""
    written = io.BytesIO()
    with pikepdf.new() as document:
        for content in contents:
            page = document.add_blank_page().obj
            page.MediaBox, page.Contents = pikepdf.Array([0, 0, *size]), pikepdf.Stream(document, content)
        document.save(written)
    return written.getvalue()


def reason_for(content: bytes, number: int = 1) -> str:
    with pytest.raises(CannotClean) as cannot:
        page_of([content], number)
    return cannot.value.reason


def test_each_page_is_drawn_as_it_looks():
    page = page_of([pages(b"", b"1 0 0 rg 0 0 300 200 re f")], 2)
    drawn = Image.open(io.BytesIO(page.picture))
    assert (page.number, page.pages, drawn.format, drawn.size) == (2, 2, "PNG", (900, 600))
    assert drawn.getpixel((450, 300)) == (255, 0, 0)


def test_a_large_page_is_drawn_no_larger_than_a_screen():
    drawn = Image.open(io.BytesIO(page_of([pages(b"", size=(14_000, 7_000))], 1).picture))
    assert drawn.size == (1_600, 800)


@pytest.mark.parametrize(
    ("content", "number", "reason"),
    [
        (made.pdf(password="secret"), 1, ENCRYPTED),
        (b"%PDF-1.7\nnothing else", 1, UNREADABLE),
        (pages(b""), 2, NO_PAGE),
        (pages(b"", size=(14_000, 0.5)), 1, UNREADABLE),
    ],
)
def test_what_cannot_be_drawn_says_why(content, number, reason):
    assert reason_for(content, number) == reason


@pytest.mark.slow
def test_a_page_that_takes_too_long_or_too_much_is_given_up(settings):
    # A path of very many pieces, filled again and again: seconds for whoever draws it.
    piece = b"".join(b"%d %d l " % (i * 7 % 300, i * 13 % 200) for i in range(20_000))
    endless = pages((b"0 0 m " + piece + b"f* ") * 60)
    settings.PAGE_SECONDS = 1
    assert reason_for(endless) == TOO_MUCH
    settings.PAGE_SECONDS, settings.PAGE_MEMORY = 10, 40 * 1024 * 1024
    assert reason_for(pages(b"")) in {TOO_MUCH, UNREADABLE, FAILED}, "not even its reader fits in"


def test_only_a_few_are_drawn_at_once(monkeypatch):
    monkeypatch.setattr("vault.cleaning.pages.WAIT", 0.01)
    taken = [_places.acquire(blocking=False) for _ in range(2)]
    try:
        assert taken == [True, True] and reason_for(pages(b"")) == BUSY
    finally:
        _places.release(2)
    assert page_of([pages(b"")], 1).pages == 1, "the control: a place is free again"
