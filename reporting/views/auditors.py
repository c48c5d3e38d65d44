"""That the external auditors were given a digest, written down from the digest's own page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.models import Person
from cases.actions import tell_auditors as write_down
from cases.forms.auditor_log import TellAuditorsForm
from cases.models.auditor_log import REGISTER_ROLES
from reporting.models import Digest


@role_required(*REGISTER_ROLES)
def tell_auditors(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Of a signed digest that is everybody's; an annex has no page of this kind."""
    found: Digest = get_object_or_404(Digest.objects.visible_to(request.person), pk=pk)
    if not may_be_told(found, request.person):
        raise Http404
    initial = {"told_on": timezone.localdate(), "told_by": request.person.full_name}
    form = TellAuditorsForm(request.POST or None, initial=initial)
    name = found.period.name
    if form.is_valid():
        told: dict[str, Any] = {"title": _("Digest %(period)s") % {"period": name}, "facts": form.facts}
        if perform(form, write_down, found.pk, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Written down."))
            return redirect("auditor_log:list")
    breadcrumbs = [(_("Digests"), reverse("reporting:digests")), (name, found.get_absolute_url())]
    context = {"digest": found, "form": form, "breadcrumbs": [*breadcrumbs, (_("External auditors"), None)]}
    return render(request, "reporting/tell_auditors.html", context)


def may_be_told(digest: Digest, person: Person) -> bool:
    """Whether `person`, who reads the digest, keeps the register and the digest is one that is told to others."""
    return bool(person.roles & REGISTER_ROLES) and not digest.is_draft and not digest.is_annex
