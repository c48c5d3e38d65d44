"""Whom something asks: everybody, or some countries, units and levels together."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_name
from accounts.models import Person, Unit
from code_of_ethics.states import Level


class WithAudience(models.Model):
    """What asks people: an affirmation campaign, a training."""

    is_whole_company = models.BooleanField(_("everybody"), default=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    levels = models.JSONField(_("levels"), default=list, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name=_("units"))

    class Meta:
        abstract = True

    @property
    def audience_label(self) -> str:
        """Whom it asks, in words."""
        if self.is_whole_company:
            return gettext("Everybody")
        named = [unit.name for unit in self.units.all()]
        named += [country_name(code) for code in self.countries]
        named += [str(Level(level).label) for level in self.levels if level in Level.values]
        return ", ".join(named)

    def audience(self, on: date) -> models.QuerySet[Person]:
        """Who is to be asked on the day `on`: those who work here, can sign in, and belong to it."""
        people = Person.objects.employed(on).filter(Q(employed_from__isnull=True) | Q(employed_from__lte=on))
        people = people.filter(user__is_active=True)
        if self.is_whole_company:
            return people
        if self.countries:
            people = people.filter(country__in=self.countries)
        if units := [unit.pk for unit in self.units.all()]:
            people = people.filter(unit__in=units)
        return people.filter(_of_levels(self.levels)) if self.levels else people


def _of_levels(levels: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    if Level.BOARD_CLASS in levels:
        found |= Q(is_director=True) | Q(is_executive_officer=True)
    if Level.MANAGERS in levels:
        found |= Q(pk__in=Person.objects.filter(manager__isnull=False).values("manager"))
    if Level.CONTROL_ROLE in levels:
        found |= Q(has_control_role=True)
    return found
