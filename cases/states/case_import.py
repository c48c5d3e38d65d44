"""Old cases that an office brings along from another system."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseImportState(TextChoices):
    """How far an import is."""

    DRAFT = "DRAFT", _("Looked at")
    WAITING = "WAITING", _("Waits for a second person")
    RUNNING = "RUNNING", _("Being taken over")
    DONE = "DONE", _("Taken over")
    DISCARDED = "DISCARDED", _("Discarded")


# Those whose rows are still kept: afterwards the cases hold all of it.
KEPT_STATES = frozenset({CaseImportState.DRAFT, CaseImportState.WAITING, CaseImportState.RUNNING})
