"""What happened to a piece of evidence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CustodyKind(TextChoices):
    """What happened to a piece of evidence, or to a copy of it."""

    RECEIVED = "RECEIVED", _("Received")
    MOVED = "MOVED", _("Moved")
    COPIED = "COPIED", _("Copied")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    RETURNED = "RETURNED", _("Returned")
    SEALED = "SEALED", _("Sealed")
