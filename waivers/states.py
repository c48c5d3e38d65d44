"""The words that waivers use about themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WaiverState(TextChoices):
    """Where a request for a waiver stands."""

    DRAFT = "DRAFT", _("Draft")
    REQUESTED = "REQUESTED", _("Requested")
    RETURNED = "RETURNED", _("Back with the requester")
    RECOMMENDED = "RECOMMENDED", _("With the Board secretary")
    BOARD = "BOARD", _("Before the Board")
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    LAPSED = "LAPSED", _("Ended on its date")
    REVOKED = "REVOKED", _("Revoked")


class WaiverClass(TextChoices):
    """Who decides (DECISIONS 51)."""

    OTHER = "OTHER", _("The Chief Compliance & Ethics Officer")
    BOARD = "BOARD", _("The Board")


class ClassReason(TextChoices):
    """Why a request is in its class."""

    EMPLOYEE = "EMPLOYEE", _("Neither a director nor an executive officer of the parent company")
    DIRECTOR = "DIRECTOR", _("Director of the parent company")
    EXECUTIVE_OFFICER = "EXECUTIVE_OFFICER", _("Executive officer of the parent company")
    COVERED_OFFICER = "COVERED_OFFICER", _("Principal executive, financial or accounting officer, or controller")
    CONFLICT = "CONFLICT", _("The Chief Compliance & Ethics Officer asks, benefits, manages, or has a conflict")
    RETROACTIVE = "RETROACTIVE", _("It would start before it was requested")


# Form 8-K Item 5.05, Nasdaq 5610, NYSE 303A.10: for these people a waiver must be disclosed.
DISCLOSED_REASONS = frozenset({ClassReason.DIRECTOR, ClassReason.EXECUTIVE_OFFICER, ClassReason.COVERED_OFFICER})


class Outcome(TextChoices):
    """What was decided."""

    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")


class Advice(TextChoices):
    """What the recommendation to the Board advises."""

    APPROVE = "APPROVE", _("Grant it")
    REFUSE = "REFUSE", _("Refuse it")


class Mode(TextChoices):
    """How the Board decides (DECISIONS 52)."""

    MEETING = "MEETING", _("At a meeting")


class Attendance(TextChoices):
    """Whether a director took part."""

    PRESENT = "PRESENT", _("Present")
    ABSENT = "ABSENT", _("Absent")
    RECUSED = "RECUSED", _("Recused")


class Vote(TextChoices):
    """How a director voted. Whoever was absent or recused has no vote."""

    FOR = "FOR", _("For")
    AGAINST = "AGAINST", _("Against")
    ABSTAIN = "ABSTAIN", _("Abstained")
    NONE = "NONE", _("No vote")
