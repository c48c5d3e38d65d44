"""Review, closing and reopening."""

from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm

CLOSED = _(
    "We have looked into what you reported, and the matter is now closed. We can't tell you what was decided about "
    "other people. If anything happens to you because you spoke up, write to us here at once."
)


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
        rows=6,
        initial=CLOSED,
        help_text=_("It is signed by the office, never by a person."),
    )


class ReopenForm(ReasonForm):
    """Why it starts again."""

    reason = CleanText(label=_("Why it is reopened"), rows=4)
