"""How an alarm goes upward, and what a flood of reports is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rung(TextChoices):
    """As what somebody was called because a reporter said that somebody is in danger, from the first to the last."""

    ON_CALL = "ON_CALL", _("On call")
    HEAD = "HEAD", _("Head of the office")
    OTHER_HEAD = "OTHER_HEAD", _("Head of the other office")
    COMMITTEE = "COMMITTEE", _("Audit Committee")


class FloodKind(TextChoices):
    """What runs over."""

    RATE = "RATE", _("More reports arrive than people send")
    QUOTA = "QUOTA", _("The room for files from forms is nearly used up")
    DISK = "DISK", _("The disk is nearly full")
