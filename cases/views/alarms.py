"""The alarm of whoever was called because somebody may be in danger. To everybody else it does not exist."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from cases import actions
from cases.models import DangerAlarm
from cases.views.emergency import emergency_of
from cases.workflow.on_call import ACKNOWLEDGE_ALARM


@login_required
def alarm(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What happened, who was called, and the one thing to do now."""
    return _show(request, _alarm_for(request, pk), ConfirmForm(), "danger/alarm.html")


@login_required
def acknowledge_alarm(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take care of it: nobody else is called."""
    shown = _alarm_for(request, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.acknowledge_alarm, shown, by=request.person, at=timezone.now()):
        messages.success(request, _("Thank you. Nobody else is called: it is in your hands."))
        return redirect("danger:alarm", shown.pk)
    return _show(request, shown, form, "danger/acknowledge_alarm.html")


def _show(request: PortalRequest, shown: DangerAlarm, form: Any, template: str) -> HttpResponse:
    context = {
        "alarm": shown,
        "form": form,
        "refusal": ACKNOWLEDGE_ALARM.refusal(request.person, shown),
        # Whoever is called from elsewhere may read the case once they take care of it.
        "case": shown.case if shown.case.is_visible_to(request.person) else None,
        "emergency": emergency_of(shown.case.country),
        "breadcrumbs": [(_("Somebody may be in danger"), None)],
    }
    return render(request, template, context)


def _alarm_for(request: PortalRequest, pk: uuid.UUID) -> DangerAlarm:
    visible = DangerAlarm.objects.visible_to(request.person).select_related("case__topic", "acknowledged_by")
    return get_object_or_404(visible.prefetch_related("calls__person"), pk=pk)
