"""The rota of an office: read by its people, planned by its head."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.roles import HEAD_OF, Office
from cases import actions
from cases.forms.on_call import PlanDutyForm
from cases.models import OnCallDuty
from cases.workflow.on_call import DUTY_MOVES, END_DUTY


@login_required
def on_call(request: PortalRequest) -> HttpResponse:
    """Who is on call now and next, for each office in which the person works."""
    person, at = request.person, timezone.now()
    if not person.offices:
        raise Http404
    duties = list(OnCallDuty.objects.visible_to(person).not_over(at).select_related("person", "planned_by"))
    rotas = [
        _rota(office, [duty for duty in duties if duty.office == office], request, at)
        for office in sorted(person.offices)
    ]
    context = {"rotas": rotas, "may_plan": _office_headed(request) is not None}
    return render(request, "danger/on_call.html", context)


@login_required
def plan_duty(request: PortalRequest) -> HttpResponse:
    """Put somebody of one's own office on call."""
    office = _office_headed(request)
    if office is None:
        raise Http404
    form = PlanDutyForm(office, request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("person", "starts_at", "ends_at")}
        if perform(form, actions.plan_duty, office.value, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Planned. The person has been told."))
            return redirect("danger:on_call")
    return render(request, "danger/plan_duty.html", {"form": form, "breadcrumbs": _breadcrumbs(_("Put on call"))})


@login_required
def end_duty(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take somebody off the rota, from now on."""
    visible = OnCallDuty.objects.visible_to(request.person).select_related("person", "planned_by")
    duty = get_object_or_404(visible, pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.end_duty, duty, by=request.person, at=timezone.now()):
        messages.success(request, _("Taken off call. The person has been told."))
        return redirect("danger:on_call")
    context: dict[str, Any] = {
        "duty": duty,
        "form": form,
        "refusal": "" if request.method == "POST" else END_DUTY.refusal(request.person, duty),
        "breadcrumbs": _breadcrumbs(_("Take off call")),
    }
    return render(request, "danger/end_duty.html", context)


def _rota(office: Office, duties: list[OnCallDuty], request: PortalRequest, at: datetime) -> dict[str, Any]:
    rows = [
        {"duty": duty, "is_running": duty.starts_at <= at, "moves": moves_allowed(DUTY_MOVES, duty, request.person)}
        for duty in duties
        if duty.office == office
    ]
    return {"office": office.label, "rows": rows, "is_covered": any(row["is_running"] for row in rows)}


def _office_headed(request: PortalRequest) -> Office | None:
    return next((office for office, head in HEAD_OF.items() if head in request.person.roles), None)


def _breadcrumbs(last: str) -> list[tuple[str, str | None]]:
    return [(_("On call"), reverse("danger:on_call")), (last, None)]
