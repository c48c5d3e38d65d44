"""Why the deadline of a case waits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PauseReason(TextChoices):
    """The reasons that may be given. Words of one's own belong into a note, which is sealed."""

    REPORTER = "REPORTER", _("Waiting for the reporter’s answer")
    AUTHORITY = "AUTHORITY", _("A public authority asked to wait")
    PROCEEDINGS = "PROCEEDINGS", _("Waiting for the outcome of legal proceedings")
    RECORDS = "RECORDS", _("Waiting for records or an expert’s opinion")
    ABSENCE = "ABSENCE", _("Somebody who must be heard is away")
