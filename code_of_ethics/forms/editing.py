"""Writing a draft of the Code provision by provision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm, SeenForm
from code_of_ethics.actions import ProvisionFacts, VersionFacts
from code_of_ethics.forms import SummariesForm
from code_of_ethics.models import Topic
from code_of_ethics.states import Element

TEXT_LIMIT = 50_000  # characters of one provision


class DraftForm(SeenForm):
    """A change of a draft as it stood when the page was opened; what it says now are the initial values."""

    @property
    def is_gone(self) -> bool:
        """Whether what was to be changed is no longer in the draft."""
        return "title" not in self.initial

    def as_it_stands(self) -> list[tuple[str, str]]:
        """What the draft says where the fields are, each with its label."""
        fields = {name: field for name, field in self.fields.items() if not field.widget.is_hidden}
        return [(str(field.label), _worded(field, self.initial.get(name))) for name, field in fields.items()]


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


class ChangeProvisionForm(DraftForm, ProvisionForm):
    """One provision as it stood when the page was opened."""


class RemoveProvisionForm(DraftForm):
    """Nothing is typed, and what is removed is shown."""

    def as_it_stands(self) -> list[tuple[str, str]]:
        return [(_("Title"), self.initial["title"]), (_("Text"), self.initial["text"])]


class MoveProvisionForm(PortalForm):
    """Up or down by one place."""

    direction = forms.ChoiceField(choices=[("up", gettext_lazy("Up")), ("down", gettext_lazy("Down"))])


class PartForm(DraftForm):
    """A part's heading, and what stands under it before its first provision."""

    # Which one was on the page: another may stand in its place by now.
    part = CleanText(widget=forms.HiddenInput, required=False, limit=200)
    title = CleanText(label=gettext_lazy("Heading"), limit=200)
    intro = CleanText(label=gettext_lazy("Words under the heading"), rows=4, required=False, limit=TEXT_LIMIT)


class DescribeVersionForm(DraftForm, SummariesForm):
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


def _worded(field: forms.Field, value: Any) -> str:
    """A value of a field in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field, forms.MultipleChoiceField):
        offered: Any = field.choices
        return ", ".join(str(label) for choice, label in offered if choice in (value or []))
    return str(value or "")
