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
BY_SLUG: dict[str, QuestionnaireSeed] = {seed.slug: seed for seed in QUESTIONNAIRES}
