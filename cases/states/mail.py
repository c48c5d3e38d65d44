"""What became of a mail to the ethics mailbox."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """Where a mail to the ethics mailbox stands."""

    ARRIVED = "ARRIVED", _("Arrived")
    BECAME_REPORT = "BECAME_REPORT", _("Became a report")
    THREADED = "THREADED", _("Added to its report")
    SET_ASIDE = "SET_ASIDE", _("Waits for a person")
    IGNORED = "IGNORED", _("Ignored")
    DISMISSED = "DISMISSED", _("Set aside for good")


class MailReason(TextChoices):
    """Why a mail became nothing by itself."""

    AUTO_REPLY = "AUTO_REPLY", _("An automatic reply")
    BOUNCE = "BOUNCE", _("A returned mail")
    LOOP = "LOOP", _("A mail of our own that came back")
    BULK = "BULK", _("Sent in bulk")
    MAILING_LIST = "MAILING_LIST", _("Came through a mailing list")
    SPAM = "SPAM", _("Marked as unwanted by the mail server")
    ENCRYPTED = "ENCRYPTED", _("Encrypted")
    EMPTY = "EMPTY", _("Empty")
    NO_SENDER = "NO_SENDER", _("No address to answer to")
    TOO_LARGE = "TOO_LARGE", _("Too large to be taken")
    TOO_MANY = "TOO_MANY", _("Too many mails of one sender on one day")
    BROKEN = "BROKEN", _("Could not be read")
    NO_TOPIC = "NO_TOPIC", _("No topic is offered")
