"""The forms of a reporter who has reported: the key, and later words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import Uploads
from cases.forms.public import SHORT, PublicForm, Words


class KeepKeyForm(PublicForm):
    """Proof that the key was kept: its last group, or the reporter's word."""

    last_group = forms.CharField(
        label=gettext_lazy("The last four characters of your key"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={
            "required": gettext_lazy(
                "Please write the last four characters of your key, or tick that you have kept it."
            ),
            "max_length": gettext_lazy("This is more than the last four characters of your key."),
        },
    )
    kept = forms.BooleanField(label=gettext_lazy("Or without writing: I have kept my key"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_group"].required = not self.data.get("kept")


class AccessKeyForm(PublicForm):
    access_key = forms.CharField(
        label=gettext_lazy("Your access key or pick-up code"),
        help_text=gettext_lazy(
            "The key has 24 letters and figures, the code that you got on the phone has 12 figures. Spaces, dashes, "
            "capitals and small letters make no difference."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={
            "required": gettext_lazy("Please write your access key."),
            "max_length": gettext_lazy("This is longer than an access key. It has 24 letters and figures."),
        },
    )


class StatementCodeForm(PublicForm):
    """The code of somebody who was interviewed; in the same field as a key, so that it is handled like one."""

    access_key = forms.CharField(
        label=gettext_lazy("Your personal code"),
        help_text=gettext_lazy("It has 24 letters and figures. Spaces and dashes make no difference."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={
            "required": gettext_lazy("Please write your personal code."),
            "max_length": gettext_lazy("This is longer than a personal code. It has 24 letters and figures."),
        },
    )


class AnswerForm(PublicForm):
    """A reporter's later word, with or without files. Names are asked apart, because they wall people off."""

    body = Words(
        label=gettext_lazy("Your message"),
        rows=5,
        error_messages={"required": gettext_lazy("Please write something, or add a file.")},
    )
    typed_names = Words(
        label=gettext_lazy("Does it name somebody new?"),
        help_text=gettext_lazy("Names or jobs, if you like. Whoever you name is kept away from your report."),
        limit=SHORT,
        required=False,
    )
    uploads = Uploads(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("You can choose several at once."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A file may speak for itself.
        self.fields["body"].required = "uploads" not in self.files and not self.data.get("typed_names", "").strip()

    @property
    def words(self) -> dict[str, Any]:
        """What the action takes: the message with the names as part of it, and the names."""
        names = self.cleaned_data["typed_names"]
        named = _("Names: %(names)s") % {"names": names} if names else ""
        return {"body": "\n\n".join(part for part in (self.cleaned_data["body"], named) if part), "typed_names": names}
