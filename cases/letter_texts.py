"""What a letter says before anybody has written the company's own words; and what it must not say."""

from django.utils.translation import gettext as _

from accounts.models.names import words
from cases.models import Case, LetterText
from cases.states.letter import Addressee, LetterResult
from cases.states.party import Finding
from cases.states.report import Mode

# The gravest first: a letter tells the gravest finding.
RESULT_OF = {
    Finding.SUBSTANTIATED: LetterResult.SUBSTANTIATED,
    Finding.PARTLY: LetterResult.PARTLY,
    Finding.INSUFFICIENT_INFORMATION: LetterResult.OPEN,
    Finding.UNSUBSTANTIATED: LetterResult.UNSUBSTANTIATED,
}


def result_of(findings: set[str]) -> LetterResult:
    """What is told of several findings."""
    return next((told for found, told in RESULT_OF.items() if found in findings), LetterResult.NOT_INVESTIGATED)


def text_for(addressee: str, result: str) -> str:
    """The company's words, or ours where it has none."""
    return LetterText.objects.in_force(addressee, result) or default_text(addressee, result)


def default_text(addressee: str, result: str) -> str:
    if addressee == Addressee.REPORTER:
        return _to_the_reporter(result)
    return _to_the_subject(result)


def _to_the_subject(result: str) -> str:
    told = {
        LetterResult.SUBSTANTIATED: _("We have found that what was alleged about you did happen."),
        LetterResult.PARTLY: _("We have found that part of what was alleged about you did happen."),
        LetterResult.UNSUBSTANTIATED: _("We have found no ground for what was alleged about you."),
        LetterResult.OPEN: _("We could not establish whether what was alleged about you happened."),
        LetterResult.NOT_INVESTIGATED: _("We have closed the matter without an investigation."),
    }[LetterResult(result)]
    return "\n\n".join(
        [
            _("We have looked into a matter that concerned you, and it is now closed."),
            told,
            _("What follows from it, if anything, your manager or HR tells you separately."),
            _(
                "You may answer this letter once, in writing. Please do not try to find out who spoke to us: nobody "
                "may be treated worse for having spoken up in good faith."
            ),
        ]
    )


def _to_the_reporter(result: str) -> str:
    told = {
        LetterResult.SUBSTANTIATED: _("We have found that what you reported did happen, and acted on it."),
        LetterResult.PARTLY: _("We have found that part of what you reported did happen, and acted on it."),
        LetterResult.UNSUBSTANTIATED: _("We have found no ground for it. It was right that you told us all the same."),
        LetterResult.OPEN: _("We could not establish what happened. If you learn more, please write to us here."),
        LetterResult.NOT_INVESTIGATED: _("It is closed without an investigation by us."),
    }[LetterResult(result)]
    return "\n\n".join(
        [
            _("We have looked into what you reported, and the matter is now closed."),
            told,
            _(
                "We can't tell you what was decided about other people. If anything happens to you because you spoke "
                "up, write to us here at once."
            ),
        ]
    )


def names_a_reporter(case: Case, text: str) -> bool:
    """Whether a text holds the family name of somebody who reported by name. Names in confidence are not looked at:
    the answer would tell them."""
    written = set(words(text))
    for report in case.reports.select_related("identity__data_key", "later_identity__data_key"):
        if report.known_as == Mode.NAMED and report.known_identity:
            named = words(str(report.known_identity.name))
            if named and named[-1] in written:
                return True
    return False
