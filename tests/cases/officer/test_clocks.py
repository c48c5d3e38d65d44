"""The deadlines of a case on their own page: how each was counted, pauses, and what happens when one is missed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases.actions import close_case, pause_clock, resume_clock
from cases.actions.deadlines import refresh_all_due
from cases.models import Case
from clocks import kinds
from clocks.actions import resume_planned, sweep_warnings
from clocks.models import Clock, Pause
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing
from tests.statements import Statements

DAY = timedelta(days=1)


@standing
def case(desk) -> Case:
    """Under investigation since Monday, 23 November: due on 22 January, in 60 days."""
    return desk.case_in("INVESTIGATION")


@standing
def clock(case) -> Clock:
    return Clock.objects.of(case).running().get(kind=kinds.INVESTIGATION)


def pause(case, desk, at, **facts) -> Clock:
    told = {"kind": kinds.INVESTIGATION, "reason": "AUTHORITY", "by": desk.staff, **facts}
    return pause_clock(case, **told, at=at)


def test_a_pause_waits_for_whoever_ends_it_and_the_case_is_due_later(case, clock, desk, at):
    assert pause(case, desk, at + 2 * DAY).paused_since == date(2026, 11, 25)
    ended = resume_clock(case, kind=kinds.INVESTIGATION, by=desk.head, at=at + 12 * DAY)
    assert ended.due_on == clock.due_on + 10 * DAY
    assert [entry.verb for entry in history(case)][-2:] == ["pause_clock", "resume_clock"]
    assert history(case)[-1].facts["old_due_on"] == clock.due_on.isoformat()
    assert [entry.verb for entry in history(ended)] == ["pause", "resume", "move"]


def test_a_planned_pause_ends_on_its_day_however_late_the_sweep_is(case, clock, desk, at):
    pause(case, desk, at, until=date(2026, 12, 3))
    assert resume_planned(at + 9 * DAY) == 0
    assert resume_planned(at + 30 * DAY) == 1
    assert resume_planned(at + 30 * DAY) == 0
    clock.refresh_from_db()
    assert clock.due_on == date(2027, 2, 1) and clock.paused_since is None
    assert Pause.objects.get().ends_on == date(2026, 12, 3)


def test_what_a_law_sets_is_not_paused(case, desk, at):
    assert Clock.objects.of(case).running().filter(kind=kinds.FEEDBACK).exists()
    with pytest.raises(Refused) as refused:
        pause(case, desk, at, kind=kinds.FEEDBACK)
    assert "Directive (EU) 2019/1937" in str(refused.value.sentence)
    assert not Pause.objects.exists()


def test_no_pause_makes_late_into_in_time(case, clock, desk):
    with pytest.raises(Refused):
        pause(case, desk, clock.due_at + DAY)


@pytest.mark.parametrize("facts", [{"until": date(2026, 11, 23)}, {"kind": kinds.TRIAGE}, {"kind": "nothing"}])
def test_a_pause_that_makes_no_sense_is_refused(facts, case, desk, at):
    with pytest.raises(Refused):
        pause(case, desk, at, **facts)


def test_twice_is_refused_and_so_is_ending_what_does_not_wait(case, desk, at):
    with pytest.raises(Refused):
        resume_clock(case, kind=kinds.INVESTIGATION, by=desk.staff, at=at)
    pause(case, desk, at)
    with pytest.raises(Refused):
        pause(case, desk, at)


def test_the_investigator_asks_the_office_for_a_pause(case, desk, at):
    with pytest.raises(Refused):
        pause(case, desk, at, by=desk.investigator)


def test_nobody_pauses_behind_the_wall_or_after_the_end(case, desk, subject, subordinate, at):
    desk.name(case, subject)
    with pytest.raises(Case.DoesNotExist):
        pause(case, desk, at, by=subordinate)
    closed = desk.case_in("CLOSED")
    with pytest.raises(Refused):
        pause(closed, desk, at)


def test_closing_ends_a_pause(desk, at):
    case = desk.case_in("REVIEW")
    pause(case, desk, at)
    close_case(case, message="Done.", by=desk.head, at=at + DAY)
    assert Pause.objects.get().ends_on == date(2026, 11, 24)


# --- an overdue deadline goes up -----------------------------------------------------------------------------
def test_an_overdue_deadline_goes_to_the_head_and_on_the_trail(case, clock, desk, general_auditor):
    sweep_warnings(clock.due_at - DAY)
    assert not Notice.objects.filter(kind="clock_escalated").exists()
    sweep_warnings(clock.due_at + DAY)
    sweep_warnings(clock.due_at + 2 * DAY)
    told = Notice.objects.filter(kind="clock_escalated", once__startswith=kinds.INVESTIGATION)
    assert told.get().recipient == desk.head
    entry = history(clock)[-1]
    assert entry.verb == "escalate" and entry.facts["heads"] == [str(desk.head.pk)]
    assert Notice.objects.filter(recipient=desk.investigator, kind="clock_overdue").exists()


def test_a_head_behind_the_wall_hears_of_no_deadline(case, clock, desk, at):
    case.conflicts.create(
        data_key=case.data_key, person=desk.head, reason="A cousin.", declared_by=desk.head, declared_at=at
    )
    sweep_warnings(clock.due_at + DAY)
    assert not Notice.objects.filter(recipient=desk.head, kind__startswith="clock_").exists()


# --- the page ------------------------------------------------------------------------------------------------
def test_the_page_says_the_rule_the_source_the_dates_and_how_they_were_counted(desk, at_desk, at):
    case = open_case(at=at)
    shown = at_desk.get(reverse("cases:clocks", args=[case.reference])).content.decode()
    assert "Directive (EU) 2019/1937, Art. 9(1)(b)" in shown and "30 Nov 2026" in shown
    assert "5 business days from 23 Nov 2026" in shown and "26 Nov 2026: closed, Thanksgiving" in shown
    assert "Weekends and holidays count." in shown


def test_a_pause_and_what_happened_stand_on_the_page(case, desk, at_desk, send, at):
    with time_machine.travel(at, tick=False):
        page = reverse("cases:clocks", args=[case.reference])
        assert (
            reverse("cases:pause_clock", args=[case.reference, kinds.INVESTIGATION])
            in at_desk.get(page).content.decode()
        )
        typed = {"reason": "AUTHORITY", "until": "2026-12-03"}
        sent = at_desk.post(reverse("cases:pause_clock", args=[case.reference, kinds.INVESTIGATION]), typed)
        assert sent.url == page
        shown = at_desk.get(page).content.decode()
    assert "A public authority asked to wait" in shown and "runs again by itself on 3 Dec 2026" in shown
    assert reverse("cases:resume_clock", args=[case.reference, kinds.INVESTIGATION]) in shown
    assert desk.staff.full_name in shown, "who paused it"


def test_only_what_may_wait_can_be_paused_on_the_page(case, at_desk, at):
    with time_machine.travel(at, tick=False):
        shown = at_desk.get(reverse("cases:clocks", args=[case.reference])).content.decode()
    assert f"pause-clock/{kinds.FEEDBACK}" not in shown
    assert at_desk.get(reverse("cases:pause_clock", args=[case.reference, "nothing"])).status_code == 404


def test_other_peoples_deadlines_are_information(desk, at_desk, at):
    case = open_case(at=at, topic=make_topic("retaliation", is_retaliation=True))
    page = reverse("cases:clocks", args=[case.reference])
    shown = at_desk.get(page).content.decode()
    assert "18 U.S.C. § 1514A" in shown and "22 May 2027" in shown and "not deadlines of this office" in shown
    assert "OSHA" not in at_desk.get(reverse("cases:clocks", args=[open_case(at=at).reference])).content.decode()


def test_the_page_costs_the_same_for_many_deadlines(case, desk, at_desk, at):
    page = reverse("cases:clocks", args=[case.reference])
    at_desk.get(page)
    with Statements() as few:
        at_desk.get(page)
    for number in range(6):
        pause(case, desk, at + number * DAY)
        resume_clock(case, kind=kinds.INVESTIGATION, by=desk.staff, at=at + number * DAY)
    with Statements() as many:
        at_desk.get(page)
    assert len(many) <= len(few) + 2, "the histories have their keys"


@pytest.mark.parametrize("who", ["employee", "subject", "administrator"])
def test_to_everybody_else_there_is_no_page(who, case, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    for page, more in (("clocks", []), ("pause_clock", [kinds.INVESTIGATION]), ("resume_clock", [kinds.INVESTIGATION])):
        assert client.get(reverse(f"cases:{page}", args=[case.reference, *more])).status_code == 404


def test_a_deputy_who_leads_hears_of_it_too(case, clock, desk, at):
    from cases.actions import DesignationFacts, designate

    deputy = make_person("Doris Standin", at=at)
    facts = DesignationFacts(deputy=deputy, powers=["LEAD"], starts_at=at - DAY, ends_at=at + 300 * DAY, words="Away.")
    designate(Role.ETHICS_OFFICER, facts=facts, by=desk.head, at=at)
    sweep_warnings(clock.due_at + DAY)
    assert Notice.objects.filter(recipient=deputy, kind="clock_escalated").exists()


def test_the_queue_counts_no_deadline_that_waits(case, clock, desk, at):
    pause(case, desk, at)
    assert Case.objects.get(pk=case.pk).due_on == Clock.objects.of(case).running().get(kind=kinds.FEEDBACK).due_on
    resume_clock(case, kind=kinds.INVESTIGATION, by=desk.staff, at=at)
    assert Case.objects.get(pk=case.pk).due_on == clock.due_on
    pause(case, desk, at)
    assert refresh_all_due() == 0
