"""The base of every form, and the fields that take what people type."""

import uuid
from datetime import date
from functools import cached_property
from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.roles import Office, Role
from accounts.text import clean_text


class CleanText(forms.CharField):
    """A text field that takes anything a keyboard or a hostile program sends, and says plainly when it is too long."""

    def __init__(self, *, rows: int = 0, limit: int | None = None, **kwargs: Any) -> None:
        self.limit = limit or (settings.NARRATIVE_LIMIT if rows else 300)
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        # People write in whatever language they like: the text itself says from which side it is read.
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        # What is shown again is what would be kept: else a removed character comes back as a question mark.
        shown = super().bound_data(data, initial)
        return clean_text(shown) if isinstance(shown, str) else shown

    def clean(self, value: Any) -> str:
        # Control characters go before Django's own validators see them: they are removed, not refused.
        text = super().clean(clean_text(value) if isinstance(value, str) else value)
        if len(text) > self.limit:
            raise ValidationError(
                _(
                    "This text has %(length)s characters and at most %(limit)s fit here. Please shorten it, "
                    "or attach it as a file."
                )
                % {"length": _figure(len(text)), "limit": _figure(self.limit)}
            )
        return text


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def new_receipt() -> str:
    return uuid.uuid4().hex


# No clock reaches beyond what a calendar can hold.
MOST_YEARS_AHEAD = 100


def _is_foreseeable(day: date) -> None:
    if day.year > timezone.localdate().year + MOST_YEARS_AHEAD:
        raise ValidationError(_("This day lies too far ahead. Please look at it again."))


class _LookedOver(DeclarativeFieldsMetaclass):
    """What all fields of our forms have in common is given to them once, when the class is made."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> Any:
        made: Any = super().__new__(mcs, name, bases, attributes)
        for field in made.base_fields.values():
            # A field that is inherited was looked over already.
            if isinstance(field, (forms.DateField, forms.DateTimeField)) and _is_foreseeable not in field.validators:
                field.validators.append(_is_foreseeable)
            if isinstance(field.widget, (forms.TextInput, forms.Textarea)):
                field.widget.attrs.setdefault("autocomplete", "off")
        return made


class PortalForm(forms.Form, metaclass=_LookedOver):
    """The base of every form: a single-use receipt, one look, plain error sentences, no day beyond all calendars."""

    receipt = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=new_receipt)

    @cached_property
    def helper(self) -> FormHelper:
        """How it is laid out; most forms of a sending are judged and never shown."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SeenField(forms.CharField):
    """What the page shows, as one short word. A form that comes back carries what the page shows then."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class SeenForm(PortalForm):
    """A change of what the page shows, which is the initial value of `seen`: whatever was changed meanwhile is shown
    before it is sent over. The action refuses it; sent once more, it is meant."""

    seen = SeenField(required=False, max_length=64)

    @property
    def is_overtaken(self) -> bool:
        """Whether something else was on the page from which it was sent."""
        return self.data.get(self.add_prefix("seen"), "") not in ("", self.initial["seen"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # With another fault the action is not asked, and the form would come back without a word about it.
        if self.errors and self.is_overtaken:
            self.add_error(None, _("This was changed since you opened the page. Please look at it again."))
        return cleaned


class ConfirmForm(PortalForm):
    """A move that needs nothing but the decision to make it."""


class ReasonForm(PortalForm):
    """A move that needs a reason."""

    reason = CleanText(label=gettext_lazy("Reason"), rows=4)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Uploads(forms.FileField):
    """Any number of uploads. What they are is looked at where they are sealed."""

    widget = SeveralFiles(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [upload for upload in data or [] if upload]


class PersonChoice(forms.ModelChoiceField):
    """One person of a given queryset, shown with the job title."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


class PersonByEmail(CleanText):
    """Somebody of the company by their e-mail address."""

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if not address:
            return None
        found = Person.objects.employed(localdate()).filter(email__iexact=address).first()
        if found is None:
            raise ValidationError(_("Nobody of the company has this address."))
        return found


class ProposeRoleForm(PortalForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose a role")), *Role.choices])
    office = forms.ChoiceField(
        label=gettext_lazy("Office"),
        choices=[("", gettext_lazy("None")), *Office.choices],
        required=False,
        help_text=gettext_lazy("Only for office staff."),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave empty for no end."),
    )


class PersonFilterForm(forms.Form):
    """The directory's search line; read with GET."""

    words = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False, max_length=100)

    def matching(self) -> QuerySet[Person]:
        """People whose name or e-mail holds every word; everybody when nothing was typed."""
        people = Person.objects.all()
        if self.is_valid():
            for word in clean_text(self.cleaned_data["words"]).split():
                people = people.filter(
                    Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(email__icontains=word)
                )
        return people


class DirectoryFileForm(PortalForm):
    """People from the company's own records."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV with a first line of column names, or JSON in the shape of SCIM. Nothing changes before you agree."
        ),
    )

    def clean_file(self) -> bytes:
        uploaded = self.cleaned_data["file"]
        if refusal := getattr(uploaded, "refusal_sentence", ""):
            raise ValidationError(refusal)
        return b"".join(uploaded.chunks())


# --- signing in --------------------------------------------------------------------------------------------
def _spell(field: forms.Field) -> None:
    """As everywhere in the Portal; the library says “Email”, and says it twice."""
    field.label = _("E-mail")
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _spell(self.fields["login"])


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _spell(self.fields["email"])
