"""Response headers that Django and django-csp don't send."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# Nothing here needs a device or a sensor, so no page may ask for one.
REFUSED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, with the policy put together once: on none of our pages it is another one."""

    _usual = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_changed = HEADER in response or any(name.startswith("_csp") for name in (*vars(request), *vars(response)))
        if is_changed or settings.DEBUG:
            return super().process_response(request, response)
        if self._usual:
            response.headers[HEADER] = self._usual
            return response
        answered = super().process_response(request, response)
        self._usual = answered.headers.get(HEADER, "")
        return answered


class HeadersMiddleware:
    """Nothing outside static files is kept by a browser or a proxy, offered to a search engine or framed elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response
