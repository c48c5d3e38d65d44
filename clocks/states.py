"""The few words that rules and clocks use about themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    """How the time of a rule is counted."""

    # Real hours, by day and night and on every day of the week.
    HOURS = "HOURS", _("hours")
    DAYS = "DAYS", _("calendar days")
    MONTHS = "MONTHS", _("calendar months")
    BUSINESS_DAYS = "BUSINESS_DAYS", _("business days")


class Nature(TextChoices):
    """What the end of the period means."""

    # The office must have acted by then: warned about, and late afterwards.
    DEADLINE = "DEADLINE", _("to be done by then")
    # Something must stay as it is until then, such as a posting on the web site.
    MINIMUM = "MINIMUM", _("not before then")
    # Somebody else's deadline, general information for reporters and counsel; not an office clock (DECISIONS 58).
    INFORMATION = "INFORMATION", _("for information")


class Status(TextChoices):
    """Where a clock stands at a given instant."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    OVERDUE = "overdue", _("Overdue")
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")
    # A minimum period, or somebody else's deadline, that has run out: nobody was late.
    ELAPSED = "elapsed", _("Elapsed")
