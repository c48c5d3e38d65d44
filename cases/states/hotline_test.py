"""Tests of the hotline."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.states.report import Channel


class TestedChannel(TextChoices):
    """The ways in that are tested, each as reporters use it."""

    WEB = Channel.WEB.value, _("Web, anonymous")
    PHONE = Channel.PHONE.value, _("Help line, by phone")
    EMAIL = Channel.EMAIL.value, _("Ethics mailbox")
    MANAGER = Channel.MANAGER.value, _("Told to a colleague, who passes it on")


class HotlineTestState(TextChoices):
    """How far a test has come."""

    TO_TELL = "TO_TELL", _("To be told by somebody")
    RUNNING = "RUNNING", _("Arrived, waits for the acknowledgement")
    ANSWERED = "ANSWERED", _("Acknowledged")
    FAILED = "FAILED", _("Failed")
    DROPPED = "DROPPED", _("Given up: nobody told it")


# Nothing follows any more.
ENDED_TESTS = frozenset({HotlineTestState.ANSWERED, HotlineTestState.FAILED, HotlineTestState.DROPPED})
