"""The insider list of a case: how somebody came onto it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shown(TextChoices):
    """By what somebody was shown a matter that may move a price."""

    MARKED = "MARKED", _("Put the case on a list")
    KNEW = "KNEW", _("Had opened the case before it was on a list")
    CASE = "CASE", _("Opened the case")
    COMMITTEE = "COMMITTEE", _("Opened what the Audit Committee is told")
    COUNSEL = "COUNSEL", _("Was asked for an opinion as counsel")
