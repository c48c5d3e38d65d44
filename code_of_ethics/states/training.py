"""The words of trainings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingState(TextChoices):
    """Where a training stands."""

    RUNNING = "RUNNING", _("Running")
    ENDED = "ENDED", _("Ended")


class AssignmentState(TextChoices):
    """Where one person's training stands. Being late is no state: the day says it."""

    ASKED = "ASKED", _("To do")
    DONE = "DONE", _("Done")
    EXCUSED = "EXCUSED", _("Excused by the office")
    ENDED = "ENDED", _("Not asked any more")


class Source(TextChoices):
    """Who says that somebody was trained."""

    SELF = "SELF", _("The person")
    OFFICE = "OFFICE", _("The office")
    IMPORT = "IMPORT", _("The learning system")
