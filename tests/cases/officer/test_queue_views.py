"""People keep their own views of the queue: named, opened first, renamed, removed, and seen by nobody else."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.actions import save_view
from cases.actions.queue_views import MOST_VIEWS
from cases.models import QueueView
from tests.cases.desk import open_case
from vault.models import DataKey

QUEUE, VIEWS, SAVE = (reverse(f"cases:{name}") for name in ("queue", "queue_views", "save_view"))


def test_a_view_is_kept_opened_first_renamed_and_removed(at_desk, desk, at):
    here, there = open_case(at=at, country="US"), open_case(at=at, country="DE")
    address = f"{SAVE}?country=DE&sort=-received&severity=nonsense&reference=ABCD&after=x"
    assert "Germany" in at_desk.get(address).content.decode()
    kept = at_desk.post(address, {"name": "Müller & Co", "is_default": "on"})
    assert kept["Location"] == f"{QUEUE}?country=DE&sort=-received"
    view = QueueView.objects.get()
    assert view.filters == {"country": "DE", "sort": "-received"}
    # The queue opens with it; “All open” still shows everything.
    page = at_desk.get(QUEUE, follow=True)
    assert [row.case.reference for row in page.context["rows"]] == [there.reference]
    assert [str(tab.label) for tab in page.context["tabs"] if tab.is_current] == ["Müller & Co"]
    everything = at_desk.get(page.context["tabs"][0].url).context["rows"]
    assert {row.case.reference for row in everything} == {here.reference, there.reference}
    change = reverse("cases:change_view", args=[view.pk])
    assert "Müller &amp; Co" in at_desk.get(change).content.decode()
    at_desk.post(change, {"name": "Germany, newest"})
    assert "Germany, newest" in at_desk.get(VIEWS).content.decode()
    assert at_desk.get(QUEUE).status_code == 200
    remove = reverse("cases:remove_view", args=[view.pk])
    assert "Germany, newest" in at_desk.get(remove).content.decode()
    at_desk.post(remove, {"go": "on"})
    assert not QueueView.objects.exists()
    assert DataKey.objects.get(pk=view.data_key_id).is_destroyed


def test_a_view_is_its_owners_alone(at_desk, desk, sign_in, at):
    mine = save_view(name="Zanzibar", filters={"country": "DE"}, is_default=True, by=desk.head, at=at)
    for name in ("change_view", "remove_view"):
        assert at_desk.get(reverse(f"cases:{name}", args=[mine.pk])).status_code == 404
        assert at_desk.post(reverse(f"cases:{name}", args=[mine.pk]), {"name": "x"}).status_code == 404
    assert "Zanzibar" not in at_desk.get(QUEUE).content.decode() + at_desk.get(VIEWS).content.decode()
    assert "Zanzibar" in sign_in(desk.head).get(VIEWS).content.decode()


def test_one_view_opens_first_and_no_more_are_kept_than_fit(at_desk, desk, at):
    for number in range(MOST_VIEWS):
        save_view(name=f"View {number}", filters={}, is_default=number < 2, by=desk.staff, at=at)
    assert [str(view.name) for view in QueueView.objects.filter(is_default=True)] == ["View 1"]
    with pytest.raises(IntegrityError), transaction.atomic():
        QueueView.objects.of(desk.staff).update(is_default=True)
    refused = at_desk.post(SAVE, {"name": "One more"})
    assert "Remove one first" in refused.content.decode()
    assert at_desk.post(SAVE, {"name": ""}).context["form"].errors["name"]
    assert QueueView.objects.count() == MOST_VIEWS
