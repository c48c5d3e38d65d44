"""A signed digest to keep outside the Portal."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.downloads import made
from accounts.paper import PaperMissing
from reporting import actions
from reporting.paper import digest_on_paper
from reporting.views.digests import READERS, digest_for


@role_required(*READERS)
def download_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The PDF of what was signed. That it was taken out is on the trail."""
    now = timezone.now()
    shown = digest_for(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not shown.is_genuine():
        actions.refuse_altered_digest(shown, by=request.person, at=now)
        return render(request, "reporting/digest_altered.html", {"digest": shown}, status=409)
    if shown.is_draft:
        raise Http404
    try:
        content = digest_on_paper(shown, made_by=request.person, made_at=now)
    except PaperMissing:
        sentence = _("This server can't make PDF files: Pango is not installed on it. Please tell those who run it.")
        messages.error(request, sentence)
        return redirect(shown)
    actions.download_digest(shown, by=request.person, at=now)
    name = f"{shown.kind.lower()}-digest-{shown.period_start}-version-{shown.version}.pdf"
    return made(content, name, "application/pdf")
