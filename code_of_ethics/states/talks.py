"""Who hears what somebody can't affirm, and what became of a name that may stand in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HeardBy(TextChoices):
    """An ethics office; where it may not, the head of the other one; after that the committee's chair."""

    GENERAL_AUDITOR = "GENERAL_AUDITOR", _("General Auditor's office")
    ETHICS_OFFICE = "ETHICS_OFFICE", _("Compliance & Ethics office")
    AUDIT_COMMITTEE_CHAIR = "AUDIT_COMMITTEE_CHAIR", _("Audit Committee chair")


class MatchState(TextChoices):
    """Somebody whom a talk may name: walled off from it, until a reader says that it is not them."""

    POSSIBLE = "POSSIBLE", _("Possibly named")
    CONFIRMED = "CONFIRMED", _("Named")
    LIFTED = "LIFTED", _("Not meant")
