"""What is refused for its words, days or people says so in a sentence, beside the field that it is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Person
from accounts.moves import Refused
from tests.waivers.story import ABSENT, RECUSED, Ballot, Story
from tests.waivers.test_moves import ALLOWED, in_state, tries
from waivers import actions
from waivers.states import Attendance, Vote

pytestmark = pytest.mark.django_db

Wrong = Callable[[SimpleNamespace, Story], dict[str, Any]]


def said(**facts: Any) -> Wrong:
    return lambda people, story: facts


def voted(**special: Ballot) -> Wrong:
    return lambda people, story: {"ballots": story.ballots(**special)}


PASSED = "Its last day has passed. It can only be refused now."

# The move, what is wrong about it, the field, and the sentence.
REFUSALS: list[tuple[str, Wrong, str | None, str]] = [
    ("edit", said(ends_on=date(2026, 11, 1)), "ends_on", "The last day comes before the first."),
    (
        "edit",
        lambda people, story: {"beneficiary": people.stranger},
        "beneficiary",
        "You may ask for yourself, or for somebody who reports to you.",
    ),
    ("answer", said(answer=" "), "answer", "Write your answer."),
    ("return_to_requester", said(question=" "), "question", "Write your question."),
    ("approve", said(reasons=" "), "reasons", "A decision needs its reasons."),
    ("approve", said(why_appropriate=" "), "why_appropriate", "Say why this waiver is appropriate."),
    ("approve", said(why_limited=" "), "why_limited", "Say why the circumstances are very limited."),
    ("approve", said(at=datetime(2027, 1, 2, tzinfo=UTC)), None, PASSED),
    ("refuse", said(reasons=" "), "reasons", "A decision needs its reasons."),
    ("clear", said(reasons=" "), "reasons", "A decision needs its reasons."),
    ("clear", said(outcome="GRANTED"), "outcome", "Say whether it is a pre-clearance, or allowed as it is."),
    ("ask_opinion", said(question=" "), "question", "Write what you want to know."),
    (
        "ask_opinion",
        lambda people, story: {"adviser": people.manager},
        "adviser",
        "Ask counsel or the General Auditor, and nobody whom it concerns.",
    ),
    ("give_opinion", said(opinion=" "), "opinion", "An opinion needs its reasons."),
    ("recommend", said(recommendation=" "), "recommendation", "A recommendation needs its reasons."),
    ("raise_class", said(because="EMPLOYEE"), "because", "Say why the Board decides it."),
    ("raise_class", said(reason=" "), "reason", "Say why, in words."),
    ("lower_class", said(reason=" "), "reason", "Say why, in words."),
    ("put_to_board", said(called_on=date(2026, 11, 20)), "called_on", "The meeting can't lie in the past."),
    ("record_meeting", said(reasons=" "), "reasons", "A decision needs its reasons."),
    (
        "record_meeting",
        said(ballots={}),
        None,
        "The record needs one line for each director in office on that day, and no others.",
    ),
    (
        "record_meeting",
        voted(director=Ballot(Attendance.PRESENT, Vote.NONE)),
        None,
        "Whoever was present voted or abstained; nobody else has a vote.",
    ),
    (
        "record_meeting",
        voted(presiding=RECUSED),
        "presiding",
        "The presiding director must have been present and not recused.",
    ),
    (
        "record_meeting",
        voted(director=ABSENT, third_director=ABSENT),
        None,
        "1 of 3 directors were present: no quorum, so nothing was decided.",
    ),
    (
        "record_meeting",
        said(decision_at=datetime(2026, 12, 24, tzinfo=UTC)),
        "decision_at",
        "The decision can't lie in the future.",
    ),
    (
        "record_meeting",
        said(decision_at=datetime(2026, 11, 20, tzinfo=UTC)),
        "decision_at",
        "The Board can't have decided before it was asked.",
    ),
    ("propose_consent", said(resolution=" "), "resolution", "Give the resolution its number."),
    ("propose_consent", said(reasons=" "), "reasons", "A decision needs its reasons."),
    (
        "sign_consent",
        said(sha256="0" * 64),
        None,
        "The text was changed since you opened this page. Read it again before you sign.",
    ),
    ("declare_recusal", said(reason=" "), "reason", "Say what the conflict is."),
    ("set_condition", said(text=" "), "text", "Write what is to be kept."),
    ("set_condition", said(due_on=date(2026, 11, 20)), "due_on", "This day has passed."),
    (
        "set_condition",
        lambda people, story: {"owner": people.ethics_officer},
        "owner",
        "Whoever handles the waiver confirms its conditions. Give it to somebody else.",
    ),
    ("renew", said(ends_on=date(2026, 12, 1)), "ends_on", "The last day comes before the first."),
    ("revoke", said(reasons=" "), "reasons", "A decision needs its reasons."),
    (
        "revoke",
        said(effective_on=date(2026, 11, 20)),
        "effective_on",
        "It can't be revoked from a day before that of the decision.",
    ),
    ("revoke", said(effective_on=date(2027, 3, 1)), "effective_on", "On this day it has ended anyway."),
    ("ask_to_revoke", said(reasons=" "), "reasons", "Say why the Board should revoke it."),
]


@pytest.mark.parametrize(("verb", "wrong", "field", "sentence"), REFUSALS)
def test_what_is_wrong_is_said_beside_its_field(story, people, words, verb, wrong, field, sentence):
    asker, state, action, facts = tries(story, people, words)[verb]
    waiver = in_state(story, people, asker, state)
    name = next(name for name, verbs in ALLOWED[asker, state].items() if verb in verbs)
    right = facts | ({"decision_at": story.at} if verb == "record_meeting" else {})
    tried = {"at": story.next_moment(), **right, **wrong(people, story)}
    by = Person.objects.get(pk=getattr(people, name).pk)
    with pytest.raises(Refused) as refused:
        action(waiver, **tried, by=by)
    assert (refused.value.field_name, str(refused.value.sentence)) == (field, sentence)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("departure", "Say what you would do differently from what the Code says."),
        ("reasons", "Say why. A waiver needs reasons in writing."),
        ("mitigations", "Say how harm would be kept away. If nothing can be done, say so."),
    ],
)
def test_an_incomplete_request_says_what_is_missing(story, people, missing, sentence):
    draft = story.drafted(**{missing: " "})
    with pytest.raises(Refused) as refused:
        actions.request_waiver(draft, by=people.employee, at=story.next_moment())
    assert (refused.value.field_name, str(refused.value.sentence)) == (missing, sentence)


def test_where_a_director_stepped_back_or_asks_the_board_has_to_meet(story, people, asked_by_executive):
    for waiver, steps_back in (
        (story.on_agenda(asked_by_executive), True),
        (story.on_agenda(story.requested(by=people.director)), False),
    ):
        if steps_back:
            actions.declare_recusal(waiver, reason="A cousin.", by=people.director, at=story.next_moment())
        with pytest.raises(Refused) as refused:
            story.proposed(waiver)
        assert "A director is recused here" in str(refused.value.sentence)
        with pytest.raises(Refused) as refused:
            story.recorded(waiver)
        assert "is recused: record them so, without a vote" in str(refused.value.sentence)
