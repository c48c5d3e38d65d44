"""That no waiver is needed, or that the Code itself lets the office approve, is a recorded outcome with reasons."""

import pytest

from accounts.models import Notice
from accounts.moves import Refused
from tests.waivers.story import WHY
from waivers import actions
from waivers.decision_text import decision_text
from waivers.models import Waiver
from waivers.states import WaiverState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["PRE_CLEARED", "NOT_NEEDED"])
def test_it_is_signed_with_reasons_and_everybody_concerned_is_told(story, asked, people, outcome):
    story.cleared(asked, outcome)
    waiver = Waiver.objects.get(pk=asked.pk)
    assert (waiver.state, waiver.outcome) == (WaiverState.CLEARED, outcome)
    assert waiver.decision_reasons == "The Code lets the office approve this."
    assert waiver.signature.verifies(decision_text(waiver))
    assert Notice.objects.filter(recipient=people.employee, kind="waiver_decided").exists()


def test_it_is_no_waiver_so_nothing_is_in_force_and_nothing_is_disclosed(story, asked):
    waiver = story.cleared(asked)
    assert waiver.effective_from is None
    assert waiver.why_appropriate is None


def test_the_register_keeps_it(story, asked, people):
    story.cleared(asked)
    assert asked in Waiver.objects.register(people.committee_member)


def test_it_needs_reasons_and_a_known_outcome(story, asked, people):
    facts = {"by": people.ethics_officer, "at": story.next_moment()}
    with pytest.raises(Refused) as refusal:
        actions.clear_waiver(asked, outcome="NOT_NEEDED", reasons=" ", **facts)
    assert refusal.value.field_name == "reasons"
    with pytest.raises(Refused):
        actions.clear_waiver(asked, outcome="GRANTED", reasons="So.", **facts)


def test_of_an_executives_request_no_officer_finds_so(asked_by_executive, people, story):
    with pytest.raises(Refused):
        story.cleared(asked_by_executive)


def test_afterwards_it_is_over(story, asked, people):
    story.cleared(asked)
    with pytest.raises(Refused):
        actions.approve_waiver(asked, **WHY, by=people.ethics_officer, at=story.next_moment())
