"""What is typed about the conditions of a waiver."""

from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonByEmail, PortalForm
from waivers.forms.fields import date_field


class ConditionForm(PortalForm):
    text = CleanText(
        label=gettext_lazy("What is to be kept"), rows=3,
        help_text=gettext_lazy("Its owner reads this, and by it nothing of the waiver."),
    )  # fmt: skip
    owner = PersonByEmail(label=gettext_lazy("Who sees to it"), help_text=gettext_lazy("Their e-mail address."))
    due_on = date_field(gettext_lazy("Until"))


class ConditionReportForm(PortalForm):
    report = CleanText(label=gettext_lazy("How it was kept"), rows=4)


class ConditionClosingForm(PortalForm):
    closing = CleanText(label=gettext_lazy("What you saw"), rows=4)
