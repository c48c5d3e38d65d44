"""An interview moves to another time or place, with a reason; where it was to be stays on the record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from cases import actions
from cases.models import Interview
from tests.cases.investigation.conftest import refuses


@pytest.fixture
def move(desk, at):
    def moved(interview, **facts) -> Interview:
        told = {"planned_for": at + timedelta(days=3), "place": "Room 7", "reason": "She is ill.", **facts}
        return actions.move_interview(interview, **told, by=desk.staff, at=at)

    return moved


def test_where_it_was_to_be_and_why_it_moved_stays(investigation, move, at):
    interview = investigation.interview(place="Room 1")
    move(interview)
    moved = Interview.objects.get(pk=interview.pk)
    [kept] = moved.moves.all()
    assert (moved.planned_for, str(moved.place)) == (at + timedelta(days=3), "Room 7")
    assert (kept.former_time, str(kept.former_place)) == (at + timedelta(days=1), "Room 1")
    assert str(kept.reason) == "She is ill."


def test_colleagues_hear_of_it_in_fixed_words(investigation, move, desk):
    move(investigation.interview())
    assert Notice.objects.get(kind="interview_moved").recipient == desk.investigator


def test_the_same_time_and_place_is_no_move(investigation, move, at):
    interview = investigation.interview(place="Room 1")
    with refuses("time and place that it has"):
        move(interview, planned_for=interview.planned_for, place="Room 1")


def test_what_was_held_moves_no_more(investigation, move):
    with refuses("moved on"):
        move(investigation.held())


def test_the_database_moves_nothing_without_a_reason(investigation, at):
    interview = investigation.interview()
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(planned_for=at + timedelta(days=9))


def test_the_page_moves_it_and_shows_that_it_moved(investigation, desk, send, at_desk, now):
    case, interview = investigation.case, investigation.interview()
    typed = {"planned_for": "2026-11-30T10:00", "place": "", "reason": "A strike."}
    assert send("move_interview", case, interview, **typed).status_code == 302
    page = at_desk.get(reverse("cases:interview", args=[case.reference, interview.pk])).content.decode()
    assert "A strike." in page and "It was to be on" in page
