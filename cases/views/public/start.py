"""The way in, the way out, and what we can and can't promise."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "public/speak_up/start.html", {"code_is_public": settings.PUBLIC_CODE})


@require_safe
def anonymity(request: HttpRequest) -> HttpResponse:
    context = {"shares_address": not settings.PUBLIC_HOST, "machine_translation": bool(settings.MACHINE_TRANSLATOR)}
    return render(request, "public/speak_up/anonymity.html", context)


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where “Leave quickly” leads: a page that says nothing, and that empties the browser's memory of the others.

    The page that is left wipes its draft itself; this is for one whose script did not run to its end.
    """
    response = render(request, "public/speak_up/left.html")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
