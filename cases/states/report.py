"""How a report came, what its reporter chose, and what may still be asked of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Direction(TextChoices):
    FROM_REPORTER = "FROM_REPORTER", _("From the reporter")
    TO_REPORTER = "TO_REPORTER", _("To the reporter")


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


class Concerns(TextChoices):
    """What the intake form asks, so that the wall stands from the first second (DECISIONS 6)."""

    ETHICS_OFFICER = "ETHICS_OFFICER", _("The Chief Compliance & Ethics Officer or their staff")
    GENERAL_AUDITOR = "GENERAL_AUDITOR", _("The General Auditor or their staff")
    EXECUTIVE = "EXECUTIVE", _("A director or an executive officer")
    NOT_SURE = "NOT_SURE", _("I am not sure")
    NONE = "NONE", _("None of these")
