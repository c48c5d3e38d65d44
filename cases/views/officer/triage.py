"""The first days: acknowledge, triage, and the ways out that need no investigation."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.questions import AskToTreatAsReportForm, TreatAsReportForm
from cases.forms.triage import AcknowledgeForm, AnswerQuestionForm, ExitTriageForm, TriageForm
from cases.models import LibraryAnswer, Party
from cases.states.party import PartyStatus
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import (
    ACKNOWLEDGE,
    ANSWER_QUESTION,
    ASK_TO_TREAT_AS_REPORT,
    EXIT_TRIAGE,
    TREAT_AS_REPORT,
    TRIAGE_CASE,
)


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
    offered = LibraryAnswer.objects.visible_to(request.person).published().select_related("topic").order_by("title")
    chosen = next((one for one in offered if str(one.pk) == request.GET.get("text")), None)
    form = AnswerQuestionForm(request.POST or None, initial={"answer": chosen.text} if chosen else None)
    if form.is_valid() and perform(
        form,
        actions.answer_question,
        case,
        answer=form.cleaned_data["answer"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Answered and closed."))
    # What fits the topic comes first.
    library = sorted(offered, key=lambda one: one.topic_id != case.topic_id)
    return render_move(request, case, ANSWER_QUESTION, form, library=library)


@login_required
def ask_to_treat_as_report(request: PortalRequest, reference: str) -> HttpResponse:
    """Ask whoever asked whether the question is a report."""
    case = case_or_404(request, reference)
    form = AskToTreatAsReportForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.ask_to_treat_as_report,
        case,
        message=form.cleaned_data["message"],
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Asked. The answer appears in the dialogue."), part="dialogue")
    return render_move(request, case, ASK_TO_TREAT_AS_REPORT, form)


@login_required
def treat_as_report(request: PortalRequest, reference: str) -> HttpResponse:
    """Treat a question as a report, with the reason."""
    case = case_or_404(request, reference)
    form = TreatAsReportForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.treat_as_report,
        case,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("It is a report now, and counted as one."))
    return render_move(request, case, TREAT_AS_REPORT, form)


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
