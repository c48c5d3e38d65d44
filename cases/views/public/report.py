"""The guided form: one thing a page, everything typed in the page's own capsule, one report at the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.form_tokens import form_token
from accounts.languages import reader_language
from accounts.moves import Refused
from accounts.templatetags.portal import questions_and_answers
from cases import pace
from cases.actions.floods import note_arrival
from cases.actions.speaking_up import send_form
from cases.actions.uploads import (
    keep_uploads,
    open_pending_form,
    pending_form_of,
    remove_pending_upload,
)
from cases.forms.public import (
    EARLIER,
    YES,
    AboutYouPage,
    PublicForm,
    add_file_errors,
    judging,
    lacks_room,
)
from cases.forms.told import facts_of, told
from cases.models import PendingUpload
from cases.passes import Pass, demanded, toll
from cases.states.report import Mode, ReportKind
from cases.views.emergency import emergency_of
from cases.views.public.filling import ELSEWHERE, QUESTIONS, REVIEW, Filling
from cases.views.public.frames import Frame
from cases.views.public.key import show_key, show_sent
from cases.views.public.page import (
    LANGUAGE,
    NO_ROOM_STATUS,
    TRAP,
    held_pass,
    hidden_capsule,
    hidden_pass,
    pressed,
    too_late,
    typed_words,
)
from vault.capsules import CapsuleRefused
from vault.sealing import RefusedFile

FILES, CIRCUMSTANCES, KNOWLEDGE = "files", "circumstances", "knowledge"


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    return _guided(request, ReportKind.REPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest) -> HttpResponse:
    return _guided(request, ReportKind.QUESTION)


def _guided(request: HttpRequest, kind: ReportKind) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        return _show(request, Filling.begin(kind, at), at)
    if pressed(request)[0] == EARLIER:
        # From the page that asks for the key, by a button: nothing in the address tells that a key was lost.
        return _show(request, Filling.begin(kind, at, about_earlier=True), at)
    try:
        filling = Filling.opened(request.POST.get("capsule", ""), kind, at)
    except CapsuleRefused as refused:
        return too_late(request, expired=refused.expired, again=request.path)
    if request.POST.get(TRAP, "").strip():
        filling = replace(filling, in_doubt=True)
    pending = pending_form_of(filling.token)
    if pending is not None and pending.report_id is not None:
        # From another tab it was sent already: what is typed in this one is given back.
        typed = [] if filling.page == REVIEW else typed_words(request)
        return (
            show_sent(request, filling.token, at, typed)
            if pending.spent
            else show_key(request, filling.token, at, typed=typed)
        )
    filling = replace(filling, pending=pending)
    if pressed(request)[0] == "resume":
        # The sealed field comes from a draft on the reporter's device, where what was typed since is filled in.
        return _show(request, replace(filling, resumed=True), at)
    if filling.page == REVIEW:
        return _reviewed(request, filling, at)
    return _answered(request, filling, at)


# --- a page of questions -----------------------------------------------------------------------------------
def _answered(request: HttpRequest, filling: Filling, at: datetime) -> HttpResponse:
    """Keep what was typed and go on, back, or nowhere until something has had another look."""
    form = _sent(request, filling)
    word, about = pressed(request)
    if filling.page == FILES:
        if request.FILES and (earn := _must_earn(request, filling, at)):
            form.add_error("uploads", gettext("A great deal is being sent now. Please choose your files once more."))
            return _show(request, filling, at, form, earn=earn)
        refused = _change_files(form, filling, word, about, at)
        filling = replace(filling, pending=pending_form_of(filling.token))
        add_file_errors(form, refused)
        if refused or word in ("add", "remove", LANGUAGE):
            return _show(request, filling, at, form)
    kept = filling.typed(form, without=_not_kept(form))
    if word == "back" and kept is not None:
        return _show(request, kept.back(), at)
    if word == LANGUAGE and kept is not None:
        return _show(request, kept, at)
    if kept is None or not form.is_valid():
        # Only now is it shown.
        form = filling.form_class(filling.page)(request.POST, request.FILES)
        form.is_valid()
        return _show(request, filling, at, form)
    return _show(request, kept.forward(), at)


def _sent(request: HttpRequest, filling: Filling) -> PublicForm:
    """The form of the page that was sent. Most are only judged, since the next page is shown."""
    form_class = filling.form_class(filling.page)
    judge = form_class if filling.page in (FILES, QUESTIONS) else judging(form_class)
    return judge(request.POST, request.FILES)


def _not_kept(form: PublicForm) -> frozenset[str]:
    """Whoever chooses to stay anonymous leaves no name behind, not even in the sealed field."""
    is_anonymous = isinstance(form, AboutYouPage) and form.data.get("mode") == Mode.ANONYMOUS
    return frozenset({"name", "contact"}) if is_anonymous else frozenset()


def _change_files(form: PublicForm, filling: Filling, word: str, about: str, at: datetime) -> list[RefusedFile]:
    uploads = form.cleaned_data["uploads"] if form.is_valid() else []
    if not uploads and word != "remove":
        return []
    pending = open_pending_form(filling.token, at=at)
    if word == "remove":
        remove_pending_upload(pending, about)
    return keep_uploads(pending, uploads, at=at)


# --- the review --------------------------------------------------------------------------------------------
def _reviewed(request: HttpRequest, filling: Filling, at: datetime) -> HttpResponse:
    word, about = pressed(request)
    if word == "page" and about in filling.pages:
        return _show(request, filling.at_page(about), at)
    if word == "back":
        return _show(request, filling.back(), at)
    forms = {page: filling.judged(page) for page in filling.pages}
    if open_page := next((page for page, form in forms.items() if not form.is_valid()), ""):
        return _show(request, filling.at_page(open_page), at, filling.marked(open_page))
    return _send(request, filling, [*forms.values()], at) if word == "send" else _show(request, filling, at)


def _send(request: HttpRequest, filling: Filling, forms: list[PublicForm], at: datetime) -> HttpResponse:
    """The answers are complete: `forms` are valid."""
    if earn := _must_earn(request, filling, at, in_doubt=filling.is_doubtful(at)):
        return _show_wait(request, filling, earn, at)
    facts = facts_of(forms, kind=filling.kind, language=reader_language())
    try:
        send_form(filling.token, facts, by=None, at=at, seems_new=filling.pending is None)
    except Refused as refused:
        return _show_review(request, filling, at, refusal=refused.sentence)
    note_arrival(at=at)
    return show_key(request, filling.token, at)


def _must_earn(request: HttpRequest, filling: Filling, at: datetime, *, in_doubt: bool = False) -> Pass | None:
    """The pass that this form has to earn first; none where it may go on."""
    held, work = held_pass(request, filling.token, at), request.POST.get("work", "")
    return demanded(held, work, filling.token, kind=pace.SENDING, in_doubt=in_doubt, at=at)


def _show_wait(request: HttpRequest, filling: Filling, earn: Pass, at: datetime) -> HttpResponse:
    """One more plain page before sending. Everything typed stays in the sealed field."""
    context = {
        "capsule": hidden_capsule(filling.sealed(at)),
        "pass": hidden_pass(earn),
        "is_busy": earn.has_work,
        "seconds": earn.seconds_left(at),
        "is_question": filling.kind == ReportKind.QUESTION,
    }
    return render(request, "public/speak_up/wait.html", context)


# --- what is shown -----------------------------------------------------------------------------------------
def _show(
    request: HttpRequest,
    filling: Filling,
    at: datetime,
    form: PublicForm | None = None,
    *,
    earn: Pass | None = None,
) -> HttpResponse:
    if filling.page == REVIEW:
        return _show_review(request, filling, at)
    if form is None:
        form = filling.marked(filling.page) if _was_left_open(filling) else filling.form()
    context: dict[str, Any] = _context(filling, at)
    context |= {"form": form, "is_first": filling.step == 1, "asked": filling.questionnaire}
    if filling.page == FILES:
        context |= {"files": _files(filling), "no_room": lacks_room(form), **_pass_for_files(filling, earn, at)}
    if filling.page == KNOWLEDGE:
        context["emergency"] = emergency_of(_country(filling))
    status = NO_ROOM_STATUS if context.get("no_room") else 200
    return render(request, f"public/speak_up/{filling.page}.html", context, status=status)


def _pass_for_files(filling: Filling, earn: Pass | None, at: datetime) -> dict[str, Any]:
    """While much is being sent, the page of the files earns its pass while somebody still chooses them."""
    if earn is None:
        cost = toll(pace.SENDING, at=at)
        earn = None if cost.is_free else Pass.issue(filling.token, cost, at=at)
    return {"pass": hidden_pass(earn), "seconds": earn.seconds_left(at)} if earn else {}


def _was_left_open(filling: Filling) -> bool:
    """The overview sent the reporter here because something is missing: then the page says what."""
    return filling.reviewing and filling.first_open_page() == filling.page


def _show_review(request: HttpRequest, filling: Filling, at: datetime, refusal: Any = "") -> HttpResponse:
    context = _context(filling, at) | {
        "path": request.path,
        "parts": format_html_join("", "{}", ((part,) for part in _parts(filling))),
    }
    is_danger = any(filling.judged(page).cleaned_data.get("danger") == YES for page in filling.pages)
    if refusal or is_danger:
        context |= {"refusal": refusal, "is_danger": is_danger, "emergency": emergency_of(_country(filling))}
        return render(request, OVERVIEW, context)
    return HttpResponse(_overview.filled({**context, "csrf_token": form_token(request)}))


OVERVIEW = "public/speak_up/review.html"
_overview = Frame(OVERVIEW, "csrf_token", "capsule", "parts", "draft_name", "draft_key", "draft_seconds")
_part = Frame("public/speak_up/_part.html", "told", is_page=False)


def _parts(filling: Filling) -> Iterator[str]:
    """The answers of each page on the overview."""
    for page in filling.pages:
        form = filling.judged(page)
        form.is_valid()
        if page == ELSEWHERE:
            continue
        shown = _files_shown(filling) if page == FILES else _answers_shown(page, told(form))
        yield _part.filled({"page": page, "title": str(filling.title(page)), "told": shown})


def _files_shown(filling: Filling) -> str:
    if not (files := _files(filling)):
        return format_html('<p class="quiet">{}</p>', gettext("No files"))
    return render_to_string("public/speak_up/_part_files.html", {"files": files})


def _answers_shown(page: str, answers: list[tuple[str, str]]) -> SafeString:
    """An only answer needs no question beside the title, where that says it all."""
    if not answers:
        return format_html('<p class="quiet">{}</p>', gettext("Left out"))
    answers_alone = len(answers) == 1 and page not in (KNOWLEDGE, QUESTIONS)
    shown = questions_and_answers(answers, answers_alone=answers_alone)
    return format_html('<dl class="facts facts-narrow">{}</dl>', shown)


def _country(filling: Filling) -> str:
    """Where it happened, as far as the reporter said so; a question has no such page."""
    if CIRCUMSTANCES not in filling.pages:
        return ""
    form = filling.judged(CIRCUMSTANCES)
    form.is_valid()
    return str(form.cleaned_data.get("country", ""))


def _context(filling: Filling, at: datetime) -> dict[str, Any]:
    return {
        "capsule": hidden_capsule(filling.sealed(at)),
        "step": filling.step,
        "steps": filling.steps,
        "is_question": filling.kind == ReportKind.QUESTION,
        "is_reviewing": filling.reviewing,
        **filling.draft(at),
    }


def _files(filling: Filling) -> list[PendingUpload]:
    return list(filling.pending.uploads.select_related("file__data_key")) if filling.pending else []
