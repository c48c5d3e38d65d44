"""The office's part of a referral to public officials: proposing it, handing over, and what came of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.moves import Move
from cases import actions
from cases.forms.public_referrals import ConcludeForm, HandOverForm, OtherCounselForm, ProposeReferralForm, ReceiptForm
from cases.models import Case, PublicReferral
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.outcomes import (
    ASK_OTHER_COUNSEL,
    CONCLUDE_REFERRAL,
    HAND_TO_AUTHORITY,
    PROPOSE_REFERRAL,
    RECORD_RECEIPT,
)


@login_required
def propose_referral(request: PortalRequest, reference: str) -> HttpResponse:
    """Propose to refer the matter, and ask counsel."""
    case = case_or_404(request, reference)
    form = ProposeReferralForm(request.POST or None, case=case, by=request.person)
    if form.is_valid() and perform(
        form, actions.propose_referral, case, facts=form.told, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Proposed. Counsel has been asked."), part="outcomes")
    return render_move(request, case, PROPOSE_REFERRAL, form)


def _referral_or_404(case: Case, pk: uuid.UUID) -> PublicReferral:
    referral: PublicReferral = get_object_or_404(case.public_referrals.select_related("data_key"), pk=pk)
    referral.case = case
    return referral


def _move(
    request: PortalRequest,
    case: Case,
    referral: PublicReferral,
    move: Move,
    form: Any,
    said: str,
    told: Callable[[], dict[str, Any]],
) -> HttpResponse:
    if form.is_valid():
        change = getattr(actions, move.verb)
        if perform(form, change, referral, **told(), by=request.person, at=timezone.now()):
            return done(request, case, said, part="outcomes")
    return render_move(request, case, move, form, record=referral)


@login_required
def ask_other_counsel(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Ask somebody else for the opinion."""
    case = case_or_404(request, reference)
    referral = _referral_or_404(case, pk)
    besides = [referral.counsel_id, referral.proposed_by_id, request.person.pk]
    form = OtherCounselForm(request.POST or None, case=case, besides=besides)
    told = lambda: {"counsel": form.cleaned_data["counsel"]}  # noqa: E731 — read once the form is valid
    return _move(request, case, referral, ASK_OTHER_COUNSEL, form, _("The other counsel has been asked."), told)


@login_required
def hand_to_authority(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record what was handed over."""
    case = case_or_404(request, reference)
    referral, form = _referral_or_404(case, pk), HandOverForm(request.POST or None, case=case)
    return _move(request, case, referral, HAND_TO_AUTHORITY, form, _("Recorded."), lambda: form.facts)


@login_required
def record_receipt(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record that the authority acknowledged it."""
    case = case_or_404(request, reference)
    referral, form = _referral_or_404(case, pk), ReceiptForm(request.POST or None)
    names = ("acknowledged_on", "authority_reference")
    told = lambda: {name: form.cleaned_data[name] for name in names}  # noqa: E731 — read once the form is valid
    return _move(request, case, referral, RECORD_RECEIPT, form, _("Recorded."), told)


@login_required
def conclude_referral(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Record what came of it."""
    case = case_or_404(request, reference)
    referral, form = _referral_or_404(case, pk), ConcludeForm(request.POST or None)
    told = lambda: {name: form.cleaned_data[name] for name in ("result", "concluded_on")}  # noqa: E731 — as above
    return _move(request, case, referral, CONCLUDE_REFERRAL, form, _("Recorded."), told)
