"""What follows for reporters: whether they are well, and what somebody saw happen to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A reporter is asked after so many days from the report, and again from closing (DECISIONS 58).
CHECK_DAYS = (30, 60, 90, 180)


class CheckBasis(TextChoices):
    """From what the days of a check-in were counted."""

    REPORT = "REPORT", _("After the report")
    CLOSING = "CLOSING", _("After closing")
    ASKED = "ASKED", _("Asked by the office")


class CheckAnswer(TextChoices):
    """What a reporter says when asked how they have been since, in their own plain words."""

    FINE = "FINE", _("I am fine: nothing has changed for me")
    HAPPENED = "HAPPENED", _("Something happened to me")
    RATHER_NOT = "RATHER_NOT", _("I would rather not say")
    STOP = "STOP", _("Please stop asking me")


class CheckState(TextChoices):
    """Where a check-in stands."""

    WAITING = "WAITING", _("Not answered yet")
    ANSWERED = "ANSWERED", _("Answered")
    PASSED = "PASSED", _("Not answered")
    FOR_STAFF = "FOR_STAFF", _("For the office alone")


class ObservationKind(TextChoices):
    """What whoever works the case saw happen to a reporter who is known by name."""

    NOTHING = "NOTHING", _("Nothing has changed")
    PAY = "PAY", _("Pay or bonus")
    ROLE = "ROLE", _("Role or duties")
    TRANSFER = "TRANSFER", _("Moved elsewhere")
    DISMISSAL = "DISMISSAL", _("Dismissed")
    OTHER = "OTHER", _("Something else")


class ReviewDecision(TextChoices):
    """What came of a reporter's request that the closing be reviewed."""

    UPHELD = "UPHELD", _("The closing stands")
    REOPENED = "REOPENED", _("The case is reopened")


class ReviewState(TextChoices):
    """Where a request for review stands."""

    ASKED = "ASKED", _("Waits for a decision")
    DECIDED = "DECIDED", _("Decided")
