"""What somebody keeps of Explore: for whom, how often its readers are told, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from accounts.notices import deliver_mails
from audit.trail import history
from ethics_portal.celery import app
from reporting import tasks
from reporting.actions import (
    ViewFacts,
    change_explore_view,
    remove_explore_view,
    save_explore_view,
    tell_of_explore_views,
)
from reporting.exploring import Question
from reporting.models import ExploreView
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUESTION = Question(dimension="topic")
SHARED = ViewFacts("Where it comes from", "AUDIT_COMMITTEE", "MONTHLY")


@standing
def kept(house, at) -> ExploreView:
    return save_explore_view(QUESTION, facts=SHARED, by=house.auditor, at=at)


def told(person) -> int:
    return Notice.objects.filter(recipient=person, kind="explore_view_due").count()


def test_those_it_is_shared_with_find_it_and_others_do_not(house, kept, browser):
    for person, status in ((house.auditor, 302), (house.member, 302), (house.officer, 404), (house.employee, 404)):
        assert browser(person).get(kept.get_absolute_url()).status_code == status
    assert "Where it comes from" in browser(house.member).get(reverse("reporting:explore_views")).content.decode()
    assert "Where it comes from" not in browser(house.officer).get(reverse("reporting:explore_views")).content.decode()


def test_only_its_owner_changes_and_removes_it(house, kept, at):
    with pytest.raises(Refused):
        change_explore_view(kept, facts=SHARED, by=house.member, at=at)
    with pytest.raises(ExploreView.DoesNotExist):
        remove_explore_view(kept, by=house.officer, at=at)
    remove_explore_view(kept, by=house.auditor, at=at)
    assert not ExploreView.objects.visible_to(house.member).exists()
    verbs = [entry.verb for entry in history(kept)]
    assert sorted(verbs) == ["remove_explore_view", "save_explore_view"]


def test_each_reader_is_told_once_of_each_period_that_is_over(house, kept, at):
    assert tell_of_explore_views(at) == 0, "the month in which it was kept is not over"
    december = at.replace(month=12, day=1)
    first = tell_of_explore_views(december)
    assert first == 4 and told(house.auditor) == told(house.member) == told(house.chair) == 1
    assert tell_of_explore_views(december + timedelta(minutes=15)) == 0
    # Were the mark lost, the notice itself would still be there once.
    ExploreView.objects.update(told_through=None)
    assert tell_of_explore_views(december + timedelta(minutes=30)) == 0
    assert tell_of_explore_views(at.replace(year=2027, month=1, day=1)) == 4


def test_nobody_is_told_of_a_view_that_was_removed_or_is_for_the_owner_alone(house, kept, at):
    change_explore_view(kept, facts=ViewFacts("Mine", "", "MONTHLY"), by=house.auditor, at=at)
    tell_of_explore_views(at.replace(month=12, day=1))
    assert told(house.member) == 0 and told(house.auditor) == 1
    remove_explore_view(kept, by=house.auditor, at=at.replace(month=12, day=2))
    assert tell_of_explore_views(at.replace(year=2027, month=1, day=1)) == 0


def test_the_mail_holds_neither_the_name_nor_a_figure(house, kept, at):
    december = at.replace(month=12, day=1)
    tell_of_explore_views(december)
    deliver_mails(december + timedelta(hours=1))
    assert Notice.objects.filter(kind="explore_view_due", mailed_at__isnull=False).count() == 4
    for one in mail.outbox:
        assert "Where it comes from" not in one.subject + one.body and "topic" not in one.body.lower()


def test_a_notice_is_not_mailed_to_who_reads_it_no_more(house, kept, at):
    december = at.replace(month=12, day=1)
    tell_of_explore_views(december)
    RoleGrant.objects.filter(person=house.member).update(expires_at=december)
    with time_machine.travel(december + timedelta(hours=1), tick=False):
        deliver_mails(december + timedelta(hours=1))
    due = Notice.objects.filter(kind="explore_view_due", mailed_at__isnull=False)
    assert set(due.values_list("recipient", flat=True)) == {house.auditor.pk, house.chair.pk, house.third.pk}


def test_the_database_shares_a_view_only_with_those_who_explore(kept):
    for changed in ({"shared_with": "OFFICE_STAFF"}, {"schedule": "DAILY"}, {"scheduled_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExploreView.objects.filter(pk=kept.pk).update(**changed)


def test_nobody_else_keeps_a_view(house, at):
    for person in (house.staff, house.administrator, house.employee):
        with pytest.raises(Refused):
            save_explore_view(QUESTION, facts=SHARED, by=person, at=at)


def test_the_forms_keep_change_and_remove(house, browser, at):
    client = browser(house.auditor)
    with time_machine.travel(at, tick=False):
        address = reverse("reporting:save_explore_view") + "?measure=volume&dimension=topic&span=four"
        assert client.get(address).status_code == 200
        bad = client.post(address, {"name": "", "shared_with": "EMPLOYEE"})
        assert bad.status_code == 200
        assert client.post(address, {"name": "Topics", "shared_with": "ETHICS_OFFICER"}).status_code == 302
        view = ExploreView.objects.get()
        assert (view.name, view.dimension, view.shared_with) == ("Topics", "topic", "ETHICS_OFFICER")
        change = reverse("reporting:change_explore_view", args=[view.pk])
        assert "Topics" in client.get(change).content.decode()
        assert client.post(change, {"name": "Topics", "schedule": "QUARTERLY"}).status_code == 302
        remove = reverse("reporting:remove_explore_view", args=[view.pk])
        assert client.post(remove, {"receipt": "1"}).status_code == 302
        assert "moved on" in client.get(remove).content.decode()
    assert not ExploreView.objects.kept().exists()


def test_the_clock_looks_for_them():
    called = {beat["task"] for beat in app.conf.beat_schedule.values()}
    sweeps = (tasks.sweep_explore_views, tasks.sweep_explore_exports, tasks.forget_old_explore_exports)
    assert {sweep.name for sweep in sweeps} <= called
