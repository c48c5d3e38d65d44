"""What people may report about, kept by the ethics office."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.languages import other_languages
from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import record
from code_of_ethics.models import Topic

# How much of an address is made of the name; the rest is kept for what tells two of them apart.
SLUG_WORDS = 50


@dataclass(frozen=True)
class TopicFacts:
    """What people read of a topic, and where they find it."""

    name: str
    question: str
    examples: str = ""
    group: str = ""
    # Among those of its group; the smallest comes first.
    order: int = 0
    is_offered: bool = True


@transaction.atomic
def add_topic(facts: TopicFacts, *, provision_key: str = "", by: Person, at: datetime) -> Topic:
    """Add a topic of the company's own. It fires no question of materiality by itself; `provision_key` is the key of
    the provision that an allegation on it begins with."""
    if not any(character.isalnum() for character in facts.name):
        raise Refused(_("Write the name with letters or figures."), "name")
    topics = list(Topic.objects.select_for_update())
    _refuse_a_second(facts.name, topics)
    slug = _free_slug(facts.name, {one.slug for one in topics})
    return set_topic(slug, by=by, at=at, provision_key=provision_key, **_columns(facts))


@transaction.atomic
def change_topic(topic: Topic, facts: TopicFacts, *, by: Person, at: datetime) -> Topic:
    """Change what people read of a topic, and whether it is offered. What it is in law, such as a matter of accounting,
    stays as it is.

    Raises `Refused` for the last one of accounting or of retaliation: whoever wants to complain of them must find a
    place for it (SOX section 301, Exchange Act Rule 10A-3(b)(3); section 806).
    """
    # All of them, so that of two withdrawals at once the second sees the first.
    topics = {one.pk: one for one in Topic.objects.select_for_update().order_by("pk")}
    topic = topics[topic.pk]
    _refuse_a_second(facts.name, [one for one in topics.values() if one.pk != topic.pk])
    if not facts.is_offered:
        _refuse_the_last(topic, [one for one in topics.values() if one.active and one.pk != topic.pk])
    return set_topic(topic.slug, by=by, at=at, **_columns(facts))


def _columns(facts: TopicFacts) -> dict[str, Any]:
    columns = asdict(facts)
    columns["active"] = columns.pop("is_offered")
    return columns


def _refuse_a_second(name: str, others: list[Topic]) -> None:
    if name.casefold() in {one.name.casefold() for one in others}:
        raise Refused(_("There is a topic of this name, offered or not."), "name")


def _free_slug(name: str, taken: set[str]) -> str:
    """What addresses call a topic: its name as far as an address can hold it, then something that no other has."""
    slug = slugify(name)[:SLUG_WORDS].strip("-")
    if slug and slug not in taken:
        return slug
    return f"{slug or 'topic'}-{uuid4().hex[:8]}"


def _refuse_the_last(topic: Topic, others: list[Topic]) -> None:
    if topic.is_accounting and not any(one.is_accounting for one in others):
        raise Refused(_("People must find where to complain about accounting. Offer another such topic first."))
    if topic.is_retaliation and not any(one.is_retaliation for one in others):
        raise Refused(_("People must find where to say that they were punished. Offer another such topic first."))
    if not topic.is_question and all(one.is_question for one in others):
        raise Refused(_("This is the last topic that somebody can report about."))


@transaction.atomic
def set_topic(slug: str, *, by: Person | None, at: datetime, **facts: Any) -> Topic:
    """Add the topic `slug`, or change what it says. Topics are withdrawn (`active=False`), never deleted."""
    topic = Topic.objects.select_for_update().filter(slug=slug).first()
    if by is not None and Role.ETHICS_OFFICER not in by.roles:
        raise Refused(_("Only the Chief Compliance & Ethics Officer changes topics."))
    topic = topic or Topic(slug=slug)
    for name, value in facts.items():
        setattr(topic, name, value)
    topic.full_clean()
    topic.save()
    record(topic, "set_topic", by=by, at=at, sentence=_("Topic set: %(name)s") % {"name": topic.name}, facts=facts)
    return topic


@transaction.atomic
def translate_topic(topic: Topic, *, language: str, written: dict[str, str], by: Person, at: datetime) -> Topic:
    """Keep what a topic says in another language; what is left empty is shown in the language of the source."""
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if Role.ETHICS_OFFICER not in by.roles:
        raise Refused(_("Only the Chief Compliance & Ethics Officer changes topics."))
    if language not in other_languages():
        raise Refused(_("The public pages do not speak this language."))
    kept = {name: words for name, words in written.items() if words}
    others = {code: words for code, words in topic.translations.items() if code != language}
    topic.translations = {**others, language: kept} if kept else others
    topic.save(update_fields=["translations"])
    sentence = _("Topic put into another language: %(name)s") % {"name": topic.name}
    record(topic, "translate_topic", by=by, at=at, sentence=sentence, facts={"language": language, **kept})
    return topic
