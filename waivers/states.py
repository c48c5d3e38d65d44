"""The words that waivers use about themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WaiverState(TextChoices):
    """Where a request for a waiver stands."""

    DRAFT = "DRAFT", _("Draft")
    TO_CONFIRM = "TO_CONFIRM", _("Waiting for the person it is for")
    DECLINED = "DECLINED", _("Declined by the person it was for")
    REQUESTED = "REQUESTED", _("Requested")
    RETURNED = "RETURNED", _("Back with the requester")
    RECOMMENDED = "RECOMMENDED", _("With the Board secretary")
    BOARD = "BOARD", _("Before the Board")
    GRANTED = "GRANTED", _("Granted")
    REVOKING = "REVOKING", _("Granted; the Board is asked to revoke it")
    REFUSED = "REFUSED", _("Refused")
    CLEARED = "CLEARED", _("No waiver needed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    LAPSED = "LAPSED", _("Ended on its date")
    REVOKED = "REVOKED", _("Revoked")


# In these it holds, as long as its days last.
STANDING = (WaiverState.GRANTED, WaiverState.REVOKING)


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
    LEFT_TO_BOARD = "LEFT_TO_BOARD", _("The Chief Compliance & Ethics Officer leaves it to the Board")
    RETROACTIVE = "RETROACTIVE", _("It would start before it was requested")


# Form 8-K Item 5.05, Nasdaq 5610, NYSE 303A.10: for these people a waiver must be disclosed.
DISCLOSED_REASONS = frozenset({ClassReason.DIRECTOR, ClassReason.EXECUTIVE_OFFICER, ClassReason.COVERED_OFFICER})


class FilePart(TextChoices):
    """What a file belongs to."""

    REQUEST = "REQUEST", _("The request")
    QUESTION = "QUESTION", _("A question")
    ANSWER = "ANSWER", _("An answer")
    MINUTES = "MINUTES", _("The Board's minutes")


class Outcome(TextChoices):
    """What was decided."""

    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")
    PRE_CLEARED = "PRE_CLEARED", _("Approved as the Code provides: a pre-clearance, not a waiver")
    NOT_NEEDED = "NOT_NEEDED", _("No waiver needed: the Code allows it")


# A waiver is the approval of a material departure. These are findings that there is none, with their reasons.
NO_DEPARTURE = (Outcome.PRE_CLEARED, Outcome.NOT_NEEDED)


class Advice(TextChoices):
    """What the recommendation to the Board advises."""

    APPROVE = "APPROVE", _("Grant it")
    REFUSE = "REFUSE", _("Refuse it")


class Mode(TextChoices):
    """How the Board decides (DECISIONS 52)."""

    MEETING = "MEETING", _("At a meeting")
    UNANIMOUS_CONSENT = "UNANIMOUS_CONSENT", _("By unanimous written consent")


class Stopped(TextChoices):
    """Why a written consent can't come about any more, so that the Board has to meet."""

    DECLINED = "DECLINED", _("A director wants a meeting")
    RECUSED = "RECUSED", _("A director is recused")


class Voided(TextChoices):
    """Why a director's signature no longer counts."""

    EDITED = "EDITED", _("The text was changed afterwards")
    DECLINED = "DECLINED", _("A director wants a meeting")
    RECUSED = "RECUSED", _("A director is recused")
    MEETING = "MEETING", _("The Board met instead")
    LEFT = "LEFT", _("No longer a director")
    CLASS = "CLASS", _("Who decides was changed")
    DROPPED = "DROPPED", _("It was taken off the agenda")


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


class Shown(TextChoices):
    """By what somebody was shown a request that may move a price."""

    MARKED = "MARKED", _("Put the request on a list")
    KNEW = "KNEW", _("Had worked on the request before it was on a list")
    WAIVER = "WAIVER", _("Opened the request")
    DIGEST = "DIGEST", _("Opened a digest of the Audit Committee")
    # As `code_of_ethics.models.insider.SHOWN_BY_A_DRAFT` says it.
    DISCLOSURE = "DISCLOSURE", _("Opened the draft of its disclosure")


class ConditionState(TextChoices):
    """How far a condition of a waiver is."""

    OPEN = "OPEN", _("To be kept")
    REPORTED = "REPORTED", _("Reported as kept")
    KEPT = "KEPT", _("Kept")
    BROKEN = "BROKEN", _("Not kept")
