"""What every speak-up page is made of."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.actions.uploads import keep_uploads, remove_pending_upload
from cases.forms.public import WORDS, PublicForm, add_file_errors
from cases.models import PendingForm
from cases.passes import PIECES, Pass

# A field that people, screen readers and browsers pass over and that only a program fills in.
TRAP = "homepage"
# Our own hidden fields and buttons: nothing that somebody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "capsule", "go", "access_key", "last_group", "pass", "work", TRAP})
# A text in a field that we don't know as one; what is shorter is a choice, which is made again in a moment.
LONGEST_CHOICE = 20
# No room for files: nothing else is the matter with the page.
NO_ROOM_STATUS = 507
# The button that shows the same page in another language, which the address of its form names.
LANGUAGE = "language"


def hidden_capsule(capsule: str) -> SafeString:
    return format_html('<input type="hidden" name="capsule" value="{}">', capsule)


def work_field(held: Pass) -> SafeString:
    """The field into which static/work.js writes the numbers that it finds."""
    return format_html(
        '<input type="hidden" name="work" value="" data-work="{}" data-work-bits="{}" data-work-pieces="{}">',
        held.challenge,
        held.piece_bits,
        PIECES,
    )


def hidden_pass(held: Pass) -> SafeString:
    """The pass of a form, beside its capsule."""
    return format_html('<input type="hidden" name="pass" value="{}">{}', held.sealed(), work_field(held))


def held_pass(request: HttpRequest, about: str, at: datetime) -> Pass | None:
    """The pass with which a page was sent."""
    return Pass.opened(request.POST.get("pass", ""), about, at=at)


def pressed(request: HttpRequest) -> tuple[str, str]:
    """The button that sent the form: a word and what it is about, as in `page:story`; empty for the main one."""
    word, _colon, about = request.POST.get("go", "").partition(":")
    return word, about


def changes_language(request: HttpRequest) -> bool:
    """Whether somebody only wants to read the page in another language, with what they typed so far."""
    return pressed(request)[0] == LANGUAGE


def change_files(
    request: HttpRequest,
    form: PublicForm,
    pending: Callable[[], PendingForm],
    at: datetime,
    *,
    from_a_form: bool = True,
) -> bool:
    """Add and remove files of a form that is one page, whatever else is still missing. False where one was not taken.

    `pending` gives the row that the files hang from; it is asked only where there is something to change.
    """
    word, about = pressed(request)
    uploads: list[Any] = request.FILES.getlist("uploads")
    if not uploads and word != "remove":
        return True
    holder = pending()
    if word == "remove":
        remove_pending_upload(holder, about)
    refused = keep_uploads(holder, uploads, at=at, from_a_form=from_a_form)
    add_file_errors(form, refused)
    return not refused


def typed_words(request: HttpRequest) -> list[str]:
    """What was typed on the page that was sent, to be given back. Marks and choices are made again in a moment."""
    posted = [(name, value) for name, values in request.POST.lists() for value in values if value.strip()]
    return [value for name, value in posted if name not in NOT_TYPED and (name in WORDS or len(value) > LONGEST_CHOICE)]


def too_late(request: HttpRequest, *, expired: bool, again: str) -> HttpResponse:
    """The page's hidden field is too old or was altered: say so, and give back what was typed on this page."""
    context = {"expired": expired, "typed": typed_words(request), "again": again}
    return render(request, "public/speak_up/too_late.html", context, status=400)
