"""Whoever reported is asked how they are, on days that are set, and nobody is pressed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from audit.models import Entry
from cases import actions
from cases.models import Report, RetaliationCheck
from cases.states.report import Mode, ReportKind
from clocks import kinds
from clocks.models import Clock
from tests.cases.desk import open_case
from tests.statements import Statements


def days_of(case) -> list[tuple[str, int | None]]:
    return sorted(RetaliationCheck.objects.of(case).values_list("basis", "after_days"))


@pytest.mark.slow
def test_reporters_are_asked_30_60_90_and_180_days_after_the_report(named, at):
    asked = {}
    for days in range(25, 215):
        if actions.send_due_checks(at + timedelta(days=days)):
            asked[days] = RetaliationCheck.objects.of(named).first().after_days
    assert asked == {30: 30, 60: 60, 90: 90, 180: 180}


def test_and_again_from_closing_each_in_its_own_row(desk, at, employee):
    case = desk.case_in("CLOSED", by=employee, mode=Mode.NAMED, reporter_name="Nora")
    later = at + timedelta(days=30)
    assert actions.send_due_checks(later) == 1, "both days fall together: nobody is asked twice in a week"
    assert actions.send_due_checks(later + timedelta(days=3)) == 0
    assert actions.send_due_checks(later + timedelta(days=7)) == 1
    assert days_of(case) == [("CLOSING", 30), ("REPORT", 30)]
    actions.reopen_case(case, reason="New word.", by=desk.staff, at=later)
    assert actions.send_due_checks(at + timedelta(days=60)) == 1
    assert days_of(case)[-1] == ("REPORT", 60), "what is open again has no closing to count from"


def test_a_clock_that_did_not_run_asks_once_and_not_for_every_day_it_missed(named, at, asked):
    assert asked(named, days=95).after_days == 90
    assert actions.send_due_checks(at + timedelta(days=95)) == 0 == actions.send_due_checks(at + timedelta(days=300))


def test_questions_and_who_left_no_way_back_are_not_asked(desk, at):
    open_case(at=at, kind=ReportKind.QUESTION)
    silent = open_case(at=at)
    assert actions.send_due_checks(at + timedelta(days=30)) == 0
    assert Report.objects.get(case=silent).access_key_digest is None
    phoned = open_case(at=at, mode=Mode.NAMED, reporter_name="Pat Phoneman")
    assert actions.send_due_checks(at + timedelta(days=30)) == 1
    check = RetaliationCheck.objects.of(phoned).get()
    assert not check.reaches_reporter and Clock.objects.of(check).running().count() == 1, (
        "the office looks all the same"
    )
    with pytest.raises(Refused, match="refused"):
        actions.check_in(phoned, by=desk.staff, at=at)


def test_of_an_anonymous_reporter_only_days_are_kept_and_nothing_is_pushed(desk, at, settings):
    case = desk.case_in("INVESTIGATION")
    Report.objects.filter(case=case).update(access_key_digest="a" * 64)
    before = Notice.objects.count()
    actions.send_due_checks(at + timedelta(days=30, hours=5))
    check = RetaliationCheck.objects.of(case).get()
    assert (check.sent_on, check.asked_at) == ((at + timedelta(days=30)).date(), None)
    assert Notice.objects.count() == before and not Clock.objects.of(check).exists()
    told = Entry.objects.filter(verb="send_check").get()
    assert told.recorded_at is None


def test_a_signed_in_reporter_gets_a_mail_without_content_and_the_office_a_task_with_a_day(named, at, asked, employee):
    check = asked(named)
    assert employee.notices.filter(kind="message_from_the_office", created_on=check.sent_on).count() == 1
    clock = Clock.objects.of(check).get()
    assert (clock.kind, (clock.due_on - check.sent_on).days) == (kinds.RETALIATION_CHECK, 14)
    assert named.assignee.notices.filter(kind="reporter_to_watch_over").count() == 1


def test_the_next_one_closes_the_one_before_unanswered(named, at, asked, desk):
    first = asked(named)
    second = asked(named, days=60)
    first.refresh_from_db()
    assert (first.state, first.passed_on) == ("PASSED", second.sent_on) and second.state == "WAITING"
    assert Clock.objects.of(first).running().count() == 0
    actions.check_in(named, by=desk.staff, at=at + timedelta(days=61))
    assert RetaliationCheck.objects.filter(report__case=named).waiting().get().basis == "ASKED"


def test_who_asks_not_to_be_asked_is_left_alone(named, at, asked, say, desk):
    say(asked(named), "STOP")
    actions.send_due_checks(at + timedelta(days=60))
    assert not RetaliationCheck.objects.waiting().exists()
    later = RetaliationCheck.objects.of(named).first()
    assert not later.reaches_reporter, "the office goes on looking"
    with pytest.raises(Refused):
        actions.check_in(named, by=desk.staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetaliationCheck.objects.create(
            report=later.report, basis="REPORT", after_days=90, counted_on=at.date(), sent_on=at.date(),
            reaches_reporter=True,
        )  # fmt: skip


def test_the_office_asks_out_of_turn_through_its_page(named, send, sign_in, employee):
    assert send("check_in", named).status_code == 302
    assert RetaliationCheck.objects.of(named).get().asked_by is not None
    assert (
        "How have you been since you spoke up?"
        in sign_in(employee).get(RetaliationCheck.objects.get().report.get_absolute_url()).content.decode()
    )
    assert send("check_in", named, client=sign_in(employee)).status_code == 404


def test_each_report_keeps_its_own_check_ins_through_a_merge(desk, at, employee, subject, asked):
    one = desk.case_in("TRIAGE", by=employee, mode=Mode.NAMED)
    other = desk.case_in("TRIAGE", by=subject, mode=Mode.NAMED)
    asked(one)
    actions.merge_case(one, into=other, reason="One matter.", by=desk.staff, at=at)
    assert RetaliationCheck.objects.of(other).count() == 2 and not RetaliationCheck.objects.of(one).exists()
    assert actions.send_due_checks(at + timedelta(days=60)) == 2


def test_what_was_answered_or_passed_stays(named, asked, say):
    check = say(asked(named), "FINE")
    day_before = check.sent_on - timedelta(days=1)
    for change in ({"answer": "HAPPENED"}, {"answered_on": day_before}, {"sent_on": day_before}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RetaliationCheck.objects.filter(pk=check.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        check.delete()


def test_looking_for_whom_to_ask_costs_the_same_for_one_and_for_many(desk, at):
    def statements() -> int:
        with Statements() as asked:
            actions.send_due_checks(at)
        return len(asked)

    open_case(at=at)
    few = statements()
    for _number in range(5):
        open_case(at=at)
    assert statements() == few == 8


@pytest.mark.once
def test_the_page_of_a_case_shows_each_reporter_with_their_check_ins(named, asked, say, sign_in, desk):
    asked(named)
    page = sign_in(desk.staff).get(f"/cases/{named.reference}/aftercare/").content.decode()
    assert "After the report, day 30" in page and "Not answered yet" in page
    say(RetaliationCheck.objects.of(named).first(), "FINE")
    page = sign_in(desk.staff).get(f"/cases/{named.reference}/aftercare/").content.decode()
    assert "I am fine" in page and "answered on" in page
