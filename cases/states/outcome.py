"""What is done about a matter: actions, amounts, referrals to public officials."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RootCause(TextChoices):
    """Why it could happen."""

    INTENT = "INTENT", _("Deliberate act against a known rule")
    UNAWARE = "UNAWARE", _("The rule was not known")
    UNCLEAR_RULE = "UNCLEAR_RULE", _("The rule was unclear")
    MISSING_CONTROL = "MISSING_CONTROL", _("A control was missing")
    CONTROL_BYPASSED = "CONTROL_BYPASSED", _("A control was bypassed")
    SUPERVISION = "SUPERVISION", _("Too little supervision")
    PRESSURE = "PRESSURE", _("Pressure or targets")
    INCENTIVES = "INCENTIVES", _("Wrong incentives")
    CULTURE = "CULTURE", _("Culture of the unit")
    CAPACITY = "CAPACITY", _("Too few people or means")
    OTHER = "OTHER", _("Another cause")


class ActionKind(TextChoices):
    """What is done about a matter."""

    DISCIPLINE = "DISCIPLINE", _("Discipline")
    CORRECTIVE = "CORRECTIVE", _("Corrective action")
    REMEDIATION = "REMEDIATION", _("Remediation")
    RECOVERY = "RECOVERY", _("Recovery of assets")
    INTERIM = "INTERIM", _("Interim measure")


class DisciplineLevel(TextChoices):
    """The consequence for a subject, from the mildest to the hardest."""

    NONE = "NONE", _("None")
    COUNSELLING = "COUNSELLING", _("Counselling")
    VERBAL_WARNING = "VERBAL_WARNING", _("Verbal warning")
    WRITTEN_WARNING = "WRITTEN_WARNING", _("Written warning")
    FINAL_WARNING = "FINAL_WARNING", _("Final warning")
    PAY = "PAY", _("Pay or bonus")
    DEMOTION = "DEMOTION", _("Demotion")
    SUSPENSION = "SUSPENSION", _("Suspension")
    TERMINATION = "TERMINATION", _("Termination")
    CONTRACT_ENDED = "CONTRACT_ENDED", _("Contract ended")


class SubjectLevel(TextChoices):
    """How high a subject stood when the consequence was proposed."""

    EXECUTIVE = "EXECUTIVE", _("Executive officer or director")
    MANAGER = "MANAGER", _("Manager")
    OTHER = "OTHER", _("Other")


class InterimKind(TextChoices):
    """What is done while the matter is still being looked into."""

    LEAVE = "LEAVE", _("Leave")
    SEPARATION = "SEPARATION", _("Separation of people")
    PROTECTION = "PROTECTION", _("Protection of the reporter")
    FREEZE_EVIDENCE = "FREEZE_EVIDENCE", _("Freezing of evidence")


class RecoveryRoute(TextChoices):
    """How assets are sought back."""

    REPAYMENT = "REPAYMENT", _("Repayment")
    INSURANCE = "INSURANCE", _("Insurance")
    LITIGATION = "LITIGATION", _("Litigation")
    CLAWBACK = "CLAWBACK", _("Clawback")


class AmountKind(TextChoices):
    """What an amount of a recovery is."""

    RECOVERED = "RECOVERED", _("Recovered")
    COST = "COST", _("Cost")


class ActionState(TextChoices):
    """Where an action stands."""

    PROPOSED = "PROPOSED", _("Proposed")
    DECIDED = "DECIDED", _("Decided")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    DONE = "DONE", _("Reported as done")
    CONFIRMED = "CONFIRMED", _("Done")
    CANCELLED = "CANCELLED", _("Cancelled")


# An action that somebody still has to do something about, once it was decided.
UNDER_WAY = frozenset({ActionState.DECIDED, ActionState.IN_PROGRESS})
# A consequence that stands.
STANDING_ACTIONS = UNDER_WAY | {ActionState.DONE, ActionState.CONFIRMED}


class Advice(TextChoices):
    """What counsel says to a referral to public officials."""

    FOR = "FOR", _("Refer")
    AGAINST = "AGAINST", _("Do not refer")


class ReferralState(TextChoices):
    """Where a referral to public officials stands."""

    PROPOSED = "PROPOSED", _("Waits for counsel")
    ADVISED = "ADVISED", _("Waits for the decision")
    APPROVED = "APPROVED", _("To be handed over")
    DECLINED = "DECLINED", _("Not referred")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Acknowledged")
    CONCLUDED = "CONCLUDED", _("Concluded")
