"""Who may open the help line's pages, and what becomes of words that were typed when a session has ended."""

from functools import partial, wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import PortalRequest, role_required
from accounts.roles import Role
from cases.views.reporter import View, signed_in


def operator_only(view: View) -> View:
    """For operators; 404 to others. A draft that can't be saved any more says so beside the words, which stay."""
    guarded = partial(signed_in, again="help_line:list")(role_required(Role.HELPLINE_OPERATOR)(view))

    @wraps(view)
    def asked(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is None and getattr(request, "htmx", False):
            return render(request, "cases/operator/_kept.html", {"signed_out": True})
        return guarded(request, *args, **kwargs)

    return asked
