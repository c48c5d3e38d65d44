"""The few words that notices and digests use about themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

COMMITTEE = frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR})

# Whom a matter must not wall off to be part of the common digest: those who sign it and those who read it.
SIGNERS_AND_READERS = COMMITTEE | {Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}


class NoticeReason(TextChoices):
    """Why the committee is told."""

    MATERIAL = "MATERIAL", _("Decided material")


class NoticeState(TextChoices):
    """How far a notice has come with its member."""

    UNREAD = "UNREAD", _("Not read")
    READ = "READ", _("Read")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Acknowledged")


class UpdateKind(TextChoices):
    """In what a matter has moved on since the committee was told of it."""

    TRIGGER = "TRIGGER", _("A further fact became known")
    FINDING = "FINDING", _("A finding was made")
    REFERRAL = "REFERRAL", _("Referral to public officials was decided")
    NOT_MATERIAL = "NOT_MATERIAL", _("It was decided to be not material after all")
    MERGED = "MERGED", _("Another report was joined to it")
    REOPENED = "REOPENED", _("The case was opened again")
    CLOSED = "CLOSED", _("The case was closed")


class UnreadState(TextChoices):
    """How far a notice that its member does not read has come."""

    WAITING = "WAITING", _("To be called")
    PASSED_ON = "PASSED_ON", _("Passed on")
    READ = "READ", _("Read meanwhile")


class CallOutcome(TextChoices):
    """What came of the secretary's call."""

    REACHED = "REACHED", _("I reached them: they know that something waits")
    NOT_REACHED = "NOT_REACHED", _("I did not reach them")


class DigestKind(TextChoices):
    """The common digest, and the annex for what walls off one of its signers or readers (DECISIONS 11)."""

    COMMON = "COMMON", _("Digest")
    ANNEX = "ANNEX", _("Restricted annex")


class DigestState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SIGNED = "SIGNED", _("Signed")


class DigestPartState(TextChoices):
    """How far the head of a queue is with their part of a digest."""

    AWAITED = "AWAITED", _("Awaited")
    SIGNED = "SIGNED", _("Signed")
    VOID = "VOID", _("Void")


class QuestionKind(TextChoices):
    """What a member says about a signed digest."""

    QUESTION = "QUESTION", _("A question: the signer answers")
    REMARK = "REMARK", _("A remark: no answer is needed")


class QuestionState(TextChoices):
    OPEN = "OPEN", _("Not answered yet")
    ANSWERED = "ANSWERED", _("Answered")
    REMARK = "REMARK", _("Remark")


class Section(TextChoices):
    """The sections of a digest, in their order. Each may carry commentary."""

    SUMMARY = "summary", _("Summary and asks")
    MATERIAL = "material", _("Material matters")
    UNDECIDED = "undecided", _("Not decided in time, or decided not material")
    ACCOUNTING = "accounting", _("Accounting complaints")
    VOLUME = "volume", _("Volume and channels")
    TOPICS = "topics", _("Topics")
    FINDINGS = "findings", _("Findings")
    TIMELINESS = "timeliness", _("Timeliness and ageing")
    DISCIPLINE = "discipline", _("Discipline and its consistency")
    REMEDIATION = "remediation", _("Root causes, remediation and recovery")
    RETALIATION = "retaliation", _("Retaliation")
    WAIVERS = "waivers", _("Waivers of the Code")
    AFFIRMATIONS = "affirmations", _("Affirmations")
    COMPLIANCE = "compliance", _("Compliance audits and training")
    HOLDS = "holds", _("Holds and deadlines of others")
    HOTLINE = "hotline", _("The help line's own test")
    EXITS = "exits", _("Sample of cases ended without a finding")
    RECONCILIATION = "reconciliation", _("Reconciliation")
    # For the committee's executive session, and so a part of its own at the end (docs/adr/0032).
    SENIOR = "senior", _("Directors, executives and ethics offices")


class MeasureKey(TextChoices):
    """The measures of the field (FIELD.md), each defined once in `definitions.py`."""

    PER_100 = "per_100", _("Reports per 100 employees")
    ANONYMITY = "anonymity", _("Anonymity rate")
    FOLLOW_UP = "follow_up", _("Follow-up rate")
    SUBSTANTIATION = "substantiation", _("Substantiation rate")
    CLOSURE = "closure", _("Closure time, median")
    REPORTING_GAP = "reporting_gap", _("Reporting gap, median")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged on time")
    FEEDBACK = "feedback", _("Feedback on time")
    RETALIATION = "retaliation", _("Retaliation rate")
    RETALIATION_SUBSTANTIATION = "retaliation_substantiation", _("Retaliation substantiated")


class Unit(TextChoices):
    """In what a measure is told."""

    COUNT = "count", _("a number")
    PER_100 = "per_100", _("per 100 employees a year")
    PERCENT = "percent", _("percent")
    DAYS = "days", _("days")


class BenchmarkState(TextChoices):
    STANDING = "STANDING", _("In use")
    RETIRED = "RETIRED", _("Retired")


class FeedScope(TextChoices):
    """What a token opens to another system."""

    MEASURES = "MEASURES", _("Measures: the figures of signed digests")
    SIEM = "SIEM", _("Trail: what happened when, without content")


class FeedState(TextChoices):
    WAITING = "WAITING", _("Waits for a second person")
    ACTIVE = "ACTIVE", _("In force")
    ENDED = "ENDED", _("Ended")


class HookEvent(TextChoices):
    """What another system is told of by itself. None of it says anything about a report, a case or a person."""

    DIGEST_SIGNED = "DIGEST_SIGNED", _("A digest was signed")
    SEAL_MADE = "SEAL_MADE", _("The trail was sealed")
    HOTLINE_TEST_ENDED = "HOTLINE_TEST_ENDED", _("A test of the hotline has ended")
    HEALTH_ALARM = "HEALTH_ALARM", _("The Portal raised an alarm about itself")


class ExploredMeasure(TextChoices):
    """What Explore shows."""

    VOLUME = "volume", _("Reports received")
    ANONYMITY = "anonymity", _("Anonymity rate")
    SUBSTANTIATION = "substantiation", _("Substantiation rate")
    CLOSURE = "closure", _("Closure time, median")
    REPORTING_GAP = "reporting_gap", _("Reporting gap, median")
    PER_100 = "per_100", _("Reports per 100 employees")
    FOLLOW_UP = "follow_up", _("Follow-up rate")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged on time")
    FEEDBACK = "feedback", _("Feedback on time")


class Dimension(TextChoices):
    """By what a measure is broken down."""

    QUARTER = "quarter", _("Quarter")
    TOPIC = "topic", _("Topic")
    CHANNEL = "channel", _("Channel")
    MODE = "mode", _("How reporters chose to be known")
    COUNTRY = "country", _("Country")
    UNIT = "unit", _("Unit of whom it concerns")


class Schedule(TextChoices):
    """How often those who read a view that is kept are told to look."""

    MONTHLY = "MONTHLY", _("Every month")
    QUARTERLY = "QUARTERLY", _("Every quarter")


class ExploreViewState(TextChoices):
    KEPT = "KEPT", _("Kept")
    REMOVED = "REMOVED", _("Removed")


class ExportFormat(TextChoices):
    CSV = "csv", _("CSV, for any program")
    XLSX = "xlsx", _("XLSX, for spreadsheet programs")
    PDF = "pdf", _("PDF, to read and print")


class ExploreExportState(TextChoices):
    """An export of Explore, until its day is over."""

    WAITING = "WAITING", _("Being made")
    READY = "READY", _("Ready")
    FAILED = "FAILED", _("Failed")
    REMOVED = "REMOVED", _("Removed")
