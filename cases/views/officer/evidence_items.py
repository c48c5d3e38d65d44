"""The register of evidence of a case: what there is, through whose hands it went, and whether it is still the same."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.downloads import download
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from cases import actions
from cases.actions.evidence_items import copy_of, sha256_of_now
from cases.forms.evidence import LookAtPageForm
from cases.forms.evidence_items import CustodyForm, RegisterEvidenceForm
from cases.models import Case, CustodyEntry, EvidenceItem
from cases.models.evidence import with_extension
from cases.views.officer.evidence import Answer
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.views.officer.pdf_pages import page_answer
from cases.workflow.desk import (
    CHECK_INTEGRITY,
    EVIDENCE_MOVES,
    EVIDENCE_OF_CASE_MOVES,
    RECORD_CUSTODY,
    REGISTER_EVIDENCE,
)
from vault.models import SealedFile

FILES = (
    "file__data_key",
    "attachment__clean_file__data_key",
    "attachment__report__case",
    "copy__clean_file__data_key",
)
# What a browser shows by itself without running anything. PDFs are not among them: browsers show those with a program
# of their own, which they do not start inside a sandbox; so their pages are drawn here, in a limited process, and the
# browser gets pictures. Anything else is downloaded, clean.
SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "text/plain"})
TEXT = "text/plain"


@login_required
def evidence(request: PortalRequest, reference: str) -> HttpResponse:
    """The register."""
    shown = framed_case_or_404(request, reference)
    context = frame(request, shown, "evidence")
    chain = Prefetch("custody", CustodyEntry.objects.select_related("data_key"))
    items = EvidenceItem.objects.of_case(shown).select_related("data_key", "collected_by", "case", "file")
    context["items"] = [
        {
            "item": item,
            "now": list(item.custody.all())[-1],
            "came_from": "" if item.case_id == shown.pk else item.case.reference,
        }
        for item in items.prefetch_related(chain)
    ]
    context["offers"] = moves_allowed(EVIDENCE_OF_CASE_MOVES, shown, request.person)
    return render(request, "cases/evidence.html", context)


@login_required
def evidence_item(request: PortalRequest, reference: str, pk: uuid.UUID) -> Answer:
    """One piece of evidence; its clean copy once it is asked for, which is then shown in a box or downloaded."""
    case = case_or_404(request, reference)
    item = _item_or_404(case, pk)
    form = LookAtPageForm(request.POST if request.method == "POST" else None)
    if answer := _opened(request, form, item):
        return answer
    copy = copy_of(item)
    clean_file = copy.clean_file if copy else None
    context = {
        "case": case,
        "item": item,
        "form": form,
        "copy": copy,
        "clean_file": clean_file,
        "is_shown": clean_file is not None and clean_file.media_type in SHOWN,
        "has_pages": clean_file is not None and clean_file.has_pages,
        "is_shredded": item.file is not None and item.file.data_key.is_destroyed,
        "chain": item.custody.select_related("data_key", "recorded_by"),
        "checks": item.checks.select_related("checked_by"),
        "moves": moves_allowed(EVIDENCE_MOVES, item, request.person),
        "breadcrumbs": [*_way_to(case), (item.mark, None)],
    }
    return render(request, "cases/evidence_item.html", context)


def _way_to(case: Case) -> list[tuple[str, str]]:
    return [
        (_("Cases"), reverse("cases:queue")),
        (case.reference, case.get_absolute_url()),
        (_("Evidence"), reverse("cases:evidence", args=[case.reference])),
    ]


def _item_or_404(case: Case, pk: uuid.UUID) -> EvidenceItem:
    joined = EvidenceItem.objects.filter(case=case).select_related("data_key", "collected_by", "registered_by", *FILES)
    found: EvidenceItem = get_object_or_404(joined, pk=pk)
    found.case = case
    return found


def _opened(request: PortalRequest, form: Any, item: EvidenceItem) -> Answer | None:
    """The clean copy, or the page of it that was asked for; nothing where none was, or none can be shown."""
    if not form.is_valid():
        return None
    page, by = form.cleaned_data["page"], request.person
    opened = perform(form, actions.open_evidence, item, page=page, by=by, at=timezone.now())
    if not opened:
        return None
    if page is None or not opened.has_pages:
        return _shown(form, item, opened)
    return _page(request, form, item, opened)


def _page(request: PortalRequest, form: Any, item: EvidenceItem, file: SealedFile) -> Answer | None:
    """One page of a PDF as a picture."""
    address = item.get_absolute_url()
    return page_answer(
        request,
        form,
        file,
        name=item.mark,
        reference=item.case.reference,
        address=address,
        kicker=_("Evidence"),
        back=_("Back to this piece of evidence"),
        breadcrumbs=[*_way_to(item.case), (item.mark, address), (_("Pages"), None)],
    )


def _shown(form: Any, item: EvidenceItem, file: SealedFile) -> Answer | None:
    """The clean copy: what a browser shows by itself in a box of its own, anything else as a download."""
    name = with_extension(item.mark, file.media_type)
    answer = download(form, file, name)
    if answer is not None and file.media_type in SHOWN:
        is_text = file.media_type == TEXT
        answer.headers["Content-Type"] = f"{TEXT}; charset=utf-8" if is_text else file.media_type
        answer.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@login_required
def register_evidence(request: PortalRequest, reference: str) -> HttpResponse:
    """Enter something in the register."""
    case = case_or_404(request, reference)
    is_sent = request.method == "POST"
    form = RegisterEvidenceForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, case=case, by=request.person
    )
    if form.is_valid() and perform(
        form, actions.register_evidence, case, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Registered. Nothing of it can be changed any more."), part="evidence")
    return render_move(request, case, REGISTER_EVIDENCE, form)


@login_required
def record_custody(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Add a link to the chain of custody."""
    case = case_or_404(request, reference)
    item, form = _item_or_404(case, pk), CustodyForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.record_custody, item, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Recorded. The chain of custody goes on."), part="evidence")
    return render_move(request, case, RECORD_CUSTODY, form, record=item, item=item)


@login_required
def check_integrity(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Have the stored file read again."""
    case = case_or_404(request, reference)
    item, form = _item_or_404(case, pk), ConfirmForm(request.POST or None)
    if form.is_valid():
        # Read before the door opens its transaction, and by nobody who may not ask for it.
        found = "" if CHECK_INTEGRITY.refusal(request.person, item) else sha256_of_now(item)
        checked = perform(form, actions.check_integrity, item, found=found, by=request.person, at=timezone.now())
        if checked:
            said = _("Unchanged: it is the very file that was registered.")
            if not checked.is_same:
                said = _("This is not the file that was registered. The office has been told.")
            return done(request, case, said, part="evidence")
    return render_move(request, case, CHECK_INTEGRITY, form, record=item, item=item)
