"""A referral to public officials on a page of its own: for counsel who is asked, and for whoever decides."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from cases import actions
from cases.forms.public_referrals import OpinionForm, ReferralDecisionForm
from cases.models import PublicReferral
from cases.states.insider import Shown
from cases.views.no_trading import tell_first
from cases.workflow.outcomes import APPROVE_REFERRAL, DECLINE_OPINION, DECLINE_REFERRAL, GIVE_OPINION, REFERRAL_MOVES

COLUMNS = {"proposed": "proposed_at"}
# A member of the committee may act for its chair.
READERS = frozenset(
    {Role.COUNSEL, Role.AUDIT_COMMITTEE_CHAIR, Role.AUDIT_COMMITTEE, Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER}
)


@login_required
def list_referrals(request: PortalRequest) -> HttpResponse:
    """The referrals that one is asked about or decides, the newest first."""
    if not (request.person.roles & READERS or request.person.stands_in):
        raise Http404
    visible = PublicReferral.objects.visible_to(request.person).select_related("data_key")
    page = keyset_page(visible, request, columns=COLUMNS, sort="-proposed")
    context = {"page": page, "breadcrumbs": [(_("Referrals to public officials"), None)]}
    return render(request, "referrals/list.html", context)


@login_required
def referral(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The proposal, counsel's opinion, the decision, and what was handed over."""
    shown = _referral(request, pk)
    context = _context(request, shown) | {"moves": moves_allowed(REFERRAL_MOVES, shown, request.person)}
    return render(request, "referrals/referral.html", context)


@login_required
def give_opinion(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Counsel's opinion."""
    return _move(request, pk, GIVE_OPINION, OpinionForm, ("advice", "opinion"), _("Thank you. It can be decided now."))


@login_required
def decline_opinion(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Counsel can't advise on it: from then on they see it no more."""
    shown, form = _referral(request, pk), ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.decline_opinion, shown, by=request.person, at=timezone.now()):
        messages.success(request, _("Thank you for saying so. You no longer see this referral."))
        return redirect("referrals:list")
    refusal = "" if request.method == "POST" else DECLINE_OPINION.refusal(request.person, shown)
    context = _context(request, shown, DECLINE_OPINION) | {"form": form, "move": DECLINE_OPINION, "refusal": refusal}
    return render(request, "referrals/decline_opinion.html", context)


@login_required
def approve_referral(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide to refer."""
    said = _("Decided: it is referred.")
    return _move(request, pk, APPROVE_REFERRAL, ReferralDecisionForm, ("reasons",), said)


@login_required
def decline_referral(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide not to refer."""
    said = _("Decided: it is not referred. The reasons are kept.")
    return _move(request, pk, DECLINE_REFERRAL, ReferralDecisionForm, ("reasons",), said)


def _referral(request: PortalRequest, pk: uuid.UUID) -> PublicReferral:
    visible = PublicReferral.objects.visible_to(request.person)
    joined = visible.select_related("data_key", "case", "counsel", "proposed_by", "decided_by", "handed_over_by")
    found: PublicReferral = get_object_or_404(joined, pk=pk)
    tell_first(request, found.case, Shown.COUNSEL if request.person.pk == found.counsel_id else Shown.CASE)
    return found


def _move(
    request: PortalRequest, pk: uuid.UUID, move: Move, form_of: type, names: tuple[str, ...], said: str
) -> HttpResponse:
    shown, form = _referral(request, pk), form_of(request.POST or None)
    if form.is_valid():
        change, told = getattr(actions, move.verb), {name: form.cleaned_data[name] for name in names}
        if perform(form, change, shown, **told, by=request.person, at=timezone.now()):
            messages.success(request, said)
            return redirect("referrals:referral", shown.pk)
    refusal = "" if request.method == "POST" else move.refusal(request.person, shown)
    context = _context(request, shown, move) | {"form": form, "move": move, "refusal": refusal}
    return render(request, f"referrals/{move.verb}.html", context)


def _context(request: PortalRequest, shown: PublicReferral, move: Move | None = None) -> dict[str, Any]:
    page = reverse("referrals:referral", args=[shown.pk])
    trail: list[tuple[Any, Any]] = [(_("Referrals"), reverse("referrals:list"))]
    trail += [(_("Referral"), page), (move.label, None)] if move else [(_("Referral"), None)]
    may_open = shown.case.is_visible_to(request.person)
    return {
        "referral": shown,
        "items": shown.items.select_related("data_key"),
        "case_url": reverse("cases:outcomes", args=[shown.case.reference]) if may_open else "",
        "needs_chair": shown.needs_chair(),
        "breadcrumbs": trail,
    }
