"""What leads somebody to a case, and what keeps them from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GrantReason(TextChoices):
    """Why somebody was given access to a case beyond its queue."""

    SHARED = "shared", _("The office shared it")
    SECOND_PERSON = "second_person", _("To answer as the second person")
    ALARM = "alarm", _("To act, because somebody may be in danger")
    EXIT_READING = "exit_reading", _("To read how it ended, by random choice")
    REVIEW = "review", _("To answer a reporter who asks for a review")
    UNDECIDED = "undecided", _("To decide whether it is material, because the office had not in time")
    CALLED_UP = "called_up", _("The committee's chair called it up")


class WayIn(TextChoices):
    """What leads somebody to a case, in words for whoever asks why they see it."""

    HEAD = "HEAD", _("They head the office that works it.")
    ACTING_HEAD = "ACTING_HEAD", _("They act for the committee’s chair.")
    DEPUTY = "DEPUTY", _("They stand in for the head of its queue.")
    QUEUE = "QUEUE", _("They work in the office that works it.")
    ASSIGNEE = "ASSIGNEE", _("They are its investigator.")
    GRANT = "GRANT", _("They were given access to it.")
    AUDITOR_RULE = "AUDITOR_RULE", _("The General Auditor reads what may be material, and matters of accounting.")
    RETALIATION_RULE = (
        "RETALIATION_RULE",
        _("The Chief Compliance & Ethics Officer reads matters of retaliation."),
    )


class Wall(TextChoices):
    """What keeps somebody from a case, whatever else leads them to it."""

    NAMED = "NAMED", _("They are named in it.")
    CONFLICT = "CONFLICT", _("They have declared a conflict of interest.")
    SUBORDINATE = "SUBORDINATE", _("They report to somebody who is named in it.")
