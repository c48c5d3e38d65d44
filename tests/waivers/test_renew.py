"""A renewal is a request of its own: the same words, a new period, decided anew."""

from datetime import date

import pytest

from accounts.moves import Refused
from audit.trail import history
from tests.code_of_ethics.people import CODE_TEXT, publish_code
from tests.standing import standing
from waivers import actions
from waivers.models import Waiver
from waivers.states import WaiverState

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 3, 31)


@standing
def granted(story, asked) -> Waiver:
    return story.granted(asked)


def renewed(waiver: Waiver, story) -> Waiver:
    return actions.renew_waiver(waiver, ends_on=UNTIL, by=waiver.requester, at=story.next_moment())


def test_it_is_a_draft_with_the_same_words_from_the_day_after_the_last(granted, story, words):
    renewal = Waiver.objects.get(pk=renewed(granted, story).pk)
    assert renewal.state == WaiverState.DRAFT
    assert renewal.renews == granted
    assert (renewal.starts_on, renewal.ends_on) == (date(2027, 1, 1), UNTIL)
    assert renewal.reasons == words["reasons"]
    assert renewal.signature is None
    assert history(granted)[-1].facts["renewal"] == renewal.reference


def test_it_is_classed_and_decided_anew(granted, story, people):
    renewal = actions.request_waiver(renewed(granted, story), by=people.employee, at=story.next_moment())
    decided = story.refused(renewal)
    assert decided.state == WaiverState.REFUSED
    assert Waiver.objects.get(pk=granted.pk).state == WaiverState.GRANTED


def test_one_renewal_at_a_time_and_another_after_a_refusal(granted, story, people):
    first = renewed(granted, story)
    with pytest.raises(Refused):
        renewed(granted, story)
    story.refused(actions.request_waiver(first, by=people.employee, at=story.next_moment()))
    assert renewed(granted, story).renews == granted


def test_another_after_the_person_declined_the_first(story, people):
    granted = story.granted(story.requested(by=people.manager, beneficiary=people.employee))
    first = actions.renew_waiver(granted, ends_on=UNTIL, by=people.manager, at=story.next_moment())
    sent = actions.request_waiver(first, by=people.manager, at=story.next_moment())
    actions.decline_request(sent, by=people.employee, at=story.next_moment())
    again = actions.renew_waiver(granted, ends_on=UNTIL, by=people.manager, at=story.next_moment())
    assert again.renews == granted


def test_it_cites_the_provision_as_it_stands_today(granted, story, people):
    second = CODE_TEXT.replace("version: 1", "version: 2").replace("2020-01-01", "2026-11-23")
    publish_code(second, editor=people.editor, publisher=people.ethics_officer, at=story.at)
    assert renewed(granted, story).provision.version.number == 2


def test_an_end_before_its_start_is_refused(granted, story, people):
    with pytest.raises(Refused) as refusal:
        actions.renew_waiver(granted, ends_on=granted.ends_on, by=people.employee, at=story.next_moment())
    assert refusal.value.field_name == "ends_on"


def test_the_manager_of_the_office_renews_nothing_for_others(granted, story, people):
    with pytest.raises(Refused):
        actions.renew_waiver(granted, ends_on=UNTIL, by=people.ethics_officer, at=story.next_moment())
