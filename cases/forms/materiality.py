"""Material or not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm
from cases.states.materiality import Materiality


class MaterialityForm(PortalForm):
    """The decision, its reasons and what the committee reads."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=Materiality.choices,
        help_text=_("“Material” reaches the Audit Committee at once. “Not material” waits for a second person."),
    )
    reasons = CleanText(label=_("Reasons"), rows=5)
    digest_line = CleanText(
        label=_("Line for the Audit Committee"),
        rows=2,
        limit=500,
        required=False,
        help_text=_("One sentence, written for directors who can't open the case. No names."),
    )


class RejectNotMaterialForm(ReasonForm):
    """Why the second person does not agree."""

    reason = CleanText(label=_("Why you do not agree"), rows=4)
