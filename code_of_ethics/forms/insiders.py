"""Market-sensitive cases: marking, unmarking, the notice not to trade, and taking a list out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm


class MarkMarketSensitiveForm(ReasonForm):
    """What the list is called, and why the matter may move a price."""

    name = CleanText(
        label=_("Name of the list"),
        limit=120,
        help_text=_("Counsel reads it, and an authority may. Without what it is about: for example “Project Heron”."),
    )
    reason = CleanText(
        label=_("Why it may move the price"),
        rows=3,
        help_text=_("If the public knew it, what would that do to the price of the company’s shares or bonds?"),
    )
    field_order = ("receipt", "name", "reason")


class UnmarkMarketSensitiveForm(ReasonForm):
    reason = CleanText(
        label=_("Why it no longer moves the price"),
        rows=3,
        help_text=_("For example: it was published on 4 May, or nothing of it has proved true."),
    )


class NoTradingForm(PortalForm):
    """The acknowledgement, in writing (MAR Art. 18(2)). `notice` tells its sending from that of the page behind it."""

    notice = forms.CharField(widget=forms.HiddenInput, initial="no_trading")
    read = forms.BooleanField(
        label=_("I have read this, I know my duties and the sanctions, and I will not trade or tell anybody."),
        error_messages={"required": _("Please tick this first. Without it the matter can’t be shown to you.")},
    )


class ExportInsiderListForm(PortalForm):
    """In which form the list leaves the Portal. It has no receipt: each export is an act of its own."""

    receipt = None  # type: ignore[assignment]
    kind = forms.ChoiceField(label=_("Format"), choices=[("csv", "CSV"), ("xlsx", "XLSX")])
