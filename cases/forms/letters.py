"""Letters at the end of a case, and the words in which they begin."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm


class LetterTextForm(PortalForm):
    """How letters of one kind begin."""

    text = CleanText(label=_("Text"), rows=14, help_text=_("Plain words. It is about no case: name nobody."))

    def __init__(self, data: Any, *, text: str) -> None:
        super().__init__(data)
        self.fields["text"].initial = text


class DraftLetterForm(PortalForm):
    """What a subject is told."""

    body = CleanText(
        label=_("Letter"),
        rows=14,
        help_text=_("Never who reported or was heard, and nothing that gives them away. No discipline either."),
    )
    why_told = CleanText(
        label=_("Why they are told now"),
        rows=3,
        required=False,
        help_text=_("For the file. They never heard of the matter, so that they need a reason to hear of it now."),
    )

    def __init__(self, data: Any, *, text: str, was_told: bool) -> None:
        super().__init__(data)
        self.fields["body"].initial = text
        if was_told:
            del self.fields["why_told"]


class DropLetterForm(ReasonForm):
    """Why it is let go."""

    reason = CleanText(label=_("Why it is dropped"), rows=3)


class AnswerLetterForm(PortalForm):
    """The recipient's one answer."""

    words = CleanText(label=_("Your answer"), rows=8, help_text=_("You can answer once. It is kept with the matter."))
