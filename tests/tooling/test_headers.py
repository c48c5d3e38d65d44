"""Headers on every page."""

import pytest
from csp.constants import HEADER
from csp.decorators import csp_update
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ethics_portal.headers import HeadersMiddleware, PolicyMiddleware

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


def test_each_page_has_the_policy_of_the_settings_and_one_with_a_policy_of_its_own_keeps_that():
    usual = set(build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]).split("; "))

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={HEADER: request.GET["policy"]} if "policy" in request.GET else {})

    door = PolicyMiddleware(page)
    asked = [door(RequestFactory().get("/", query)) for query in ({"policy": "its own"}, {}, {}, {"policy": "another"})]
    assert [set(answer.headers[HEADER].split("; ")) for answer in asked] == [{"its own"}, usual, usual, {"another"}]

    changed = PolicyMiddleware(csp_update({"img-src": ["blob:"]})(lambda _request: HttpResponse()))
    assert all("blob:" in changed(RequestFactory().get("/")).headers[HEADER] for _time in range(2))
