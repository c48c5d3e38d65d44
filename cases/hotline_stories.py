"""Stories for tests of the hotline, in the plain words of reporters. They name nobody and no place that exists.

Each hangs from a topic that asks nobody for a materiality decision. The words by which a test is known are put in
at random, so that nobody can look for them beforehand.
"""

import secrets
from dataclasses import dataclass
from datetime import date

from cases.matching import people_named
from code_of_ethics.models import Topic

COLOURS = ("amber", "scarlet", "ivory", "turquoise", "crimson", "silver", "violet", "emerald", "copper", "indigo")
CREATURES = ("heron", "badger", "dolphin", "falcon", "beetle", "otter", "sparrow", "walrus", "lynx", "magpie")
THINGS = ("calendar", "umbrella", "teapot", "lantern", "envelope", "keyring", "notebook", "thermos", "poster", "vase")

# The topic of what nobody has sorted yet.
NOT_SURE = "something-else"
# The words are common ones; a company in whose directory most of them are names has to live with a possible match.
TRIES = 20

STORIES = (
    "For some weeks now somebody in our team has been taking boxes of office supplies home in the evening. Last time "
    "there was a {mark} on top of the box, so I am sure that it was the same person again. I do not want to say who.",
    "A supplier keeps leaving small presents at our reception: chocolate, wine, and lately a {mark}. Some of us give "
    "them back and some do not. I do not know whether that is allowed, and nobody has told us.",
    "People on my shift write down more hours than they work. One of them jokes that the {mark} on his desk works the "
    "rest of the time. It has gone on since the summer and others have begun to do the same.",
    "Our travel bookings go through one agency only, and a colleague seems to get something for it. She showed "
    "a {mark} around and said that it had come with the last invoice. I find that strange.",
    "Somebody uses the company van at the weekend for moving furniture. There was a {mark} left in the back on Monday "
    "and the mileage did not fit the log. I would rather not be named.",
)


@dataclass(frozen=True)
class Story:
    """What is told, and the words in it that make it known."""

    text: str
    mark: str


def new_story(*, on: date) -> Story:
    """One of the stories with words of its own. Never one in which the directory would find somebody's name."""
    for _try in range(TRIES):
        mark = " ".join(secrets.choice(words) for words in (COLOURS, CREATURES, THINGS))
        text = secrets.choice(STORIES).format(mark=mark)
        if not people_named("", text, (), on=on):
            break
    return Story(text, mark)


def quiet_topic() -> Topic | None:
    """A topic that fires no trigger and that nobody else follows: “something else”, or the last of those offered."""
    offered = Topic.objects.for_reports().filter(is_accounting=False, is_retaliation=False, trigger="")
    return offered.filter(slug=NOT_SURE).first() or offered.last()
