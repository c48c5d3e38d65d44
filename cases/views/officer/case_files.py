"""A case on paper: what was exported, asking for it with words hidden, its progress, and the download."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.downloads import download
from accounts.models import Person
from accounts.moves import moves_allowed
from cases import actions
from cases.file_contents import Contents, contents_of, covered
from cases.forms.case_files import DownloadForm, ExportForm
from cases.models import Case, CaseFile, Privilege
from cases.redaction import Choices
from cases.views.officer.minimising import removals_of
from cases.views.officer.pages import case_or_404, frame, framed_case_or_404, render_move
from cases.workflow.case_file import DOWNLOAD_CASE_FILE, EXPORT_CASE, PRIVILEGE_MOVES, SET_PRIVILEGE
from cases.workflow.minimising import PROPOSE_MINIMISING
from cases.workflow.terms import WORKERS

# Older exports are on the history.
SHOWN = 30


@login_required
def case_files(request: PortalRequest, reference: str) -> HttpResponse:
    """What was taken out of the Portal, by whom and why, and what counsel's privilege covers."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "case_files")
    works_it = bool(shown.relations(request.person) & WORKERS)
    exports = shown.case_files.select_related("data_key", "asked_by")[:SHOWN] if works_it else []
    context["exports"] = [_with_case(shown, export, request.person) for export in exports]
    joined = ("data_key", "directed_by", "set_by", "doubted_by", "lifted_by")
    context["privileges"] = [
        _with_moves(shown, one, request.person) for one in shown.privileges.select_related(*joined)
    ]
    context["offers"] = moves_allowed((EXPORT_CASE, SET_PRIVILEGE, PROPOSE_MINIMISING), shown, request.person)
    context["removals"] = removals_of(shown, request.person)
    context["works_it"] = works_it
    return render(request, "cases/case_files.html", context)


def _with_case(shown: Case, export: CaseFile, person: Person) -> dict[str, Any]:
    export.case = shown
    is_mine = export.asked_by_id == person.pk
    return {"export": export, "url": export.get_absolute_url() if is_mine else ""}


def _with_moves(shown: Case, privilege: Privilege, person: Person) -> dict[str, Any]:
    privilege.case = shown
    offered = moves_allowed([move for move in PRIVILEGE_MOVES if move != SET_PRIVILEGE], privilege, person)
    return {"privilege": privilege, "moves": offered}


@login_required
def export_case(request: PortalRequest, reference: str) -> HttpResponse:
    """Choose what is hidden, look at what it will read like, and ask for it."""
    case = case_or_404(request, reference)
    person, at = request.person, timezone.now()
    # The whole case is read, so it is read once.
    privileged = "with_privileged" in request.POST
    may_export = EXPORT_CASE.is_for(person, case)
    contents = contents_of(case, person=person, with_privileged=privileged) if may_export else None
    form = ExportForm(request.POST or None, case=case, contents=contents)
    wants_to_look = "look" in request.POST
    if form.is_valid() and not wants_to_look:
        asked = perform(form, actions.export_case, case, facts=form.facts(), by=person, at=at)
        if asked:
            return redirect(asked)
    chosen = form.choices() if form.is_bound else Choices(is_redacted=True)
    shown = _as_it_will_read(contents, chosen)
    context = {"contents": shown, "ticked": chosen.passages, "looked": wants_to_look}
    return render_move(request, case, EXPORT_CASE, form, **context)


def _as_it_will_read(contents: Contents | None, chosen: Choices) -> Contents | None:
    if contents is None:
        return None
    # Ticked passages stay readable here: else nobody could think again.
    return covered(contents, replace(chosen, passages=frozenset())) if chosen.is_redacted else contents


@login_required
def download_case_file(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """How far one's own export is; once it is ready, its two files."""
    case = case_or_404(request, reference)
    joined = CaseFile.objects.visible_to(request.person).select_related("job", "pdf__data_key", "archive__data_key")
    export = get_object_or_404(joined, pk=pk, case=case)
    export.case = case
    if request.GET.get("part") == "progress":
        return render(request, "cases/_export_progress.html", {"export": export, **_progress(export)})
    form = DownloadForm(request.POST or None)
    if form.is_valid():
        what = form.cleaned_data["what"]
        at = timezone.now()
        found = perform(form, actions.download_case_file, export, what=what, by=request.person, at=at)
        if found and (answer := download(form, *_file_of(found, what))):
            return answer
    context = {"export": export, **_progress(export), "chosen": _in_words(export), "files_of": _files_of(export)}
    return render_move(request, case, DOWNLOAD_CASE_FILE, form, record=export, **context)


def _progress(export: CaseFile) -> dict[str, Any]:
    address = export.get_absolute_url()
    return {
        "poll_url": f"{address}?part=progress" if export.is_waiting else "",
        "finished_url": address if export.is_ready else "",
        "failed": _("It could not be made. Ask for a new one; if that fails too, tell the people who run this portal.")
        if export.has_failed
        else "",
    }


def _file_of(export: CaseFile, what: str) -> tuple[Any, str]:
    file, ending = (export.pdf, "pdf") if what == "pdf" else (export.archive, "zip")
    return file, f"case-file-{export.case.reference}.{ending}"


def _files_of(export: CaseFile) -> list[dict[str, Any]]:
    if not export.is_ready:
        return []
    labels = {"pdf": _("Download the PDF"), "archive": _("Download the archive (zip)")}
    return [{"what": what, "label": label, "file": _file_of(export, what)[0]} for what, label in labels.items()]


def _in_words(export: CaseFile) -> list[tuple[str, Any]]:
    """What was chosen, for its maker."""
    chosen = Choices.from_json(export.choices)
    facts: list[tuple[str, Any]] = [
        (_("How much"), export.kind),
        (_("Why"), export.reason),
        (_("Privileged parts"), _("Go along") if chosen.with_privileged else _("Left out")),
        (_("Asked for"), moment_of(export.asked_at)),
    ]
    if export.is_redacted:
        people = [label for label, hides in _people_hidden(chosen) if hides]
        facts.append((_("Hidden words"), len(chosen.words)))
        facts.append((_("Hidden passages"), len(chosen.passages)))
        facts.append((_("Hidden people"), ", ".join(people) or _("None")))
    if export.expires_at:
        facts.append((_("Removed on"), moment_of(export.expires_at)))
    return facts


def _people_hidden(chosen: Choices) -> list[tuple[str, bool]]:
    return [(_("Who reported"), chosen.hides_reporter), (_("Witnesses"), chosen.hides_witnesses)]


def moment_of(at: Any) -> str:
    """A moment as the pages write it."""
    return date_format(timezone.localtime(at), "j M Y, H:i")
