"""How long a file is kept, and how it ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Bound(TextChoices):
    """What the end of a retention period means (DECISIONS 57)."""

    # Kept at least as long: it falls due on the day after.
    MINIMUM = "MINIMUM", _("At least")
    # Kept at most as long: it falls due on the last day.
    MAXIMUM = "MAXIMUM", _("At most")


class StartEvent(TextChoices):
    """From when a retention period is counted. A later word of a reporter, or a later report, starts it anew."""

    CLOSED = "CLOSED", _("The case is closed")
    RECEIVED = "RECEIVED", _("The first report is received")


class RuleState(TextChoices):
    """Where a retention rule stands. Only a confirmed one is ever applied."""

    UNCONFIRMED = "UNCONFIRMED", _("Waits for counsel")
    IN_FORCE = "IN_FORCE", _("In force")
    RETIRED = "RETIRED", _("Retired")


class DeletionState(TextChoices):
    """Where the deletion of a file stands."""

    PROPOSED = "PROPOSED", _("Waits for a second person")
    APPROVED = "APPROVED", _("Agreed, to be deleted")
    STOPPED = "STOPPED", _("Stopped")
    DONE = "DONE", _("Deleted")


OPEN_DELETIONS = frozenset({DeletionState.PROPOSED.value, DeletionState.APPROVED.value})


class Hindrance(TextChoices):
    """Why a file is not deleted now."""

    REOPENED = "REOPENED", _("The case is not closed")
    HELD = "HELD", _("A legal hold")
    NO_RULE = "NO_RULE", _("No confirmed rule")
    RULES_DISAGREE = "RULES_DISAGREE", _("The rules contradict each other")
    NOT_YET = "NOT_YET", _("Not due yet")
    OPEN_WORK = "OPEN_WORK", _("Something is still to be done about it")
    INSIDER_LIST = "INSIDER_LIST", _("An insider list, which is kept for five years")
    # Said by whoever stopped it, not computed.
    STOPPED_BY_HAND = "STOPPED_BY_HAND", _("Stopped by a person")
