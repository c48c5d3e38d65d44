"""Questions: turning one into a report, and the library of answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm, ReasonForm
from cases.models import LibraryAnswer
from code_of_ethics.models import Topic


class AskToTreatAsReportForm(PortalForm):
    """What the person who asked reads, and why the office asks."""

    message = CleanText(label=gettext_lazy("What you ask"), rows=5)
    reason = CleanText(
        label=gettext_lazy("Why it may be a report"),
        rows=3,
        help_text=gettext_lazy("For the file, not for the reporter."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["message"].initial = _(
            "Thank you for your question. What you describe may be something that we should look into. May we treat it "
            "as a report? You are protected in the same way. Please press “Is your question a report?” below."
        )


class TreatAsReportForm(ReasonForm):
    """Why it plainly is a report."""

    reason = CleanText(
        label=gettext_lazy("Why it plainly is a report"),
        rows=4,
        help_text=gettext_lazy("For example: somebody is being harmed now, or the law wants it looked into."),
    )


class LibraryAnswerForm(PortalForm):
    """One text of the library."""

    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"), queryset=Topic.objects.none(), empty_label=gettext_lazy("Choose one")
    )
    title = CleanText(
        label=gettext_lazy("Title"),
        limit=120,
        help_text=gettext_lazy("How colleagues find it. The reporter never sees it."),
    )
    text = CleanText(
        label=gettext_lazy("Text"),
        rows=10,
        help_text=gettext_lazy("It is copied into the answer and can be changed there. Name no case and no person."),
    )

    def __init__(self, data: Any = None, *, answer: LibraryAnswer | None = None) -> None:
        told = {"topic": answer.topic_id, "title": answer.title, "text": answer.text} if answer else {}
        super().__init__(data, initial=told)
        topics = Topic.objects.offered()
        self.fields["topic"].queryset = topics | Topic.objects.filter(pk=answer.topic_id) if answer else topics  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "receipt"}
