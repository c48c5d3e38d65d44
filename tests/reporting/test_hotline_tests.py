"""A test of the hotline looks like any report until somebody acknowledged it, and stands in no figure but its own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.models import Entry
from audit.trail import history
from cases import actions
from cases.actions import ReportFacts
from cases.actions.materiality import fire_triggers
from cases.models import Case, DangerAlarm, HotlineTest, IncomingMail, Report
from cases.states.case import OPEN_STATES, CaseState
from cases.states.hotline_test import HotlineTestState
from cases.states.materiality import TriggerKind
from cases.states.report import Channel, Mode
from clocks.models import Clock
from reporting.actions import draft_digest
from reporting.measures import hotline_tests
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from reporting.waiting import waiting_for
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@standing
def running(house, in_quarter) -> HotlineTest:
    return actions.begin_hotline_test("WEB", by=house.auditor, at=in_quarter)


def told(house, test, at, *, topic="gifts", **facts) -> Case:
    """An operator writes down what somebody says."""
    words = f"They said that the {test.mark.upper()} was\n on the desk."
    report = actions.submit_report(
        ReportFacts(
            topic=house.topics[topic], narrative=words, mode=Mode.ANONYMOUS, channel=Channel(test.channel), **facts
        ),
        by=None,
        at=at,
    )
    return report.case


def test_on_the_web_it_is_an_anonymous_report_like_any_other(house, in_quarter, running):
    real = house.report(in_quarter)
    test, report = running.case, running.report
    assert (test.state, real.state) == (CaseState.NEW, CaseState.NEW)
    assert report.mode == Mode.ANONYMOUS and report.received_at is None
    assert [entry.verb for entry in history(test)] == [entry.verb for entry in history(real)]
    assert not Entry.objects.filter(subject_kind="cases.hotlinetest", recorded_at__isnull=False).exists()
    kinds = [set(Clock.objects.of(case).running().values_list("kind", flat=True)) for case in (test, real)]
    assert kinds[0] == kinds[1]
    assert Notice.objects.filter(kind="report_arrived", about_id=str(test.pk)).exists()


def test_it_ends_by_itself_once_acknowledged_and_says_then_what_it_was(house, in_quarter, running, browser):
    worker = house.worker(running.case)
    page = browser(worker).get(running.case.get_absolute_url()).content.decode()
    assert "tested" not in page
    house.acknowledge(running.case, in_quarter + timedelta(days=2))
    running.refresh_from_db()
    case = Case.objects.get(pk=running.case_id)
    assert (running.state, running.days, case.state) == (HotlineTestState.ANSWERED, 2, CaseState.TESTED)
    assert not Clock.objects.of(case).running().exists()
    assert case.state not in OPEN_STATES
    assert history(case)[-1].verb == "end_hotline_test"
    assert "tested how we answer" in browser(worker).get(case.get_absolute_url()).content.decode()


def test_nobody_but_the_general_auditor_knows_of_one_that_runs(house, in_quarter, running, browser):
    for person in (house.officer, house.staff, house.chair, house.member, house.administrator):
        assert not HotlineTest.objects.visible_to(person).exists()
        assert browser(person).get(running.get_absolute_url()).status_code == 404
    assert browser(house.auditor).get(running.get_absolute_url()).status_code == 200
    house.acknowledge(running.case, in_quarter)
    assert HotlineTest.objects.visible_to(house.officer).exists()
    assert not HotlineTest.objects.visible_to(house.staff).exists()
    assert browser(house.member).get(running.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("over", [False, True])
def test_it_stands_in_no_figure_of_the_digest_running_or_over(house, in_quarter, over):
    house.report(in_quarter)
    before = draft_digest(QUARTER, by=None, at=QUARTER.ends_at).snapshot
    test = actions.begin_hotline_test("WEB", by=None, at=in_quarter)
    if over:
        house.acknowledge(test.case, in_quarter)
    after, _matters = take_snapshot(scope_of("COMMON"), QUARTER, at=QUARTER.ends_at)
    own = after["figures"].pop("hotline")
    assert bool(own) == over and before["figures"].pop("hotline") is None
    assert after["figures"] == before["figures"]
    assert after["figures"]["reports"] == 1
    assert after["figures"]["acknowledged_on_time"] == before["figures"]["acknowledged_on_time"]


def test_it_has_figures_of_its_own(house, in_quarter, running):
    house.acknowledge(running.case, in_quarter + timedelta(days=3))
    rows = {row["key"]: row for row in hotline_tests(QUARTER)}
    assert rows["WEB"]["acknowledged"] == {"count": 1, "of": 1, "percent": 100.0}
    assert rows["WEB"]["slowest_days"] == 3
    assert rows["PHONE"]["acknowledged"]["of"] == 0


def test_a_call_is_known_by_its_words_and_calls_nobody_out(house, in_quarter):
    test = actions.begin_hotline_test("PHONE", by=house.auditor, at=in_quarter)
    assert test.state == HotlineTestState.TO_TELL
    case = told(house, test, in_quarter, topic="bribery", in_danger=True, authorities_know=True)
    test.refresh_from_db()
    assert (test.state, test.case) == (HotlineTestState.RUNNING, case)
    assert not case.triggers.exists()
    assert not DangerAlarm.objects.filter(case=case).exists()
    assert not fire_triggers(case, [TriggerKind.REGULATOR_AWARE.value], at=in_quarter)
    assert not case.triggers.exists()


def test_the_same_call_without_its_words_is_a_report_like_any_other(house, in_quarter):
    test = actions.begin_hotline_test("PHONE", by=house.auditor, at=in_quarter)
    case = told(
        house, HotlineTest(channel="PHONE", mark="green parrot table"), in_quarter, topic="bribery", in_danger=True
    )
    assert case.triggers.exists()
    assert DangerAlarm.objects.filter(case=case).exists()
    test.refresh_from_db()
    assert test.report is None


def test_an_anonymous_report_on_the_web_is_never_taken_for_a_test(house, in_quarter):
    test = actions.begin_hotline_test("PHONE", by=house.auditor, at=in_quarter)
    case = house.report(in_quarter, narrative=f"I saw the {test.mark}.", topic="bribery")
    test.refresh_from_db()
    assert test.report is None
    assert case.triggers.exists()


def test_a_mail_goes_through_the_mailbox(house, in_quarter, settings):
    settings.HOTLINE_TEST_SENDER = "kim.reader@post.example"
    test = actions.begin_hotline_test("EMAIL", by=None, at=in_quarter)
    assert IncomingMail.objects.count() == 1
    actions.understand_mails(in_quarter)
    test.refresh_from_db()
    assert test.state == HotlineTestState.RUNNING, IncomingMail.objects.get().state
    assert test.report.channel == Channel.EMAIL


def test_what_nobody_acknowledges_has_failed_and_is_off_the_desk(house, in_quarter, running):
    late = in_quarter + timedelta(days=15)
    assert actions.watch_hotline_tests(late) >= 1
    running.refresh_from_db()
    assert running.state == HotlineTestState.FAILED
    assert Case.objects.get(pk=running.case_id).state == CaseState.TESTED
    assert Notice.objects.filter(recipient=house.auditor, kind="hotline_test_ended").exists()
    rows = {row["key"]: row for row in hotline_tests(QUARTER)}
    assert rows["WEB"]["acknowledged"] == {"count": 0, "of": 1, "percent": 0.0}


def test_what_nobody_tells_says_nothing_of_the_hotline(house, in_quarter):
    test = actions.begin_hotline_test("MANAGER", by=house.auditor, at=in_quarter)
    actions.watch_hotline_tests(in_quarter + timedelta(days=15))
    test.refresh_from_db()
    assert test.state == HotlineTestState.DROPPED
    assert all(row["acknowledged"]["of"] == 0 for row in hotline_tests(QUARTER))


def test_the_clock_tests_each_channel_once_a_quarter_however_often_it_looks(house):
    last = QUARTER.ends_at - timedelta(days=1)
    for at in (last, last, last + timedelta(hours=3)):
        actions.watch_hotline_tests(at)
    tests = HotlineTest.objects.filter(period_start=QUARTER.start)
    assert sorted(tests.values_list("channel", flat=True)) == ["EMAIL", "MANAGER", "PHONE", "WEB"]
    assert Report.objects.count() == 1
    assert Notice.objects.filter(recipient=house.auditor, kind="hotline_test_to_tell").count() == 3


def test_the_clock_tests_nothing_where_it_is_told_not_to(house, settings):
    settings.HOTLINE_TEST_MONTHS = 0
    assert actions.watch_hotline_tests(QUARTER.ends_at - timedelta(days=1)) == 0


def test_only_the_general_auditor_begins_and_drops_one(house, in_quarter, browser):
    test = actions.begin_hotline_test("PHONE", by=house.auditor, at=in_quarter)
    with pytest.raises(Refused):
        actions.begin_hotline_test("WEB", by=house.officer, at=in_quarter)
    with pytest.raises(HotlineTest.DoesNotExist):
        actions.drop_hotline_test(test, by=house.officer, at=in_quarter)
    auditor = browser(house.auditor)
    drop = reverse("hotline_tests:drop_hotline_test", args=[test.pk])
    assert auditor.post(drop, {"receipt": "once"}).status_code == 302
    again = auditor.post(drop, {"receipt": "twice"})
    assert "moved on" in again.content.decode()
    assert auditor.post(reverse("hotline_tests:begin_hotline_test"), {"channel": "PHONE"}).status_code == 302
    assert browser(house.officer).get(reverse("hotline_tests:begin_hotline_test")).status_code == 404


def test_the_database_lets_no_case_pass_for_a_test_and_no_test_become_a_case(house, in_quarter, running):
    real = house.report(in_quarter)
    for case, state in ((real, "TESTED"), (running.case, "TESTED")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(state=state)
    house.acknowledge(running.case, in_quarter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=running.case_id).update(state="NEW")
    with pytest.raises(IntegrityError), transaction.atomic():
        HotlineTest.objects.filter(pk=running.pk).update(state="FAILED")


def test_the_staff_find_it_among_what_waits_for_them_like_any_report(house, in_quarter, running):
    worker = house.worker(running.case)
    _urgent, standing = waiting_for(worker, today=in_quarter.date())
    assert next(card.value for card in standing if card.label == "Open cases") == "1"
    house.acknowledge(running.case, in_quarter)
    _urgent, standing = waiting_for(worker, today=in_quarter.date())
    assert next(card.value for card in standing if card.label == "Open cases") == "0"
