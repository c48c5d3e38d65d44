"""Every failure has its own page and status, stores nothing and keeps what was typed."""

import errno
import logging
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test import Client, override_settings
from django.urls import path
from django.utils.html import escape
from django.views.decorators.http import require_POST

from ethics_portal import faults

HOSTILE = "<script>alert('x')</script> “a bribe” עברית 💶"
FAILURES: dict[str, Exception] = {}


def fail(request):
    request.POST.get("narrative")
    raise FAILURES["now"]


def echo(request):
    return HttpResponse(f"read {len(request.POST.get('narrative', ''))}")


@require_POST
def button(request):
    return HttpResponse("pressed")


urlpatterns = [path("fail/", fail), path("echo/", echo), path("button/", button)]
handler400 = faults.bad_request
handler403 = faults.permission_denied
handler404 = faults.page_not_found
handler500 = faults.server_error
MIDDLEWARE = ["ethics_portal.headers.HeadersMiddleware", "ethics_portal.faults.FaultsMiddleware"]
WITH_CSRF = [*MIDDLEWARE, "django.middleware.csrf.CsrfViewMiddleware"]


class FallingMiddleware:
    """A session that can't be read: the failure comes from a middleware, not from a view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raise OperationalError("server closed the connection")


@pytest.fixture(autouse=True)
def own_urls(settings):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, MIDDLEWARE
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


class DiskFull(Exception):
    pgcode = "53100"  # what psycopg2 puts on its own exception


def disk_full_in_postgresql() -> OperationalError:
    error = OperationalError("could not extend file")
    error.__cause__ = DiskFull()
    return error


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (OperationalError("connection refused"), 503),
        (InterfaceError("connection already closed"), 503),
        (OperationalError("database is locked"), 503),
        (OperationalError("database or disk is full"), 507),
        (disk_full_in_postgresql(), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (RequestDataTooBig("too big"), 413),
        (MultiPartParserError("bad boundary"), 400),
        (PermissionDenied("walled off"), 403),
        (ValueError("a mistake of ours"), 500),
        (DataError("a mistake of ours"), 500),
        (OSError(errno.EIO, "input/output error"), 500),
    ],
)
def test_each_failure_has_its_status_and_keeps_the_text(browser, failure, status):
    FAILURES["now"] = failure
    answer = browser.post("/fail/", {"what_happened": HOSTILE, "password": "hush", "receipt": "r-1"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert escape(HOSTILE) in page and HOSTILE not in page
    assert "What happened" in page and "hush" not in page and "r-1" not in page
    assert "Nothing was stored" in page
    assert str(failure) not in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_missing_page_says_neither_that_it_exists_nor_what_was_typed(browser):
    FAILURES["now"] = Http404("a secret case")
    answer = browser.post("/fail/", {"what_happened": HOSTILE})
    assert answer.status_code == 404 and "secret" not in answer.content.decode()
    absent = browser.post("/elsewhere/", {"what_happened": HOSTILE})
    assert answer.content == absent.content.replace(b"/elsewhere/", b"/fail/")


def test_what_a_button_does_opened_by_its_address_says_where_to_go(browser):
    """Whoever was signed out meanwhile comes to it by signing in; Django's own answer is blank."""
    response = browser.get("/button/", headers={"accept": "text/html"})
    assert response.status_code == 405 and response.headers["Allow"] == "POST"
    assert "Nothing was changed" in response.content.decode() and 'href="/"' in response.content.decode()
    assert browser.get("/button/", headers={"accept": "application/json"}).content == b""


def test_a_middleware_that_falls_gets_the_same_page(browser):
    with override_settings(MIDDLEWARE=[*MIDDLEWARE, f"{__name__}.FallingMiddleware"]):
        answer = browser.post("/fail/", {"what_happened": HOSTILE})
    assert answer.status_code == 503 and answer.headers["Retry-After"]


def test_what_is_too_large_is_refused_before_it_is_parsed(browser, settings):
    settings.UPLOAD_REQUEST_LIMIT = 1000
    answer = browser.post("/echo/", {"narrative": "x" * 2000})
    assert answer.status_code == 413 and "Nothing was stored" in answer.content.decode()
    assert not hasattr(answer.wsgi_request, "_post"), "it was parsed"
    assert browser.post("/echo/", {"narrative": "x" * 500}).content == b"read 500", "the control"


@pytest.mark.parametrize("length", ["", "abc", "-1"])
def test_a_length_that_is_no_number_is_harmless(browser, length):
    assert browser.get("/echo/", CONTENT_LENGTH=length).status_code == 200


def test_broken_multipart_is_a_400(browser, settings):
    settings.MIDDLEWARE = WITH_CSRF
    answer = browser.generic("POST", "/echo/", b"garbage", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 400 and "Nothing was stored" in answer.content.decode()


def test_too_many_fields_are_a_413(browser, settings):
    settings.MIDDLEWARE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = WITH_CSRF, 3
    checked = Client(raise_request_exception=False, enforce_csrf_checks=True)
    checked.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    answer = checked.post("/echo/", {f"field{n}": "x" for n in range(9)})
    assert answer.status_code == 413


@pytest.mark.parametrize("cookie", ["", "x" * 32], ids=["no cookie", "a stale cookie"])
def test_a_form_without_its_proof_is_a_403_that_keeps_the_text_and_no_file(settings, cookie, tmp_path):
    settings.MIDDLEWARE, settings.FILE_UPLOAD_TEMP_DIR = WITH_CSRF, tmp_path
    browser = Client(enforce_csrf_checks=True)
    if cookie:
        browser.cookies[settings.CSRF_COOKIE_NAME] = cookie
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    file = SimpleUploadedFile("proof.pdf", b"%PDF" * 1000)
    answer = browser.post("/echo/", {"what_happened": HOSTILE, "access_key": "hush", "file": file})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "open for too long" in page and escape(HOSTILE) in page and "hush" not in page
    assert 'href="/echo/"' in page, "a way back"


def test_a_megabyte_is_given_back_and_a_form_of_many_fields_is_cut(browser):
    FAILURES["now"] = OperationalError("away")
    page = browser.post("/fail/", {"narrative": "y" * 1_000_000}).content.decode()
    assert page.count("y" * 1000) >= 1000
    many = browser.post("/fail/", {f"word-{n}-text": "z" * 30_000 for n in range(60)}).content
    assert len(many) < 2 * faults.MOST_CHARACTERS


def test_a_page_whose_template_falls_is_said_in_plain_text(browser, settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    FAILURES["now"] = OperationalError("away")
    answer = browser.post("/fail/", {"what_happened": HOSTILE})
    assert answer.status_code == 503 and answer.headers["Content-Type"].startswith("text/plain")
    assert HOSTILE in answer.content.decode() and "Nothing was stored" in answer.content.decode()


def test_a_failed_speak_up_page_leads_back_to_speaking_up():
    request = SimpleNamespace(method="GET", path="/speak-up/", is_public=True)
    page = faults.fault_page(request, faults.DATABASE_AWAY).content.decode()
    assert 'href="/speak-up/"' in page and 'href="/"' not in page
