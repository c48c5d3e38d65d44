"""Pages for those who keep what everybody reads. To everybody else they do not exist."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from accounts.access import PortalRequest, View
from accounts.roles import Office
from code_of_ethics.models.keepers import keeps_public_words


def keepers_only(view: View) -> View:
    """Let the Compliance & Ethics office and the Code editors in; answer 404 to other signed-in people."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_public_words(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def ethics_office_only(view: View) -> View:
    """Let the head and the staff of the Compliance & Ethics office in; answer 404 to other signed-in people."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Office.ETHICS_OFFICE not in request.person.offices:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def offices_only(view: View) -> View:
    """Let the people of either ethics office in; answer 404 to other signed-in people."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person.offices:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
