"""A signed digest to keep outside the Portal."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.downloads import made
from accounts.paper import PaperMissing
from reporting import actions
from reporting.management_copy import management_copy
from reporting.models import Digest
from reporting.paper import digest_on_paper
from reporting.views.digests import READERS, digest_for

Take = Callable[..., Digest]
Make = Callable[..., bytes]


@role_required(*READERS)
def download_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The PDF of what was signed. That it was taken out is on the trail."""
    return _download(request, digest_for(request, pk), "digest", digest_on_paper, actions.download_digest)


@role_required(*READERS)
def download_management_copy(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The PDF without the part for the executive session, to hand to management. On the trail too."""
    shown = digest_for(request, pk)
    if shown.is_annex:
        raise Http404
    return _download(request, shown, "digest-for-management", management_copy, actions.download_management_copy)


def _download(request: PortalRequest, shown: Digest, name: str, make: Make, take: Take) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not shown.is_genuine():
        actions.refuse_altered_digest(shown, by=request.person, at=now)
        return render(request, "reporting/digest_altered.html", {"digest": shown}, status=409)
    if shown.is_draft:
        raise Http404
    try:
        content = make(shown, made_by=request.person, made_at=now)
    except PaperMissing:
        sentence = _("This server can't make PDF files: Pango is not installed on it. Please tell those who run it.")
        messages.error(request, sentence)
        return redirect(shown)
    take(shown, by=request.person, at=now)
    file = f"{shown.kind.lower()}-{name}-{shown.period_start}-version-{shown.version}.pdf"
    return made(content, file, "application/pdf")
