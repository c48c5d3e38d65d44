"""The ethics officer decides in writing, signed, and never backwards."""

from datetime import date, timedelta

import pytest

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.models import Disclosure
from tests.waivers.story import WHY
from waivers import actions
from waivers.decision_text import decision_text
from waivers.models import Waiver
from waivers.states import WaiverState

pytestmark = pytest.mark.django_db


def test_granted_it_says_who_when_and_why(story, asked, people):
    waiver = Waiver.objects.get(pk=story.granted(asked).pk)
    assert (waiver.state, waiver.decided_by) == (WaiverState.GRANTED, people.ethics_officer)
    assert (waiver.decision_reasons, waiver.why_limited) == (WHY["reasons"], WHY["why_limited"])


@pytest.mark.parametrize("missing", ["reasons", "why_appropriate", "why_limited"])
def test_a_grant_that_leaves_something_unsaid_is_refused(asked, people, story, missing):
    with pytest.raises(Refused) as refusal:
        actions.approve_waiver(asked, **{**WHY, missing: " "}, by=people.ethics_officer, at=story.next_moment())
    assert refusal.value.field_name == missing


def test_a_refusal_needs_reasons_too(asked, people, story):
    with pytest.raises(Refused):
        actions.refuse_waiver(asked, reasons="", by=people.ethics_officer, at=story.next_moment())


def test_the_signature_covers_the_exact_text(story, asked):
    waiver = Waiver.objects.get(pk=story.granted(asked).pk)
    text = decision_text(waiver)
    assert waiver.signature.verifies(text)
    assert waiver.signature.signer_name == "Eve Ethics"
    assert not waiver.signature.verifies(text.replace(b"modest", b"lavish"))


def test_decided_late_it_starts_on_the_day_of_the_decision(asked, people):
    later = asked.requested_at + timedelta(days=14)
    waiver = actions.approve_waiver(asked, **WHY, by=people.ethics_officer, at=later)
    assert waiver.effective_from == date(2026, 12, 7)


def test_decided_after_its_last_day_it_can_only_be_refused(asked, people):
    too_late = asked.requested_at + timedelta(days=60)
    with pytest.raises(Refused):
        actions.approve_waiver(asked, **WHY, by=people.ethics_officer, at=too_late)
    actions.refuse_waiver(asked, reasons="Too late.", by=people.ethics_officer, at=too_late)
    assert Waiver.objects.get().state == WaiverState.REFUSED


def test_an_employees_waiver_is_not_disclosed(story, asked):
    story.granted(asked)
    assert not Disclosure.objects.exists()


def test_requester_and_counsel_are_told_once(story, asked, people):
    story.granted(asked)
    for person in (people.employee, people.counsel, people.ethics_officer):
        assert Notice.objects.filter(recipient=person, kind="waiver_decided").count() == 1
    assert not Notice.objects.filter(recipient=people.stranger, kind="waiver_decided").exists()


def test_the_trail_says_what_was_decided_without_the_words(story, asked):
    entry = history(story.granted(asked))[-1]
    assert (entry.verb, entry.actor) == ("approve", "Eve Ethics")
    assert WHY["reasons"] not in str(entry.facts)


def test_what_is_decided_can_not_be_decided_again(story, asked, people):
    story.refused(asked)
    with pytest.raises(Refused) as refusal:
        story.granted(asked)
    assert "moved on" in refusal.value.sentence
