"""When something fails: a clear page with the right status, nothing stored, and what was typed kept on the page.

Known failures (database away, disk full, too large, unreadable) get a page of their own. The rest is Django's 400,
403, 404 and 500, through the handlers named in the URLconfs.
"""

import errno
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.handlers.wsgi import LimitedStream
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import speak_up_address, speak_up_path
from cases.views.public.filling import Filling
from code_of_ethics.standing_words import remembered_words
from ethics_portal.earlier_pages import filling_in, labels_of, told_before
from ethics_portal.logs import route_of

log = structlog.get_logger("ethics_portal.faults")

# What is never shown again: proofs, secrets and our own hidden fields.
NOT_TYPED = ("csrfmiddlewaretoken", "receipt", "password", "token", "secret", "key", "code", "capsule", "sealed", "otp")
# The button, the trap for programs, the proof of some work, and what tells an operator's tabs apart.
OUR_OWN = frozenset({"go", "homepage", "pass", "work", "tab", "found", "instead", "seen"})
# The page that sends itself while somebody types.
KEEPS_ITSELF = "help_line:keep"
# What a speak-up page needs to be opened where it was.
RESUMED = ("csrfmiddlewaretoken", "capsule")
MOST_FIELDS = 60
MOST_CHARACTERS = 1_200_000  # of all fields together: a 1 MB text is still given back
DRAIN_CHUNK = 64 * 1024
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
POSTGRESQL_DISK_FULL = "53100"


@dataclass(frozen=True)
class Fault:
    """A kind of failure: its status (which names its template), its title and its sentence."""

    status: int
    title: str | Promise
    sentence: str | Promise


DATABASE_AWAY = Fault(
    503,
    gettext_lazy("We can't reach our records just now"),
    gettext_lazy("Nothing was stored. Please try again in a few minutes."),
)
DISK_IS_FULL = Fault(
    507,
    gettext_lazy("There is no room left to store this"),
    gettext_lazy("Nothing was stored. Please tell the people who run this portal, and try again later."),
)
TOO_LARGE = Fault(
    413,
    gettext_lazy("This is more than can be sent at once"),
    gettext_lazy("Nothing was stored. Please send fewer or smaller files, or a shorter text."),
)
UNREADABLE = Fault(
    400,
    gettext_lazy("We couldn't read what was sent"),
    gettext_lazy("Nothing was stored. Please open the page again and send it once more."),
)
NOT_ALLOWED = Fault(403, gettext_lazy("This isn't open to you"), gettext_lazy("Nothing was stored."))
NOT_FOUND = Fault(
    404,
    gettext_lazy("There is nothing here"),
    gettext_lazy("The page doesn't exist, or it isn't meant for you."),
)
WRONG_WAY = Fault(
    405,
    gettext_lazy("This page can’t be opened this way"),
    gettext_lazy("Nothing was changed. Go back to the page that you came from, and press the button there once more."),
)
STALE_FORM = Fault(
    403,
    gettext_lazy("This form was open for too long, or cookies are switched off"),
    gettext_lazy("Nothing was stored. Open the page again and send it once more; what you typed is kept below."),
)
OUR_MISTAKE = Fault(
    500,
    gettext_lazy("Something went wrong on our side"),
    gettext_lazy("Nothing was stored. Please try again; if it happens twice, tell the people who run this portal."),
)


class FaultsMiddleware:
    """Refuses what is too large before it is read, and gives known failures their own page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced_size(request) > settings.UPLOAD_REQUEST_LIMIT:
            return fault_page(request, TOO_LARGE, _texts_of_too_much(request))
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.accepts("text/html"):
            return _opened_the_wrong_way(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        fault = fault_of(exception)
        if fault is None:
            return None
        log.error("fault", exc_info=exception, route=route_of(request), method=request.method, status=fault.status)
        return fault_page(request, fault)


def fault_of(exception: BaseException | None) -> Fault | None:
    """The kind of failure that an exception means, or None where it is simply a mistake of ours."""
    if isinstance(exception, UnreadablePostError | MultiPartParserError):
        return UNREADABLE
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return TOO_LARGE
    if isinstance(exception, OSError) and exception.errno in DISK_FULL:
        return DISK_IS_FULL
    if isinstance(exception, OperationalError | InterfaceError):
        return DISK_IS_FULL if _disk_is_full(exception) else DATABASE_AWAY
    return None


def _disk_is_full(exception: Exception) -> bool:
    code = getattr(exception.__cause__, "pgcode", None)
    return code == POSTGRESQL_DISK_FULL or "disk is full" in str(exception)


def _opened_the_wrong_way(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Such as what a button does, opened by its address after one had to sign in again: Django's answer is blank."""
    page = fault_page(request, WRONG_WAY)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def _announced_size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _texts_of_too_much(request: HttpRequest) -> QueryDict:
    """The texts of a form with too much in it, as far as they stand before the files; nothing of these is kept."""
    stream: Any = request  # it reads like a file, which Django's typing stubs leave out
    beginning = LimitedStream(stream, 2 * settings.UPLOAD_REQUEST_LIMIT)
    texts: QueryDict = QueryDict()
    try:
        if request.content_type == "multipart/form-data":
            texts, _files = MultiPartParser(request.META, beginning, [_ForgetFiles(request)]).parse()
    except (OSError, MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
        log.warning("form_unreadable", exc_info=error)
    _drain(beginning)
    return texts


def _drain(beginning: LimitedStream) -> None:
    """Read and forget: a browser that is cut off while sending shows its own error, not our page."""
    with suppress(OSError):
        while beginning.read(DRAIN_CHUNK):
            continue


# --- Django's handlers -------------------------------------------------------------------------------------
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault_page(request, fault_of(exception) or UNREADABLE)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault_page(request, NOT_ALLOWED)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault_page(request, NOT_FOUND, QueryDict())


def server_error(request: HttpRequest) -> HttpResponse:
    """Also where a middleware met the failure (a session that can't be read): Django calls it while handling it."""
    return fault_page(request, fault_of(sys.exc_info()[1]) or OUR_MISTAKE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof: stale, or sent from elsewhere. The reason is for developers and is not shown.

    A recording that keeps itself gets a new proof, which only a page of the Portal's own can read: whoever was signed
    out and has signed in again on another tab goes on typing where they were. Nothing is kept of the refused sending.
    """
    if getattr(request, "htmx", False) and getattr(request.resolver_match, "view_name", "") == KEEPS_ITSELF:
        return render(request, "cases/operator/_kept.html", {"is_renewed": True})
    return fault_page(request, STALE_FORM)


# --- the page ----------------------------------------------------------------------------------------------
def fault_page(request: HttpRequest, fault: Fault, posted: QueryDict | None = None) -> HttpResponse:
    """The page of a fault, whatever else is broken. `posted` is what was sent, where Django has not read it."""
    posted = _posted(request) if posted is None else posted
    filling, told = _earlier_pages(request, posted)
    is_public = getattr(request, "is_public", False)
    context = {
        "status": fault.status,
        "title": fault.title,
        "sentence": fault.sentence,
        "typed": [*told, *what_was_typed(posted, labels_of(filling) if filling else {})],
        "again": request.path if request.method == "POST" else "",
        # Back to its own page of the form, with the proof that it came with: nobody else's form can be slipped in.
        "kept": {name: posted.get(name) for name in RESUMED} if filling and fault is TOO_LARGE else {},
        # As this process last read them: the database is not asked, it may be what failed.
        "contacts": remembered_words().short,
        "contact_url": speak_up_path("contact/") if is_public else f"{speak_up_address()}contact/",
        # The signed-in pages' home is on another host, or tells who one is.
        "home": speak_up_path() if is_public else "/",
        "path": request.path if is_public else "",
    }
    response = _render(fault, context)
    if fault.status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _render(fault: Fault, context: dict[str, Any]) -> HttpResponse:
    """Without the request: a context processor may read the database, which may be what is broken."""
    try:
        return HttpResponse(render_to_string(f"{fault.status}.html", context), status=fault.status)
    except Exception as error:
        log.warning("fault_page_failed", exc_info=error, status=fault.status)
    return HttpResponse(_plain_text(context), status=fault.status, content_type="text/plain; charset=utf-8")


def _plain_text(context: dict[str, Any]) -> str:
    parts = [str(context["title"]), str(context["sentence"])]
    if context["contacts"]:
        parts.append("\n".join([_("Talk to a person instead"), *(each.address for each in context["contacts"])]))
    if context["typed"]:
        parts.append(_("What you typed:"))
        parts += [f"{label}:\n{text}" for label, text in context["typed"]]
    return "\n\n".join(parts) + "\n"


def _earlier_pages(request: HttpRequest, posted: QueryDict) -> tuple[Filling | None, list[tuple[str, str]]]:
    """The speak-up form that failed on one of its pages, and what it told before; nothing for other pages."""
    if not getattr(request, "is_public", False):
        return None, []
    try:
        filling = filling_in(posted)
        return filling, told_before(filling) if filling else []
    except Exception as error:
        log.warning("earlier_pages_unreadable", exc_info=error)
        return None, []


def what_was_typed(posted: QueryDict, labels: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, str]]:
    """The texts of the form, by label or by name, so that nobody writes a report twice."""
    typed: list[tuple[str, str]] = []
    room = MOST_CHARACTERS
    for name, values in posted.lists():
        for value in values:
            if len(typed) >= MOST_FIELDS or room <= 0 or not value.strip() or _is_hidden(name):
                continue
            typed.append((labels.get(name) or _label(name), value[:room]))
            room -= len(value)
    return typed


class _ForgetFiles(FileUploadHandler):
    """Passes over files while the texts of a form are read: a page that stores nothing must not store them."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def _posted(request: HttpRequest) -> QueryDict:
    if request.method != "POST":
        return QueryDict()
    try:
        if not hasattr(request, "_files"):
            request.upload_handlers = [_ForgetFiles(request)]
        return request.POST
    except Exception as error:
        log.warning("form_unreadable", exc_info=error)
        return QueryDict()


def _is_hidden(name: str) -> bool:
    lowered = name.lower()
    return lowered in OUR_OWN or any(word in lowered for word in NOT_TYPED)


def _label(name: str) -> str:
    """`allegations-0-what_happened` reads “What happened”."""
    words = name.rpartition("-")[2].replace("_", " ").strip()
    return words[:1].upper() + words[1:]
