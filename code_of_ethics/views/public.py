"""What anybody may read. No session, no account: nothing here asks who is reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.paging import keyset_page
from code_of_ethics.models import Disclosure


@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """The disclosures that are posted today."""
    posted = Disclosure.objects.posted(timezone.localdate())
    page = keyset_page(posted, request, columns={"day": "posted_from"}, sort="-day")
    return render(request, "public/disclosures/disclosures.html", {"page": page, "leave_url": ""})


@require_safe
def disclosure(request: HttpRequest, slug: str) -> HttpResponse:
    """One disclosure at its stable address, while it is posted."""
    shown = get_object_or_404(Disclosure.objects.posted(timezone.localdate()), public_slug=slug)
    return render(request, "public/disclosures/disclosure.html", {"disclosure": shown, "leave_url": ""})
