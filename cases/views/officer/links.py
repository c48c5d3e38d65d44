"""Cases that belong together, and those that may."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.models import Person
from cases import actions
from cases.forms.links import LinkCaseForm
from cases.likeness import likely_duplicates
from cases.models import Case, CaseLink
from cases.views.officer.merging import can_merge, merges_of
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, render_move
from cases.workflow.links import LINK_CASE, MERGE_CASE, UNLINK_CASE

ENDS = ("first__topic", "second__topic", "linked_by", "unlinked_by")


@login_required
def links(request: PortalRequest, reference: str) -> HttpResponse:
    """What is linked, what was, and what may be about the same matter. Only cases that the person may see."""
    shown = framed_case_or_404(request, reference)
    person = request.person
    context = frame(request, shown, "links")
    context["merges"] = merges_of(shown, person)
    # With the links of what was merged into it.
    family = [shown, *(one.merge.source for one in context["merges"] if one.is_standing)]
    found = CaseLink.objects.of(*family).select_related("data_key", *ENDS)
    context["links"] = [_row(family, link, person) for link in found.shown_to(person)]
    context["likely"] = likely_duplicates(shown, person)
    context["merge_url"] = shown.move_url(MERGE_CASE) if can_merge(shown, person) else ""
    context["link_url"] = shown.move_url(LINK_CASE) if LINK_CASE.is_for(person, shown) else ""
    return render(request, "cases/links.html", context)


def _row(family: list[Case], link: CaseLink, person: Person) -> dict[str, Any]:
    may_undo = UNLINK_CASE.may_start(link) and UNLINK_CASE.is_for(person, link)
    here = next(case for case in family if case.pk in (link.first_id, link.second_id))
    return {
        "link": link,
        "other": link.second if link.first_id == here.pk else link.first,
        "undo_url": reverse("cases:unlink_case", args=[here.reference, link.pk]) if may_undo else "",
    }


@login_required
def link_case(request: PortalRequest, reference: str) -> HttpResponse:
    """Link another case, with the reason."""
    case = case_or_404(request, reference)
    form = LinkCaseForm(request.POST or None, person=request.person, other=request.GET.get("other", "")[:12])
    if form.is_valid() and perform(
        form,
        actions.link_case,
        case,
        other=form.cleaned_data["other"],
        kind=form.cleaned_data["kind"],
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Linked."), part="links")
    return render_move(request, case, LINK_CASE, form)


@login_required
def unlink_case(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Undo a link, with the reason."""
    case = case_or_404(request, reference)
    link = get_object_or_404(CaseLink.objects.of(case).visible_to(request.person).select_related(*ENDS), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.unlink_case, link, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("The link is undone."), part="links")
    return render_move(request, case, UNLINK_CASE, form, record=link)
