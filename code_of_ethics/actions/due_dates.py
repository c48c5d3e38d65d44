"""A later due date for one person, whatever they are asked to do: which day it may be, and what follows from it."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.moves import Refused
from code_of_ethics.models import Affirmation, TrainingAssignment
from code_of_ethics.models.affirmation import next_reminder

LONGEST_EXTENSION = timedelta(days=180)


def check_later(asked: Affirmation | TrainingAssignment, due_on: date, *, at: datetime) -> None:
    """Refuse a day that gives no more time, or too much of it."""
    today = localdate(at)
    if due_on <= max(asked.due_on, today):
        raise Refused(_("Choose a day after %(day)s.") % {"day": date_format(max(asked.due_on, today))}, "due_on")
    if due_on > today + LONGEST_EXTENSION:
        raise Refused(_("At most 180 days from now."), "due_on")


def move_due_date(asked: Affirmation | TrainingAssignment, due_on: date, *, at: datetime) -> str:
    """Move it; reminders begin anew, and the manager's too. Returns the sentence for the trail."""
    days = {"day": date_format(due_on), "former": date_format(asked.due_on)}
    asked.due_on, asked.manager_told_on = due_on, None
    asked.next_reminder_on = next_reminder(due_on, localdate(at))
    asked.save(update_fields=["due_on", "next_reminder_on", "manager_told_on"])
    return _("More time: until %(day)s instead of %(former)s") % days
