"""Who sits on the Board."""

from datetime import date

from django.db.models import Q

from accounts.models import Person
from accounts.models.directory import PersonQuerySet


def directors_in_office(on: date) -> PersonQuerySet:
    """The directors of the parent company on the day `on`, by name."""
    of_parent = Q(entity__isnull=True) | Q(entity__is_parent=True)
    return Person.objects.employed(on).filter(of_parent, is_director=True).order_by("family_name", "given_name", "pk")
