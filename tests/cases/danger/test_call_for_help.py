"""Somebody is in danger: the one on call is called at once, has a real hour, and then the next above is called."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import Notice
from accounts.notices import deliver_mails
from audit.trail import history
from cases.actions import acknowledge_alarm, call_for_help, plan_duty
from cases.models import AlarmCall, Case, DangerAlarm, Party
from cases.states.danger import Rung
from cases.states.party import PartyKind, PartyRole, PartyStatus
from cases.tasks import sweep_alarms
from clocks.actions import change_rule
from clocks.models import Clock, Rule
from ethics_portal.celery import app
from ethics_portal.tasks import URGENT_TASKS
from tests.cases.desk import open_case

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def called(alarm: DangerAlarm) -> list[str]:
    return [call.person.full_name for call in alarm.calls.select_related("person")]


def test_whoever_is_on_call_is_called_at_once_by_a_mail_that_says_nothing(alarm, ethics_staff, at, smtp_sink):
    assert call_for_help(at) == 1
    assert called(alarm) == [ethics_staff.full_name]
    deliver_mails(at)
    [mail] = [mail for mail in smtp_sink.wait_for(1) if "sign in at once" in mail["Subject"]]
    assert mail["To"] == ethics_staff.email
    text = f"{mail['Subject']} {mail.get_content()}".lower()
    for word in ("danger", "hurt", alarm.case.reference.lower(), "gifts", "report"):
        assert word not in text.replace("ethics portal", ""), word


def test_nobody_is_called_for_a_report_that_speaks_of_no_danger(duty, desk, at):
    open_case(at=at)
    assert call_for_help(at) == 0 and not DangerAlarm.objects.exists()


def test_an_hour_is_a_real_hour_also_on_a_sunday_night(alarm, ethics_officer, at):
    sunday = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
    call_for_help(sunday)
    assert call_for_help(sunday + HOUR - MINUTE) == 0
    assert call_for_help(sunday + HOUR) == 1
    assert called(alarm)[-1] == ethics_officer.full_name
    clock = Clock.objects.get(subject_id=alarm.calls.first().pk)
    assert clock.due_at - clock.started_at == HOUR


def test_without_an_answer_it_goes_up_to_the_committee_and_calls_nobody_twice(
    alarm, ethics_staff, ethics_officer, general_auditor, chair, member, at
):
    for hour in range(9):
        call_for_help(at + hour * HOUR)
    expected = [ethics_staff, ethics_officer, general_auditor, chair, member]
    assert called(alarm) == [person.full_name for person in expected]
    rungs = [Rung.ON_CALL, Rung.HEAD, Rung.OTHER_HEAD, Rung.COMMITTEE, Rung.COMMITTEE]
    assert [call.rung for call in alarm.calls.all()] == rungs
    assert [entry.verb for entry in history(alarm.case)].count("call_for_help") == len(expected)
    assert Notice.objects.filter(kind="somebody_in_danger").count() == len(expected)


def test_with_nobody_on_call_the_head_is_called(desk, ethics_officer, at):
    case = open_case(at=at, in_danger=True)
    call_for_help(at)
    assert called(case.alarms.get()) == [ethics_officer.full_name]


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.WITNESS])
def test_nobody_whom_the_case_concerns_is_ever_called(role, duty, desk, ethics_staff, general_auditor, chair, at):
    """Not the named one on call, and not whoever reports to a subject."""
    case = open_case(at=at, in_danger=True)
    alarm = case.alarms.get()
    for person in (ethics_staff, general_auditor):
        Party.objects.create(
            data_key=case.data_key, case=case, role=role, kind=PartyKind.PERSON, status=PartyStatus.PROVISIONAL,
            person=person, identified_on=at.date(),
        )  # fmt: skip
    for hour in range(6):
        call_for_help(at + hour * HOUR)
    assert called(alarm) == [desk.head.full_name, chair.full_name]
    assert not Notice.objects.filter(recipient__in=[ethics_staff, general_auditor], about_id=str(alarm.pk)).exists()


def test_a_subordinate_of_the_subject_is_passed_over(desk, subject, subordinate, ethics_officer, at):
    plan_duty(
        "ETHICS_OFFICE", person=subordinate, starts_at=at - HOUR, ends_at=at + HOUR, by=ethics_officer, at=at - HOUR
    )
    case = open_case(at=at, in_danger=True, typed_names=subject.full_name)
    call_for_help(at)
    assert called(case.alarms.get()) == [ethics_officer.full_name]


def test_a_report_on_the_head_goes_to_the_other_office_and_never_to_the_head(
    duty, desk, ethics_officer, general_auditor, auditor_staff, chair, at
):
    case = open_case(at=at, in_danger=True, typed_names=ethics_officer.full_name)
    for hour in range(5):
        call_for_help(at + hour * HOUR)
    assert called(case.alarms.get()) == [general_auditor.full_name, chair.full_name]


def test_whom_the_wall_cuts_off_after_the_call_is_not_waited_for(alarm, desk, ethics_staff, at):
    call_for_help(at)
    desk.name(alarm.case, ethics_staff, by=desk.head)
    assert call_for_help(at + MINUTE) == 1
    assert called(alarm)[-1] == desk.head.full_name
    assert Notice.objects.get(recipient=ethics_staff, kind="somebody_in_danger").withheld


def test_who_left_the_office_is_not_called_although_the_rota_says_so(alarm, ethics_staff, ethics_officer, at):
    ethics_staff.role_grants.update(revoked_at=at, revoked_by=ethics_officer)
    call_for_help(at)
    assert called(alarm) == [ethics_officer.full_name]


def test_after_an_answer_nobody_else_is_called_and_every_clock_stops(alarm, ethics_staff, ethics_officer, at):
    call_for_help(at)
    call_for_help(at + HOUR)
    acknowledge_alarm(alarm, by=ethics_officer, at=at + HOUR + MINUTE)
    assert call_for_help(at + 5 * HOUR) == 0
    first, second = [Clock.objects.get(subject_id=call.pk) for call in alarm.calls.all()]
    assert (first.was_met, second.was_met) == (False, True)


def test_a_case_that_was_closed_calls_nobody(alarm, desk, at):
    Case.objects.filter(pk=alarm.case_id).update(
        state="CLOSED", outcome="FINDINGS", closed_by=desk.head, closed_at=at, closed_on=at.date()
    )
    assert call_for_help(at) == 0


def test_the_reporters_own_act_keeps_the_day_only(alarm, at):
    """DECISIONS 22: the hour is that of the call, which is the Portal's act."""
    columns = {field.name: getattr(alarm, field.name) for field in alarm._meta.local_fields}
    assert not [name for name, value in columns.items() if isinstance(value, datetime)]
    call_for_help(at)
    assert alarm.calls.get().called_at == at


def test_the_clock_looks_every_few_seconds_and_first_when_nudged():
    [beat] = [beat for beat in app.conf.beat_schedule.values() if beat["task"] == "cases.call_for_help"]
    assert beat["schedule"] <= 30
    assert URGENT_TASKS[0] == "cases.call_for_help" and URGENT_TASKS[-1] == "accounts.deliver_mails"


def test_a_sweep_that_died_half_way_called_nobody_and_the_next_one_calls_once(alarm, at, monkeypatch):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("cases.actions.alarms.tell", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        call_for_help(at)
    assert not AlarmCall.objects.exists() and not Clock.objects.filter(kind="danger_alarm").exists()
    monkeypatch.undo()
    assert [call_for_help(at), call_for_help(at), call_for_help(at + MINUTE)] == [1, 0, 0]
    assert Notice.objects.filter(kind="somebody_in_danger").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_call_one_person(alarm, at):
    started = threading.Barrier(2)
    counts = []

    def sweep():
        started.wait()
        try:
            counts.append(call_for_help(at))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sweep) for _nth in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert alarm.calls.count() == Notice.objects.filter(kind="somebody_in_danger").count() == 1


def test_the_sweep_reads_the_databases_clock(alarm):
    assert sweep_alarms() == 1


def test_the_company_may_change_the_hour_and_never_to_days(alarm, ethics_officer, at):
    rule = Rule.objects.get(kind="danger_alarm")
    assert rule.length == "1 hour, day and night"
    call_for_help(at)
    change_rule(rule, amount=2, reason="Slow roads.", by=ethics_officer, at=at)
    assert call_for_help(at + HOUR) == 0 and call_for_help(at + 2 * HOUR) == 1
    with pytest.raises(Exception, match="refused"):
        change_rule(rule, unit="DAYS", reason="Slower.", by=ethics_officer, at=at)


@pytest.mark.parametrize("change", [{"acknowledged_at": None}, {"acknowledged_by": None}])
def test_the_database_keeps_who_answered(change, alarm, ethics_staff, at):
    call_for_help(at)
    acknowledge_alarm(alarm, by=ethics_staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        DangerAlarm.objects.filter(pk=alarm.pk).update(**change)


def test_the_database_calls_nobody_twice_and_forgets_no_call(alarm, ethics_staff, at):
    call_for_help(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlarmCall.objects.create(alarm=alarm, place=2, person=ethics_staff, rung=Rung.HEAD, called_at=at)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_alarmcall SET place = 9")


def test_the_chairs_queue_calls_the_chair_first(desk, ethics_officer, general_auditor, chair, member, at):
    case = open_case(at=at, in_danger=True, typed_names=f"{ethics_officer.full_name} and {general_auditor.full_name}")
    for hour in range(4):
        call_for_help(at + hour * HOUR)
    assert called(case.alarms.get()) == [chair.full_name, member.full_name]


def test_the_acting_head_is_called_where_the_chair_is_walled_off(desk, chair, member, ethics_officer, at):
    case = open_case(at=at, in_danger=True, typed_names=chair.full_name)
    Case.objects.filter(pk=case.pk).update(queue="AUDIT_COMMITTEE_CHAIR", acting_head=member)
    call_for_help(at)
    assert called(case.alarms.get()) == [member.full_name]
