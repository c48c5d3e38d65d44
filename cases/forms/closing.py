"""Review, closing and reopening."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm


class SubmitForReviewForm(ReasonForm):
    """What the second person should know."""

    reason = CleanText(
        label=_("Summary for the second person"),
        rows=6,
        help_text=_("What was done, what was found, and what remains uncertain."),
    )


class ReturnToInvestigationForm(ReasonForm):
    """What is missing."""

    reason = CleanText(label=_("What is still missing"), rows=4)


class CloseForm(PortalForm):
    """The last word to the reporter."""

    message = CleanText(
        label=_("Message to the reporter"),
        rows=8,
        help_text=_("It is signed by the office, never by a person."),
    )

    def __init__(self, data: Any, *, text: str) -> None:
        super().__init__(data)
        self.fields["message"].initial = text


class ReopenForm(ReasonForm):
    """Why it starts again."""

    reason = CleanText(label=_("Why it is reopened"), rows=4)
