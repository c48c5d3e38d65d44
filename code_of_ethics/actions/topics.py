"""What people may report about, kept by the ethics office."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

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
