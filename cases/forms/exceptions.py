"""A report that is made of what somebody could not affirm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import PortalForm
from code_of_ethics.models import Topic


class TakeUpExceptionForm(PortalForm):
    """What it is about."""

    topic = forms.ModelChoiceField(
        label=gettext_lazy("What it is about"), queryset=Topic.objects.none(),
        empty_label=gettext_lazy("Choose a topic"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.offered()  # type: ignore[attr-defined]
