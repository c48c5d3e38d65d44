"""Call-back: the spoken code by POST only, what is open read out, the answer written down.

Answers go to their action directly and not through `accounts.door.perform`: its record of a refusal keeps the hour, and
beside an anonymous report the hour of a call tells who called (docs/adr/0003).
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.moves import Refused
from cases import actions
from cases.forms.operator import CallBackForm, SpokenAnswerForm
from cases.models import Message, Report
from cases.pick_up_codes import LIFE, groups_of
from cases.views.operator.door import operator_only
from cases.views.public.key import read_out
from cases.views.public.page import hidden_capsule, pressed
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

# As long as a call may last. Then the caller reads the code out again.
CALL_AGE = timedelta(minutes=45)


@operator_only
def call_back(request: PortalRequest) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        return _ask(request, CallBackForm())
    return _open(request, at) if "spoken" in request.POST else _go_on(request, at)


def _ask(request: PortalRequest, form: CallBackForm, *, refusal: str = "", typed: str = "") -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "typed": [typed] if typed else [],
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Call-back"), None)],
    }
    return render(request, "cases/operator/call_back.html", context)


def _open(request: PortalRequest, at: datetime) -> HttpResponse:
    form = CallBackForm(request.POST)
    if form.is_valid():
        report = perform(form, actions.open_call_back, form.cleaned_data["spoken"], by=request.person, at=at)
        if report is not None:
            return _show(request, report, at, heard=_open_messages(report))
    return _ask(request, form)


def _go_on(request: PortalRequest, at: datetime) -> HttpResponse:
    """The answer, or a new code, of the call that the page's sealed field holds."""
    try:
        call = open_capsule(request.POST.get("capsule", ""), purpose=_purpose(request), at=at, max_age=CALL_AGE)
        report = Report.objects.select_related("data_key", "case", "topic").get(pk=call["report"])
    except CapsuleRefused:
        refusal = _("The call was open for long. Please let the caller read the code out once more.")
        return _ask(request, CallBackForm(), refusal=refusal, typed=request.POST.get("body", ""))
    heard = list(report.messages.filter(pk__in=call["heard"]))
    try:
        if pressed(request)[0] == "renew":
            code = actions.renew_pick_up_code(report, by=request.person, at=at)
            return _show(request, report, at, heard=heard, code=code)
        return _answer(request, report, call["receipt"], at, heard)
    except Refused as refused:
        return _show(request, report, at, heard=heard, refusal=refused.sentence)
    except Report.DoesNotExist as vanished:
        raise Http404 from vanished


def _answer(request: PortalRequest, report: Report, receipt: str, at: datetime, heard: list[Message]) -> HttpResponse:
    form = SpokenAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, report, at, heard=heard, form=form)
    actions.answer_on_the_phone(report, body=form.cleaned_data["body"], receipt=receipt, by=request.person, at=at)
    return _show(request, report, at, heard=heard, was_kept=True)


def _open_messages(report: Report) -> list[Message]:
    """What the office wrote since the reporter last said something. A call that broke off finds it again."""
    said = list(report.messages.select_related("data_key"))
    answered = max((message.position for message in said if message.is_from_reporter), default=0)
    return [message for message in said if message.position > answered]


def _show(
    request: PortalRequest,
    report: Report,
    at: datetime,
    *,
    heard: list[Message],
    form: SpokenAnswerForm | None = None,
    code: str = "",
    refusal: Any = "",
    was_kept: bool = False,
) -> HttpResponse:
    payload = {
        "report": str(report.pk),
        "receipt": secrets.token_hex(16),
        "heard": [str(message.pk) for message in heard],
    }
    groups = groups_of(code) if code else []
    context: dict[str, Any] = {
        "form": form or SpokenAnswerForm(),
        "talk": [{"text": message.body, "when": date_format(message.written_on, "DATE_FORMAT")} for message in heard],
        "language": report.language,
        "has_key": report.access_key_digest is not None,
        "refusal": refusal,
        "was_kept": was_kept,
        "groups": groups,
        "spoken": read_out(groups),
        "days": LIFE.days,
        "capsule": hidden_capsule(seal_capsule(payload, purpose=_purpose(request), at=at)),
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Call-back"), None)],
    }
    return render(request, "cases/operator/call.html", context)


def _purpose(request: PortalRequest) -> str:
    return f"call-back:{request.person.pk}"
