"""Explore: a measure by a dimension over a period, views of it that are kept, and files of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.downloads import download
from accounts.forms import ConfirmForm
from accounts.moves import Move, moves_allowed
from reporting import actions
from reporting.exploring import answer, shown
from reporting.exploring.forms import ExploreForm, ExploreViewForm, ExportForm
from reporting.models import ExploreExport, ExploreView
from reporting.models.explore_view import EXPLORERS
from reporting.workflow import CHANGE_EXPLORE_VIEW, DOWNLOAD_EXPLORE_EXPORT, EXPLORE_VIEW_MOVES, REMOVE_EXPLORE_VIEW

# Older ones are on the trail.
EXPORTS_SHOWN = 10
MOST_SHARED = 100


@role_required(*EXPLORERS)
def explore(request: PortalRequest) -> HttpResponse:
    """The form, and below it the chart and the table. What may not be shown is said, and not shown."""
    today = timezone.localdate()
    form = ExploreForm(request.GET, today=today)
    context: dict[str, Any] = {"form": form, "breadcrumbs": [(_("Explore"), None)]}
    if form.is_valid():
        found = answer(form.question, today)
        context |= {"found": found, "table": shown(found), "asked": request.GET.urlencode()}
    return render(request, "reporting/explore.html", context)


@role_required(*EXPLORERS)
def explore_views(request: PortalRequest) -> HttpResponse:
    """One's own views and those that are shared with one's role; and one's last exports."""
    person = request.person
    kept = ExploreView.objects.visible_to(person).kept().select_related("data_key", "owner")[:MOST_SHARED]
    context = {
        "rows": [{"view": one, "moves": moves_allowed(EXPLORE_VIEW_MOVES, one, person)} for one in kept],
        "exports": ExploreExport.objects.visible_to(person)[:EXPORTS_SHOWN],
        "breadcrumbs": _trail(_("Views and exports")),
    }
    return render(request, "reporting/explore_views.html", context)


@role_required(*EXPLORERS)
def explore_view(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Where a notice leads: the table itself."""
    view = get_object_or_404(ExploreView.objects.visible_to(request.person), pk=pk)
    return redirect(f"{reverse('reporting:explore')}?{view.query}")


@role_required(*EXPLORERS)
def save_explore_view(request: PortalRequest) -> HttpResponse:
    """Keep the table of the address under a name."""
    asked = ExploreForm(request.GET, today=timezone.localdate())
    if not asked.is_valid():
        return redirect(f"{reverse('reporting:explore')}?{request.GET.urlencode()}")
    form = ExploreViewForm(request.POST or None)
    if form.is_valid():
        facts = _facts(form)
        kept = perform(
            form, actions.save_explore_view, asked.question, facts=facts, by=request.person, at=timezone.now()
        )
        if kept:
            messages.success(request, _("The view is kept."))
            return redirect("reporting:explore_views")
    table = shown(answer(asked.question, timezone.localdate()))
    return _page(request, "reporting/save_explore_view.html", form, _("Keep this view"), table=table)


@role_required(*EXPLORERS)
def change_explore_view(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    view = get_object_or_404(ExploreView.objects.visible_to(request.person), pk=pk)
    initial = {"name": view.name, "shared_with": view.shared_with, "schedule": view.schedule}
    form = ExploreViewForm(request.POST or None, initial=initial)
    if form.is_valid():
        facts, now = _facts(form), timezone.now()
        if perform(form, actions.change_explore_view, view, facts=facts, by=request.person, at=now):
            messages.success(request, _("Saved."))
            return redirect("reporting:explore_views")
    return _move(request, CHANGE_EXPLORE_VIEW, view, form)


@role_required(*EXPLORERS)
def remove_explore_view(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    view = get_object_or_404(ExploreView.objects.visible_to(request.person), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.remove_explore_view, view, by=request.person, at=timezone.now()):
        messages.success(request, _("The view is removed."))
        return redirect("reporting:explore_views")
    return _move(request, REMOVE_EXPLORE_VIEW, view, form)


@role_required(*EXPLORERS)
def export_explored(request: PortalRequest) -> HttpResponse:
    """Ask for the table of the address as a file."""
    asked = ExploreForm(request.GET, today=timezone.localdate())
    if not asked.is_valid():
        return redirect(f"{reverse('reporting:explore')}?{request.GET.urlencode()}")
    form = ExportForm(request.POST or None)
    if form.is_valid():
        told = {"file_format": form.cleaned_data["file_format"]}
        export = perform(form, actions.export_explored, asked.question, **told, by=request.person, at=timezone.now())
        if export:
            return redirect(export)
    table = shown(answer(asked.question, timezone.localdate()))
    return _page(request, "reporting/export_explored.html", form, _("Export"), table=table)


@role_required(*EXPLORERS)
def download_explore_export(request: PortalRequest, pk: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """How far one's own export is; once it is ready, its file."""
    joined = ExploreExport.objects.visible_to(request.person).select_related("job", "file__data_key")
    export = get_object_or_404(joined, pk=pk)
    context = {"export": export, "move": DOWNLOAD_EXPLORE_EXPORT, **_progress(export)}
    if request.GET.get("part") == "progress":
        return render(request, "reporting/_explore_progress.html", context)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        found = perform(form, actions.download_explore_export, export, by=request.person, at=timezone.now())
        if found and (given := download(form, found.file, f"figures.{found.format}")):
            return given
    return _page(request, "reporting/download_explore_export.html", form, _("Export"), **context)


def _progress(export: ExploreExport) -> dict[str, Any]:
    address = export.get_absolute_url()
    return {
        "poll_url": f"{address}?part=progress" if export.is_waiting else "",
        "finished_url": address if export.is_ready else "",
        "failed": _("It could not be made. Ask for a new one; if that fails too, tell the people who run this portal.")
        if export.has_failed
        else "",
    }


def _facts(form: ExploreViewForm) -> actions.ViewFacts:
    told = form.cleaned_data
    return actions.ViewFacts(told["name"], told["shared_with"], told["schedule"])


def _move(request: PortalRequest, move: Move, view: ExploreView, form: Any) -> HttpResponse:
    refusal = "" if request.method == "POST" else move.refusal(request.person, view)
    context = {"view": view, "move": move, "refusal": refusal}
    return _page(request, f"reporting/{move.verb}.html", form, move.label, **context)


def _page(request: PortalRequest, template: str, form: Any, label: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, "breadcrumbs": _trail(label), "label": label, **context})


def _trail(label: Any) -> list[tuple[Any, str | None]]:
    return [(_("Explore"), reverse("reporting:explore")), (label, None)]
