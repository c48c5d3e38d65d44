"""Old cases from a file: uploaded, looked at with the errors of each row, agreed to by a second person."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.downloads import made
from accounts.forms import ConfirmForm, ReasonForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import HEAD_OF, Role
from accounts.spreadsheets import CSV, MEDIA, XLSX, as_sheet
from cases import actions
from cases.forms.case_imports import CaseFileForm, ColumnsForm
from cases.import_columns import BY_NAME, COLUMNS, missing_in
from cases.import_plan import PlannedCase, plan_of
from cases.models import CaseImport
from cases.models.case_import import kept_by
from cases.states.case_import import KEPT_STATES, CaseImportState
from cases.workflow.case_imports import (
    CASE_IMPORT_MOVES,
    CONFIRM_IMPORT,
    DISCARD_IMPORT,
    MAP_COLUMNS,
    SUBMIT_IMPORT,
)

OFFICES = (Role.OFFICE_STAFF, *HEAD_OF.values(), Role.AUDIT_COMMITTEE_CHAIR)
# A member of the committee is asked to agree where the chair’s file may name the heads of both offices.
READERS = (*OFFICES, Role.AUDIT_COMMITTEE)
PAGE_COLUMNS = {"uploaded": "uploaded_at"}
# Of a large file the first rows with errors are shown; the sheet has all of them.
SHOWN = 50


@role_required(*READERS)
def case_imports(request: PortalRequest) -> HttpResponse:
    """The files of one's office, and of the chair for those who agree to them, but those that may name the reader."""
    visible = CaseImport.objects.visible_to(request.person).select_related("data_key", "uploaded_by")
    page = keyset_page(visible, request, columns=PAGE_COLUMNS, sort="-uploaded")
    may_upload = bool(kept_by(request.person))
    context = {"page": page, "may_upload": may_upload, "breadcrumbs": [(_("Old cases"), None)]}
    return render(request, "case_imports/list.html", context)


@role_required(*OFFICES)
def upload_cases(request: PortalRequest) -> HttpResponse:
    """Upload a file to look at what it would bring in."""
    form = CaseFileForm(request.POST or None, request.FILES or None, person=request.person)
    if form.is_valid():
        facts = {"name": form.cleaned_data["file"].name, "office": form.cleaned_data["office"]}
        content = form.content()
        if kept := perform(form, actions.upload_cases, content, **facts, by=request.person, at=timezone.now()):
            return redirect(kept)
    context = {
        "form": form,
        "columns": COLUMNS,
        "breadcrumbs": [(_("Old cases"), reverse("case_imports:list")), (_("Bring old cases in"), None)],
    }
    return render(request, "case_imports/upload_cases.html", context)


@role_required(*OFFICES)
def import_template(request: PortalRequest) -> HttpResponse:
    """The columns of a file of old cases, to be filled in."""
    headings = [column.heading for column in COLUMNS]
    kind = XLSX if request.GET.get("kind") == XLSX else CSV
    return _sheet(kind, headings, [], "old-cases")


@role_required(*READERS)
def case_import(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What a file would bring in, row by row; later how far it is."""
    shown = _import(request, pk)
    if request.GET.get("part") == "progress":
        return render(request, "case_imports/_progress.html", _progress(shown))
    context = {
        "case_import": shown,
        "facts": _facts(shown),
        "moves": moves_allowed(CASE_IMPORT_MOVES, shown, request.person),
        "breadcrumbs": [(_("Old cases"), reverse("case_imports:list")), (_("One file"), None)],
        **_progress(shown),
        **(_looked_at(request, shown) if shown.state in KEPT_STATES and not shown.is_running else {}),
    }
    return render(request, "case_imports/case_import.html", context)


@role_required(*READERS)
def import_errors(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The file as it was uploaded, with what is wrong in each row in a column of its own."""
    shown = _import(request, pk)
    if shown.state not in (CaseImportState.DRAFT, CaseImportState.WAITING):
        return redirect(shown)
    wrong = {row.number: " ".join(row.errors) for row in _planned(request, shown)}
    table = shown.table
    rows = [[*row, wrong[number]] for number, row in enumerate(table.rows, start=1)]
    return _sheet(table.kind, [*table.headings, _("Errors")], rows, "old-cases-errors")


@role_required(*OFFICES)
def map_columns(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say which column of the file is which."""
    shown = _import(request, pk)
    if not MAP_COLUMNS.may_start(shown):
        return redirect(shown)
    form = ColumnsForm(request.POST or None, case_import=shown)
    told = {"columns": form.columns()} if form.is_valid() else {}
    return _move(request, shown, MAP_COLUMNS, form, told, _("Kept."))


@role_required(*OFFICES)
def submit_import(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask somebody else of the office to agree."""
    form = ConfirmForm(request.POST or None)
    said = _("Asked. A second person has to agree.")
    return _move(request, _import(request, pk), SUBMIT_IMPORT, form, {}, said)


@role_required(*READERS)
def confirm_import(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Agree as the second person."""
    form = ConfirmForm(request.POST or None)
    return _move(request, _import(request, pk), CONFIRM_IMPORT, form, {}, _("Agreed. The cases are being brought in."))


@role_required(*READERS)
def discard_import(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring nothing in."""
    form = ReasonForm(request.POST or None)
    told = {"reason": form.cleaned_data["reason"]} if form.is_valid() else {}
    return _move(request, _import(request, pk), DISCARD_IMPORT, form, told, _("Discarded. Nothing was brought in."))


def _import(request: PortalRequest, pk: uuid.UUID) -> CaseImport:
    joined = ("data_key", "table__data_key", "job", "uploaded_by", "submitted_by", "confirmed_by")
    return get_object_or_404(CaseImport.objects.visible_to(request.person).select_related(*joined), pk=pk)


def _planned(request: PortalRequest, shown: CaseImport) -> list[PlannedCase]:
    return plan_of(shown, request.person, today=timezone.localdate())


def _move(
    request: PortalRequest, shown: CaseImport, move: Move, form: Any, told: dict[str, Any], said: str
) -> HttpResponse:
    made: Any = getattr(actions, move.verb)
    if form.is_valid() and perform(form, made, shown, **told, by=request.person, at=timezone.now()):
        messages.success(request, said)
        return redirect(shown)
    context = {
        "case_import": shown,
        "facts": _facts(shown),
        "move": move,
        "form": form,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "breadcrumbs": [
            (_("Old cases"), reverse("case_imports:list")),
            (_("One file"), shown.get_absolute_url()),
            (move.label, None),
        ],
    }
    return render(request, f"case_imports/{move.verb}.html", context)


def _looked_at(request: PortalRequest, shown: CaseImport) -> dict[str, Any]:
    missing = missing_in(shown.columns)
    if missing:
        return {"missing": missing, "is_looked_at": True}
    planned = _planned(request, shown)
    wrong = [row for row in planned if row.errors]
    states = {state: sum(row.state == state for row in planned) for state in {row.state for row in planned}}
    return {
        "is_looked_at": True,
        "wrong": wrong[:SHOWN],
        "wrong_count": len(wrong),
        "right_count": len(planned) - len(wrong),
        "states": [(state.label, many) for state, many in sorted(states.items())],
        "read_as": [(BY_NAME[name].label, shown.table.headings[place]) for name, place in shown.columns.items()],
    }


def _progress(shown: CaseImport) -> dict[str, Any]:
    return {
        "job": shown.job,
        "poll_url": f"{shown.get_absolute_url()}?part=progress" if shown.is_running else "",
        "finished_url": reverse("cases:queue") if shown.state == CaseImportState.DONE else "",
        "failed": "",
    }


def _facts(shown: CaseImport) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [
        (_("State"), shown.get_state_display()),
        (_("File"), shown.name),
        (_("Whose cases"), shown.get_office_display()),
        (_("Rows"), shown.total),
        (_("Uploaded by"), f"{shown.uploaded_by.full_name}, {_moment(shown.uploaded_at)}"),
    ]
    if shown.submitted_by:
        found.append((_("Second person asked by"), f"{shown.submitted_by.full_name}, {_moment(shown.submitted_at)}"))
    if shown.confirmed_by:
        found.append((_("Agreed to by"), f"{shown.confirmed_by.full_name}, {_moment(shown.confirmed_at)}"))
    if shown.finished_at:
        found.append((_("Finished"), _moment(shown.finished_at)))
    return found


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i")


def _sheet(kind: str, headings: list[str], rows: list[list[str]], name: str) -> HttpResponse:
    return made(as_sheet(kind, headings, rows, title=_("Old cases")), f"{name}.{kind}", MEDIA[kind])
