"""What narrows the register, and takes it out."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from accounts.forms import PortalForm
from waivers.models.queries import WaiverQuerySet
from waivers.states import Outcome, WaiverClass


class RegisterFilterForm(forms.Form):
    """Narrows the register; read with GET, and posted along with an export."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=[("", gettext_lazy("All")), *Outcome.choices], required=False
    )
    decider = forms.ChoiceField(
        label=gettext_lazy("Decided by"), choices=[("", gettext_lazy("All")), *WaiverClass.choices], required=False
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("In force"),
        choices=[("", gettext_lazy("All")), ("now", gettext_lazy("Now")), ("over", gettext_lazy("Over"))],
        required=False,
    )
    decided_from = forms.DateField(
        label=gettext_lazy("Decided from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    decided_until = forms.DateField(
        label=gettext_lazy("Decided until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def narrowed(self, register: WaiverQuerySet) -> WaiverQuerySet:
        """The rows that fit; what makes no sense narrows nothing."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return register.narrowed(**asked, on=localdate())

    @property
    def asked(self) -> dict[str, str]:
        """What narrows the list, as words that may stand on the trail."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class ExportForm(PortalForm):
    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("pdf", "PDF")])
