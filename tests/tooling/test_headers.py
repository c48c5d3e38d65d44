"""Headers on every page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ethics_portal.headers import HeadersMiddleware

pytestmark = pytest.mark.once


def headers_of(path: str) -> dict[str, str]:
    return HeadersMiddleware(lambda request: HttpResponse("x"))(RequestFactory().get(path)).headers


def test_no_page_is_kept_by_a_browser_or_a_proxy():
    assert headers_of("/cases/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in headers_of("/static/portal.css"), "static files may be kept"


def test_no_page_may_use_a_device():
    policy = headers_of("/speak-up/")["Permissions-Policy"]
    for feature in ("camera", "microphone", "geolocation", "browsing-topics"):
        assert f"{feature}=()" in policy


def test_no_other_site_may_embed_anything_and_no_search_engine_keeps_it():
    headers = headers_of("/")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]
