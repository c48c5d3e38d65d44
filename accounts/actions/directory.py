"""Joining, moving and leaving, and the reporting lines that follow from them."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import NameWord, Person, ReportingLine, RoleGrant
from accounts.models.names import words
from accounts.moves import Refused
from audit.trail import record


@transaction.atomic
def add_person(*, by: Person | str, at: datetime, **facts: Any) -> Person:
    """Add somebody to the directory, with the reporting lines above them."""
    person = Person.objects.create(**facts)
    _index_name(person)
    _rebuild_lines_above(person)
    record(person, "add_person", by=by, at=at, sentence="Added to the directory", facts={"title": person.job_title})
    return person


@transaction.atomic
def change_manager(person: Person, manager: Person | None, *, by: Person | str, at: datetime) -> Person:
    """Give `person` another manager. Raises `Refused` if that would make somebody report to themself."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if manager is not None and _is_at_or_below(manager, person):
        raise Refused(
            _("%(manager)s reports to %(person)s, so this would be a circle.")
            % {"manager": manager.full_name, "person": person.full_name}
        )
    person.manager = manager
    person.save(update_fields=["manager"])
    _rebuild_lines_above(person)
    for line in ReportingLine.objects.filter(superior=person).select_related("subordinate").order_by("depth"):
        _rebuild_lines_above(line.subordinate)
    record(
        person,
        "change_manager",
        by=by,
        at=at,
        sentence="Manager changed",
        facts={"manager": str(manager.pk) if manager else ""},
        names={str(manager.pk): manager.full_name} if manager else {},
    )
    return person


@transaction.atomic
def change_details(person: Person, *, by: Person | str, at: datetime, **facts: Any) -> Person:
    """Change what the directory says of a person: name, title, unit, company, country, and flags that are raised."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name, value in facts.items() if getattr(person, name) != value]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, facts[name])
    person.save(update_fields=changed)
    _index_name(person)
    record(person, "change_details", by=by, at=at, sentence="Details changed", facts={"changed": sorted(changed)})
    return person


@transaction.atomic
def record_leaving(person: Person, *, last_day: date, by: Person | str, at: datetime) -> Person:
    """Note a person's last day. Their account stops working the day after."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.employed_until = last_day
    person.save(update_fields=["employed_until"])
    _end_roles(person, last_day)
    record(person, "record_leaving", by=by, at=at, sentence="Last day noted", facts={"on": last_day.isoformat()})
    return person


def _end_roles(person: Person, last_day: date) -> None:
    """Every role ends with the last day. It stays on record, and so does what was done in it."""
    end = timezone.make_aware(datetime.combine(last_day, time.max))
    later = Q(expires_at__isnull=True) | Q(expires_at__gt=end)
    RoleGrant.objects.filter(later, person=person, revoked_at__isnull=True).update(expires_at=end)


def _is_at_or_below(one: Person, other: Person) -> bool:
    return one.pk == other.pk or ReportingLine.objects.filter(superior=other, subordinate=one).exists()


def _index_name(person: Person) -> None:
    """The words by which a text finds the person."""
    person.name_words.all().delete()
    parts = {(word, False) for word in words(person.given_name)} | {(word, True) for word in words(person.family_name)}
    NameWord.objects.bulk_create(NameWord(person=person, word=word[:100], is_family=family) for word, family in parts)


def _rebuild_lines_above(person: Person) -> None:
    """The closure rows of one person, from their manager's."""
    ReportingLine.objects.filter(subordinate=person).delete()
    if person.manager_id is None:
        return
    above = ReportingLine.objects.filter(subordinate_id=person.manager_id).values_list("superior_id", "depth")
    lines = [(person.manager_id, 1), *((superior, depth + 1) for superior, depth in above)]
    ReportingLine.objects.bulk_create(
        ReportingLine(superior_id=superior, subordinate=person, depth=depth) for superior, depth in lines
    )
