"""What other systems read: with a token, as JSON, and with nothing that a browser would keep or send by itself."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.clockwork import database_now
from reporting.actions import FeedRefused, use_feed
from reporting.feed_description import description
from reporting.feeds import Route, UnreadableCursor, cursor_of, place_of

SCHEME = "Bearer "
SECONDS_TO_WAIT = "60"


# No form and no session: there is nothing that another site could borrow, and nothing that a request changes.
@csrf_exempt
def answer(request: HttpRequest, route: Route) -> JsonResponse:
    """One page of a route of the table."""
    if request.method not in ("GET", "HEAD"):
        return _not_allowed()
    try:
        at = database_now()
        use_feed(_token(request), scope=route.scope, at=at)
        found = route.read(place_of(request.GET.get("cursor", "")), at)
    except FeedRefused as refused:
        return _refusal(refused.status, refused.sentence)
    except UnreadableCursor:
        return _refusal(HTTPStatus.BAD_REQUEST, _("This cursor is none of ours. Begin without one."))
    return JsonResponse({"rows": found.rows, "next": cursor_of(found.next)})


@csrf_exempt
def describe(request: HttpRequest) -> JsonResponse:
    """The description itself tells nothing of the company, so it needs no token."""
    return JsonResponse(description()) if request.method in ("GET", "HEAD") else _not_allowed()


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> JsonResponse:
    return _refusal(HTTPStatus.NOT_FOUND, _("There is nothing here. The description is at /api/v1/openapi.json."))


def _token(request: HttpRequest) -> str:
    """Raises `FeedRefused` where the request shows none."""
    shown = request.headers.get("Authorization", "")
    if not shown.startswith(SCHEME):
        raise FeedRefused(HTTPStatus.UNAUTHORIZED, _("Show a token: “Authorization: Bearer …”."))
    return shown.removeprefix(SCHEME).strip()


def _not_allowed() -> JsonResponse:
    refusal = _refusal(HTTPStatus.METHOD_NOT_ALLOWED, _("This API is for reading: only GET."))
    refusal.headers["Allow"] = "GET, HEAD"
    return refusal


def _refusal(status: HTTPStatus, sentence: str | Promise) -> JsonResponse:
    told: dict[str, Any] = {"status": status.value, "sentence": str(sentence)}
    refusal = JsonResponse(told, status=status.value)
    if status == HTTPStatus.UNAUTHORIZED:
        refusal.headers["WWW-Authenticate"] = SCHEME.strip()
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        refusal.headers["Retry-After"] = SECONDS_TO_WAIT
    return refusal
