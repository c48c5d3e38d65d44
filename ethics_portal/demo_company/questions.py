"""What the demo company asks about a topic, and what some reporters answered (`questions.toml`)."""

from dataclasses import dataclass, field
from pathlib import Path
from tomllib import loads
from typing import Any


@dataclass(frozen=True, slots=True)
class QuestionSeed:
    """One question. `key` names it in the answers of this file; the Portal knows it by an id of its own."""

    key: str
    text: str
    kind: str
    help: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class QuestionnaireSeed:
    """What is asked about one topic, and the other channel that a policy names for it."""

    slug: str
    questions: tuple[QuestionSeed, ...]
    channel: dict[str, Any] = field(default_factory=dict)


_FILE: dict[str, Any] = loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

# Key of a report → key of a question → answer.
ANSWERS: dict[str, dict[str, str]] = _FILE["answers"]


def _question(facts: dict[str, Any]) -> QuestionSeed:
    return QuestionSeed(**{**facts, "choices": tuple(facts.get("choices", ()))})


QUESTIONNAIRES: tuple[QuestionnaireSeed, ...] = tuple(
    QuestionnaireSeed(
        topic["slug"], tuple(_question(facts) for facts in topic.get("question", ())), topic.get("channel", {})
    )
    for topic in _FILE["topic"]
)
# Language → topic → key of a question, or "channel" → what it says there, in the order that the file explains.
_IN_OTHER_LANGUAGES: dict[str, dict[str, dict[str, list[str]]]] = loads(
    Path(__file__).with_name("questions_translated.toml").read_text(encoding="utf-8")
)


def in_other_languages(slug: str) -> dict[str, tuple[dict[str, str], dict[str, dict[str, str]]]]:
    """By language: what the channel of a topic says, and what its questions say by their keys, named as in the rows."""
    found = {}
    for language, topics in _IN_OTHER_LANGUAGES.items():
        words = dict(topics.get(slug, {}))
        name, purpose, *contact = words.pop("channel", ["", ""])
        channel = {"channel_name": name, "channel_for": purpose, "channel_contact": "\n".join(contact)}
        asked = {
            key: {"text": text, "help_text": help_text, "choices": "\n".join(choices)}
            for key, (text, help_text, *choices) in words.items()
        }
        found[language] = (channel, asked)
    return found


BY_SLUG: dict[str, QuestionnaireSeed] = {seed.slug: seed for seed in QUESTIONNAIRES}
