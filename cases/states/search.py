"""What the search finds words in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SearchSource(TextChoices):
    """What a search looks through."""

    CASE = "CASE", _("Reference and summary")
    REPORT = "REPORT", _("Report")
    MESSAGE = "MESSAGE", _("Message")
    NOTE = "NOTE", _("Note")
    PARTY = "PARTY", _("Person or company named")
    ALLEGATION = "ALLEGATION", _("Allegation")
    INTERVIEW = "INTERVIEW", _("Interview")
    STATEMENT = "STATEMENT", _("Statement")
    EVIDENCE = "EVIDENCE", _("Evidence")
    TASK = "TASK", _("Task")
