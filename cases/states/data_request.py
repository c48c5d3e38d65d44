"""What somebody asks about their own data, and how it is answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataRight(TextChoices):
    """The rights of GDPR Art. 15, 16, 17 and 21."""

    ACCESS = "ACCESS", _("Access: a copy of what is held")
    RECTIFICATION = "RECTIFICATION", _("Rectification: something is wrong")
    ERASURE = "ERASURE", _("Erasure: delete it")
    OBJECTION = "OBJECTION", _("Objection: stop using it")


class DataChannel(TextChoices):
    """How a request arrived."""

    PORTAL = "PORTAL", _("In the Portal")
    MAIL = "MAIL", _("By e-mail")
    LETTER = "LETTER", _("By letter")


class DataRequestState(TextChoices):
    """Where a request stands."""

    RECEIVED = "RECEIVED", _("Identity to be checked")
    IDENTIFIED = "IDENTIFIED", _("To be answered")
    ANSWERED = "ANSWERED", _("Answered")
    DECLINED = "DECLINED", _("Declined")


class DataPartState(TextChoices):
    """Where an office stands with its part. Nobody else is told."""

    OPEN = "OPEN", _("To be looked through")
    READY = "READY", _("Ready")


class DataOutcome(TextChoices):
    """What comes of the part that the registers hold."""

    GRANTED = "GRANTED", _("Done as asked")
    PARTLY = "PARTLY", _("Done in part")
    REFUSED = "REFUSED", _("Refused")
    NOTHING_HELD = "NOTHING_HELD", _("Nothing is held")


class DataDecision(TextChoices):
    """What an office decides about one thing that a case holds about the person."""

    GIVE = "GIVE", _("Give it")
    GIVE_REDACTED = "GIVE_REDACTED", _("Give it with parts left out")
    COMPLY = "COMPLY", _("Do as asked: correct, remove or stop")
    WITHHOLD = "WITHHOLD", _("Withhold or refuse it")
    NOTHING_HELD = "NOTHING_HELD", _("Nothing is held")


class DataGround(TextChoices):
    """On what legal ground something is withheld or refused."""

    REPORTER = "REPORTER", _("It would show who reported (Directive (EU) 2019/1937 Art. 16; GDPR Art. 15(4))")
    INVESTIGATION = "INVESTIGATION", _("It would harm an investigation (GDPR Art. 23(1)(d), (g) and (i))")
    OTHERS = "OTHERS", _("It would harm the rights of others (GDPR Art. 15(4))")
    PRIVILEGE = "PRIVILEGE", _("It is privileged")
    CLAIMS = "CLAIMS", _("It is needed for legal claims, or a legal hold stands (GDPR Art. 17(3)(e), 21(1))")
    LEGAL_DUTY = "LEGAL_DUTY", _("The law wants it kept (GDPR Art. 17(3)(b))")


# What goes along with the letter.
GIVEN = frozenset({DataDecision.GIVE.value, DataDecision.GIVE_REDACTED.value, DataDecision.COMPLY.value})
