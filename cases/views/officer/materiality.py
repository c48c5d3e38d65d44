"""Material or not, and the second person."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from cases import actions
from cases.forms.materiality import MaterialityForm, RejectNotMaterialForm
from cases.models import Case, MaterialityDecision
from cases.views.officer.linked_reports import linked_reports_of
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import DECIDE_MATERIALITY
from cases.workflow.parts import CONFIRM_NOT_MATERIAL, REJECT_NOT_MATERIAL


def _decision_or_404(case: Case, pk: uuid.UUID) -> MaterialityDecision:
    joined = MaterialityDecision.objects.select_related("data_key", "decided_by")
    decision = get_object_or_404(joined, pk=pk, case=case)
    decision.case = case
    return decision


def _asking(case: Case, person: Person) -> dict[str, Any]:
    """What asks for a decision, as far as this reader may know of it."""
    return {"triggers": case.triggers.all(), "linked_reports": linked_reports_of(case, person)}


@login_required
def decide_materiality(request: PortalRequest, reference: str) -> HttpResponse:
    """Decide whether the matter goes to the Audit Committee."""
    case = case_or_404(request, reference)
    form = MaterialityForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("outcome", "reasons", "digest_line")}
        person = request.person
        if perform(form, actions.decide_materiality, case, **facts, by=person, at=timezone.now()):
            return done(request, case, _("Decided, and on the record."))
    return render_move(request, case, DECIDE_MATERIALITY, form, **_asking(case, request.person))


@login_required
def confirm_not_material(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Agree, as the second person, that the matter is not material."""
    case = case_or_404(request, reference)
    decision = _decision_or_404(case, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.confirm_not_material,
        decision,
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Agreed. The decision takes effect."))
    return render_move(request, case, CONFIRM_NOT_MATERIAL, form, record=decision, **_asking(case, request.person))


@login_required
def reject_not_material(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Disagree, as the second person; the question is open again."""
    case = case_or_404(request, reference)
    decision = _decision_or_404(case, pk)
    form = RejectNotMaterialForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.reject_not_material,
        decision,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Noted. The question is open again."))
    return render_move(request, case, REJECT_NOT_MATERIAL, form, record=decision, **_asking(case, request.person))
