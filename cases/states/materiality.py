"""What makes a matter one for the Audit Committee."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TriggerKind(TextChoices):
    """Why a matter may have to go to the Audit Committee (FIELD.md, 'Materiality triggers')."""

    SENIOR_SUBJECT = "SENIOR_SUBJECT", _("A director, executive officer or head of an ethics office is a subject")
    ACCOUNTING = "ACCOUNTING", _("Accounting, internal control or auditing")
    CONTROL_ROLE_FRAUD = "CONTROL_ROLE_FRAUD", _("Fraud by someone with a control role, whatever its size")
    BRIBERY = "BRIBERY", _("Bribery")
    SANCTIONS = "SANCTIONS", _("Sanctions or trade controls")
    ANTITRUST = "ANTITRUST", _("Antitrust")
    SAFETY = "SAFETY", _("Safety or forced labour")
    DATA_BREACH = "DATA_BREACH", _("Large data breach")
    REGULATOR_AWARE = "REGULATOR_AWARE", _("A regulator or the press is aware")
    RETALIATION = "RETALIATION", _("Retaliation alleged while a case is open")
    ESTIMATED_LOSS = "ESTIMATED_LOSS", _("Estimated loss at or above the threshold")


class LinkedGround(TextChoices):
    """What ties reports together so that the question is asked of them as a whole (FIELD.md, the same place)."""

    LINK = "LINK", _("Linked reports")
    SUBJECT = "SUBJECT", _("Several reports on one person")
    SITE = "SITE", _("Several reports on one site or company")


class Materiality(TextChoices):
    MATERIAL = "MATERIAL", _("Material")
    NOT_MATERIAL = "NOT_MATERIAL", _("Not material")
