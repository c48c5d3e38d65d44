"""Contact points: the Compliance & Ethics office proposes, its head publishes and retires."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from code_of_ethics.models import ContactPoint
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.standing_words import read_again
from code_of_ethics.states import OpenDays
from code_of_ethics.workflow import PUBLISH_CONTACT_POINT, REPLACE_CONTACT_POINT, RETIRE_CONTACT_POINT


@dataclass(frozen=True)
class ContactFacts:
    """What a contact point says."""

    kind: str
    name: str
    address: str
    country: str = ""
    days: str = OpenDays.EVERY_DAY.value
    opens_at: time | None = None
    closes_at: time | None = None
    zone: str = ""
    languages: str = ""
    position: int = 100
    # Who answers, by language: {"es": {"name": …}}.
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@transaction.atomic
def propose_contact_point(facts: ContactFacts, *, by: Person, at: datetime) -> ContactPoint:
    """Propose a contact point; people see it once the head of the office has published it."""
    if not keeps_public_words(by):
        raise Refused(_("Contact points are kept by the Compliance & Ethics office."))
    return _propose(facts, None, "propose_contact_point", by, at)


@transaction.atomic
def replace_contact_point(former: ContactPoint, *, facts: ContactFacts, by: Person, at: datetime) -> ContactPoint:
    """Propose another one in the place of a published one, which stays until the new one is published."""
    former = ContactPoint.objects.select_for_update().get(pk=former.pk)
    REPLACE_CONTACT_POINT.check(by, former)
    if former.replacements.filter(published_at__isnull=True, retired_at__isnull=True).exists():
        raise Refused(_("A change of this one waits to be published already."))
    return _propose(facts, former, REPLACE_CONTACT_POINT.verb, by, at)


@transaction.atomic
def publish_contact_point(contact: ContactPoint, *, by: Person, at: datetime) -> ContactPoint:
    """Show a proposed contact point to everybody, as the second person. What it replaces is retired with it."""
    contact = ContactPoint.objects.select_for_update().get(pk=contact.pk)
    PUBLISH_CONTACT_POINT.check(by, contact)
    contact.published_by, contact.published_at = by, at
    contact.save(update_fields=["published_by", "published_at"])
    record(contact, PUBLISH_CONTACT_POINT.verb, by=by, at=at, sentence=_("Published a contact point"))
    if contact.replaces_id is not None:
        former = ContactPoint.objects.select_for_update().get(pk=contact.replaces_id)
        if former.retired_at is None:
            _retire(former, "replaced", _("Replaced by another contact point"), by, at)
    read_again()
    return contact


@transaction.atomic
def retire_contact_point(contact: ContactPoint, *, by: Person, at: datetime) -> ContactPoint:
    """Take a contact point down, or turn a proposed one away. The last one stays: people must be able to turn to us."""
    published = list(ContactPoint.objects.select_for_update().published())
    contact = ContactPoint.objects.select_for_update().get(pk=contact.pk)
    RETIRE_CONTACT_POINT.check(by, contact)
    if published == [contact]:
        raise Refused(_("This is the only one that people are shown. Publish another one first."))
    _retire(contact, RETIRE_CONTACT_POINT.verb, _("Retired a contact point"), by, at)
    read_again()
    return contact


def _propose(facts: ContactFacts, former: ContactPoint | None, verb: str, by: Person, at: datetime) -> ContactPoint:
    contact = ContactPoint.objects.create(replaces=former, proposed_by=by, proposed_at=at, **asdict(facts))
    told = {"address": facts.address, "country": facts.country, "replaces": str(former.pk) if former else ""}
    record(contact, verb, by=by, at=at, sentence=_("Proposed a contact point"), facts=told)
    heads = Person.objects.holding(Role.ETHICS_OFFICER).exclude(pk=by.pk)
    tell(heads, "contact_point_to_publish", about=contact, at=at)
    return contact


def _retire(contact: ContactPoint, verb: str, sentence: str, by: Person, at: datetime) -> None:
    contact.retired_by, contact.retired_at = by, at
    contact.save(update_fields=["retired_by", "retired_at"])
    record(contact, verb, by=by, at=at, sentence=sentence)
