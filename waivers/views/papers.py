"""Waivers to print: the Board's paper, and the certificate of a decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.downloads import made
from accounts.paper import PaperMissing, pdf
from accounts.spreadsheets import MEDIA as SHEETS
from accounts.spreadsheets import as_sheet
from waivers import actions
from waivers.forms import ExportForm, RegisterFilterForm
from waivers.models import BoardDecision, Waiver, WaiverFile
from waivers.models.insider import not_told
from waivers.models.queries import REGISTER_ROLES
from waivers.register import STYLE, as_pdf, table
from waivers.verification import checked
from waivers.views.moving import waiver_for
from waivers.views.reading import facts_of


@login_required
def board_paper(request: PortalRequest, reference: str) -> HttpResponse:
    """What the Board is given: the request, questions and answers, and the recommendation."""
    waiver = _for_readers(request, reference)
    if waiver.recommended_at is None:
        raise Http404
    asked = waiver.clarifications.select_related("data_key", "asked_by").order_by("asked_at")
    context = {"clarifications": asked, "files": _handed_in(waiver), "revocations": _revocations(waiver)}
    return _paper(request, waiver, "waivers/paper/board_paper.html", "paper", context)


@login_required
def certificate(request: PortalRequest, reference: str) -> HttpResponse:
    """What was decided and signed, with the digests that `manage.py verify_waiver` makes again."""
    waiver = _for_readers(request, reference)
    if not waiver.outcome:
        raise Http404
    meeting = getattr(waiver, "board_decision", None) if waiver.is_of_the_board else None
    context = {
        "meeting": meeting,
        "votes": meeting.votes.select_related("member") if meeting else [],
        "revocations": _revocations(waiver),
        "signatures": checked(waiver),
    }
    return _paper(request, waiver, "waivers/paper/certificate.html", "certificate", context)


def _handed_in(waiver: Waiver) -> list[WaiverFile]:
    """The files of the request, of the questions and of the answers, as they came."""
    return list(waiver.files.readable(with_minutes=False).order_by("added_at", "id"))


def _revocations(waiver: Waiver) -> QuerySet[BoardDecision]:
    """What the Board decided about revoking it, whichever way, as it was confirmed."""
    return waiver.revocations.select_related("data_key").filter(confirmed_at__isnull=False)


def _for_readers(request: PortalRequest, reference: str) -> Waiver:
    """The waiver, for those who may read deliberations; never for whoever asked, benefits or stepped back."""
    waiver = waiver_for(request, reference)
    if not waiver.may_read_deliberations(request.person):
        raise Http404
    return waiver


def _paper(request: PortalRequest, waiver: Waiver, template: str, what: str, context: dict[str, Any]) -> HttpResponse:
    shown = {"waiver": waiver, "facts": facts_of(waiver), "made_by": request.person, "made_at": timezone.now()}
    try:
        content = pdf(template, shown | context, style=STYLE)
    except PaperMissing:
        return _told_that_paper_is_missing(request, waiver.get_absolute_url())
    return made(content, f"{waiver.reference}-{what}.pdf", MEDIA["pdf"])


def _told_that_paper_is_missing(request: PortalRequest, back: str) -> HttpResponse:
    sentence = _("This server can't make PDF files: Pango is not installed on it. Please tell the people who run it.")
    messages.error(request, sentence)
    return redirect(back)


MEDIA = SHEETS | {"pdf": "application/pdf"}


@role_required(*REGISTER_ROLES)
@require_POST
def export_register(request: PortalRequest) -> HttpResponse:
    """The register as it is filtered, as a file. That it was taken out is on the trail."""
    form, filters = ExportForm(request.POST), RegisterFilterForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    kind, at = form.cleaned_data["kind"], timezone.now()
    found = filters.narrowed(Waiver.objects.register(request.person)).with_people().order_by("-decided_at", "pk")
    rows: Any = found.annotate(is_not_told=not_told(request.person))
    headings, lines = table(rows)
    facts = {"kind": kind, "count": len(lines), "asked": filters.asked}
    try:
        content = (
            as_pdf(headings, lines, made_by=request.person, made_at=at)
            if kind == "pdf"
            else as_sheet(kind, headings, lines, title=_("Register"))
        )
    except PaperMissing:
        return _told_that_paper_is_missing(request, reverse("waivers:list"))
    actions.export_register(request.person, **facts, by=request.person, at=at)
    return made(content, f"waivers-{timezone.localdate(at)}.{kind}", MEDIA[kind])
