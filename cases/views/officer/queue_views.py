"""The views of the queue that somebody keeps."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from cases import actions
from cases.forms.queue import QueueFilterForm, QueueViewForm
from cases.models import QueueView
from cases.views.officer.queue import address_of, kept_filters


def _crumbs(*last: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Cases"), reverse("cases:queue")), *last]


@login_required
def queue_views(request: PortalRequest) -> HttpResponse:
    """One's own, to rename and to remove."""
    rows = [{"view": view, "url": address_of(view.filters)} for view in QueueView.objects.of(request.person)]
    return render(request, "cases/queue_views.html", {"rows": rows, "breadcrumbs": _crumbs((_("My views"), None))})


@login_required
def save_view(request: PortalRequest) -> HttpResponse:
    """Keep the narrowing of the address under a name."""
    narrowed = QueueFilterForm(request.GET, person=request.person, on=timezone.localdate())
    filters = kept_filters(request, narrowed)
    filters.pop("reference", None)
    form = QueueViewForm(request.POST or None)
    if form.is_valid():
        facts = {"name": form.cleaned_data["name"], "is_default": form.cleaned_data["is_default"]}
        if perform(form, actions.save_view, filters=filters, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("The view is kept."))
            return redirect(address_of(filters))
    context = {
        "form": form,
        "chosen": [(narrowed.fields[name].label, narrowed.in_words(name)) for name in filters if name != "sort"],
        "cancel_url": address_of(filters),
        "breadcrumbs": _crumbs((_("Keep this view"), None)),
    }
    return render(request, "cases/save_view.html", context)


@login_required
def change_view(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Rename one, or let the queue open with it."""
    view = get_object_or_404(QueueView.objects.of(request.person), pk=pk)
    form = QueueViewForm(request.POST or None, initial={"name": view.name, "is_default": view.is_default})
    if form.is_valid():
        facts = {"name": form.cleaned_data["name"], "is_default": form.cleaned_data["is_default"]}
        if perform(form, actions.change_view, view, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Saved."))
            return redirect("cases:queue_views")
    crumbs = _crumbs((_("My views"), reverse("cases:queue_views")), (_("Change a view"), None))
    return render(request, "cases/change_view.html", {"form": form, "view": view, "breadcrumbs": crumbs})


@login_required
def remove_view(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Remove one. The cases in it stay as they are."""
    view = get_object_or_404(QueueView.objects.of(request.person), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.remove_view, view, by=request.person, at=timezone.now()):
        messages.success(request, _("The view is removed."))
        return redirect("cases:queue_views")
    crumbs = _crumbs((_("My views"), reverse("cases:queue_views")), (_("Remove a view"), None))
    return render(request, "cases/remove_view.html", {"form": form, "view": view, "breadcrumbs": crumbs})
