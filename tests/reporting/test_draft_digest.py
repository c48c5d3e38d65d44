"""A digest is drafted once for each period, by the clock or on demand, and stays frozen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from reporting.actions import draft_digest, draft_digests, redraft_digest
from reporting.models import Digest
from reporting.periods import Period
from tests.reporting.house import QUARTER
from vault.models import DataKey

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 1, 4, 30, tzinfo=UTC)


def test_the_clock_drafts_the_quarter_once_it_is_over(house, in_quarter):
    house.report(in_quarter)
    assert draft_digests(OCTOBER - timedelta(hours=1)) == 0
    assert draft_digests(OCTOBER) == 1
    assert draft_digests(OCTOBER + timedelta(hours=1)) == 0
    draft = Digest.objects.get()
    assert draft.period == QUARTER
    assert (draft.state, draft.kind, draft.version) == ("DRAFT", "COMMON", 1)
    assert draft.snapshot["figures"]["reports"] == 1


def test_before_the_first_report_there_is_no_digest(house):
    assert draft_digests(OCTOBER) == 0


def test_a_clock_that_stood_still_makes_up_for_the_periods_it_missed(house, in_quarter):
    house.report(in_quarter)
    draft_digests(OCTOBER)
    draft_digests(datetime(2027, 7, 2, 12, 0, tzinfo=UTC))
    ends = sorted(Digest.objects.values_list("period_end", flat=True))
    assert ends == [date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]


def test_a_clock_that_is_set_back_or_far_ahead_drafts_no_period_twice(house, in_quarter):
    house.report(in_quarter)
    ahead = datetime(2027, 7, 2, 12, 0, tzinfo=UTC)
    for moment in (OCTOBER, OCTOBER - timedelta(days=200), OCTOBER, ahead, OCTOBER - timedelta(days=1), OCTOBER, ahead):
        draft_digests(moment)
    ends = sorted(Digest.objects.values_list("period_end", flat=True))
    assert ends == [date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]
    told = Notice.objects.filter(kind="digest_drafted", recipient=house.auditor).values_list("about_id", flat=True)
    assert sorted(told) == sorted(str(pk) for pk in Digest.objects.values_list("pk", flat=True))


def test_months_are_a_setting(house, in_quarter, settings):
    settings.DIGEST_MONTHS = 1
    house.report(in_quarter)
    draft_digests(OCTOBER)
    assert Digest.objects.get().period == Period(date(2026, 9, 1), date(2026, 9, 30))


def test_the_auditor_is_told_of_a_draft(house, in_quarter):
    house.report(in_quarter)
    draft_digests(OCTOBER)
    assert list(Notice.objects.filter(kind="digest_drafted").values_list("recipient", flat=True)) == [house.auditor.pk]


def test_the_snapshot_stays_as_it_was_while_the_record_goes_on(house, in_quarter):
    house.report(in_quarter)
    draft_digests(OCTOBER)
    before = Digest.objects.get().snapshot
    house.report(in_quarter + timedelta(days=3))
    draft_digests(OCTOBER + timedelta(days=1))
    assert Digest.objects.get().snapshot == before


def test_drafting_again_takes_the_record_anew_and_keeps_the_commentary(house, in_quarter, at):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=house.auditor, at=at)
    draft.commentary = {"summary": "Quiet."}
    draft.save(update_fields=["commentary"])
    house.report(in_quarter)
    redraft_digest(draft, by=house.auditor, at=at)
    draft = Digest.objects.get()
    assert draft.snapshot["figures"]["reports"] == 2
    assert draft.commentary == {"summary": "Quiet."}


def test_an_extra_one_is_the_general_auditors_and_of_a_past_period(house, in_quarter, at):
    house.report(in_quarter)
    august = Period(date(2026, 8, 1), date(2026, 8, 31))
    with pytest.raises(Refused):
        draft_digest(august, by=house.officer, at=at)
    with pytest.raises(Refused):
        draft_digest(Period(date(2026, 11, 1), date(2026, 11, 30)), by=house.auditor, at=at)
    extra = draft_digest(august, by=house.auditor, at=at)
    assert extra is not None
    with pytest.raises(Refused):
        draft_digest(august, by=house.auditor, at=at)
    assert draft_digest(august, by=None, at=at) is None


def test_a_matter_found_late_enters_the_next_digest_marked_as_such(house, in_quarter, at):
    """Decided in a covered period, after its digest was drafted: never lost."""
    house.report(in_quarter)
    draft_digests(OCTOBER)
    late = house.material(in_quarter)
    following = draft_digest(Period(date(2026, 10, 1), date(2026, 10, 31)), by=None, at=at)
    assert following is not None
    (row,) = following.snapshot["lists"]["material"]
    assert (row["reference"], row["is_from_earlier"]) == (late.case.reference, True)


def test_the_database_keeps_one_digest_of_a_period(house, in_quarter, at):
    house.report(in_quarter)
    draft = draft_digest(QUARTER, by=None, at=at)
    draft.pk, draft._state.adding = None, True
    draft.id = DataKey.objects.mint().pk
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)
