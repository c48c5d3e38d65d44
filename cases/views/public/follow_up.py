"""Coming back with the access key: what became of the report, and the dialogue. By POST only, never in an address."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.moves import Refused
from cases.access_keys import access_key_digest
from cases.actions.dialogue import read_messages
from cases.actions.pick_up import exchange_pick_up_code
from cases.actions.speaking_up import answer_once
from cases.actions.uploads import refused_among
from cases.forms.afterwards import AfterwardsForm
from cases.forms.follow_up import AccessKeyForm, AnswerForm
from cases.forms.public import add_file_errors, as_typed, lacks_room
from cases.models import Report
from cases.passes import Pass
from cases.pick_up_codes import Busy, digest_of_a_try
from cases.pick_up_codes import normalised as as_pick_up_code
from cases.views.afterwards import STEPS, Step, steps_offered, was_taken
from cases.views.progress import dialogue_of
from cases.views.public.key import show_key
from cases.views.public.page import LANGUAGE, NO_ROOM_STATUS, hidden_capsule, pressed, too_late
from cases.views.public.tries import new_try, try_context, use_try
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

# What the sealed field holds: the key's digest, and which later report of its reporter is open.
Key = dict[str, str]

PURPOSE = "follow-up"
DIALOGUE_AGE = timedelta(minutes=45)
SENT = gettext_lazy("Your message was sent to the office.")
NOTHING_FOUND = gettext_lazy("We can’t find anything with this key. Please compare it with your note.")


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        return _ask_for_key(request, AccessKeyForm(), at)
    return _open(request, at) if "access_key" in request.POST else _answer(request, at)


# --- the key -----------------------------------------------------------------------------------------------
def _open(request: HttpRequest, at: datetime) -> HttpResponse:
    form = AccessKeyForm(request.POST)
    if earn := use_try(request.POST.get("capsule", ""), request.POST.get("work", ""), at=at):
        return _ask_for_key(request, form, at, earn=earn, must_wait=True)
    if form.is_valid():
        if code := as_pick_up_code(form.cleaned_data["access_key"]):
            return _exchange(request, form, code, at)
        key = {"digest": access_key_digest(form.cleaned_data["access_key"])}
        report = _report_of(key)
        if report is not None:
            return _show_dialogue(request, report, key, at)
        form.add_error("access_key", NOTHING_FOUND)
    return _ask_for_key(request, form, at)


def _exchange(request: HttpRequest, form: AccessKeyForm, code: str, at: datetime) -> HttpResponse:
    """A code from the telephone leads to a real key first, which is then kept like everybody's (DECISIONS 26, 27)."""
    try:
        digest = digest_of_a_try(code)
    except Busy:
        return _ask_for_key(request, form, at, must_wait=True)
    if token := exchange_pick_up_code(code, digest, at=at):
        return show_key(request, token, at, exchanged=True)
    form.add_error("access_key", NOTHING_FOUND)
    return _ask_for_key(request, form, at)


def _report_of(key: Key) -> Report | None:
    """The report of a key, or what the same reporter told later, where the sealed field says so.

    Wrong, deleted and misshapen keys all cost the same one query and find the same nothing.
    """
    found = Report.objects.filter(data_key__destroyed_on__isnull=True)
    if "about" in key:
        return found.filter(earlier__access_key_digest=key["digest"], pk=key["about"]).for_its_reporter().first()
    return found.filter(access_key_digest=key["digest"]).for_its_reporter().first()


def _others(report: Report) -> list[Report]:
    """What else the key of this report opens."""
    first = report.earlier or report
    told = Report.objects.of_one_reporter(first).filter(data_key__destroyed_on__isnull=True)
    return list(told.exclude(pk=report.pk).order_by("received_on", "pk"))


def _opened_as(opened: dict[str, Any]) -> Key:
    return {name: str(opened[name]) for name in ("digest", "about") if name in opened}


def _ask_for_key(
    request: HttpRequest, form: AccessKeyForm, at: datetime, *, earn: Pass | None = None, must_wait: bool = False
) -> HttpResponse:
    context = {"form": form} | try_context(earn or new_try(at), at=at, must_wait=must_wait)
    return render(request, "public/speak_up/follow_up.html", context)


# --- the dialogue ------------------------------------------------------------------------------------------
def _answer(request: HttpRequest, at: datetime) -> HttpResponse:
    try:
        opened = open_capsule(request.POST.get("capsule", ""), purpose=PURPOSE, at=at, max_age=DIALOGUE_AGE)
    except CapsuleRefused as refused:
        return too_late(request, expired=refused.expired, again=request.path)
    key = _opened_as(opened)
    report = _report_of(key)
    if report is None:
        return too_late(request, expired=True, again=request.path)
    word, about = pressed(request)
    if word == "other":
        return _show_other(request, report, key, about, at)
    if word in STEPS:
        return _show_step(request, STEPS[word], report, key, at)
    if word == "back":
        return _show_dialogue(request, report, key, at)
    step = STEPS.get(opened.get("step", ""))
    if word == LANGUAGE:
        return _in_another_language(request, step, report, key, at)
    if step:
        return _take_step(request, step, report, opened, at)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid() and _was_sent(form, report, opened["receipt"], at):
        return _show_dialogue(request, report, key, at, done=SENT)
    return _show_dialogue(request, report, key, at, form=form)


def _show_other(request: HttpRequest, report: Report, key: Key, about: str, at: datetime) -> HttpResponse:
    """Another report of the same reporter, if the key opens it; otherwise the one that was open."""
    for other in _others(report):
        if str(other.pk) == about:
            wanted = {"digest": key["digest"], **({"about": about} if other.earlier_id else {})}
            return _show_dialogue(request, _report_of(wanted) or report, wanted, at)
    return _show_dialogue(request, report, key, at)


def _in_another_language(
    request: HttpRequest, step: Step | None, report: Report, key: Key, at: datetime
) -> HttpResponse:
    """The page as it was, with what was typed; files are chosen again, as no page can hand them back."""
    if step:
        return _show_step(request, step, report, key, at, as_typed(step.form, request.POST, report=report))
    return _show_dialogue(request, report, key, at, form=as_typed(AnswerForm, request.POST))


def _take_step(request: HttpRequest, step: Step, report: Report, opened: dict[str, Any], at: datetime) -> HttpResponse:
    form = step.form(request.POST, report=report)
    if was_taken(step, form, report, opened["receipt"], at):
        # Read again: what was said just now is part of where it stands.
        key = _opened_as(opened)
        report = _report_of(key) or report
        return _show_dialogue(request, report, key, at, done=step.done)
    return _show_step(request, step, report, _opened_as(opened), at, form)


def _show_step(
    request: HttpRequest,
    step: Step,
    report: Report,
    key: Key,
    at: datetime,
    form: AfterwardsForm | None = None,
) -> HttpResponse:
    """The page of one thing that a reporter may do; which one it is travels in the sealed field."""
    payload = {**key, "receipt": secrets.token_hex(16), "step": step.word}
    context = {
        "step": step,
        "explanation": f"cases/reporter/_{step.word}.html",
        "form": form or step.form(report=report),
        "capsule": hidden_capsule(seal_capsule(payload, purpose=PURPOSE, at=at)),
    }
    return render(request, "public/speak_up/step.html", context)


def _was_sent(form: AnswerForm, report: Report, receipt: str, at: datetime) -> bool:
    uploads = form.cleaned_data["uploads"]
    if refused := refused_among(uploads, on=timezone.localdate(at)):
        add_file_errors(form, refused)
        return False
    try:
        answer_once(report, **form.words, uploads=uploads, receipt=receipt, at=at)
    except Refused as refusal:
        form.add_error(refusal.field_name, refusal.sentence)
        return False
    return True


def _show_dialogue(
    request: HttpRequest,
    report: Report,
    key: Key,
    at: datetime,
    *,
    form: AnswerForm | None = None,
    done: Any = "",
) -> HttpResponse:
    """The key's digest travels on in the sealed field; the key itself is on no page any more."""
    payload = {**key, "receipt": secrets.token_hex(16)}
    context: dict[str, Any] = dialogue_of(report, today=timezone.localdate(at))
    form = form or AnswerForm()
    context |= {
        "form": form,
        "no_room": lacks_room(form),
        "done": done,
        "offered": [step for step in steps_offered(report) if step.word != "check"],
        "others": _others(report),
        "capsule": hidden_capsule(seal_capsule(payload, purpose=PURPOSE, at=at)),
    }
    read_messages(report, at=at)
    status = NO_ROOM_STATUS if context["no_room"] else 200
    return render(request, "public/speak_up/dialogue.html", context, status=status)
