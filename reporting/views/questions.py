"""Members ask and remark about a signed digest; its signer answers."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from reporting import actions
from reporting.forms import AnswerMemberForm, AskAboutDigestForm
from reporting.models import DigestQuestion
from reporting.views.digests import READERS, digest_for, draft_for, move_page
from reporting.workflow import ANSWER_MEMBER, ASK_ABOUT_DIGEST


@role_required(*READERS)
def ask_about_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    signed = draft_for(request, pk, ASK_ABOUT_DIGEST)
    form = AskAboutDigestForm(request.POST or None, initial={"kind": "QUESTION"})
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "words")}
        question = perform(form, actions.ask_about_digest, signed, **facts, by=request.person, at=timezone.now())
        if question:
            messages.success(request, _("Sent. It stands under the digest, for everybody who reads it."))
            return redirect(question)
    return move_page(request, signed, ASK_ABOUT_DIGEST, form, "reporting/ask_about_digest.html")


@role_required(*READERS)
def answer_member(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    question = get_object_or_404(DigestQuestion.objects.visible_to(request.person).with_people(), pk=pk)
    digest = digest_for(request, question.digest_id)
    if not ANSWER_MEMBER.is_for(request.person, question):
        raise Http404
    form = AnswerMemberForm(request.POST or None)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        if perform(form, actions.answer_member, question, answer=answer, by=request.person, at=timezone.now()):
            messages.success(request, _("Answered. Whoever asked has been told."))
            return redirect(question)
    refusal = ANSWER_MEMBER.refusal(request.person, question)
    return move_page(
        request, digest, ANSWER_MEMBER, form, "reporting/answer_member.html", question=question, refusal=refusal
    )
