"""The field's words for states, kinds and outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Office


class CaseState(TextChoices):
    NEW = "NEW", _("New")
    TRIAGE = "TRIAGE", _("In triage")
    INVESTIGATION = "INVESTIGATION", _("Under investigation")
    REVIEW = "REVIEW", _("In review")
    CLOSED = "CLOSED", _("Closed")


OPEN_STATES = frozenset({CaseState.NEW, CaseState.TRIAGE, CaseState.INVESTIGATION, CaseState.REVIEW})


class Queue(TextChoices):
    """Where a case is worked. The third concerns both offices and belongs to the committee's chair."""

    GENERAL_AUDITOR = Office.GENERAL_AUDITOR.value, _("General Auditor")
    ETHICS_OFFICE = Office.ETHICS_OFFICE.value, _("Compliance & Ethics")
    AUDIT_COMMITTEE_CHAIR = "AUDIT_COMMITTEE_CHAIR", _("Audit Committee chair")


class Mode(TextChoices):
    NAMED = "NAMED", _("Named")
    CONFIDENTIAL = "CONFIDENTIAL", _("Confidential")
    ANONYMOUS = "ANONYMOUS", _("Anonymous")


class Channel(TextChoices):
    WEB = "WEB", _("Web")
    PHONE = "PHONE", _("Help line")
    EMAIL = "EMAIL", _("E-mail")
    LETTER = "LETTER", _("Letter")
    IN_PERSON = "IN_PERSON", _("In person")
    MANAGER = "MANAGER", _("Referred by a manager")
    IMPORT = "IMPORT", _("Imported")


class ReportKind(TextChoices):
    REPORT = "REPORT", _("Report")
    QUESTION = "QUESTION", _("Question")


class ReadBack(TextChoices):
    """Whether an oral report was read back to whoever made it (EU Directive 2019/1937 Art. 18)."""

    AGREED = "AGREED", _("Read back, corrected where needed, and agreed")
    DECLINED = "DECLINED", _("Offered, and the person did not want it")
    CUT_OFF = "CUT_OFF", _("Not possible: the conversation ended before")


class Severity(TextChoices):
    LOW = "1", _("Low")
    MEDIUM = "2", _("Medium")
    HIGH = "3", _("High")
    CRITICAL = "4", _("Critical")


class RetaliationRisk(TextChoices):
    LOW = "LOW", _("Low")
    MEDIUM = "MEDIUM", _("Medium")
    HIGH = "HIGH", _("High")


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


class Outcome(TextChoices):
    """How a case ended."""

    FINDINGS = "FINDINGS", _("Closed with findings")
    ANSWERED = "ANSWERED", _("Question answered")
    OUT_OF_SCOPE = "OUT_OF_SCOPE", _("Out of scope")
    REFERRED = "REFERRED", _("Referred elsewhere")


class Direction(TextChoices):
    FROM_REPORTER = "FROM_REPORTER", _("From the reporter")
    TO_REPORTER = "TO_REPORTER", _("To the reporter")


class LinkKind(TextChoices):
    """How two cases belong together."""

    DUPLICATE = "DUPLICATE", _("The same matter, reported again")
    REPEAT = "REPEAT", _("The same concern, again later")
    EARLIER = "EARLIER", _("The earlier report whose key was lost")
    RELATED = "RELATED", _("Related in another way")


class Consent(TextChoices):
    """What somebody who asked a question says to its being treated as a report."""

    YES = "YES", _("Yes, treat it as a report")
    NO = "NO", _("No, it is only a question")


class AnswerState(TextChoices):
    """Where a text of the library of answers stands."""

    DRAFT = "DRAFT", _("Draft")
    PUBLISHED = "PUBLISHED", _("Published")
    RETIRED = "RETIRED", _("Retired")


class WithdrawalAnswer(TextChoices):
    """What the office does about a reporter's wish to withdraw."""

    GO_ON = "GO_ON", _("We look into it all the same")
    LET_REST = "LET_REST", _("We do not pursue it further because of this report")


class FileState(TextChoices):
    """How far the cleaning of a file is."""

    WAITING = "WAITING", _("Being checked")
    CLEANED = "CLEANED", _("Cleaned")
    HELD = "HELD", _("Held")


class HeldReason(TextChoices):
    """Why a file is held: the codes of `vault.cleaning.held`, and the scanner's."""

    INFECTED = "INFECTED", _("The virus scanner found something in it.")
    UNSCANNED = "UNSCANNED", _("It is too large for the virus scanner, so nobody knows whether it does harm.")
    ENCRYPTED = "ENCRYPTED", _("It is locked with a password, so nothing could look inside.")
    UNREADABLE = "UNREADABLE", _("It is damaged, or not quite what it seems to be.")
    UNKNOWN_KIND = "UNKNOWN_KIND", _("Nothing here can clean files of this kind, such as archives and e-mails.")
    TWO_KINDS = "TWO_KINDS", _("It is two kinds of file at once, which is a way to hide something.")
    EMBEDDED = "EMBEDDED", _("It holds other files or programs that can't be cleaned.")
    TOO_MUCH = "TOO_MUCH", _("Cleaning it would take too long or too much memory.")
    NO_TOOL = "NO_TOOL", _("The program that cleans files of this kind is not installed here.")
    REMAINS = "REMAINS", _("Hidden data stayed in it after cleaning.")
    FAILED = "FAILED", _("Cleaning it failed several times.")


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


class Materiality(TextChoices):
    MATERIAL = "MATERIAL", _("Material")
    NOT_MATERIAL = "NOT_MATERIAL", _("Not material")


class Concerns(TextChoices):
    """What the intake form asks, so that the wall stands from the first second (DECISIONS 6)."""

    ETHICS_OFFICER = "ETHICS_OFFICER", _("The Chief Compliance & Ethics Officer or their staff")
    GENERAL_AUDITOR = "GENERAL_AUDITOR", _("The General Auditor or their staff")
    EXECUTIVE = "EXECUTIVE", _("A director or an executive officer")
    NOT_SURE = "NOT_SURE", _("I am not sure")
    NONE = "NONE", _("None of these")


class MailState(TextChoices):
    """Where a mail to the ethics mailbox stands."""

    ARRIVED = "ARRIVED", _("Arrived")
    BECAME_REPORT = "BECAME_REPORT", _("Became a report")
    THREADED = "THREADED", _("Added to its report")
    SET_ASIDE = "SET_ASIDE", _("Waits for a person")
    IGNORED = "IGNORED", _("Ignored")
    DISMISSED = "DISMISSED", _("Set aside for good")


class MailReason(TextChoices):
    """Why a mail became nothing by itself."""

    AUTO_REPLY = "AUTO_REPLY", _("An automatic reply")
    BOUNCE = "BOUNCE", _("A returned mail")
    LOOP = "LOOP", _("A mail of our own that came back")
    BULK = "BULK", _("Sent in bulk")
    MAILING_LIST = "MAILING_LIST", _("Came through a mailing list")
    SPAM = "SPAM", _("Marked as unwanted by the mail server")
    ENCRYPTED = "ENCRYPTED", _("Encrypted")
    EMPTY = "EMPTY", _("Empty")
    NO_SENDER = "NO_SENDER", _("No address to answer to")
    TOO_LARGE = "TOO_LARGE", _("Too large to be taken")
    TOO_MANY = "TOO_MANY", _("Too many mails of one sender on one day")
    BROKEN = "BROKEN", _("Could not be read")
    NO_TOPIC = "NO_TOPIC", _("No topic is offered")


class GrantReason(TextChoices):
    """Why somebody was given access to a case beyond its queue."""

    SHARED = "shared", _("The office shared it")
    SECOND_PERSON = "second_person", _("To answer as the second person")
    ALARM = "alarm", _("To act, because somebody may be in danger")
    CALLED_UP = "called_up", _("The committee's chair called it up")


class Rung(TextChoices):
    """As what somebody was called because a reporter said that somebody is in danger, from the first to the last."""

    ON_CALL = "ON_CALL", _("On call")
    HEAD = "HEAD", _("Head of the office")
    OTHER_HEAD = "OTHER_HEAD", _("Head of the other office")
    COMMITTEE = "COMMITTEE", _("Audit Committee")


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


class FloodKind(TextChoices):
    """What runs over."""

    RATE = "RATE", _("More reports arrive than people send")
    QUOTA = "QUOTA", _("The room for files from forms is nearly used up")
    DISK = "DISK", _("The disk is nearly full")
