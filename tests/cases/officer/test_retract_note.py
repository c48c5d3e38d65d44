"""A note is retracted by its author with a reason, and stays readable."""

from django.urls import reverse

from cases.models import Note


def test_it_stays_readable_as_retracted(send, desk, case, at_desk):
    note = desk.note(case)
    answer = send("retract_note", case, note, reason="The wrong restaurant.")
    page = at_desk.get(answer.url).content.decode()
    assert "The wrong restaurant." in page
    assert "Read the invoices." in page
    assert Note.objects.get().retracted_at is not None


def test_only_the_author_is_offered_to(desk, case, sign_in, second_ethics_staff, ethics_staff):
    note = desk.note(case, by=ethics_staff)
    address = reverse("cases:retract_note", args=[case.reference, note.pk])
    pages = {
        person: sign_in(person).get(reverse("cases:notes", args=[case.reference])).content.decode()
        for person in (ethics_staff, second_ethics_staff)
    }
    assert address in pages[ethics_staff]
    assert address not in pages[second_ethics_staff]


def test_a_colleague_who_tries_is_told_why_not(send, desk, case, second_ethics_staff):
    note = desk.note(case, by=second_ethics_staff)
    page = send("retract_note", case, note, reason="Not mine.").content.decode()
    assert "for somebody else" in page
    assert Note.objects.get().retracted_at is None
