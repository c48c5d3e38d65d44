"""When the staff first knew of what was decided material, and how long the committee then waited to be told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import MaterialityTrigger


def first_known(decided_at: datetime, triggers: Iterable[MaterialityTrigger]) -> datetime:
    """The instant from which the hours to a notice count (DECISIONS 22): the first staff act that knew a fact which
    asked for a decision; the decision itself where no rule asked. `triggers` are those of the decision's case."""
    known = [trigger.known_at for trigger in triggers if trigger.known_at]
    return min([*known, decided_at])


def arrived_on(triggers: Iterable[MaterialityTrigger]) -> date | None:
    """The day on which the first fact arrived that asked for a decision; `None` where no rule asked."""
    return min((trigger.fired_on for trigger in triggers), default=None)


def hours_between(first: datetime, then: datetime) -> float:
    """Hours with one decimal; never negative."""
    return round(max(then - first, timedelta()).total_seconds() / 3600, 1)


def hours_in_words(hours: float) -> str:
    """Such as `3.5 hours`. Less than one is said as such: nobody reads “0.0”."""
    if hours < 1:
        return _("under an hour")
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": floatformat(hours, -1)}
