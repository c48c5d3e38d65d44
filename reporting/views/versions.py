"""Digests beside those of the clock: an extra one on demand, and a new version that corrects a signed one."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.roles import Role
from reporting import actions
from reporting.differences import differences
from reporting.forms import CorrectDigestForm, DraftDigestForm
from reporting.views.digests import READERS, digest_for, draft_for, move_page, trail_of
from reporting.workflow import CORRECT_DIGEST


@role_required(Role.GENERAL_AUDITOR)
def draft_digest(request: PortalRequest) -> HttpResponse:
    """An extra digest, of a period that the General Auditor chooses."""
    now = timezone.now()
    form = DraftDigestForm(request.POST or None, today=timezone.localdate(now))
    if form.is_valid():
        draft = perform(form, actions.draft_digest, form.period, by=request.person, at=now)
        if draft:
            messages.success(request, _("Drafted. Write the commentary, then sign it."))
            return redirect(draft)
    crumbs = [(_("Digests"), reverse("reporting:digests")), (_("An extra digest"), None)]
    return render(request, "reporting/draft_digest.html", {"form": form, "breadcrumbs": crumbs})


@role_required(*READERS)
def correct_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What is signed stays; the new version says what was wrong with it."""
    signed = draft_for(request, pk, CORRECT_DIGEST)
    form = CorrectDigestForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        draft = perform(form, actions.correct_digest, signed, reason=reason, by=request.person, at=timezone.now())
        if draft:
            messages.success(request, _("The new version is drafted from the record as it stands now."))
            return redirect(draft)
    return move_page(request, signed, CORRECT_DIGEST, form, "reporting/correct_digest.html")


@role_required(*READERS)
def digest_changes(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What a version changes in the one that it corrects. Neither is shown unless it is what was signed."""
    after = digest_for(request, pk)
    if after.supersedes_id is None:
        raise Http404
    before = digest_for(request, after.supersedes_id)
    for one in (before, after):
        if not one.is_genuine():
            actions.refuse_altered_digest(one, by=request.person, at=timezone.now())
            return render(request, "reporting/digest_altered.html", {"digest": one}, status=409)
    context = {
        "digest": after,
        "before": before,
        "differences": differences(before, after),
        "breadcrumbs": trail_of(after, _("What has changed")),
    }
    return render(request, "reporting/digest_changes.html", context)
