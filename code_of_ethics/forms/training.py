"""Trainings: starting one, saying that one has done it, and completions from a learning system."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from code_of_ethics.actions import TrainingFacts
from code_of_ethics.forms import date_input
from code_of_ethics.forms.affirming import AudienceForm
from code_of_ethics.models import CodeVersion, Policy


class StartTrainingForm(AudienceForm):
    """What it is about, how long people have, and whom to ask."""

    title = CleanText(label=gettext_lazy("Title"), limit=200)
    code = forms.SlugField(
        label=gettext_lazy("Course code"), max_length=60,
        help_text=gettext_lazy("By which your learning system knows it. Letters, figures, hyphens."),
    )  # fmt: skip
    about = forms.ChoiceField(label=gettext_lazy("About"))
    link = CleanText(
        label=gettext_lazy("Where it is"), required=False, limit=500,
        help_text=gettext_lazy("The address at which people take it, if there is one."),
    )  # fmt: skip
    days = forms.IntegerField(label=gettext_lazy("Days to do it"), min_value=1, max_value=365, initial=30)
    repeats_months = forms.IntegerField(
        label=gettext_lazy("Again after how many months"), min_value=0, max_value=120, initial=0,
        help_text=gettext_lazy("0 for once only."),
    )  # fmt: skip
    is_self_recorded = forms.BooleanField(
        label=gettext_lazy("People say themselves that they have done it"), required=False, initial=True,
        help_text=gettext_lazy("Untick where only the learning system or your office records it."),
    )  # fmt: skip

    field_order = (
        "title", "code", "about", "link", "days", "repeats_months", "is_self_recorded", "units", "countries", "levels",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = CodeVersion.objects.in_force(timezone.localdate())
        self.subjects: dict[str, CodeVersion | Policy] = {}
        if version is not None:
            self.subjects["code"] = version
        self.subjects |= {str(policy.pk): policy for policy in Policy.objects.published().order_by("title")}
        named = [(key, _("The Code") if key == "code" else str(one)) for key, one in self.subjects.items()]
        self.fields["about"].choices = named  # type: ignore[attr-defined]

    def facts(self) -> TrainingFacts:
        names = ("title", "code", "link", "days", "repeats_months", "is_self_recorded")
        about = self.subjects[self.cleaned_data["about"]]
        return TrainingFacts(about=about, **{name: self.cleaned_data[name] for name in names})


class CompletionForm(PortalForm):
    """On which day it was done."""

    completed_on = forms.DateField(label=gettext_lazy("Done on"), widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].initial = timezone.localdate()


class CompletionFileForm(PortalForm):
    """Completions from a learning system."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("CSV. Nothing changes before you have looked and agreed.")
    )

    def clean_file(self) -> bytes:
        uploaded = self.cleaned_data["file"]
        if refusal := getattr(uploaded, "refusal_sentence", ""):
            raise ValidationError(refusal)
        return b"".join(uploaded.chunks())
