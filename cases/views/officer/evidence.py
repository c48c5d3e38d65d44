"""The files of a case: the clean copy for the asking, the original past a warning and for a reason."""

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
from cases import actions
from cases.forms.evidence import LookAtPageForm, OpenOriginalForm
from cases.models import Attachment, Case
from cases.views.officer.pages import case_or_404, render_move
from cases.views.officer.pdf_pages import page_answer
from cases.workflow.parts import OPEN_ORIGINAL

Answer = HttpResponse | StreamingHttpResponse


@login_required
def attachment(request: PortalRequest, reference: str, pk: uuid.UUID) -> Answer:
    """What is known of a file, and its clean copy once it is asked for."""
    case = case_or_404(request, reference)
    file = _file_or_404(case, pk)
    form = LookAtPageForm(request.POST if request.method == "POST" else None)
    person = request.person
    if answer := _opened(request, form, file):
        return answer
    context = {
        "case": case,
        "attachment": file,
        "form": form,
        "has_pages": file.clean_file is not None and file.clean_file.has_pages,
        "is_shredded": file.file.data_key.is_destroyed,
        "open_original": _original_address(file, person),
        "openings": file.openings.select_related("data_key", "opened_by"),
        "breadcrumbs": [*_way_to(case), (file.neutral_name, None)],
    }
    return render(request, "cases/attachment.html", context)


def _way_to(case: Case) -> list[tuple[str, str]]:
    return [(_("Cases"), reverse("cases:queue")), (case.reference, case.get_absolute_url())]


def _opened(request: PortalRequest, form: Any, file: Attachment) -> Answer | None:
    """The clean copy, or the page of it that was asked for; nothing where none was, or none can be shown."""
    if not form.is_valid():
        return None
    page = form.cleaned_data["page"]
    opened = perform(form, actions.open_attachment, file, page=page, by=request.person, at=timezone.now())
    if not opened:
        return None
    # What the action found under its lock, and not what the page loaded: only that surely has its clean copy.
    if page is None or not opened.clean_file.has_pages:
        return download(form, opened.clean_file, opened.clean_name)
    case, name, address = file.report.case, file.neutral_name, _address(file)
    return page_answer(
        request,
        form,
        opened.clean_file,
        name=name,
        reference=case.reference,
        address=address,
        kicker=_("File of a report"),
        back=_("Back to this file"),
        breadcrumbs=[*_way_to(case), (name, address), (_("Pages"), None)],
    )


@login_required
def open_original(request: PortalRequest, reference: str, pk: uuid.UUID) -> Answer:
    """The warning; once a reason is given, the file as it came."""
    case = case_or_404(request, reference)
    file = _file_or_404(case, pk)
    form = OpenOriginalForm(request.POST or None)
    may_open = form.is_valid() and perform(
        form,
        actions.open_original,
        file,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    )
    if may_open and (answer := download(form, file.file, file.neutral_name)):
        return answer
    return render_move(request, case, OPEN_ORIGINAL, form, record=file, cancel_url=_address(file))


def _file_or_404(case: Case, pk: uuid.UUID) -> Attachment:
    joined = Attachment.objects.select_related("report__data_key", "file__data_key", "clean_file__data_key")
    file = get_object_or_404(joined, pk=pk, report__case=case)
    file.report.case = case
    return file


def _address(file: Attachment) -> str:
    return reverse("cases:attachment", args=[file.report.case.reference, file.pk])


def _original_address(file: Attachment, person: Any) -> str:
    """Where the original is opened; empty for whoever may not, or while the file is being checked."""
    may = OPEN_ORIGINAL.may_start(file) and OPEN_ORIGINAL.is_for(person, file)
    return file.move_url(OPEN_ORIGINAL) if may else ""
