"""Members ask about a notice; the General Auditor answers, or whoever leads the matter."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.roles import CASE_STAFF, Role
from cases.states.insider import Shown
from cases.views.no_trading import tell_first
from reporting import actions
from reporting.forms import AnswerMemberForm, AskAboutNoticeForm
from reporting.models import NoticeQuestion
from reporting.states import COMMITTEE
from reporting.views.notices import notice_for, notice_move_page, with_decisions
from reporting.workflow import ANSWER_NOTICE_QUESTION, ASK_ABOUT_NOTICE

ANSWERERS = CASE_STAFF | COMMITTEE


@role_required(*COMMITTEE)
def ask_about_notice(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    notice = notice_for(request, pk)
    form = AskAboutNoticeForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        if perform(form, actions.ask_about_notice, notice, words=words, by=request.person, at=timezone.now()):
            messages.success(request, _("Sent. You are told when it is answered."))
            return redirect(notice)
    return notice_move_page(request, notice, ASK_ABOUT_NOTICE, form, "reporting/ask_about_notice.html")


@role_required(Role.GENERAL_AUDITOR)
def notice_questions(request: PortalRequest) -> HttpResponse:
    """What waits for the General Auditor's answer. Whoever answers in their place comes by the notice to them."""
    waiting = list(NoticeQuestion.objects.visible_to(request.person).open().with_people())
    with_decisions(question.notice for question in waiting)
    return render(request, "reporting/notice_questions.html", {"questions": waiting})


@role_required(*ANSWERERS)
def answer_notice_question(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    question = get_object_or_404(NoticeQuestion.objects.visible_to(request.person).with_people(), pk=pk)
    if not ANSWER_NOTICE_QUESTION.is_for(request.person, question):
        raise Http404
    decision = question.notice.decision
    tell_first(request, decision.case, Shown.COMMITTEE)
    form = AnswerMemberForm(request.POST or None)
    if form.is_valid():
        facts = {"answer": form.cleaned_data["answer"]}
        by, at = request.person, timezone.now()
        if perform(form, actions.answer_notice_question, question, **facts, by=by, at=at):
            messages.success(request, _("Answered. Whoever asked has been told."))
            return redirect(_back(request))
    context = {
        "move": ANSWER_NOTICE_QUESTION,
        "form": form,
        "refusal": ANSWER_NOTICE_QUESTION.refusal(request.person, question),
        "question": question,
        "decision": decision,
        "reference": decision.case.reference,
        "back_url": _back(request),
        "breadcrumbs": [(_("Questions of the committee"), _back(request)), (decision.case.reference, None)],
    }
    return render(request, "reporting/answer_notice_question.html", context)


def _back(request: PortalRequest) -> str:
    """The list, for whoever has one."""
    is_auditor = Role.GENERAL_AUDITOR in request.person.roles
    return reverse("reporting:notice_questions" if is_auditor else "reporting:home")
