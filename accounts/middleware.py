"""Who is asking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.access import ShownInstead
from accounts.models import Person


def _person_of(request: HttpRequest) -> Person | None:
    return request.user.person if request.user.is_authenticated else None


class PersonMiddleware:
    """Sets `request.person`: the directory's person of the signed-in user, or `None`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = _person_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class ShownInsteadMiddleware:
    """Answers with what a view found has to be read first, at the same address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer, where the view gave one in the place of its page."""
        return exception.response if isinstance(exception, ShownInstead) else None
