"""Who is named in a case, what is alleged of them, and what was found."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyRole(TextChoices):
    SUBJECT = "SUBJECT", _("Subject")
    WITNESS = "WITNESS", _("Witness")
    AFFECTED = "AFFECTED", _("Affected person")


class PartyKind(TextChoices):
    PERSON = "PERSON", _("Person of the directory")
    UNKNOWN_PERSON = "UNKNOWN_PERSON", _("Person not in the directory")
    COMPANY = "COMPANY", _("Group company")
    UNIT = "UNIT", _("Unit")
    SUPPLIER = "SUPPLIER", _("Supplier")
    AGENT = "AGENT", _("Agent")


class PartyStatus(TextChoices):
    PROVISIONAL = "PROVISIONAL", _("Possible match")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    REJECTED = "REJECTED", _("Not concerned")


# A possible match of which somebody has said that it is no subject, until a second person agrees.
ROLE_PROPOSED = "ROLE_PROPOSED"
# Somebody confirmed of whom somebody else has said that they were named by mistake, until a second person decides.
DOUBTED = "DOUBTED"


class Finding(TextChoices):
    SUBSTANTIATED = "SUBSTANTIATED", _("Substantiated")
    PARTLY = "PARTLY", _("Partly substantiated")
    UNSUBSTANTIATED = "UNSUBSTANTIATED", _("Unsubstantiated")
    INSUFFICIENT_INFORMATION = "INSUFFICIENT_INFORMATION", _("Insufficient information")
    REFERRED = "REFERRED", _("Referred")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


# Findings against somebody: they need the fairness steps of DECISIONS 55.
ADVERSE_FINDINGS = frozenset({Finding.SUBSTANTIATED, Finding.PARTLY})


class Standard(TextChoices):
    BALANCE = "BALANCE", _("Balance of probabilities")
    CLEAR = "CLEAR", _("Clear and convincing evidence")


class Hearing(TextChoices):
    HEARD = "HEARD", _("Heard")
    DECLINED = "DECLINED", _("Declined to be heard")
    NOT_YET = "NOT_YET", _("Not yet")


class StepKind(TextChoices):
    """What makes a finding against somebody fair, one recorded step each (DECISIONS 55)."""

    TOLD = "TOLD", _("Told what is alleged")
    HEARD = "HEARD", _("Heard")
    DECLINED = "DECLINED", _("Declined to be heard")
    REPLY_WEIGHED = "REPLY_WEIGHED", _("Reply weighed")
