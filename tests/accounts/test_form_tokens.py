"""The proof of a form that is drawn at once is the one that Django takes, and never the same twice."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory

from accounts.form_tokens import form_token

pytestmark = pytest.mark.once


def refused(secret: str, token: str) -> HttpResponse | None:
    """What Django answers to a form with this proof from somebody who has this cookie."""
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES[settings.CSRF_COOKIE_NAME] = secret
    door = CsrfViewMiddleware(lambda _request: HttpResponse("taken"))
    door.process_request(request)
    return door.process_view(request, lambda _request: HttpResponse("taken"), (), {})


def test_django_takes_it_for_its_own_cookie_and_for_no_other():
    request = RequestFactory().get("/")
    first = form_token(request)
    secret = request.META["CSRF_COOKIE"]
    tokens = {first, *(form_token(request) for _time in range(200))}
    assert len(tokens) == 201 and all(len(token) == len(get_token(request)) for token in tokens)
    assert not any(refused(secret, token) for token in tokens)
    assert all(secret not in token for token in tokens)
    form_token(other := RequestFactory().get("/"))
    assert refused(other.META["CSRF_COOKIE"], first)


def test_the_cookie_is_sent_once_more_as_django_does():
    request = RequestFactory().get("/")
    get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    form_token(request)
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
