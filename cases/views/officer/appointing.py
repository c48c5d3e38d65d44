"""Somebody from outside works a case until a day."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from cases import actions
from cases.forms.access import AppointForm
from cases.models import Appointment
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.access import APPOINT, END_APPOINTMENT


@login_required
def appoint(request: PortalRequest, reference: str) -> HttpResponse:
    """Appoint an external investigator to this case."""
    case = case_or_404(request, reference)
    at = timezone.now()
    form = AppointForm(request.POST or None, free=actions.free_externals(case, at=at))
    if form.is_valid():
        told = {"person": form.cleaned_data["person"], "until": form.ends_at}
        if perform(form, actions.appoint, case, **told, by=request.person, at=at):
            return done(request, case, _("Appointed. They have been told."), part="access")
    return render_move(request, case, APPOINT, form)


@login_required
def end_appointment(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """End an appointment before its day."""
    case = case_or_404(request, reference)
    appointment = get_object_or_404(Appointment.objects.filter(case=case).select_related("person"), pk=pk)
    appointment.case = case
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.end_appointment, appointment, by=request.person, at=timezone.now()):
        return done(request, case, _("Ended. They no longer see the case."), part="access")
    return render_move(request, case, END_APPOINTMENT, form, record=appointment)
