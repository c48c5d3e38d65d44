"""Legal holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HoldState(TextChoices):
    """Where a legal hold stands. It holds until it is released."""

    IN_FORCE = "IN_FORCE", _("In force")
    TO_RELEASE = "TO_RELEASE", _("In force, release proposed")
    RELEASED = "RELEASED", _("Released")
