"""Data-protection requests: asking, recording, and each of their moves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, ConfirmForm, PortalForm, ReasonForm
from accounts.models import Person
from cases.actions import DataRequestFacts, ItemFacts
from cases.models import Case
from cases.states.data_request import DataChannel, DataDecision, DataGround, DataOutcome, DataRight

NO_GROUND = [("", gettext_lazy("None")), *DataGround.choices]


class AskForDataForm(PortalForm):
    """What somebody asks about their own data."""

    right = forms.ChoiceField(label=gettext_lazy("What you ask"), choices=DataRight.choices, widget=forms.RadioSelect)
    words = CleanText(
        label=gettext_lazy("In your words"),
        rows=5,
        help_text=gettext_lazy("What it is about, and from when. The data protection officer reads this."),
    )

    @property
    def facts(self) -> DataRequestFacts:
        """What the action takes."""
        return DataRequestFacts(right=self.cleaned_data["right"], words=self.cleaned_data["words"])


class RecordDataRequestForm(PortalForm):
    """What came by mail or by letter."""

    right = forms.ChoiceField(label=gettext_lazy("What is asked"), choices=DataRight.choices)
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"), choices=[one for one in DataChannel.choices if one[0] != DataChannel.PORTAL]
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The month counts from this day."),
    )  # fmt: skip
    name = CleanText(label=gettext_lazy("Who asks"), limit=200)
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail in the directory"), required=False,
        help_text=gettext_lazy("Where they work or worked here. It keeps them from handling it themselves."),
    )  # fmt: skip
    contact = CleanText(label=gettext_lazy("How to reach them"), limit=300)
    words = CleanText(label=gettext_lazy("In their words"), rows=5)

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        self.person = Person.objects.filter(email__iexact=typed).first() if typed else None
        if typed and self.person is None:
            raise forms.ValidationError(_("Nobody of the directory has this e-mail. Leave it empty."))
        return typed

    @property
    def facts(self) -> DataRequestFacts:
        """What the action takes."""
        names = ("right", "channel", "received_on", "name", "contact", "words")
        return DataRequestFacts(person=self.person, **{name: self.cleaned_data[name] for name in names})


class IdentifyRequesterForm(PortalForm):
    check = CleanText(
        label=gettext_lazy("How it was checked"),
        rows=2,
        help_text=gettext_lazy(
            "For example: signed in; called back on the number of the directory. Keep no copy of a card."
        ),
    )


class ExtendDataRequestForm(ReasonForm):
    reason = CleanText(
        label=gettext_lazy("Why it takes longer"), rows=3, help_text=gettext_lazy("The person reads this.")
    )


class AnswerDataRequestForm(PortalForm):
    """For the registers: the directory, affirmations, declarations, waivers, sign-ins. Never for cases."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=DataOutcome.choices)
    ground = forms.ChoiceField(
        label=gettext_lazy("Legal ground"), choices=NO_GROUND, required=False,
        help_text=gettext_lazy("Where it is refused, wholly or in part."),
    )  # fmt: skip
    answer = CleanText(
        label=gettext_lazy("Answer"), rows=8,
        help_text=gettext_lazy("It stands in the letter, before what is said to everybody about reports and cases."),
    )  # fmt: skip


class DeclineDataRequestForm(ReasonForm):
    reason = CleanText(label=gettext_lazy("Why"), rows=3, help_text=gettext_lazy("The person reads this."))


class DecideDataItemForm(PortalForm):
    """One thing that a case holds. `found` are the cases that name the person; any other is given by its reference."""

    reference = CleanText(label=gettext_lazy("Case"), limit=20, help_text=gettext_lazy("Its reference."))
    what = CleanText(label=gettext_lazy("What the case holds about the person"), rows=2)
    decision = forms.ChoiceField(label=gettext_lazy("Decision"), choices=DataDecision.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=gettext_lazy("Legal ground"), choices=NO_GROUND, required=False)
    words = CleanText(
        label=gettext_lazy("What the person reads"), rows=4, required=False,
        help_text=gettext_lazy("Only for what is given or done. It goes into the annex, word for word."),
    )  # fmt: skip
    reasons = CleanText(
        label=gettext_lazy("Reasons"), rows=2, help_text=gettext_lazy("For the file. Nobody outside reads this.")
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_reference(self) -> Case:
        typed = self.cleaned_data["reference"].strip().upper()
        found: Case | None = Case.objects.visible_to(self.by).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("You see no case with this reference."))
        return found

    @property
    def facts(self) -> ItemFacts:
        """What the action takes."""
        return ItemFacts(
            **{name: self.cleaned_data[name] for name in ("what", "decision", "ground", "words", "reasons")}
        )


class DropDataItemForm(ConfirmForm):
    """Nothing but the decision."""


class FinishDataPartForm(ConfirmForm):
    """Nothing but the decision."""
