"""What people may report about, kept by the ethics office."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.languages import other_languages
from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import record
from code_of_ethics.models import Topic


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
