"""An investigator's desk: tasks, interviews and statements."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm
from accounts.models import Person
from cases.actions import InterviewFacts
from cases.forms.on_call import moment_input
from cases.forms.operator import day_ahead_field, language_choices
from cases.forms.people import TypedPerson
from cases.models import Case, CaseTemplate
from cases.states.desk import InterviewMode, TemplateKind

UNREADABLE = {"invalid": _("We can’t read this day and time. Write it as 2026-03-31 14:30.")}


def moment_field(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """A day with its time, in the company's zone."""
    return forms.DateTimeField(label=label, widget=moment_input(), error_messages=UNREADABLE, **kwargs)


class AddTaskForm(PortalForm):
    """One thing to do."""

    title = CleanText(label=_("What is to be done"), limit=300)
    due_on = day_ahead_field(_("Until"))
    owner = TypedPerson(
        label=_("Who does it"), required=False, help_text=_("Somebody who may see this case: e-mail, or whole name.")
    )

    def __init__(self, data: Any, *, by: Person) -> None:
        super().__init__(data, initial={"owner": by.email or by.full_name})


class ApplyPlanForm(PortalForm):
    """A plan for the topic of the case."""

    template = forms.ModelChoiceField(
        label=_("Plan"), queryset=CaseTemplate.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    starts_on = day_ahead_field(_("Begins on"))
    owner = TypedPerson(
        label=_("Who does it"), required=False, help_text=_("Somebody who may see this case: e-mail, or whole name.")
    )

    def __init__(self, data: Any, *, case: Case, by: Person) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate(), "owner": by.email or by.full_name})
        plans = CaseTemplate.objects.for_topic(TemplateKind.PLAN, case.topic)
        self.fields["template"].queryset = plans  # type: ignore[attr-defined]


class GiveTaskForm(PortalForm):
    """Somebody else."""

    owner = TypedPerson(label=_("Who does it"))


class FinishTaskForm(PortalForm):
    """That it is done."""

    ending = CleanText(label=_("What came of it"), rows=3, required=False)


class PlanInterviewForm(PortalForm):
    """With whom, when, where, how, by whom and with which questions."""

    person = TypedPerson(
        label=_("With whom"),
        required=False,
        help_text=_("E-mail, or the whole name. Leave empty for somebody who is not in the directory."),
    )
    described = CleanText(label=_("Or who else it is"), required=False, limit=200)
    planned_for = moment_field(_("When"))
    mode = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, choices=InterviewMode.choices)
    place = CleanText(label=_("Where"), required=False, limit=300, help_text=_("A room, or how you reach each other."))
    language = forms.ChoiceField(label=_("In which language"), choices=language_choices)
    conducted_by = TypedPerson(
        label=_("Who conducts it"), help_text=_("Somebody who may see this case: e-mail, or whole name.")
    )
    is_by_counsel = forms.BooleanField(
        label=_("Whoever conducts it does so as counsel of the company, or for counsel"),
        required=False,
        help_text=_("Then it opens with the notice whom counsel speaks for."),
    )
    template = forms.ModelChoiceField(
        label=_("Questions"), queryset=CaseTemplate.objects.none(), required=False, empty_label=_("Without a template")
    )

    def __init__(self, data: Any, *, case: Case, by: Person) -> None:
        first = {"mode": InterviewMode.IN_PERSON, "conducted_by": by.email or by.full_name}
        super().__init__(data, initial=first | {"language": settings.LANGUAGE_CODE})
        templates = CaseTemplate.objects.for_topic(TemplateKind.INTERVIEW, case.topic)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]

    @property
    def facts(self) -> InterviewFacts:
        """What the action takes."""
        return InterviewFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class RecordInterviewForm(PortalForm):
    """What was said."""

    held_at = moment_field(_("When it was held"))
    words = CleanText(
        label=_("What was said"),
        rows=16,
        help_text=_("For those who work the case. What the person confirms is written as a statement afterwards."),
    )


class MoveInterviewForm(PortalForm):
    """Another time or place."""

    planned_for = moment_field(_("When"))
    place = CleanText(label=_("Where"), required=False, limit=300, help_text=_("A room, or how you reach each other."))
    reason = CleanText(label=_("Why it moves"), rows=3)


class CancelInterviewForm(ReasonForm):
    """Why it was not held."""

    reason = CleanText(label=_("Why it was not held"), rows=3)


class StatementForm(PortalForm):
    """What the person puts their name to."""

    text = CleanText(
        label=_("Statement"),
        rows=16,
        help_text=_("In the person’s own words. Name nobody who reported, and nothing that others told you."),
    )


class ReadBackForm(PortalForm):
    """What the person corrected when it was read to them."""

    corrections = CleanText(
        label=_("What the person corrected"),
        rows=5,
        required=False,
        help_text=_("It is kept beside the statement, which stays as it was read."),
    )
    was_read = forms.BooleanField(label=_("I read the whole statement to the person, who confirmed it"))


class ConfirmStatementForm(PortalForm):
    """The person's answer, on the one page that they see."""

    answer = forms.ChoiceField(
        label=_("Is this what you said?"),
        widget=forms.RadioSelect,
        choices=[("RIGHT", _("Yes, with what I correct below, if anything")), ("WRONG", _("No, I don’t confirm it"))],
        error_messages={"required": _("Please choose one.")},
    )
    corrections = CleanText(
        label=_("What you correct"),
        rows=6,
        required=False,
        help_text=_("It is kept beside the statement, which stays as it is."),
    )

    @property
    def told(self) -> dict[str, Any]:
        """What the action takes."""
        return {"is_right": self.cleaned_data["answer"] == "RIGHT", "corrections": self.cleaned_data["corrections"]}
