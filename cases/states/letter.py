"""Letters at the end of a case: to whom, about what, and where each stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Addressee(TextChoices):
    """Whom a letter is for: what may be said differs."""

    SUBJECT = "SUBJECT", _("The person whom it was about")
    REPORTER = "REPORTER", _("Whoever reported it")


class LetterResult(TextChoices):
    """What came of the matter, as far as a letter tells it."""

    SUBSTANTIATED = "SUBSTANTIATED", _("It was so")
    PARTLY = "PARTLY", _("It was so in part")
    UNSUBSTANTIATED = "UNSUBSTANTIATED", _("It was not so")
    OPEN = "OPEN", _("It could not be established")
    NOT_INVESTIGATED = "NOT_INVESTIGATED", _("It was not investigated")


class LetterState(TextChoices):
    """Where a letter stands."""

    DRAFTED = "DRAFTED", _("To be reviewed")
    SENT = "SENT", _("Sent")
    ANSWERED = "ANSWERED", _("Answered")
    DROPPED = "DROPPED", _("Dropped")
