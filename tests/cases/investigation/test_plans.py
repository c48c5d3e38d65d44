"""Plans and tasks: begun from a template, given only to who may see the case, and never lost when somebody leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases import actions
from cases.actions.walls import replace_walled_off
from cases.models import AccessGrant, Case, Task
from clocks.actions import sweep_warnings
from clocks.models import Clock
from tests.cases.investigation.conftest import refuses


def test_each_step_of_a_plan_becomes_a_task_with_its_day_and_its_clock(investigation, desk, at):
    template, today = investigation.template(), at.date()
    told = {"template": template, "starts_on": today, "owner": desk.investigator}
    actions.apply_plan(investigation.case, **told, by=desk.staff, at=at)
    tasks = list(Task.objects.of_case(investigation.case))
    assert [(str(task.title), task.due_on) for task in tasks] == [
        ("Secure the mailbox", today + timedelta(days=2)),
        ("Talk with purchasing", today + timedelta(days=10)),
    ]
    assert [Clock.objects.of(task).get().due_on for task in tasks] == [task.due_on for task in tasks]
    assert Notice.objects.filter(recipient=desk.investigator, kind="task_given").count() == 1, "one, not one for each"
    with refuses("begun already"):
        actions.apply_plan(investigation.case, **told, by=desk.staff, at=at)


def test_a_plan_of_another_topic_or_out_of_use_is_not_begun(investigation, desk, topic, at):
    template = investigation.template()
    actions.retire_template(template, by=desk.head, at=at)
    with refuses("not in use"):
        actions.apply_plan(investigation.case, template=template, starts_on=at.date(), owner=None, by=desk.staff, at=at)


@pytest.mark.once
def test_the_page_begins_plans_adds_gives_finishes_and_drops(investigation, desk, send, at_desk, now):
    case, template, today = investigation.case, investigation.template(), timezone.localdate()
    assert "Secure the mailbox" in at_desk.get(reverse("cases:apply_plan", args=[case.reference])).content.decode()
    send("apply_plan", case, template=template.pk, starts_on=today.isoformat(), owner=desk.staff.email)
    send("add_task", case, title="Read the invoices", due_on=today.isoformat(), owner="")
    own = Task.objects.get(template=None)
    shown = at_desk.get(reverse("cases:plan", args=[case.reference])).content.decode()
    assert "Read the invoices" in shown and "Nobody yet" in shown
    send("give_task", case, own, owner=desk.investigator.full_name)
    assert now(own).owner == desk.investigator
    send("finish_task", case, own, ending="All are there.")
    other = Task.objects.open().first()
    send("drop_task", case, other, reason="The mailbox is gone.")
    assert (now(own).state, now(other).state, str(now(other).ending)) == ("DONE", "DROPPED", "The mailbox is gone.")
    assert not Clock.objects.of(own).running().exists() and not Clock.objects.of(other).running().exists()
    sentences = [entry.sentence for entry in history(case)]
    assert "Dropped a task" in sentences and not any("mailbox" in sentence for sentence in sentences)
    assert "The mailbox is gone." in at_desk.get(reverse("cases:plan", args=[case.reference])).content.decode()


def test_nobody_who_may_not_see_the_case_gets_a_task(investigation, subject, desk, at):
    for stranger in (investigation.witness, subject):
        with refuses("may see this case"):
            investigation.task(owner=stranger)
    assert not Task.objects.exists()
    assert investigation.task(owner=desk.staff).owner == desk.staff, "the control"


@pytest.mark.once
def test_my_work_today_counts_ones_own_tasks_and_lists_them(investigation, sign_in, desk):
    investigation.task(owner=desk.investigator, days=1)
    home = sign_in(desk.investigator).get("/").content.decode()
    assert "Tasks due soon" in home and "Tasks of yours" in home
    listed = sign_in(desk.investigator).get(reverse("cases:my_tasks")).content.decode()
    assert "Read the invoices" in listed and investigation.case.reference in listed
    task = Task.objects.get()
    assert sign_in(desk.investigator).get(task.get_absolute_url()).url == f"/cases/{task.case.reference}/plan/"
    assert sign_in(investigation.witness).get(task.get_absolute_url()).status_code == 404
    others = sign_in(desk.staff).get(reverse("cases:my_tasks")).content.decode()
    assert "Read the invoices" not in others
    assert sign_in(investigation.witness).get(reverse("cases:my_tasks")).status_code == 404


def test_the_wall_takes_a_task_away_at_once_and_the_office_hears(investigation, desk, now):
    task = investigation.task(owner=desk.staff)
    assert Task.objects.owned_by(desk.staff).exists(), "the control"
    desk.name(investigation.case, desk.staff, role="WITNESS", by=desk.investigator)
    assert now(task).owner is None
    assert not Task.objects.owned_by(desk.staff).exists()
    assert Notice.objects.filter(kind="task_needs_owner", recipient=desk.investigator).exists()
    assert Notice.objects.filter(recipient=desk.staff, kind="task_given").get().withheld


def test_who_lost_the_way_to_the_case_loses_the_task_with_the_next_sweep(investigation, desk, now, at):
    reader = investigation.witness
    desk.share(investigation.case, reader)
    task = investigation.task(owner=reader)
    assert replace_walled_off(at) == 0 and now(task).owner == reader, "the control"
    AccessGrant.objects.filter(person=reader).update(ended_at=at)
    assert replace_walled_off(at) == 1
    assert now(task).owner is None
    assert Notice.objects.filter(kind="task_needs_owner", recipient=desk.staff).exists()
    assert replace_walled_off(at) == 0


def test_a_reader_who_has_a_task_finishes_it_and_does_nothing_else(investigation, desk, at):
    desk.share(investigation.case, investigation.witness)
    task, by = investigation.task(owner=investigation.witness), investigation.witness
    with pytest.raises(Refused):
        actions.drop_task(task, reason="No.", by=by, at=at)
    assert actions.finish_task(task, by=by, at=at).state == "DONE"


def test_whoever_has_a_task_is_reminded_and_the_office_where_nobody_has_it(investigation, desk, at):
    investigation.task(owner=desk.investigator, days=10)
    sweep_warnings(at + timedelta(days=12))
    assert Notice.objects.filter(recipient=desk.investigator, kind="clock_overdue").exists()
    assert not Notice.objects.filter(recipient=desk.staff, kind="clock_overdue").exists()
    investigation.task(owner=None, days=10)
    sweep_warnings(at + timedelta(days=12))
    assert Notice.objects.filter(recipient=desk.staff, kind="clock_overdue").exists()


def test_the_database_keeps_what_has_ended_as_it_is(investigation, desk, at):
    task = actions.finish_task(investigation.task(), by=desk.staff, at=at)
    for change in ({"state": "OPEN", "ended_by": None, "ended_at": None}, {"state": "DROPPED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(due_on=at.date() + timedelta(days=99))
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).delete()


def test_tasks_of_a_merged_case_stay_its_own_and_show_in_the_one_that_it_went_into(desk, at_desk, at):
    gone, into = desk.case_in("TRIAGE"), desk.case_in("TRIAGE")
    due_on = at.date() + timedelta(days=9)
    actions.add_task(gone, title="Ask the bank", due_on=due_on, owner=None, by=desk.staff, at=at)
    actions.merge_case(gone, into=into, reason="One matter.", by=desk.staff, at=at)
    shown = at_desk.get(reverse("cases:plan", args=[into.reference])).content.decode()
    assert "Ask the bank" in shown and gone.reference in shown
    actions.finish_task(Task.objects.get(), by=desk.staff, at=at)
    assert Task.objects.get().case_id == gone.pk
    assert Case.objects.get(pk=gone.pk).is_merged
