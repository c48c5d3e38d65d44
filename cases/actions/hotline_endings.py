"""How a test of the hotline ends: acknowledged, failed, or given up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.indexing import forget_words_of_tests
from cases.models import Case, HotlineTest
from cases.states.case import CaseState
from cases.states.hotline_test import HotlineTestState
from cases.workflow.hotline_tests import DROP_HOTLINE_TEST
from clocks.actions import cancel_clock
from clocks.models import Clock


@transaction.atomic
def drop_hotline_test(test: HotlineTest, *, by: Person, at: datetime) -> HotlineTest:
    """Give up a test that nobody has told."""
    test = HotlineTest.objects.locked(test.pk, by=by)
    DROP_HOTLINE_TEST.check(by, test)
    _end(test, HotlineTestState.DROPPED, at)
    record(test, DROP_HOTLINE_TEST.verb, by=by, at=at, sentence="Gave a test of the hotline up")
    return test


def settle_hotline_test(case: Case, *, at: datetime) -> bool:
    """Called when a case was acknowledged: if it is a test, that was all, and it ends. The case is locked."""
    running = HotlineTest.objects.filter(case=case, state=HotlineTestState.RUNNING)
    test = running.select_for_update(of=("self",)).first()
    if test is None:
        return False
    test.acknowledged_on = case.acknowledged_on
    _end(test, HotlineTestState.ANSWERED, at)
    _end_case(case, at)
    record(test, "settle_hotline_test", by=None, at=at, sentence="A test of the hotline was acknowledged")
    tell(Person.objects.holding(Role.GENERAL_AUDITOR), "hotline_test_ended", about=test, at=at)
    return True


@transaction.atomic
def fail_hotline_test(pk: UUID, *, at: datetime) -> bool:
    """End a test whose days are over: unanswered it has failed, untold it says nothing."""
    today = timezone.localdate(at)
    late = HotlineTest.objects.under_way().filter(pk=pk, fails_on__lte=today)
    case_id = late.values_list("case", flat=True).first()
    # The case first, as everywhere: whoever acknowledges it at this moment has locked it already.
    case = Case.objects.locked(case_id, by=None) if case_id else None
    test = late.select_for_update(of=("self",)).first()
    if test is None:
        return False
    _end(test, HotlineTestState.FAILED if case else HotlineTestState.DROPPED, at)
    if case is not None:
        _end_case(case, at)
    sentence = "A test of the hotline failed" if case else "Nobody told the story of a test in time"
    record(test, "fail_hotline_test", by=None, at=at, sentence=sentence)
    tell(Person.objects.holding(Role.GENERAL_AUDITOR), "hotline_test_ended", about=test, at=at)
    return True


def _end(test: HotlineTest, state: HotlineTestState, at: datetime) -> None:
    test.state, test.ended_on = state, timezone.localdate(at)
    test.save(update_fields=["state", "ended_on", "acknowledged_on"])


def _end_case(case: Case, at: datetime) -> None:
    """No outcome, no finding, no deadline: a case that was none. From now on its page says so, and no search finds it.

    Its file is kept and deleted as any other (`cases.retention`), counted from this day.
    """
    for kind in list(Clock.objects.of(case).running().values_list("kind", flat=True)):
        cancel_clock(case, kind, by=None, at=at, reason=_("It was a test of the hotline."))
    case.state, case.due_on = CaseState.TESTED, Case.NOTHING_DUE
    case.save(update_fields=["state", "due_on"])
    forget_words_of_tests([case.pk])
    record(case, "end_hotline_test", by=None, at=at, sentence="This was a test of the hotline")
