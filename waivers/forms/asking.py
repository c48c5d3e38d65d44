"""What the requester types."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonByEmail, PersonChoice, PortalForm, Uploads
from accounts.models import Person
from accounts.roles import Office
from code_of_ethics.models import Provision
from waivers.actions.asking import NEEDED_WORDS
from waivers.forms.fields import date_field
from waivers.models import Waiver

NEEDED_LATER = gettext_lazy("(needed before you send it)")


class RequestForm(PortalForm):
    """A request for a waiver. Its words may be incomplete while it is a draft."""

    needed_later: ClassVar = dict.fromkeys(NEEDED_WORDS, NEEDED_LATER)

    beneficiary = PersonChoice(label=gettext_lazy("For whom"), queryset=Person.objects.none())
    on_behalf_of = PersonByEmail(
        label=gettext_lazy("Or for somebody else"), required=False,
        help_text=gettext_lazy("Their e-mail address. They have to confirm it before anything is decided."),
    )  # fmt: skip
    provision = forms.ModelChoiceField(
        label=gettext_lazy("Provision of the Code"), queryset=Provision.objects.none(),
        empty_label=gettext_lazy("Choose a provision"),
    )  # fmt: skip
    departure = CleanText(
        label=gettext_lazy("What would be different"), rows=4, required=False,
        help_text=gettext_lazy("What you would do that the Code doesn't allow."),
    )  # fmt: skip
    reasons = CleanText(label=gettext_lazy("Why"), rows=4, required=False)
    mitigations = CleanText(
        label=gettext_lazy("How harm is kept away"), rows=3, required=False,
        help_text=gettext_lazy("For example: who else watches, what you stay out of. If nothing can be done, say so."),
    )  # fmt: skip
    uploads = Uploads(
        label=gettext_lazy("Files"), required=False,
        help_text=gettext_lazy("You can choose several at once. Whoever decides can open them."),
    )  # fmt: skip
    starts_on = date_field(gettext_lazy("From"))
    ends_on = date_field(gettext_lazy("Until"), gettext_lazy("The last day."))

    def __init__(self, *args: Any, person: Person, is_draft: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = is_draft
        choices = Person.objects.filter(Q(pk=person.pk) | Q(manager=person)).employed(localdate())
        self.fields["beneficiary"].queryset = choices  # type: ignore[attr-defined]
        self.fields["beneficiary"].initial = person.pk
        if Office.ETHICS_OFFICE not in person.offices:
            del self.fields["on_behalf_of"]
        self.fields["provision"].queryset = Provision.objects.in_force(localdate())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Everything that a request lacks is said at once."""
        typed = super().clean() or self.cleaned_data
        for name, sentence in {} if self.is_draft else NEEDED_WORDS.items():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return typed

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "receipt"}
        another = typed.pop("on_behalf_of", None)
        return typed | {"beneficiary": another or typed["beneficiary"]}


class EditForm(RequestForm):
    """A draft with the files that it has, which can be taken out of it."""

    dropped = forms.MultipleChoiceField(
        label=gettext_lazy("Take these files out again"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, waiver: Waiver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = waiver.files.select_related("file__data_key")
        self.fields["dropped"].choices = [(str(one.pk), str(one.file.name)) for one in files]  # type: ignore[attr-defined]
        if not self.fields["dropped"].choices:  # type: ignore[attr-defined]
            del self.fields["dropped"]


class AnswerForm(PortalForm):
    answer = CleanText(label=gettext_lazy("Your answer"), rows=4)
    uploads = Uploads(label=gettext_lazy("Files"), required=False)


class RenewForm(PortalForm):
    ends_on = date_field(gettext_lazy("Until"), gettext_lazy("The last day of the renewal."))
