"""The random share of the cases that ended without a finding, for the General Auditor."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.paging import keyset_page
from accounts.roles import Role
from cases import actions
from cases.forms.exits import ReadExitForm
from cases.models import ExitReading
from cases.states.insider import Shown
from cases.views.no_trading import tell_first
from cases.workflow.exits import READ_EXIT

COLUMNS = {"chosen": "chosen_at"}


@role_required(Role.GENERAL_AUDITOR)
def list_exits(request: PortalRequest) -> HttpResponse:
    """What is to be read."""
    waiting = ExitReading.objects.visible_to(request.person).waiting().select_related("data_key", "case__topic")
    page = keyset_page(waiting, request, columns=COLUMNS, sort="chosen")
    return render(request, "exits/list.html", {"page": page, "breadcrumbs": [(_("Random checks"), None)]})


@role_required(Role.GENERAL_AUDITOR)
def read_exit(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what one thinks of an end."""
    visible = ExitReading.objects.visible_to(request.person).select_related("data_key", "case__topic", "case__data_key")
    reading = get_object_or_404(visible, pk=pk)
    tell_first(request, reading.case, Shown.CASE)
    form = ReadExitForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("verdict", "words")}
        if perform(form, actions.read_exit, reading, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Thank you. It counts in the digest."))
            return redirect("exits:list")
    context = {
        "reading": reading,
        "case": reading.case,
        "form": form,
        "move": READ_EXIT,
        "refusal": "" if request.method == "POST" else READ_EXIT.refusal(request.person, reading),
        "breadcrumbs": [(_("Random checks"), reverse("exits:list")), (reading.case.reference, None)],
    }
    return render(request, "exits/read_exit.html", context)
