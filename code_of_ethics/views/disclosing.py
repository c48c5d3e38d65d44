"""Duties to disclose, for those who draft and file."""

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
from audit.trail import history
from clocks.models import Clock
from code_of_ethics import actions
from code_of_ethics.actions.disclosing import suggested_text
from code_of_ethics.actions.insiders import acknowledge_before_a_draft
from code_of_ethics.forms import ConfirmFilingForm, DraftDisclosureForm
from code_of_ethics.models import Disclosure
from code_of_ethics.models.disclosure import OVERSEERS, READERS
from code_of_ethics.models.insider import SHOWN_BY_A_DRAFT
from code_of_ethics.models.source import insider_lists_due
from code_of_ethics.views.no_trading import show_notice_first
from code_of_ethics.workflow import DISCLOSURE_MOVES


@role_required(*READERS, *OVERSEERS)
def disclosures(request: PortalRequest) -> HttpResponse:
    listed = Disclosure.objects.visible_to(request.person)
    page = keyset_page(listed, request, columns={"day": "born_at"}, sort="-day")
    _join_clocks(page.rows)
    untold = insider_lists_due(page.rows, request.person)
    for row in page.rows:
        row.is_not_told = row.pk in untold
    return render(request, "code_of_ethics/disclosures.html", {"page": page})


@role_required(*READERS, *OVERSEERS)
def disclosure(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _disclosure_for(request, pk)
    context = {
        "disclosure": shown,
        "moves": moves_allowed(DISCLOSURE_MOVES, shown, request.person),
        "history": history(shown),
        "facts": _facts(shown),
        "breadcrumbs": [_crumb(), (date_format(shown.subject_on), None)],
    }
    return render(request, "code_of_ethics/disclosure.html", context)


@role_required(*READERS)
def draft_disclosure(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _disclosure_for(request, pk)
    form = DraftDisclosureForm(request.POST or None, initial={"text": shown.draft_text or suggested_text(shown)})
    return _move(request, shown, form, actions.draft_disclosure, "code_of_ethics/draft_disclosure.html", "text")


@role_required(*READERS)
def confirm_filing(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _disclosure_for(request, pk)
    form = ConfirmFilingForm(request.POST or None, disclosure=shown)
    template = "code_of_ethics/confirm_filing.html"
    return _move(request, shown, form, actions.confirm_filing, template, "means", "reference", "filed_at")


def _move(
    request: PortalRequest, shown: Disclosure, form: Any, action: Any, template: str, *names: str
) -> HttpResponse:
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in names}
        if perform(form, action, shown, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Done."))
            return redirect(shown)
    crumbs = [_crumb(), (date_format(shown.subject_on), shown.get_absolute_url())]
    return render(request, template, {"disclosure": shown, "form": form, "breadcrumbs": crumbs})


def _disclosure_for(request: PortalRequest, pk: uuid.UUID) -> Disclosure:
    found = Disclosure.objects.visible_to(request.person).select_related("data_key", "drafted_by", "filed_by")
    shown: Disclosure = get_object_or_404(found, pk=pk)
    _tell_first(request, shown)
    return shown


def _tell_first(request: PortalRequest, shown: Disclosure) -> None:
    """Until it is public, the notice stands before the draft of a market-sensitive matter, under the matter's name."""
    if due := insider_lists_due([shown], request.person).get(shown.pk):
        show_notice_first(request, due[0].matter, due, acknowledge_before_a_draft, shown=SHOWN_BY_A_DRAFT)


def _join_clocks(rows: list[Disclosure]) -> None:
    """Give each row its clock with one query for the page."""
    clocks = Clock.objects.for_subjects(Disclosure._meta.label_lower, [row.pk for row in rows])
    by_subject = {clock.subject_id: clock for clock in clocks.order_by("started_on")}
    for row in rows:
        row.__dict__["clock"] = by_subject.get(row.pk)


def _facts(shown: Disclosure) -> list[tuple[str, Any]]:
    facts = [
        (_("Why it is due"), shown.reason),
        (_("Person"), shown.person_name or _("Nobody in particular")),
        (_("Date of what is disclosed"), shown.subject_on),
        (_("Means permitted"), ", ".join(shown.means_labels)),
    ]
    if shown.drafted_by:
        facts.append((_("Text by"), shown.drafted_by.full_name))
    if shown.filed_by:
        facts += [
            (_("Filing confirmed by"), shown.filed_by.full_name),
            (_("Filed"), timezone.localtime(shown.filed_at)),
            (_("Reference"), shown.filing_reference),
            (_("Posted from"), shown.posted_from),
            (_("Posted at least until"), shown.posted_until),
            (_("Kept at least until"), shown.kept_until),
        ]
    if shown.ended_on:
        facts.append((_("Taken back from"), shown.ended_on))
    return facts


def _crumb() -> tuple[str, str]:
    return (_("Disclosures"), reverse("code_of_ethics:disclosures"))
