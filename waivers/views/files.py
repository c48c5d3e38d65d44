"""One file of a waiver: always a download."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.downloads import download
from accounts.forms import ConfirmForm
from waivers import actions
from waivers.models import WaiverFile
from waivers.views.moving import waiver_for


@login_required
def file(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """One file: its clean copy to download, and, after a warning, the file as it came."""
    waiver = waiver_for(request, reference)
    readable = waiver.files.readable(with_minutes=waiver.may_read_deliberations(request.person))
    one = get_object_or_404(readable, pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    # Each opening is an act of its own: the same page may be used for the next one.
    form.fields.pop("receipt", None)
    if form.is_valid() and (answer := _opened(request, form, one)):
        return answer
    context = {
        "waiver": waiver,
        "file": one,
        "form": form,
        "is_shredded": one.file.data_key.is_destroyed,
        "facts": _facts(one),
        "breadcrumbs": [
            (_("Waivers"), reverse("waivers:list")),
            (waiver.reference, waiver.get_absolute_url()),
            (_("File"), None),
        ],
    }
    return render(request, "waivers/file.html", context)


def _opened(request: PortalRequest, form: Any, one: WaiverFile) -> StreamingHttpResponse | None:
    as_it_came = "as_it_came" in request.POST
    opened = perform(form, actions.open_file, one, as_it_came=as_it_came, by=request.person, at=timezone.now())
    name = str(one.file.name) if as_it_came else one.clean_name
    return download(form, opened, name) if opened else None


def _facts(one: WaiverFile) -> list[tuple[str, Any]]:
    facts = [
        (_("Belongs to"), one.get_part_display()),
        (_("Given by"), one.added_by.full_name),
        (_("Given on"), timezone.localtime(one.added_at)),
        (_("Kind"), one.file.media_type),
    ]
    return [*facts, (_("SHA-256 of the file as it came"), one.file.sha256)]
