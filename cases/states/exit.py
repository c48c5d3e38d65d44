"""What the General Auditor thinks of an end without a finding."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExitVerdict(TextChoices):
    AGREED = "AGREED", _("It was right to end it so")
    DOUBTED = "DOUBTED", _("It should be looked at again")
