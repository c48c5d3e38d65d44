"""Calendars of business days, and the days on which a company departs from them."""

import uuid
from datetime import date
from functools import cached_property
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clocks.public_holidays import public_holidays, weekend_days
from clocks.states import Nature


def validate_zone(name: str) -> None:
    """Refuse anything but the name of an IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


class BusinessCalendar(models.Model):
    """The business days of one place: public holidays from the library, then this company's own exceptions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2)  # ISO 3166 alpha-2
    # ISO 3166-2 without the country; empty means the holidays of the whole country.
    subdivision = models.CharField(_("subdivision"), max_length=10, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])

    undeletable = True

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def counts_for_law(self) -> bool:
        """Whether a deadline that nobody may pause is counted on it: a closed day more makes that one longer."""
        return self.rules.filter(nature=Nature.DEADLINE, may_pause=False).exists()

    @cached_property
    def exceptions(self) -> dict[date, bool]:
        """Day → whether it is open after all. Read once per loaded calendar, so never older than the work at hand."""
        return {closure.date: closure.is_open for closure in self.closures.all()}

    def is_business_day(self, day: date) -> bool:
        """Whether offices of this calendar are open on `day`. A `Closure` row beats the library."""
        if day in self.exceptions:
            return self.exceptions[day]
        if day.weekday() in weekend_days(self.country, self.subdivision):
            return False
        return day not in public_holidays(self.country, self.subdivision, day.year)


class Closure(models.Model):
    """One day on which a calendar differs from the library: a day of mourning, a storm, or open after all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, related_name="closures")
    date = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=200)
    is_open = models.BooleanField(_("open after all"), default=False)

    undeletable = True

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="one_exception_per_calendar_and_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.reason}"
