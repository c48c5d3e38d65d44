"""The few words that versions of the Code and duties to disclose use about themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    """Where a version of the Code stands. Which one is in force on a day, its dates say."""

    DRAFT = "DRAFT", _("Draft")
    PUBLISHED = "PUBLISHED", _("Published")
    SUPERSEDED = "SUPERSEDED", _("Superseded")


class DisclosureState(TextChoices):
    """Where a duty to disclose stands. Being late is no state: the clock says it."""

    DUE = "DUE", _("To be drafted")
    DRAFTED = "DRAFTED", _("Drafted, to be filed")
    FILED = "FILED", _("Filed")


class TopicGroup(TextChoices):
    """Under which heading a topic stands where people choose one. The names are in their words, not in the Code's."""

    PEOPLE = "PEOPLE", _("How people are treated, and safety")
    MONEY = "MONEY", _("Money, bribes and the accounts")
    INTERESTS = "INTERESTS", _("Gifts, second jobs and private interests")
    BUSINESS = "BUSINESS", _("Customers, competitors and governments")
    COMPANY = "COMPANY", _("Data, and what belongs to the company")
    SPEAKING_UP = "SPEAKING_UP", _("Speaking up and investigations")


class Means(TextChoices):
    """How the public may be told (Form 8-K Item 5.05(c); Nasdaq 5610; NYSE 303A.10)."""

    FORM_8K = "FORM_8K", _("Form 8-K")
    PRESS_RELEASE = "PRESS_RELEASE", _("Press release")
    WEB_SITE = "WEB_SITE", _("Company web site")


class Element(TextChoices):
    """What Regulation S-K Item 406(b) wants a code of ethics to promote. A provision carries those it serves."""

    HONEST_CONDUCT = "honest_conduct", _("Honest conduct and conflicts of interest")
    FULL_DISCLOSURE = "full_disclosure", _("Full, fair and timely disclosure")
    LEGAL_COMPLIANCE = "legal_compliance", _("Compliance with the law")
    INTERNAL_REPORTING = "internal_reporting", _("Prompt internal reporting")
    ACCOUNTABILITY = "accountability", _("Accountability for keeping to the Code")


class PostedState(TextChoices):
    """Where something stands that everybody will read: a contact point, or the words of a promise."""

    PROPOSED = "PROPOSED", _("Proposed")
    PUBLISHED = "PUBLISHED", _("Published")
    # No longer shown: replaced by a later one, taken down, or never published.
    RETIRED = "RETIRED", _("Retired")


class ContactKind(TextChoices):
    """How people reach somebody."""

    PHONE = "PHONE", _("Telephone")
    MAIL = "MAIL", _("E-mail")
    POST = "POST", _("Letter")


class OpenDays(TextChoices):
    """On which days a contact point answers."""

    EVERY_DAY = "EVERY_DAY", _("Every day")
    MON_FRI = "MON_FRI", _("Monday to Friday")
    MON_SAT = "MON_SAT", _("Monday to Saturday")
    SUN_THU = "SUN_THU", _("Sunday to Thursday")


class Promise(TextChoices):
    """What every public page promises. The second may be reworded, never removed (SEC Rule 21F-17)."""

    NO_RETALIATION = "NO_RETALIATION", _("Nobody is punished for speaking up")
    PUBLIC_AUTHORITIES = "PUBLIC_AUTHORITIES", _("The right to go to public authorities")


class CampaignState(TextChoices):
    """Where a campaign stands."""

    RUNNING = "RUNNING", _("Running")
    ENDED = "ENDED", _("Ended")


class Level(TextChoices):
    """Of whom a campaign may be, where it is not of everybody."""

    BOARD_CLASS = "BOARD_CLASS", _("Directors and executive officers")
    MANAGERS = "MANAGERS", _("People who lead others")
    CONTROL_ROLE = "CONTROL_ROLE", _("People with a control role")


class AffirmationState(TextChoices):
    """Where one person's affirmation stands. Being late is no state: the day says it."""

    ASKED = "ASKED", _("Not yet")
    AFFIRMED = "AFFIRMED", _("Affirmed")
    EXCUSED = "EXCUSED", _("Excused by the office")
    ENDED = "ENDED", _("Not asked any more")


class ExceptionState(TextChoices):
    """Where the talk stands with somebody who can't affirm."""

    OPEN = "OPEN", _("Being talked about")
    SETTLED = "SETTLED", _("Settled")


class DeclarationKind(TextChoices):
    """What people disclose about themselves."""

    CONFLICT = "CONFLICT", _("Conflict of interest")
    GIFT = "GIFT", _("Gift or entertainment")
    OUTSIDE_INTEREST = "OUTSIDE_INTEREST", _("Outside job, office or investment")


class DeclarationState(TextChoices):
    """Where a disclosure of one's own stands. Having expired is no state: the day says it."""

    SUBMITTED = "SUBMITTED", _("Being reviewed")
    NO_CONFLICT = "NO_CONFLICT", _("No conflict")
    CLEARED = "CLEARED", _("Cleared")
    MITIGATED = "MITIGATED", _("Allowed with conditions")
    REFUSED = "REFUSED", _("Not allowed")
    ENDED = "ENDED", _("No longer so")


DECISIONS = (
    DeclarationState.NO_CONFLICT,
    DeclarationState.CLEARED,
    DeclarationState.MITIGATED,
    DeclarationState.REFUSED,
)
# These hold until a day, and are renewed before it.
UNTIL_A_DAY = (DeclarationState.CLEARED, DeclarationState.MITIGATED)
