"""The directory from a file, and changes of it that wait for a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.actions import agree_to_change, decline_change, planned_by, take_directory, upload_directory
from accounts.directory_files import COLUMNS, REQUIRED
from accounts.door import perform
from accounts.forms import ConfirmForm, DirectoryFileForm, ReasonForm
from accounts.models import DirectoryChange, DirectoryImport, Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import CHANGE_APPROVERS, Role
from accounts.states import GuardedField
from accounts.workflow import AGREE_TO_CHANGE, DECLINE_CHANGE, DIRECTORY_MOVES, TAKE_DIRECTORY

# Of a large file the first rows of each kind are shown; the numbers are of all.
SHOWN = 100


@role_required(Role.ADMINISTRATOR)
def import_directory(request: PortalRequest) -> HttpResponse:
    """Upload a file to look at what it would change."""
    form = DirectoryFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if upload := perform(form, upload_directory, file, by=request.person, at=timezone.now()):
            return redirect(upload)
    context = {
        "form": form,
        "uploads": DirectoryImport.objects.select_related("uploaded_by")[:10],
        "columns": COLUMNS,
        "required": REQUIRED,
        "breadcrumbs": [(_("People and roles"), reverse("accounts:people")), (_("Import the directory"), None)],
    }
    return render(request, "accounts/import_directory.html", context)


@role_required(Role.ADMINISTRATOR)
def directory_template(request: PortalRequest) -> HttpResponse:
    """The columns of a directory file, to be filled in."""
    return HttpResponse(
        ",".join(COLUMNS) + "\r\n",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="directory.csv"'},
    )


@role_required(Role.ADMINISTRATOR)
def take_directory_over(request: PortalRequest, pk: Any) -> HttpResponse:
    """What the file would change, and taking it over."""
    upload = get_object_or_404(DirectoryImport, pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, take_directory, upload, by=request.person, at=timezone.now()):
        messages.success(request, _("Taken over. What lowers a wall or a class waits for a second person."))
        return redirect(upload)
    context = {
        "upload": upload,
        "form": form,
        "move": TAKE_DIRECTORY,
        "may_take": TAKE_DIRECTORY.may_start(upload),
        "breadcrumbs": [
            (_("People and roles"), reverse("accounts:people")),
            (_("Import the directory"), reverse("accounts:import_directory")),
            (_("What it would change"), None),
        ],
        **(_what_it_would_change(upload) if TAKE_DIRECTORY.may_start(upload) else {}),
    }
    return render(request, "accounts/take_directory.html", context)


def _what_it_would_change(upload: DirectoryImport) -> dict[str, Any]:
    planned = planned_by(upload)
    parts = {
        "errors": [one for one in planned if one.errors],
        "new": [one for one in planned if one.person is None and not one.errors],
        "changed": [one for one in planned if one.person and one.changes],
        "leaving": [one for one in planned if one.leaves],
    }
    counts = {f"{name}_count": len(rows) for name, rows in parts.items()}
    waits = sum(change.waits for one in planned for change in one.changes)
    same = sum(not one.is_different and not one.errors for one in planned)
    return {**{name: rows[:SHOWN] for name, rows in parts.items()}, **counts, "waits": waits, "same": same}


@role_required(*CHANGE_APPROVERS)
def changes_to_agree_to(request: PortalRequest) -> HttpResponse:
    """Changes of the directory that wait for the signed-in person's agreement."""
    waiting = DirectoryChange.objects.waiting().exclude(person=request.person).exclude(proposed_by=request.person)
    page = keyset_page(
        waiting.select_related("data_key", "person", "proposed_by"),
        request,
        columns={"proposed": "proposed_at"},
        sort="proposed",
    )
    managers = Person.objects.in_bulk(
        [change.wanted for change in page.rows if change.field == GuardedField.MANAGER and change.wanted]
    )
    rows = [{"change": change, "wanted": _wanted(change, managers)} for change in page.rows]
    context = {"page": page, "rows": rows, "breadcrumbs": [(_("Changes to agree to"), None)]}
    return render(request, "accounts/changes_to_agree_to.html", context)


def _wanted(change: DirectoryChange, managers: dict[Any, Person]) -> str:
    """What the directory would say, in words."""
    if change.field == GuardedField.MANAGER:
        manager = next((one for pk, one in managers.items() if str(pk) == change.wanted), None)
        return manager.full_name if manager else _("No manager")
    return change.wanted or _("No longer")


@role_required(*CHANGE_APPROVERS)
def agree(request: PortalRequest, pk: Any) -> HttpResponse:
    return _move_change(request, pk, AGREE_TO_CHANGE, agree_to_change, ConfirmForm)


@role_required(*CHANGE_APPROVERS)
def decline_a_change(request: PortalRequest, pk: Any) -> HttpResponse:
    return _move_change(request, pk, DECLINE_CHANGE, decline_change, ReasonForm)


def _move_change(request: PortalRequest, pk: Any, move: Move, action: Any, form_class: Any) -> HttpResponse:
    joined = DirectoryChange.objects.select_related("data_key", "person__manager", "proposed_by")
    change: DirectoryChange = get_object_or_404(joined.exclude(person=request.person), pk=pk)
    form = form_class(request.POST or None)
    if form.is_valid():
        reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}
        if perform(form, action, change, by=request.person, at=timezone.now(), **reason):
            messages.success(request, _("Done."))
            return redirect("accounts:changes_to_agree_to")
    managers = Person.objects.in_bulk([change.wanted]) if change.field == GuardedField.MANAGER and change.wanted else {}
    context = {
        "move": move,
        "change": change,
        "form": form,
        "moves": moves_allowed(DIRECTORY_MOVES, change, request.person),
        "facts": [
            (_("Person"), change.person.full_name),
            (_("What"), change.get_field_display()),
            (_("Until now"), _until_now(change)),
            (_("From now on"), _wanted(change, managers)),
            (_("Proposed by"), change.proposed_by.full_name),
        ],
        "breadcrumbs": [
            (_("Changes to agree to"), reverse("accounts:changes_to_agree_to")),
            (change.person.full_name, None),
        ],
    }
    return render(request, f"accounts/{move.verb}.html", context)


def _until_now(change: DirectoryChange) -> str:
    value = getattr(change.person, change.field)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value or _("None"))
