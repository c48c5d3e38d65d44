"""The queue hears of a report from the clock, seconds after it was stored, once."""

import pytest

from accounts.models import Notice
from cases import actions
from cases.actions import ReportFacts
from cases.actions.materiality import fire_triggers
from cases.models import Case, Report
from cases.states.materiality import TriggerKind
from cases.states.report import Mode
from tests.cases.desk import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrive(desk, at):
    """A report arrives, and no clock has looked since."""

    def sent(**facts) -> Case:
        topic = make_topic("books", trigger=TriggerKind.ACCOUNTING, is_accounting=True)
        told = ReportFacts(topic=topic, narrative="The books.", mode=Mode.ANONYMOUS, country="US", **facts)
        return actions.submit_report(told, by=None, at=at).case

    return sent


def told_of(case: Case) -> set[tuple[str, str]]:
    about = [str(case.pk), *(str(one.pk) for one in case.triggers.all())]
    return set(Notice.objects.filter(about_id__in=about).values_list("recipient__family_name", "kind"))


def test_whoever_reports_waits_for_no_notice(arrive):
    assert told_of(arrive()) == set()


def test_the_clock_tells_the_queue_and_whoever_the_triggers_alert(arrive, chair, general_auditor, desk, at):
    case = arrive()
    assert actions.tell_of_arrivals(at) == 1
    assert (desk.head.family_name, "report_arrived") in told_of(case)
    assert (chair.family_name, "trigger_fired") in told_of(case)


def test_nobody_hears_of_it_twice(arrive, desk, at):
    case = arrive()
    actions.tell_of_arrivals(at)
    before = Notice.objects.count()
    assert actions.tell_of_arrivals(at) == 0
    # As if the clock had been stopped before it could note that it told.
    Report.objects.filter(case=case).update(is_untold=True)
    assert actions.tell_of_arrivals(at) == 1
    assert Notice.objects.count() == before > 0


def test_whoever_was_named_before_the_clock_looked_hears_nothing(arrive, chair, desk, at):
    case = arrive()
    desk.acknowledge(case)
    desk.name(case, desk.head)
    actions.tell_of_arrivals(at)
    told = {family_name for family_name, _kind in told_of(case)}
    assert chair.family_name in told and desk.head.family_name not in told


def test_a_trigger_that_staff_found_meanwhile_is_told_once(arrive, chair, desk, at):
    case = arrive()
    fire_triggers(case, [TriggerKind.REGULATOR_AWARE], at=at, known_at=at)
    actions.tell_of_arrivals(at)
    assert Notice.objects.filter(recipient=chair, kind="trigger_fired").count() == 2


def test_one_that_can_not_be_told_of_holds_up_no_other(arrive, desk, at):
    first, second = arrive(), arrive()
    # A queue that nobody knows: whatever is wrong with a case, the next one is told of.
    Case.objects.filter(pk=first.pk).update(queue="NOBODY")
    actions.tell_of_arrivals(at)
    assert told_of(second) != set()
