"""What is alleged, and what was found."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.allegations import AddAllegationForm, FindingForm, StepForm
from cases.models import Allegation, Case
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import ADD_ALLEGATION
from cases.workflow.parts import RECORD_FINDING, RECORD_STEP


def allegation_or_404(case: Case, pk: uuid.UUID) -> Allegation:
    """An allegation of a case that was loaded in scope."""
    joined = Allegation.objects.select_related("data_key", "provision", "subject__data_key", "subject__person")
    allegation: Allegation = get_object_or_404(joined, pk=pk, case=case)
    allegation.case = case
    return allegation


@login_required
def add_allegation(request: PortalRequest, reference: str) -> HttpResponse:
    """Say which provision somebody is said to have departed from."""
    case = case_or_404(request, reference)
    form = AddAllegationForm(request.POST or None, case=case)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("provision", "subject", "statement", "is_bad_faith")}
        person = request.person
        if perform(form, actions.add_allegation, case, **facts, by=person, at=timezone.now()):
            return done(request, case, _("The allegation was added."))
    return render_move(request, case, ADD_ALLEGATION, form)


@login_required
def record_finding(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record the finding on one allegation, with the steps that make it fair."""
    case = case_or_404(request, reference)
    allegation = allegation_or_404(case, pk)
    form = FindingForm(request.POST or None, allegation=allegation)
    if form.is_valid() and perform(
        form,
        actions.record_finding,
        allegation,
        facts=form.facts,
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("The finding was recorded."))
    return render_move(request, case, RECORD_FINDING, form, record=allegation)


@login_required
def record_step(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record that the subject was told or heard, or declined, or how the reply was weighed."""
    case = case_or_404(request, reference)
    allegation = allegation_or_404(case, pk)
    form = StepForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "taken_on", "words")}
        if perform(form, actions.record_step, allegation, **facts, by=request.person, at=timezone.now()):
            return done(request, case, _("The step was recorded."), part="outcomes")
    return render_move(request, case, RECORD_STEP, form, record=allegation)
