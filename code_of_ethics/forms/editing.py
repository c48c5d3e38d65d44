"""Writing a draft of the Code provision by provision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from code_of_ethics.actions import ProvisionFacts, VersionFacts
from code_of_ethics.forms import SummariesForm
from code_of_ethics.models import Topic
from code_of_ethics.states import Element

TEXT_LIMIT = 50_000  # characters of one provision


class SeenForm(PortalForm):
    """A change of a draft as it stood when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ProvisionForm(PortalForm):
    """One provision."""

    part = CleanText(
        label=gettext_lazy("Part"),
        limit=200,
        help_text=gettext_lazy("The heading that it stands under. Another name begins a new part."),
    )
    title = CleanText(label=gettext_lazy("Title"), limit=200)
    text = CleanText(
        label=gettext_lazy("Text"), rows=16, limit=TEXT_LIMIT,
        help_text=gettext_lazy("Markdown: **strong**, - for a list, #### for a heading inside the text."),
    )  # fmt: skip
    item_406b = forms.MultipleChoiceField(
        label=gettext_lazy("What it serves (Regulation S-K Item 406(b))"), choices=Element.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A substantive change of such a provision is disclosed."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics that people report about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, parts: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.slug, topic.name) for topic in Topic.objects.order_by("order")]
        # What the text names and no topic is any more stays, until somebody unticks it.
        known = {slug for slug, _name in topics}
        others = [(slug, slug) for slug in self.initial.get("topics", []) if slug not in known]
        self.fields["topics"].choices = topics + others  # type: ignore[attr-defined]
        if not topics and not others:
            del self.fields["topics"]
        if parts:
            self.fields["part"].help_text = f"{self.fields['part'].help_text} {' · '.join(parts)}"

    def facts(self) -> ProvisionFacts:
        data = self.cleaned_data
        return ProvisionFacts(data["part"], data["title"], data["text"], data["item_406b"], data.get("topics", []))


class ChangeProvisionForm(SeenForm, ProvisionForm):
    """One provision as it stood when the page was opened."""


class MoveProvisionForm(PortalForm):
    """Up or down by one place."""

    direction = forms.ChoiceField(choices=[("up", gettext_lazy("Up")), ("down", gettext_lazy("Down"))])


class PartForm(SeenForm):
    """A part's heading, and what stands under it before its first provision."""

    title = CleanText(label=gettext_lazy("Heading"), limit=200)
    intro = CleanText(label=gettext_lazy("Words under the heading"), rows=4, required=False, limit=TEXT_LIMIT)


class DescribeVersionForm(SeenForm, SummariesForm):
    """What a draft is called, from when it holds, what it changes and why."""

    title = CleanText(label=gettext_lazy("Title of the Code"), limit=200)
    preamble = CleanText(
        label=gettext_lazy("What stands before the first part"), rows=6, required=False, limit=TEXT_LIMIT
    )
    field_order = ["title", "preamble"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].help_text = gettext_lazy("Whoever publishes it may choose another day.")

    def facts(self) -> VersionFacts:
        data = self.cleaned_data
        return VersionFacts(data["title"], data["preamble"], data["effective_on"], self.change())
