"""The states of a case, its queue, and how grave it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Office


class CaseState(TextChoices):
    NEW = "NEW", _("New")
    TRIAGE = "TRIAGE", _("In triage")
    INVESTIGATION = "INVESTIGATION", _("Under investigation")
    REVIEW = "REVIEW", _("In review")
    CLOSED = "CLOSED", _("Closed")
    # An end of its own: the matter goes on in another case, which counts it (docs/adr/0008).
    MERGED = "MERGED", _("Merged into another case")
    # Was never a matter: a test of the hotline that is over (`HotlineTest`).
    TESTED = "TESTED", _("A test of the hotline")


# Ends that are no step of working a case, and out of every count.
ASIDE = frozenset({CaseState.MERGED, CaseState.TESTED})
OPEN_STATES = frozenset({CaseState.NEW, CaseState.TRIAGE, CaseState.INVESTIGATION, CaseState.REVIEW})


class Queue(TextChoices):
    """Where a case is worked. The third concerns both offices and belongs to the committee's chair."""

    GENERAL_AUDITOR = Office.GENERAL_AUDITOR.value, _("General Auditor")
    ETHICS_OFFICE = Office.ETHICS_OFFICE.value, _("Compliance & Ethics")
    AUDIT_COMMITTEE_CHAIR = "AUDIT_COMMITTEE_CHAIR", _("Audit Committee chair")


class Severity(TextChoices):
    LOW = "1", _("Low")
    MEDIUM = "2", _("Medium")
    HIGH = "3", _("High")
    CRITICAL = "4", _("Critical")


class RetaliationRisk(TextChoices):
    LOW = "LOW", _("Low")
    MEDIUM = "MEDIUM", _("Medium")
    HIGH = "HIGH", _("High")


class IncidentPrecision(TextChoices):
    """How much is known of the day of the first incident."""

    DAY = "DAY", _("To the day")
    MONTH = "MONTH", _("To the month")
    YEAR = "YEAR", _("To the year")


class Outcome(TextChoices):
    """How a case ended."""

    FINDINGS = "FINDINGS", _("Closed with findings")
    ANSWERED = "ANSWERED", _("Question answered")
    OUT_OF_SCOPE = "OUT_OF_SCOPE", _("Out of scope")
    REFERRED = "REFERRED", _("Referred elsewhere")


class LinkKind(TextChoices):
    """How two cases belong together."""

    DUPLICATE = "DUPLICATE", _("The same matter, reported again")
    REPEAT = "REPEAT", _("The same concern, again later")
    EARLIER = "EARLIER", _("The earlier report whose key was lost")
    RETALIATION = "RETALIATION", _("Retaliation against the reporter of the other one")
    RELATED = "RELATED", _("Related in another way")
