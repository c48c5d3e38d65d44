"""Writing to the reporter, and answering what they wish."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.afterwards import AnswerWithdrawalForm
from cases.forms.dialogue import AskReporterForm
from cases.models import Message, Withdrawal
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import ASK_REPORTER
from cases.workflow.parts import ANSWER_WITHDRAWAL


@login_required
def ask_reporter(request: PortalRequest, reference: str) -> HttpResponse:
    """Write to the reporter of one report, or of every report of the case."""
    case = case_or_404(request, reference)
    form = AskReporterForm(request.POST or None, case=case)
    if form.is_valid() and perform(
        form,
        actions.ask_reporter,
        case,
        body=form.cleaned_data["body"],
        report=form.cleaned_data["report"],
        is_feedback=form.cleaned_data["is_feedback"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Sent. The reporter reads it at their next visit."), part="dialogue")
    recent = Message.objects.filter(report__case=case).select_related("data_key", "author")
    return render_move(request, case, ASK_REPORTER, form, recent=recent.order_by("-written_on", "-position")[:3])


@login_required
def answer_withdrawal(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Decide on the reporter's wish to withdraw, and tell them."""
    case = case_or_404(request, reference)
    wish = get_object_or_404(Withdrawal.objects.select_related("report"), pk=pk, report__case=case)
    form = AnswerWithdrawalForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.answer_withdrawal,
        wish,
        answer=form.cleaned_data["answer"],
        reasons=form.cleaned_data["reasons"],
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Decided. The reporter reads it at their next visit."), part="dialogue")
    return render_move(request, case, ANSWER_WITHDRAWAL, form, record=wish)
