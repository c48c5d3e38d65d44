"""A notice that its member does not read moves on: the secretary calls, then the next member hears of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from reporting.actions import (
    notify_committee,
    pass_on_unread,
    read_committee_notice,
    record_notice_call,
)
from reporting.models import CommitteeNotice, NoticeCall, UnreadNotice
from tests.people import make_person
from tests.reporting.house import LINE
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@standing
def secretary(house, in_quarter):
    return make_person("Selma Minutes", Role.BOARD_SECRETARY, at=in_quarter - 30 * DAY)


@standing
def decision(house, secretary, in_quarter):
    """Told on a Wednesday: Thursday is the business day on which it should be read."""
    made = house.material(in_quarter)
    notify_committee(in_quarter)
    return made


@standing
def notice(decision, house, in_quarter) -> CommitteeNotice:
    """That of the member; the others have read theirs."""
    for other in CommitteeNotice.objects.exclude(member=house.member).select_related("member"):
        read_committee_notice(other, by=other.member, at=in_quarter + HOUR)
    return CommitteeNotice.objects.get(member=house.member)


@standing
def unread(notice, in_quarter) -> UnreadNotice:
    pass_on_unread(in_quarter + 2 * DAY)
    return UnreadNotice.objects.get()


def conflict(decision, person, at) -> None:
    case = decision.case
    case.conflicts.create(data_key=case.data_key, person=person, reason="A cousin.", declared_by=person, declared_at=at)


def told(kind) -> set:
    return set(Notice.objects.filter(kind=kind, withheld=False).values_list("recipient", flat=True))


# --- the clock ---------------------------------------------------------------------------------------------
def test_within_its_business_day_nobody_is_called(notice, in_quarter):
    assert pass_on_unread(in_quarter + DAY) == 0
    assert not UnreadNotice.objects.exists()


def test_after_a_business_day_the_secretary_is_asked_to_call_and_after_another_the_chair_is_told(
    notice, house, secretary, in_quarter
):
    assert pass_on_unread(in_quarter + 2 * DAY) == 1
    assert told("notice_unread") == {secretary.pk} and told("notice_passed_on") == set()
    # Asked on a Friday: Monday is the business day after it.
    assert pass_on_unread(in_quarter + 5 * DAY) == 0
    assert pass_on_unread(in_quarter + 6 * DAY) == 1
    assert told("notice_passed_on") == {house.chair.pk}
    assert pass_on_unread(in_quarter + 30 * DAY) == 0
    assert [entry.verb for entry in history(notice)] == ["notify_committee", "ask_for_call", "pass_on_unread"]


def test_reading_stops_it_at_each_step(notice, unread, house, in_quarter):
    read_committee_notice(notice, by=house.member, at=in_quarter + 3 * DAY)
    assert pass_on_unread(in_quarter + 9 * DAY) == 0
    assert UnreadNotice.objects.get().passed_at is None
    assert told("notice_passed_on") == set()


def test_what_was_read_in_time_is_never_called_about(decision, house, in_quarter):
    for one in CommitteeNotice.objects.select_related("member"):
        read_committee_notice(one, by=one.member, at=in_quarter + HOUR)
    assert pass_on_unread(in_quarter + 9 * DAY) == 0


def test_that_of_the_chair_goes_to_whoever_joined_first(decision, house, in_quarter):
    for other in CommitteeNotice.objects.exclude(member=house.chair).select_related("member"):
        read_committee_notice(other, by=other.member, at=in_quarter + HOUR)
    house.third.role_grants.update(effective_at=in_quarter - 4000 * DAY)
    pass_on_unread(in_quarter + 2 * DAY)
    pass_on_unread(in_quarter + 6 * DAY)
    assert UnreadNotice.objects.get().passed_to == house.third


def test_it_is_passed_on_without_a_secretary_too(notice, house, secretary, in_quarter):
    secretary.role_grants.update(revoked_at=in_quarter, revoked_by=house.administrator)
    pass_on_unread(in_quarter + 2 * DAY)
    assert told("notice_unread") == set()
    pass_on_unread(in_quarter + 6 * DAY)
    assert told("notice_passed_on") == {house.chair.pk}


# --- the wall ------------------------------------------------------------------------------------------------
def test_a_secretary_behind_the_wall_learns_of_no_notice(notice, decision, secretary, in_quarter, browser):
    other = make_person("Sven Protocol", Role.BOARD_SECRETARY, at=in_quarter - 30 * DAY)
    conflict(decision, secretary, in_quarter)
    pass_on_unread(in_quarter + 2 * DAY)
    assert told("notice_unread") == {other.pk}
    unread = UnreadNotice.objects.get()
    page = browser(secretary).get(reverse("reporting:unread_notices")).content.decode()
    assert "Mona Quorum" not in page and "Nobody to call" in page
    assert "Members to call" not in browser(secretary).get("/").content.decode()
    assert browser(secretary).get(unread.get_absolute_url()).status_code == 404
    with pytest.raises(UnreadNotice.DoesNotExist):
        record_notice_call(unread, outcome="REACHED", called_at=unread.asked_at, by=secretary, at=unread.asked_at)
    assert "Mona Quorum" in browser(other).get(reverse("reporting:unread_notices")).content.decode()


def test_it_passes_by_a_chair_behind_the_wall(notice, decision, unread, house, in_quarter):
    conflict(decision, house.chair, in_quarter)
    pass_on_unread(in_quarter + 6 * DAY)
    assert told("notice_passed_on") == {house.third.pk}


def test_with_nobody_left_it_stays(notice, decision, unread, house, in_quarter):
    for person in (house.chair, house.third):
        conflict(decision, person, in_quarter)
    assert pass_on_unread(in_quarter + 6 * DAY) == 0
    assert UnreadNotice.objects.get().passed_at is None


def test_a_notice_that_a_wall_took_from_its_member_is_called_about_no_more(notice, decision, house, in_quarter):
    conflict(decision, house.member, in_quarter)
    assert pass_on_unread(in_quarter + 2 * DAY) == 0


def test_the_member_themself_and_everybody_else_do_not_find_it(unread, house, browser):
    for key in ("member", "third", "chair", "auditor", "officer", "administrator", "employee"):
        assert browser(house.people[key]).get(unread.get_absolute_url()).status_code == 404, key


# --- the call ------------------------------------------------------------------------------------------------
def test_the_secretary_sees_whom_to_call_and_nothing_of_the_matter(notice, decision, unread, secretary, browser):
    client = browser(secretary)
    assert "Members to call" in client.get("/").content.decode()
    for url in (reverse("reporting:unread_notices"), unread.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Mona Quorum" in page and "12 Aug" in page
        for word in (decision.case.reference, LINE, decision.case.topic.name, str(decision.pk), str(notice.pk)):
            assert word not in page


def test_calls_are_recorded_one_after_the_other_and_stay(notice, unread, secretary, in_quarter, browser):
    asked = unread.asked_at
    record_notice_call(unread, outcome="NOT_REACHED", called_at=asked + HOUR, by=secretary, at=asked + HOUR)
    record_notice_call(unread, outcome="REACHED", called_at=asked + 2 * HOUR, by=secretary, at=asked + 3 * HOUR)
    page = browser(secretary).get(unread.get_absolute_url()).content.decode()
    assert page.index("I did not reach them") < page.index("I reached them")
    assert [entry.verb for entry in history(notice)][-2:] == ["record_notice_call", "record_notice_call"]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeCall.objects.update(outcome="REACHED")
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeCall.objects.all().delete()


def test_a_call_that_was_not_made_yet_or_before_anybody_asked_is_refused(unread, secretary):
    asked = unread.asked_at
    for moment in (asked + 5 * HOUR, asked - HOUR):
        with pytest.raises(Refused):
            record_notice_call(unread, outcome="REACHED", called_at=moment, by=secretary, at=asked + HOUR)


def test_once_it_is_read_no_call_is_recorded(notice, unread, house, secretary, in_quarter, browser):
    read_committee_notice(notice, by=house.member, at=in_quarter + 3 * DAY)
    unread.refresh_from_db()
    with pytest.raises(Refused):
        record_notice_call(
            unread, outcome="REACHED", called_at=in_quarter + 3 * DAY, by=secretary, at=in_quarter + 3 * DAY
        )
    page = browser(secretary).get(reverse("reporting:record_notice_call", args=[unread.pk])).content.decode()
    assert "has moved on" in page
    assert "Nobody to call" in browser(secretary).get(reverse("reporting:unread_notices")).content.decode()


def test_the_next_member_is_led_to_their_own_notice_and_records_no_call(notice, unread, house, in_quarter, browser):
    pass_on_unread(in_quarter + 6 * DAY)
    client = browser(house.chair)
    own = CommitteeNotice.objects.get(member=house.chair)
    page = client.get(unread.get_absolute_url()).content.decode()
    assert own.get_absolute_url() in page and "has not read it" in page
    call = reverse("reporting:record_notice_call", args=[unread.pk])
    assert call not in page and client.post(call, {"outcome": "REACHED"}).status_code == 404
    passed = UnreadNotice.objects.get()
    with pytest.raises(Refused):
        record_notice_call(passed, outcome="REACHED", called_at=passed.passed_at, by=house.chair, at=passed.passed_at)


def test_the_form_takes_a_call_and_says_what_is_missing(unread, secretary, browser):
    url = reverse("reporting:record_notice_call", args=[unread.pk])
    with time_machine.travel(unread.asked_at + 3 * HOUR, tick=False):
        client = browser(secretary)
        assert client.get(url).status_code == 200
        assert "This field is required" in client.post(url, {"outcome": "REACHED", "called_at": ""}).content.decode()
        sent = client.post(url, {"outcome": "REACHED", "called_at": "2026-08-14T11:00"})
    assert sent.status_code == 302
    assert NoticeCall.objects.get().recorded_by == secretary


def test_the_database_passes_it_on_once_and_keeps_when_it_was_asked(unread, house, in_quarter):
    pass_on_unread(in_quarter + 6 * DAY)
    for changed in ({"passed_to": house.third}, {"asked_at": in_quarter}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnreadNotice.objects.update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnreadNotice.objects.all().delete()


def test_a_clock_that_is_set_back_or_far_ahead_moves_nothing_twice(notice, house, secretary, in_quarter):
    pass_on_unread(in_quarter + 2 * DAY)
    assert pass_on_unread(in_quarter - 30 * DAY) == 0
    assert pass_on_unread(in_quarter + 400 * DAY) == 1
    assert pass_on_unread(in_quarter + DAY) == pass_on_unread(in_quarter + 800 * DAY) == 0
    assert Notice.objects.filter(kind="notice_unread").count() == 1
    assert Notice.objects.filter(kind="notice_passed_on").count() == 1
