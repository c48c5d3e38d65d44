"""Signing in to the demo with one click. Its URLs exist only when the Portal runs as the demo (DECISIONS 33)."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import User
from ethics_portal.demo_company.people import BY_KEY, PEOPLE


def demo_people(request: HttpRequest) -> HttpResponse:
    """Everybody one may try the demo as, with what they do."""
    offered = [person for person in PEOPLE if person.demo_sign_in]
    return render(request, "demo/people.html", {"people": offered})


@require_POST
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's people."""
    if not settings.IS_DEMO or key not in BY_KEY:
        raise Http404
    user = get_object_or_404(User, email__iexact=BY_KEY[key].email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("reporting:home")
