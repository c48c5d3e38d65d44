"""The words of the register of gifts and entertainment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Who gave it to whom."""

    RECEIVED = "RECEIVED", _("Received, or offered from outside")
    GIVEN = "GIVEN", _("Given, or offered to somebody outside")


class GiftKind(TextChoices):
    """What it was."""

    GIFT = "GIFT", _("Gift")
    MEAL = "MEAL", _("Meal")
    ENTERTAINMENT = "ENTERTAINMENT", _("Entertainment")
    TRAVEL = "TRAVEL", _("Travel or lodging")


class GiftState(TextChoices):
    """Where an entry of the register stands."""

    NOTED = "NOTED", _("Within the limit")
    SUBMITTED = "SUBMITTED", _("Being reviewed")
    CLEARED = "CLEARED", _("Cleared")
    REFUSED = "REFUSED", _("Not allowed")
    RETURNED = "RETURNED", _("To be given back")


class WhyReviewed(TextChoices):
    """Why the office looks at it."""

    OVER_LIMIT = "OVER_LIMIT", _("Above the limit")
    OFFICIAL = "OFFICIAL", _("A government official")
    NO_LIMIT = "NO_LIMIT", _("No limit for this country and currency")


GIFT_DECISIONS = (GiftState.CLEARED, GiftState.REFUSED, GiftState.RETURNED)
