"""Pages for holders of a role. To everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.models import Person

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class ShownInstead(Exception):
    """Another answer stands in the place of the page, because something has to be read first."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__("shown instead")
        self.response = response


class PortalRequest(HttpRequest):
    """A request of the signed-in portal, as its views see it: `PersonMiddleware` has said who is asking."""

    person: Person
    # Set by a view that read it along with its own rows, so that the frame of the page need not ask for it.
    unread_notices: int | None


def role_required(*roles: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Let holders of one of `roles` in; answer 404 to other signed-in people, the sign-in page to the rest."""

    def decorate(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        @login_required
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> Answer:
            if not request.person.roles & frozenset(roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
