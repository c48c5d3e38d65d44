"""Removing a passage, or a file, that is irrelevant personal data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MinimisedText(TextChoices):
    """Which text of a case a passage is removed from. The database knows these words too (`cases.models.doors`)."""

    REPORT = "REPORT", _("What was reported")
    ANSWERS = "ANSWERS", _("Answers on the form")
    TOPIC = "TOPIC", _("Answers to the questions about the topic")
    MESSAGE = "MESSAGE", _("A message")
    NOTE = "NOTE", _("A note")
    INTERVIEW = "INTERVIEW", _("The record of an interview")
    STATEMENT = "STATEMENT", _("A statement")
    # Not a text: it goes whole.
    FILE = "FILE", _("A whole file")


# All of them are of one row: what one person told us.
TEXTS_OF_A_REPORT = (MinimisedText.REPORT, MinimisedText.ANSWERS, MinimisedText.TOPIC)


class MinimisingReason(TextChoices):
    """Why a passage has no place in the file: GDPR Art. 5(1)(c); Directive (EU) 2019/1937 Art. 17, second sentence."""

    UNRELATED = "UNRELATED", _("About somebody who has nothing to do with the matter")
    SPECIAL = "SPECIAL", _("Health, belief, origin or sexual life, and not needed")
    PRIVATE = "PRIVATE", _("Private life, and not needed")
    CONTACT = "CONTACT", _("An address, number or account, and not needed")
    CHILD = "CHILD", _("About a child, and not needed")


class MinimisingState(TextChoices):
    """Where a removal stands."""

    PROPOSED = "PROPOSED", _("Waits for a second person")
    DONE = "DONE", _("Removed")
    DROPPED = "DROPPED", _("Left as it is")
