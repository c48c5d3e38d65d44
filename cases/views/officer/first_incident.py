"""When the matter began."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.first_incident import StateFirstIncidentForm
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import STATE_FIRST_INCIDENT


@login_required
def state_first_incident(request: PortalRequest, reference: str) -> HttpResponse:
    """State when it first happened, as far as that is known."""
    case = case_or_404(request, reference)
    form = StateFirstIncidentForm(request.POST or None, case=case)
    if form.is_valid() and perform(
        form,
        actions.state_first_incident,
        case,
        told=form.cleaned_data["first_incident"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Noted."))
    return render_move(request, case, STATE_FIRST_INCIDENT, form)
