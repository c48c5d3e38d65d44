"""What every speak-up page is made of."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.actions.uploads import keep_uploads, remove_pending_upload
from cases.forms.public import PublicForm, add_file_errors
from cases.models import PendingForm

# Our own hidden fields and buttons: nothing that somebody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "capsule", "go", "access_key", "last_group"})
LONGEST_CHOICE = 20
# The button that shows the same page in another language, which the address of its form names.
LANGUAGE = "language"


def hidden_capsule(capsule: str) -> SafeString:
    return format_html('<input type="hidden" name="capsule" value="{}">', capsule)


def pressed(request: HttpRequest) -> tuple[str, str]:
    """The button that sent the form: a word and what it is about, as in `page:story`; empty for the main one."""
    word, _colon, about = request.POST.get("go", "").partition(":")
    return word, about


def changes_language(request: HttpRequest) -> bool:
    """Whether somebody only wants to read the page in another language, with what they typed so far."""
    return pressed(request)[0] == LANGUAGE


def change_files(request: HttpRequest, form: PublicForm, pending: Callable[[], PendingForm], at: datetime) -> bool:
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
    refused = keep_uploads(holder, uploads, at=at)
    add_file_errors(form, refused)
    return not refused


def typed_words(request: HttpRequest) -> list[str]:
    """What was typed on the page that was sent, to be given back. Marks and choices are made again in a moment."""
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    return [value for name, value in posted if name not in NOT_TYPED and len(value) > LONGEST_CHOICE]


def too_late(request: HttpRequest, *, expired: bool, again: str) -> HttpResponse:
    """The page's hidden field is too old or was altered: say so, and give back what was typed on this page."""
    context = {"expired": expired, "typed": typed_words(request), "again": again}
    return render(request, "public/speak_up/too_late.html", context, status=400)
