"""Completions of trainings from a learning system: looked at row by row, then taken over whole."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from code_of_ethics import actions
from code_of_ethics.actions.completions import COLUMNS, planned_completions
from code_of_ethics.forms.training import CompletionFileForm
from code_of_ethics.models import CompletionImport
from code_of_ethics.views.keepers import ethics_office_only
from code_of_ethics.views.training import trainings_crumb
from code_of_ethics.workflow.training import TAKE_COMPLETIONS

SHOWN = 100  # rows of each kind; the numbers are of all
UPLOADS_SHOWN = 10


@ethics_office_only
def import_completions(request: PortalRequest) -> HttpResponse:
    """Upload a file to look at what it would change."""
    form = CompletionFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["file"]
        if upload := perform(form, actions.upload_completions, content, by=request.person, at=timezone.now()):
            return redirect(upload)
    context = {
        "form": form,
        "columns": COLUMNS,
        "uploads": CompletionImport.objects.select_related("uploaded_by")[:UPLOADS_SHOWN],
        "breadcrumbs": [_code_crumb(), trainings_crumb(), (_("Import completions"), None)],
    }
    return render(request, "code_of_ethics/import_completions.html", context)


@ethics_office_only
def take_completions(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file would change, and taking it over."""
    upload, form = get_object_or_404(CompletionImport, pk=pk), ConfirmForm(request.POST or None)
    now = timezone.now()
    if form.is_valid() and perform(form, actions.take_completions, upload, by=request.person, at=now):
        messages.success(request, _("Taken over."))
        return redirect(upload)
    may_take = TAKE_COMPLETIONS.may_start(upload)
    planned = planned_completions(upload, at=now) if may_take else []
    parts = {
        "errors": [one for one in planned if one.error],
        "new": [one for one in planned if one.is_new],
        "known": [one for one in planned if one.is_known],
        "not_asked": [one for one in planned if not one.error and not one.is_known and one.assignment is None],
    }
    context = {
        "upload": upload,
        "form": form,
        "move": TAKE_COMPLETIONS,
        "may_take": may_take,
        **{name: rows[:SHOWN] for name, rows in parts.items()},
        **{f"{name}_count": len(rows) for name, rows in parts.items()},
        "breadcrumbs": [
            _code_crumb(),
            trainings_crumb(),
            (_("Import completions"), reverse("code_of_ethics:import_completions")),
            (_("What it would change"), None),
        ],
    }
    return render(request, "code_of_ethics/take_completions.html", context)


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
