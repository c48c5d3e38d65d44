"""What became of a file that somebody gave."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileState(TextChoices):
    """How far the cleaning of a file is."""

    WAITING = "WAITING", _("Being checked")
    CLEANED = "CLEANED", _("Cleaned")
    HELD = "HELD", _("Held")


class HeldReason(TextChoices):
    """Why a file is held: the codes of `vault.cleaning.held`, and the scanner's."""

    INFECTED = "INFECTED", _("The virus scanner found something in it.")
    UNSCANNED = "UNSCANNED", _("It is too large for the virus scanner, so nobody knows whether it does harm.")
    ENCRYPTED = "ENCRYPTED", _("It is locked with a password, so nothing could look inside.")
    UNREADABLE = "UNREADABLE", _("It is damaged, or not quite what it seems to be.")
    UNKNOWN_KIND = "UNKNOWN_KIND", _("Nothing here can clean files of this kind, such as archives and e-mails.")
    TWO_KINDS = "TWO_KINDS", _("It is two kinds of file at once, which is a way to hide something.")
    EMBEDDED = "EMBEDDED", _("It holds other files or programs that can't be cleaned.")
    TOO_MUCH = "TOO_MUCH", _("Cleaning it would take too long or too much memory.")
    NO_TOOL = "NO_TOOL", _("The program that cleans files of this kind is not installed here.")
    REMAINS = "REMAINS", _("Hidden data stayed in it after cleaning.")
    FAILED = "FAILED", _("Cleaning it failed several times.")
