"""What a legal hold reaches among waivers, and that nothing it may reach is written over."""

from datetime import timedelta

import pytest

from audit.trail import history
from code_of_ethics.held_records import Description
from tests.waivers.story import AGAINST, WHY
from waivers import actions
from waivers.held_records import waivers
from waivers.models import Waiver

pytestmark = pytest.mark.django_db


def reached(**words) -> set[Waiver]:
    return set(waivers(Description(**words)))


def test_those_who_asked_and_those_who_enjoy_it(story, people):
    waiver = story.requested()
    for person in (waiver.requester, waiver.beneficiary):
        assert reached(people=frozenset([person.pk])) == {waiver}
    assert reached(people=frozenset([people.presiding.pk])) == set()


def test_topics_of_the_provision_and_days_narrow(story, at):
    waiver = story.requested()
    provision = waiver.provision
    topics = frozenset(provision.topics)
    assert topics, "the control"
    day = waiver.drafted_at.date()
    assert reached(topics=topics, since=day - timedelta(days=1)) == {waiver}
    assert reached(topics=topics, until=day - timedelta(days=3)) == set()
    assert reached(topics=frozenset(["antitrust"])) == set()
    assert reached(topics=frozenset(["antitrust"]), references=frozenset([waiver.reference])) == {waiver}
    assert reached() == set()


def test_a_meeting_recorded_anew_leaves_on_the_trail_what_stood(asked_by_executive, story, people):
    waiver = story.recorded(story.on_agenda(asked_by_executive), director=AGAINST)
    member, votes = str(people.director.pk), waiver.meeting.votes
    assert votes.get(member=people.director).vote == AGAINST.vote
    story.recorded(waiver)
    recorded = [entry.facts for entry in history(waiver) if entry.verb == "record_meeting"]
    (again,) = [facts for facts in recorded if "before" in facts]
    assert len(recorded) == 2
    assert [member, AGAINST.attendance, AGAINST.vote] in again["before"]["votes"]
    assert again["before"]["reasons"] == WHY["reasons"]


def test_a_consent_written_anew_does_so_too(asked_by_executive, story, people):
    waiver = story.proposed(story.on_agenda(asked_by_executive))
    before = waiver.meeting.reasons
    actions.propose_consent(
        waiver, resolution="2026-43", reasons="Other ones.", why_appropriate="So.", why_limited="So.",
        by=people.secretary, at=story.next_moment(),
    )  # fmt: skip
    anew = [entry for entry in history(waiver) if entry.verb == "propose_consent"]
    assert [one.facts["before"]["reasons"] for one in anew if "before" in one.facts] == [before]
