"""A passage or a file to remove."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, ConfirmForm, PortalForm, ReasonForm
from cases.actions import PassageFacts
from cases.minimising import FileOfCase, TextOfCase
from cases.states.minimising import MinimisingReason


class ProposeMinimisingForm(PortalForm):
    """From which text, which words, and why."""

    what = forms.ChoiceField(label=_("From which text, or which file"))
    passage = CleanText(
        label=_("Words to remove"),
        rows=3,
        required=False,
        help_text=_(
            "Copy them from the text below, exactly as they are. They go wherever they stand in it. "
            "A file goes whole: leave this empty."
        ),
    )
    reason = forms.ChoiceField(label=_("Kind of reason"), choices=MinimisingReason.choices, widget=forms.RadioSelect)
    why = CleanText(
        label=_("Why the matter does not need it"),
        rows=2,
        help_text=_("Kept on the history. Do not repeat the words here."),
    )

    def __init__(self, *args: Any, things: list[TextOfCase | FileOfCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(one.key, one.label) for one in things]  # type: ignore[attr-defined]

    @property
    def facts(self) -> PassageFacts:
        """What the action takes."""
        kind, _colon, thing = self.cleaned_data["what"].partition(":")
        told = {name: self.cleaned_data[name] for name in ("passage", "reason", "why")}
        return PassageFacts(kind=kind, thing=uuid.UUID(thing), **told)


class ConfirmMinimisingForm(ConfirmForm):
    """Nothing but the decision."""


class DropMinimisingForm(ReasonForm):
    """Why it stays."""
