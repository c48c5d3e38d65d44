"""What somebody asks about their own data, and the answer. The page of an answer tells what it gives, and no more."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.paging import keyset_page
from cases import actions
from cases.forms.data_requests import AskForDataForm
from cases.models import DataRequest
from cases.states.data_request import DataRequestState
from cases.views.data_letters import letter_paper
from vault.fields import SHREDDED

COLUMNS = {"received": "received_on"}


@login_required
def list_my_data(request: PortalRequest) -> HttpResponse:
    """One's own requests, the newest first."""
    own = DataRequest.objects.of(request.person).select_related("data_key")
    page = keyset_page(own, request, columns=COLUMNS, sort="-received")
    return render(request, "my_data/list.html", {"page": page, "breadcrumbs": [(_("My data"), None)]})


@login_required
def ask_for_data(request: PortalRequest) -> HttpResponse:
    """Ask."""
    form = AskForDataForm(request.POST or None)
    if form.is_valid():
        made = perform(form, actions.ask_for_data, form.facts, by=request.person, at=timezone.now())
        if made:
            messages.success(request, _("Thank you. You are answered within a month."))
            return redirect("my_data:list")
    breadcrumbs = [(_("My data"), reverse("my_data:list")), (_("Ask"), None)]
    return render(request, "my_data/ask_for_data.html", {"form": form, "breadcrumbs": breadcrumbs})


@login_required
def my_data_request(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One of them, with the answer once it went out."""
    shown = _own(request, pk)
    context: dict[str, Any] = {
        "data_request": shown,
        "is_answered": shown.state == DataRequestState.ANSWERED,
        "annex": _annex(shown),
        "breadcrumbs": [(_("My data"), reverse("my_data:list")), (_("Request"), None)],
    }
    return render(request, "my_data/my_data_request.html", context)


@login_required
def my_letter(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer on paper."""
    shown = _own(request, pk)
    if shown.state != DataRequestState.ANSWERED:
        raise Http404
    return letter_paper(request, shown, _annex(shown), reverse("my_data:my_data_request", args=[shown.pk]))


def _own(request: PortalRequest, pk: uuid.UUID) -> DataRequest:
    return get_object_or_404(DataRequest.objects.of(request.person).select_related("data_key"), pk=pk)


def _annex(shown: DataRequest) -> str:
    """What the offices give, once the letter went out: in no order that tells which office it was."""
    if shown.state != DataRequestState.ANSWERED:
        return ""
    given: list[Any] = [part.annex for part in shown.parts.filter(has_annex=True).select_related("data_key")]
    # What was deleted with the file that it came from is as if nothing had been given.
    return "\n\n".join(sorted(str(annex) for annex in given if annex is not SHREDDED))
