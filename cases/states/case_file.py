"""Papers that leave the Portal: where an export of a case stands, and what counsel's privilege covers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseFileState(TextChoices):
    """How far an export is."""

    WAITING = "WAITING", _("Being made")
    READY = "READY", _("Ready")
    FAILED = "FAILED", _("Could not be made")
    REMOVED = "REMOVED", _("Removed")


class PrivilegeKind(TextChoices):
    """What is privileged."""

    CASE = "CASE", _("The whole case")
    NOTE = "NOTE", _("A note")
    DOCUMENT = "DOCUMENT", _("A file")
    INTERVIEW = "INTERVIEW", _("An interview, with its statements")
    EVIDENCE = "EVIDENCE", _("A piece of evidence")


class PrivilegeState(TextChoices):
    """Whether a privilege stands."""

    STANDING = "STANDING", _("Privileged")
    DOUBTED = "DOUBTED", _("Lifting asked for")
    LIFTED = "LIFTED", _("Lifted")
