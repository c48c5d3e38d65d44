"""The register of what the external auditors were told, for the General Auditor and the committee's chair."""

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
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from cases import actions
from cases.forms.auditor_log import CorrectEntryForm
from cases.models import AuditorLogEntry
from cases.models.auditor_log import REGISTER_ROLES
from cases.states.insider import Shown
from cases.views.no_trading import tell_first
from cases.workflow.auditor_log import CORRECT_ENTRY

COLUMNS = {"told": "told_on"}
JOINED = ("data_key", "case__topic", "logged_by", "corrected_by")


@role_required(*REGISTER_ROLES)
def auditor_log(request: PortalRequest) -> HttpResponse:
    """Every entry that one may read, the latest first. What was said stands on the page of each."""
    visible = AuditorLogEntry.objects.visible_to(request.person).select_related(*JOINED)
    page = keyset_page(visible, request, columns=COLUMNS, sort="-told")
    context = {"page": page, "breadcrumbs": [(_("External auditors"), None)]}
    return render(request, "auditor_log/list.html", context)


@role_required(*REGISTER_ROLES)
def entry(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One entry, with what it corrects and what corrects it."""
    shown = _entry(request, pk)
    context = _context(shown) | {"moves": moves_allowed((CORRECT_ENTRY,), shown, request.person)}
    return render(request, "auditor_log/entry.html", context)


@role_required(*REGISTER_ROLES)
def correct_entry(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Write it anew, with what was wrong."""
    shown = _entry(request, pk)
    initial = {name: getattr(shown, name) for name in actions.AuditorFacts.NAMES}
    form = CorrectEntryForm(request.POST or None, initial=initial, is_of_case=shown.case_id is not None)
    if form.is_valid():
        facts = {"facts": form.facts, "why_corrected": form.cleaned_data["why_corrected"]}
        written = perform(form, actions.correct_entry, shown, **facts, by=request.person, at=timezone.now())
        if written:
            messages.success(request, _("Corrected. The earlier entry stays."))
            return redirect(written)
    refusal = "" if request.method == "POST" else CORRECT_ENTRY.refusal(request.person, shown)
    context = _context(shown) | {"form": form, "move": CORRECT_ENTRY, "refusal": refusal}
    return render(request, "auditor_log/correct_entry.html", context)


def _entry(request: PortalRequest, pk: uuid.UUID) -> AuditorLogEntry:
    joined = AuditorLogEntry.objects.visible_to(request.person).select_related(*JOINED, "corrects")
    found: AuditorLogEntry = get_object_or_404(joined, pk=pk)
    if found.case is not None:
        tell_first(request, found.case, Shown.COMMITTEE)
    return found


def _context(shown: AuditorLogEntry) -> dict[str, Any]:
    facts: list[tuple[Any, Any]] = [
        (_("About"), shown.case.reference if shown.case else shown.title),
        (_("When"), date_format(shown.told_on, "j M Y")),
        (_("Who told them"), shown.told_by),
        (_("Who was told"), shown.told_to),
        (_("How"), shown.get_means_display()),
        (_("Written down by"), f"{shown.logged_by.full_name}, {_moment(shown.logged_at)}"),
    ]
    if shown.corrects_id:
        facts.append((_("What was wrong before"), shown.why_corrected))
    return {
        "entry": shown,
        "facts": facts,
        "breadcrumbs": [(_("External auditors"), reverse("auditor_log:list")), (_("Entry"), None)],
    }


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")
