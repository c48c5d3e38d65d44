"""The words of compliance audits and of their findings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditState(TextChoices):
    """Where a compliance audit stands."""

    PLANNED = "PLANNED", _("Planned")
    FIELDWORK = "FIELDWORK", _("Being done")
    REPORTED = "REPORTED", _("Reported")
    CANCELLED = "CANCELLED", _("Called off")


class SampleMethod(TextChoices):
    """How a sample was chosen."""

    RANDOM = "RANDOM", _("At random")
    STRATIFIED = "STRATIFIED", _("At random within groups")
    JUDGEMENT = "JUDGEMENT", _("By judgement")
    ALL = "ALL", _("Everything")


class AuditRating(TextChoices):
    """What an audit says as a whole."""

    EFFECTIVE = "EFFECTIVE", _("Works")
    IMPROVE = "IMPROVE", _("Needs to improve")
    INEFFECTIVE = "INEFFECTIVE", _("Does not work")


class FindingRating(TextChoices):
    """How grave one finding of an audit is."""

    LOW = "LOW", _("Low")
    MODERATE = "MODERATE", _("Moderate")
    HIGH = "HIGH", _("High")
    CRITICAL = "CRITICAL", _("Critical")


class FindingState(TextChoices):
    """Where a finding of an audit stands. Being late is no state: the day says it."""

    RAISED = "RAISED", _("Waits for an answer")
    ANSWERED = "ANSWERED", _("Being put right")
    DONE = "DONE", _("Said to be done")
    CLOSED = "CLOSED", _("Seen to be done")


class Agreement(TextChoices):
    """What management says to a finding."""

    AGREED = "AGREED", _("Agrees")
    PARTLY = "PARTLY", _("Agrees in part")
    DISAGREED = "DISAGREED", _("Does not agree")
