"""What lies on an investigator's desk: templates, plans and tasks, interviews and statements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TemplateKind(TextChoices):
    """What a template is for."""

    PLAN = "PLAN", _("Plan")
    INTERVIEW = "INTERVIEW", _("Interview")


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "OPEN", _("To do")
    DONE = "DONE", _("Done")
    DROPPED = "DROPPED", _("Dropped")


class InterviewState(TextChoices):
    """Where an interview stands."""

    PLANNED = "PLANNED", _("Planned")
    HELD = "HELD", _("Held")
    CANCELLED = "CANCELLED", _("Not held")


class InterviewMode(TextChoices):
    """How people talk."""

    IN_PERSON = "IN_PERSON", _("In person")
    VIDEO = "VIDEO", _("By video")
    PHONE = "PHONE", _("By phone")
    WRITTEN = "WRITTEN", _("In writing")


class StatementState(TextChoices):
    """Where a statement stands. Only one that waits can still change."""

    WAITING = "WAITING", _("Not confirmed yet")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    DECLINED = "DECLINED", _("Not confirmed by the person")
    REPLACED = "REPLACED", _("Replaced by a later version")


class ConfirmedBy(TextChoices):
    """How the person interviewed answered."""

    SIGNED_IN = "SIGNED_IN", _("By the person, signed in")
    LINK = "LINK", _("By the person, with a personal code")
    READ_BACK = "READ_BACK", _("Read back to the person, and signed off by the investigator")
