"""The first days: acknowledge, triage, and the ways out that need no investigation."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.triage import AcknowledgeForm, AnswerQuestionForm, ExitTriageForm, TriageForm
from cases.models import Party
from cases.states import PartyStatus
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow import ACKNOWLEDGE, ANSWER_QUESTION, EXIT_TRIAGE, TRIAGE_CASE


@login_required
def acknowledge(request: PortalRequest, reference: str) -> HttpResponse:
    """Tell the reporter that the report arrived."""
    case = case_or_404(request, reference)
    form = AcknowledgeForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.acknowledge_case,
        case,
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Acknowledged. The reporter can read it now."))
    return render_move(request, case, ACKNOWLEDGE, form)


@login_required
def triage(request: PortalRequest, reference: str) -> HttpResponse:
    """Accept the case for investigation, with everything that has to be decided first."""
    case = case_or_404(request, reference)
    form = TriageForm(request.POST or None, case=case)
    if form.is_valid() and perform(
        form,
        actions.triage_case,
        case,
        facts=form.facts,
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Triaged. The case is under investigation."))
    undecided = Party.objects.filter(case=case, status=PartyStatus.PROVISIONAL).select_related("data_key", "person")
    return render_move(request, case, TRIAGE_CASE, form, undecided=undecided, triggers=case.triggers.all())


@login_required
def answer_question(request: PortalRequest, reference: str) -> HttpResponse:
    """Answer a question and close it."""
    case = case_or_404(request, reference)
    form = AnswerQuestionForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.answer_question,
        case,
        answer=form.cleaned_data["answer"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Answered and closed."))
    return render_move(request, case, ANSWER_QUESTION, form)


@login_required
def exit_triage(request: PortalRequest, reference: str) -> HttpResponse:
    """Propose to end the case without investigation."""
    case = case_or_404(request, reference)
    form = ExitTriageForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.exit_triage,
        case,
        outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Proposed. A second person decides now."))
    return render_move(request, case, EXIT_TRIAGE, form)
