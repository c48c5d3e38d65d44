"""A name held in trust: why it is asked for, and whether the reporter is told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnlockReason(TextChoices):
    """Why a confidential reporter's name is asked for: all that the custodian learns of why."""

    FOLLOW_UP = "FOLLOW_UP", _("The matter can’t be followed up without speaking to the reporter")
    PROTECTION = "PROTECTION", _("To protect the reporter from retaliation")
    LEGAL_DUTY = "LEGAL_DUTY", _("A law, a court or an authority demands it")
    SECRET_DUTY = "SECRET_DUTY", _("A law demands it, and telling the reporter first would endanger the proceedings")
    DANGER = "DANGER", _("Somebody’s life is in danger")


class Telling(TextChoices):
    """When the reporter is told that the name is shown (EU Directive 2019/1937 Art. 16)."""

    MAY_OBJECT = "MAY_OBJECT", _("The reporter is told first, and may say no.")
    BEFORE = "BEFORE", _("The reporter is told first, in writing and with the reason.")
    AFTER = "AFTER", _("The reporter is told once somebody has seen the name.")
    NEVER = "NEVER", _("The reporter is not told.")


# As counsel must confirm for each country: a company changes it here, in one place.
TELLING = {
    UnlockReason.FOLLOW_UP: Telling.MAY_OBJECT,
    UnlockReason.PROTECTION: Telling.MAY_OBJECT,
    UnlockReason.LEGAL_DUTY: Telling.BEFORE,
    UnlockReason.SECRET_DUTY: Telling.NEVER,
    UnlockReason.DANGER: Telling.AFTER,
}
TOLD_FIRST = tuple(reason for reason, when in TELLING.items() if when in (Telling.MAY_OBJECT, Telling.BEFORE))


class UnlockState(TextChoices):
    """Where a request for a reporter's name stands."""

    ASKED = "ASKED", _("Waits for a decision")
    GRANTED = "GRANTED", _("Granted")
    REFUSED = "REFUSED", _("Refused")
    ENDED = "ENDED", _("Ended")


class UnlockEnd(TextChoices):
    """Why a grant of a reporter's name ended, or why nobody decided about it."""

    RAN_OUT = "RAN_OUT", _("Its last day is over")
    REVOKED = "REVOKED", _("Taken back")
    OBJECTED = "OBJECTED", _("The reporter said no")
    NO_CUSTODIAN = "NO_CUSTODIAN", _("No custodian is free to decide")
    NO_NEED = "NO_NEED", _("The person may no longer see the case")
