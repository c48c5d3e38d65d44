"""Notes stay among those who work the case."""

import pytest
from django.urls import reverse

from cases.models import Note

HOSTILE = "a\x00b‮c\r\nd <script>alert(1)</script> 😀 שלום"


def test_the_note_is_read_by_colleagues(send, desk, case, at_desk):
    answer = send("write_note", case, body="Read the invoices.")
    assert answer.url == reverse("cases:notes", args=[case.reference])
    assert "Read the invoices." in at_desk.get(answer.url).content.decode()


def test_hostile_text_is_kept_harmless(send, case, at_desk):
    send("write_note", case, body=HOSTILE)
    note = Note.objects.get()
    assert "\x00" not in note.body
    assert "😀 שלום" in note.body
    page = at_desk.get(reverse("cases:notes", args=[case.reference])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("length", [100_001, 1_000_000])
def test_a_huge_text_is_given_back_with_a_sentence(length, send, case):
    page = send("write_note", case, body="x" * length).content.decode()
    assert "at most 100,000 fit here" in page
    assert "x" * length in page
    assert not Note.objects.exists()


def test_the_same_form_sent_twice_writes_one_note(send, case):
    for _time in range(2):
        assert send("write_note", case, body="Read.", receipt="0" * 32).status_code == 302
    assert Note.objects.count() == 1
