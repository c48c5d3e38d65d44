"""Review, closing by a second person, and reopening."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.closing import CloseForm, ReopenForm, ReturnToInvestigationForm, SubmitForReviewForm
from cases.letter_texts import result_of, text_for
from cases.models import Case
from cases.states.case import Outcome
from cases.states.letter import Addressee
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import CLOSE, REOPEN, RETURN_TO_INVESTIGATION, SUBMIT_FOR_REVIEW


def _allegations(case: Case) -> Any:
    return case.allegations.select_related("data_key", "provision", "subject__data_key", "subject__person")


@login_required
def submit_for_review(request: PortalRequest, reference: str) -> HttpResponse:
    """Say that the investigation is complete."""
    case = case_or_404(request, reference)
    form = SubmitForReviewForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.submit_for_review,
        case,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Submitted. A second person decides now."))
    return render_move(request, case, SUBMIT_FOR_REVIEW, form, allegations=_allegations(case))


@login_required
def return_to_investigation(request: PortalRequest, reference: str) -> HttpResponse:
    """Send the case back, with what is missing."""
    case = case_or_404(request, reference)
    form = ReturnToInvestigationForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.return_to_investigation,
        case,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Sent back to investigation."))
    return render_move(request, case, RETURN_TO_INVESTIGATION, form, allegations=_allegations(case))


@login_required
def close(request: PortalRequest, reference: str) -> HttpResponse:
    """Close the case, as the second person."""
    case = case_or_404(request, reference)
    findings = (
        {allegation.finding for allegation in case.allegations.all()} if case.outcome == Outcome.FINDINGS else set()
    )
    form = CloseForm(request.POST or None, text=text_for(Addressee.REPORTER, result_of(findings)))
    if form.is_valid() and perform(
        form,
        actions.close_case,
        case,
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Closed. The reporter can read it now."))
    return render_move(request, case, CLOSE, form, allegations=_allegations(case))


@login_required
def reopen(request: PortalRequest, reference: str) -> HttpResponse:
    """Open a closed case again."""
    case = case_or_404(request, reference)
    form = ReopenForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.reopen_case,
        case,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Reopened. The case is under investigation again."))
    return render_move(request, case, REOPEN, form)
