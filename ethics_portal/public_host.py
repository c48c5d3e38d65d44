"""The two doors: the portal, and the public speak-up pages that know nobody.

The first middleware decides which door a request came through. A public request (by host name, or by path where no
public host is set, as in the demo) is answered from its own URLconf by a short chain of its own: no session, no
authentication, no messages, no cookie but a CSRF cookie of its own, and no trace of an address (DECISIONS 24).
"""

from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string

from accounts.languages import language_of, without_language

PUBLIC_PATHS = ("/speak-up/", "/code-of-ethics/", "/disclosures/")
PUBLIC_CSRF_COOKIE = "form"

# What could tell who is asking. Blanked before anything else can read, log or store it.
TELLING_HEADERS = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_USER",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_AUTHORIZATION",
    "HTTP_ACCEPT_LANGUAGE",
)


def is_public(request: HttpRequest) -> bool:
    """Whether this request came through the public door."""
    if settings.PUBLIC_SITE_ONLY:
        return True
    if settings.PUBLIC_HOST:
        return request.get_host().split(":")[0].lower() == settings.PUBLIC_HOST.lower()
    path = without_language(request.path_info)
    return path.startswith(PUBLIC_PATHS) or path == "/speak-up"


PUBLIC_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ethics_portal.headers.HeadersMiddleware",
    "ethics_portal.headers.PolicyMiddleware",
    "ethics_portal.faults.FaultsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


def _public_chain() -> Callable[[HttpRequest], HttpResponse]:
    """The public door's own short chain of middlewares, around Django's usual resolving and calling of a view."""
    # Django's typing stubs leave out the handler's own parts.
    handler: Any = BaseHandler()
    handler._view_middleware, handler._template_response_middleware, handler._exception_middleware = [], [], []
    chain: Any = convert_exception_to_response(handler._get_response)
    for name in reversed(PUBLIC_MIDDLEWARE):
        middleware = import_string(name)(chain)
        if hasattr(middleware, "process_view"):
            handler._view_middleware.insert(0, middleware.process_view)
        if hasattr(middleware, "process_exception"):
            handler._exception_middleware.append(middleware.process_exception)
        chain = convert_exception_to_response(middleware)
    public: Callable[[HttpRequest], HttpResponse] = chain
    return public


class PublicHostMiddleware:
    """Sends each request through its door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.portal = get_response
        self.public = _public_chain()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_public(request):
            return self.portal(request)
        own_cookie = request.COOKIES.get(_cookie_name())
        for header in TELLING_HEADERS:
            request.META[header] = ""
        request.META["HTTP_COOKIE"] = ""
        request.COOKIES = {settings.CSRF_COOKIE_NAME: own_cookie} if own_cookie else {}
        request.urlconf = settings.PUBLIC_URLCONF
        request.person = None  # type: ignore[attr-defined]
        request.is_public = True  # type: ignore[attr-defined]
        # The address alone says the language: what a browser asks for is among the telling headers.
        with translation.override(language_of(request.path_info)):
            response = self.public(request)
        _keep_only_own_cookie(response)
        return response


def _cookie_name() -> str:
    return f"__Host-{PUBLIC_CSRF_COOKIE}" if settings.HTTPS else PUBLIC_CSRF_COOKIE


def _keep_only_own_cookie(response: HttpResponse) -> None:
    """Rename Django's CSRF cookie, so that it never equals the signed-in portal's; let no other out."""
    token = response.cookies.get(settings.CSRF_COOKIE_NAME)
    response.cookies = SimpleCookie()
    if token is not None:
        response.set_cookie(
            _cookie_name(), token.value, max_age=None, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict"
        )
