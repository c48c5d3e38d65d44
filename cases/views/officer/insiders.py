"""A case that may move a price: marked and unmarked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.insiders import MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE
from code_of_ethics.forms.insiders import MarkMarketSensitiveForm, UnmarkMarketSensitiveForm


@login_required
def mark_market_sensitive(request: PortalRequest, reference: str) -> HttpResponse:
    """Open its insider list."""
    case = case_or_404(request, reference)
    form = MarkMarketSensitiveForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "reason")}
        if perform(form, actions.mark_market_sensitive, case, **facts, by=request.person, at=timezone.now()):
            return done(request, case, _("Marked. You and whoever has read it are on its insider list."), part="access")
    return render_move(request, case, MARK_MARKET_SENSITIVE, form)


@login_required
def unmark_market_sensitive(request: PortalRequest, reference: str) -> HttpResponse:
    """Close its insider list."""
    case = case_or_404(request, reference)
    form = UnmarkMarketSensitiveForm(request.POST or None)
    if form.is_valid():
        reason, at = form.cleaned_data["reason"], timezone.now()
        if perform(form, actions.unmark_market_sensitive, case, reason=reason, by=request.person, at=at):
            return done(request, case, _("No longer market-sensitive. The insider list is kept."), part="access")
    return render_move(request, case, UNMARK_MARKET_SENSITIVE, form)
