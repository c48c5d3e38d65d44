"""The questions of a topic."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionnaireState(TextChoices):
    """Where one version of a topic's questions stands."""

    DRAFT = "DRAFT", _("Draft")
    PUBLISHED = "PUBLISHED", _("Asked now")
    SUPERSEDED = "SUPERSEDED", _("Replaced")


class QuestionKind(TextChoices):
    """How a question is answered."""

    SHORT_TEXT = "SHORT_TEXT", _("A few words")
    LONG_TEXT = "LONG_TEXT", _("A longer text")
    YES_NO = "YES_NO", _("Yes, no or not sure")
    CHOOSE_ONE = "CHOOSE_ONE", _("One of several answers")


class YesNo(TextChoices):
    """The answers to a question of the kind YES_NO. Not sure is an answer."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    NOT_SURE = "NOT_SURE", _("I am not sure")
