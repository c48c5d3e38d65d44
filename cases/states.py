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
    # An end of its own: the matter goes on in another case, which counts it (docs/adr/0008).
    MERGED = "MERGED", _("Merged into another case")


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


class WayIn(TextChoices):
    """What leads somebody to a case, in words for whoever asks why they see it."""

    HEAD = "HEAD", _("They head the office that works it.")
    ACTING_HEAD = "ACTING_HEAD", _("They act for the committee’s chair.")
    QUEUE = "QUEUE", _("They work in the office that works it.")
    ASSIGNEE = "ASSIGNEE", _("They are its investigator.")
    GRANT = "GRANT", _("They were given access to it.")
    AUDITOR_RULE = "AUDITOR_RULE", _("The General Auditor reads what may be material, and matters of accounting.")
    RETALIATION_RULE = (
        "RETALIATION_RULE",
        _("The Chief Compliance & Ethics Officer reads matters of retaliation."),
    )


class Wall(TextChoices):
    """What keeps somebody from a case, whatever else leads them to it."""

    NAMED = "NAMED", _("They are named in it.")
    CONFLICT = "CONFLICT", _("They have declared a conflict of interest.")
    SUBORDINATE = "SUBORDINATE", _("They report to somebody who is named in it.")


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


class StepKind(TextChoices):
    """What makes a finding against somebody fair, one recorded step each (DECISIONS 55)."""

    TOLD = "TOLD", _("Told what is alleged")
    HEARD = "HEARD", _("Heard")
    DECLINED = "DECLINED", _("Declined to be heard")
    REPLY_WEIGHED = "REPLY_WEIGHED", _("Reply weighed")


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


class SearchSource(TextChoices):
    """What a search looks through."""

    CASE = "CASE", _("Reference and summary")
    REPORT = "REPORT", _("Report")
    MESSAGE = "MESSAGE", _("Message")
    NOTE = "NOTE", _("Note")
    PARTY = "PARTY", _("Person or company named")
    ALLEGATION = "ALLEGATION", _("Allegation")


class FloodKind(TextChoices):
    """What runs over."""

    RATE = "RATE", _("More reports arrive than people send")
    QUOTA = "QUOTA", _("The room for files from forms is nearly used up")
    DISK = "DISK", _("The disk is nearly full")
