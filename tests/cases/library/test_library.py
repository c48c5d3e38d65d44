"""The library of answers: written by the office, published by its head, and never changed under anybody's hands."""

import pytest
from django.db import IntegrityError, transaction

from cases import actions
from cases.models import LibraryAnswer


@pytest.fixture
def page(sign_in, ethics_staff):
    """Somebody of the Compliance & Ethics office, signed in."""
    return sign_in(ethics_staff)


@pytest.fixture
def draft(page, topic) -> LibraryAnswer:
    page.post("/library/write/", {"topic": topic.pk, "title": "Gifts", "text": "Decline.", "receipt": "1"})
    page.post("/library/write/", {"topic": topic.pk, "title": "Gifts", "text": "Decline.", "receipt": "1"})
    return LibraryAnswer.objects.get()


def test_the_head_publishes_what_the_office_wrote(page, draft, sign_in, ethics_officer):
    refused = page.post(f"/library/{draft.pk}/publish/", {"go": "on"}).content.decode()
    assert "is for somebody else" in refused and not LibraryAnswer.objects.published().exists()
    sign_in(ethics_officer).post(f"/library/{draft.pk}/publish/", {"go": "on"})
    assert LibraryAnswer.objects.published().get() == draft


def test_an_edit_begins_the_next_version_and_publishing_it_retires_the_former(draft, page, topic, ethics_officer, at):
    actions.publish_answer(draft, by=ethics_officer, at=at)
    page.post(f"/library/{draft.pk}/edit/", {"topic": topic.pk, "title": "Gifts", "text": "Decline kindly."})
    following = LibraryAnswer.objects.get(replaces=draft)
    assert LibraryAnswer.objects.published().get().text == "Decline.", "in use until the next one is published"
    twice = page.post(f"/library/{draft.pk}/edit/", {"topic": topic.pk, "title": "Gifts", "text": "A third."})
    assert "has been begun already" in twice.content.decode() and "A third." in twice.content.decode()
    actions.publish_answer(following, by=ethics_officer, at=at)
    assert LibraryAnswer.objects.published().get() == following
    assert LibraryAnswer.objects.get(number=1).text == "Decline."
    listed = page.get("/library/").content.decode()
    assert "Decline kindly." in listed and "version 2" in listed


def test_the_database_keeps_what_was_published(draft, ethics_officer, at):
    actions.publish_answer(draft, by=ethics_officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryAnswer.objects.update(text="Accept.")


def test_the_other_office_reads_what_is_in_use_and_writes_nothing(draft, sign_in, auditor_staff, employee, topic):
    client = sign_in(auditor_staff)
    assert "Decline." not in client.get("/library/").content.decode()
    assert client.get(f"/library/{draft.pk}/edit/").status_code == 404
    client.post("/library/write/", {"topic": topic.pk, "title": "Mine", "text": "Ours."})
    assert LibraryAnswer.objects.count() == 1
    assert sign_in(employee).get("/library/").status_code in (403, 404)
