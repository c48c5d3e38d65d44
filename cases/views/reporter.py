"""One's own reports, signed in: the list, a new one by name or in confidence, and the dialogue with the office.

These views call the actions directly and not through `accounts.door.perform`, whose record of a refusal would name
the person beside the report.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest
from accounts.addresses import speak_up_address
from accounts.moves import Refused
from accounts.paging import keyset_page
from cases.actions.dialogue import read_messages
from cases.actions.speaking_up import answer_once, send_form
from cases.actions.uploads import open_pending_form, pending_form_of, refused_among
from cases.forms.follow_up import AnswerForm
from cases.forms.public import PublicForm, add_file_errors, as_typed, lacks_room
from cases.forms.questionnaires import NEW_QUESTIONS, are_new, with_questions
from cases.forms.reporter import MyReportForm
from cases.forms.told import facts_of
from cases.models import Report
from cases.states.report import Direction, Mode
from cases.views.afterwards import STEPS, Step, steps_offered, was_taken
from cases.views.emergency import emergency_of
from cases.views.progress import dialogue_of, stage_of, stage_words
from cases.views.public.page import NO_ROOM_STATUS, change_files, hidden_capsule, pressed, typed_words
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

View = Callable[..., HttpResponse]

FORM_AGE = timedelta(hours=24)
COLUMNS = {"day": "received_on"}


def signed_in(view: View, *, again: str = "my_reports:list") -> View:
    """As `login_required`, but whoever's session ended while they wrote gets their words back (FIELD.md, trap 13)."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.person is not None:
            return login_required(view)(request, *args, **kwargs)
        context = {"typed": typed_words(request), "again": reverse(again)}
        return render(request, "cases/reporter/signed_out.html", context, status=403)

    return guarded


@login_required
def list_reports(request: PortalRequest) -> HttpResponse:
    unread = Count("messages", filter=Q(messages__direction=Direction.TO_REPORTER, messages__read_on__isnull=True))
    own = Report.objects.by_reporter(request.person).select_related("case", "topic").annotate(unread=unread)
    page = keyset_page(own, request, columns=COLUMNS, sort="-day")
    rows = [{"report": row, "stage": stage_words()[stage_of(row.case)], "unread": row.unread} for row in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "anonymous_address": speak_up_address(),
        "breadcrumbs": [(_("My reports"), None)],
    }
    return render(request, "cases/reporter/list.html", context)


# --- a new report ------------------------------------------------------------------------------------------
@signed_in
def new_report(request: PortalRequest) -> HttpResponse:
    at = timezone.now()
    token = _token(request, at)
    if request.method != "POST":
        return _show_new(request, MyReportForm(), token, at)
    form_class = with_questions(MyReportForm, request.POST)
    form = form_class(request.POST, request.FILES)
    files_are_fine = change_files(request, form, lambda: open_pending_form(token, at=at), at)
    if files_are_fine and pressed(request)[0] in ("add", "remove"):
        return _show_new(request, as_typed(form_class, request.POST), token, at)
    if not files_are_fine or not form.is_valid():
        return _show_new(request, form, token, at)
    if are_new(form):
        messages.info(request, NEW_QUESTIONS)
        return _show_new(request, as_typed(form_class, request.POST), token, at)
    facts = facts_of([form], language=get_language() or "en")
    try:
        report = send_form(token, facts, by=request.person, at=at)
    except Refused as refused:
        form.add_error(refused.field_name, refused.sentence)
        return _show_new(request, form, token, at)
    messages.success(request, _("Your report has arrived. You can follow it here."))
    return redirect("my_reports:report", pk=report.pk)


def _token(request: PortalRequest, at: datetime) -> str:
    """The token of this form: its files hang from it, and sent twice it is one report. A stale one is replaced."""
    if request.method == "POST":
        try:
            opened = open_capsule(request.POST.get("capsule", ""), purpose=_purpose(request), at=at, max_age=FORM_AGE)
            return str(opened["token"])
        except CapsuleRefused:
            messages.warning(request, _("This page was open for long. Please look it over; files must be added again."))
    return secrets.token_hex(32)


def _purpose(request: PortalRequest) -> str:
    return f"my-report:{request.person.pk}"


def _show_new(request: PortalRequest, form: PublicForm, token: str, at: datetime) -> HttpResponse:
    pending = pending_form_of(token)
    no_room = lacks_room(form)
    context = {
        "form": form,
        "no_room": no_room,
        "files": list(pending.uploads.select_related("file__data_key")) if pending and not pending.report_id else [],
        "capsule": hidden_capsule(seal_capsule({"token": token}, purpose=_purpose(request), at=at)),
        "emergency": emergency_of(request.person.country),
        "anonymous_address": speak_up_address(),
        "wants_anonymity": form.data.get("mode") == Mode.ANONYMOUS,
        "breadcrumbs": [(_("My reports"), "my_reports:list"), (_("New report"), None)],
    }
    return render(request, "cases/reporter/new.html", context, status=NO_ROOM_STATUS if no_room else 200)


# --- one report --------------------------------------------------------------------------------------------
@login_required
def report(request: PortalRequest, pk: Any) -> HttpResponse:
    own = _own(request, pk)
    return _show(request, own, AnswerForm(), timezone.now())


@require_POST
@signed_in
def answer(request: PortalRequest, pk: Any) -> HttpResponse:
    own = _own(request, pk)
    at = timezone.now()
    form = AnswerForm(request.POST, request.FILES)
    receipt = _receipt(request, own, at)
    if not receipt:
        form.add_error(None, _("This page was open for long. Please look over your message and send it once more."))
    if form.is_valid() and _was_sent(request, form, own, receipt, at):
        messages.success(request, _("Your message was sent to the office."))
        return redirect("my_reports:report", pk=own.pk)
    return _show(request, own, form, at)


@signed_in
def identify(request: PortalRequest, pk: Any) -> HttpResponse:
    """Open a name that was given in confidence."""
    return _step(request, pk, STEPS["identify"])


@signed_in
def withdraw(request: PortalRequest, pk: Any) -> HttpResponse:
    """Wish that the report be withdrawn."""
    return _step(request, pk, STEPS["withdraw"])


@signed_in
def consent(request: PortalRequest, pk: Any) -> HttpResponse:
    """Say whether a question may be treated as a report."""
    return _step(request, pk, STEPS["consent"])


@signed_in
def unlock(request: PortalRequest, pk: Any) -> HttpResponse:
    """Say whether the name may be shown to one person."""
    return _step(request, pk, STEPS["unlock"])


@signed_in
def check(request: PortalRequest, pk: Any) -> HttpResponse:
    """Say how one has been since."""
    return _step(request, pk, STEPS["check"])


@signed_in
def review(request: PortalRequest, pk: Any) -> HttpResponse:
    """Ask that somebody else looks whether the case was closed rightly."""
    return _step(request, pk, STEPS["review"])


@signed_in
def rate(request: PortalRequest, pk: Any) -> HttpResponse:
    """Answer the one question at the end."""
    return _step(request, pk, STEPS["rate"])


def _step(request: PortalRequest, pk: Any, step: Step) -> HttpResponse:
    own = _own(request, pk)
    at = timezone.now()
    form = step.form(request.POST, report=own) if request.method == "POST" else step.form(report=own)
    if request.method == "POST":
        receipt = _receipt(request, own, at)
        if not receipt:
            form.add_error(None, _("This page was open for long. Please look it over and send it once more."))
        elif was_taken(step, form, own, receipt, at):
            messages.success(request, str(step.done))
            return redirect("my_reports:report", pk=own.pk)
    context = {
        "step": step,
        "explanation": f"cases/reporter/_{step.word}.html",
        "form": form,
        "report": own,
        "capsule": _new_receipt(own, at),
        "breadcrumbs": [
            (_("My reports"), "my_reports:list"),
            (own.topic.name, own.get_absolute_url()),
            (step.label, None),
        ],
    }
    return render(request, "cases/reporter/step.html", context)


def _own(request: PortalRequest, pk: Any) -> Report:
    """One's own report; somebody else's is a 404, whatever one's role."""
    own = Report.objects.by_reporter(request.person).for_its_reporter()
    found: Report = get_object_or_404(own, pk=pk)
    return found


def _receipt(request: PortalRequest, own: Report, at: datetime) -> str:
    try:
        opened = open_capsule(request.POST.get("capsule", ""), purpose=f"my-answer:{own.pk}", at=at, max_age=FORM_AGE)
    except CapsuleRefused:
        return ""
    return str(opened["receipt"])


def _new_receipt(own: Report, at: datetime) -> SafeString:
    return hidden_capsule(seal_capsule({"receipt": secrets.token_hex(16)}, purpose=f"my-answer:{own.pk}", at=at))


def _was_sent(request: PortalRequest, form: AnswerForm, own: Report, receipt: str, at: datetime) -> bool:
    uploads = form.cleaned_data["uploads"]
    if refused := refused_among(uploads, on=timezone.localdate(at)):
        add_file_errors(form, refused)
        return False
    try:
        answer_once(own, **form.words, uploads=uploads, receipt=receipt, by=request.person, at=at)
    except Refused as refusal:
        form.add_error(refusal.field_name, refusal.sentence)
        return False
    return True


def _show(request: PortalRequest, own: Report, form: AnswerForm, at: datetime) -> HttpResponse:
    context = dialogue_of(own, today=timezone.localdate(at))
    context |= {
        "form": form,
        "no_room": lacks_room(form),
        "known_as": _("with your name") if own.known_as == Mode.NAMED else _("in confidence"),
        "offered": [
            (step, reverse(f"my_reports:{step.word}", args=[own.pk]))
            for step in steps_offered(own)
            if step.word != "check"
        ],
        "told": [(_("What happened"), own.narrative), *own.told_about_topic, *own.answers.items()],
        "capsule": _new_receipt(own, at),
        "breadcrumbs": [(_("My reports"), "my_reports:list"), (own.topic.name, None)],
    }
    read_messages(own, at=at)
    status = NO_ROOM_STATUS if context["no_room"] else 200
    return render(request, "cases/reporter/report.html", context, status=status)
