"""Who works a case, who else may read it, and stepping back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.roles import Role
from cases import actions
from cases.forms.assignment import AssignForm, RecuseForm, ShareForm, TransferForm
from cases.forms.people import FindPersonForm
from cases.models import Case, MaterialityDecision
from cases.models.wall import walled_off
from cases.states.insider import Shown
from cases.states.materiality import Materiality
from cases.views.no_trading import tell_first
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import ASSIGN, RECUSE, SHARE, TRANSFER


@login_required
def assign(request: PortalRequest, reference: str) -> HttpResponse:
    """Give the case to an investigator whom nothing keeps from it."""
    case = case_or_404(request, reference)
    form = AssignForm(request.POST or None, free=actions.free_investigators(case, on=timezone.localdate()))
    if form.is_valid() and perform(
        form,
        actions.assign_case,
        case,
        investigator=form.cleaned_data["investigator"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Assigned. The investigator has been told."))
    return render_move(request, case, ASSIGN, form)


@login_required
def share(request: PortalRequest, reference: str) -> HttpResponse:
    """Let one more person read the case."""
    case = case_or_404(request, reference)
    person = request.person
    find = FindPersonForm(request.GET or None)
    hits = find.hits(besides=person)
    form = ShareForm(request.POST or None, by=person, hits=hits)
    if form.is_valid():
        facts = {"person": form.cleaned_data["person"], "reason": form.cleaned_data["reason"], "until": form.ends_at}
        if perform(form, actions.share_case, case, **facts, by=person, at=timezone.now()):
            return done(request, case, _("Shared. The person has been told."))
    return render_move(request, case, SHARE, form, find=find, hits=hits)


@login_required
def transfer(request: PortalRequest, reference: str) -> HttpResponse:
    """Hand the case to another queue."""
    case = case_or_404(request, reference)
    form = TransferForm(request.POST or None, queue=case.queue)
    if form.is_valid() and perform(
        form,
        actions.transfer_case,
        case,
        queue=form.cleaned_data["queue"],
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Transferred. The other queue has been told."))
    return render_move(request, case, TRANSFER, form)


@login_required
def recuse(request: PortalRequest, reference: str) -> HttpResponse:
    """Step back because of a conflict of interest."""
    case = case_or_404(request, reference)
    form = RecuseForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.recuse,
        case,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Thank you for saying so. You no longer see this case."))
    return render_move(request, case, RECUSE, form)


@role_required(Role.AUDIT_COMMITTEE_CHAIR)
def call_up(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The committee's chair calls up the file of a material matter."""
    person = request.person
    reachable = Case.objects.unshredded().exclude(walled_off(person)).values("pk")
    decisions = MaterialityDecision.objects.select_related("case")
    decision = get_object_or_404(decisions, pk=pk, outcome=Materiality.MATERIAL, case__in=reachable)
    tell_first(request, decision.case, Shown.COMMITTEE)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        case = perform(form, actions.call_up_case, decision, by=person, at=timezone.now())
        if case:
            messages.success(request, _("The file is open to you. The calling up is on its trail."))
            return redirect(case)
    breadcrumbs = [(_("Cases"), reverse("cases:queue")), (_("Call up a file"), None)]
    return render(request, "cases/call_up.html", {"decision": decision, "form": form, "breadcrumbs": breadcrumbs})
