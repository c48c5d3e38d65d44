"""Naming people, and judging possible matches. Each naming raises the wall at once."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move
from cases import actions
from cases.forms.parties import AddPartyForm, ConfirmPartyForm, DoubtPartyForm, KeepPartyForm, RejectPartyForm
from cases.forms.people import FindPersonForm
from cases.models import Case, Party
from cases.states.party import PartyRole
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import ADD_PARTY
from cases.workflow.parts import (
    AGREE_TO_ROLE,
    CONFIRM_PARTY,
    DOUBT_PARTY,
    KEEP_PARTY,
    LET_PARTY_GO,
    REJECT_PARTY,
)


def _party_or_404(case: Case, pk: uuid.UUID) -> Party:
    party: Party = get_object_or_404(
        Party.objects.select_related("data_key", "person", "wanted_by", "doubted_by"), pk=pk, case=case
    )
    party.case = case
    return party


@login_required
def add_party(request: PortalRequest, reference: str) -> HttpResponse:
    """Name somebody or something in the case."""
    case = case_or_404(request, reference)
    person = request.person
    find = FindPersonForm(request.GET or None)
    hits = find.hits(besides=person)
    form = AddPartyForm(request.POST or None, by=person, hits=hits)
    if form.is_valid():
        facts = {name: form.cleaned_data.get(name) for name in ("role", "kind", "person", "described", "unit")}
        if perform(form, actions.add_party, case, **facts, by=person, at=timezone.now()):
            return done(request, case, _("Named. The wall stands around them from now on."))
    return render_move(request, case, ADD_PARTY, form, find=find, hits=hits)


@login_required
def confirm_party(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Confirm a possible match, and its role."""
    case = case_or_404(request, reference)
    party = _party_or_404(case, pk)
    form = ConfirmPartyForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.confirm_party,
        party,
        role=form.cleaned_data["role"],
        by=request.person,
        at=timezone.now(),
    ):
        is_asked = form.cleaned_data["role"] != PartyRole.SUBJECT and party.role == PartyRole.SUBJECT
        asked = _("Proposed. Until a second person agrees they stay a possible match.")
        return done(request, case, asked if is_asked else _("Confirmed. The wall around them stays."))
    return render_move(request, case, CONFIRM_PARTY, form, record=party)


@login_required
def agree_to_role(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Agree that somebody is no subject."""
    told = _("Agreed. They stay cut off from the case.")
    return _judge(request, reference, pk, AGREE_TO_ROLE, actions.agree_to_role, ConfirmForm, told)


@login_required
def reject_party(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Lift a possible match, with a reason."""
    told = _("Lifted. The wall around them has fallen.")
    return _judge(request, reference, pk, REJECT_PARTY, actions.reject_party, RejectPartyForm, told)


@login_required
def doubt_party(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Say that somebody was named by mistake."""
    told = _("Said. Until a second person decides the wall around them stands.")
    return _judge(request, reference, pk, DOUBT_PARTY, actions.doubt_party, DoubtPartyForm, told)


@login_required
def let_party_go(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Agree that somebody was named by mistake."""
    told = _("Agreed. The wall around them has fallen.")
    return _judge(request, reference, pk, LET_PARTY_GO, actions.let_party_go, ConfirmForm, told)


@login_required
def keep_party(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Keep somebody named."""
    told = _("They stay named.")
    return _judge(request, reference, pk, KEEP_PARTY, actions.keep_party, KeepPartyForm, told)


def _judge(
    request: PortalRequest, reference: str, pk: uuid.UUID, move: Move, action: Any, form_class: Any, told: str
) -> HttpResponse:
    """The page of a move on somebody who is named, with its reason where the form asks for one."""
    case = case_or_404(request, reference)
    party, form = _party_or_404(case, pk), form_class(request.POST or None)
    if form.is_valid():
        reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}
        if perform(form, action, party, **reason, by=request.person, at=timezone.now()):
            return done(request, case, told)
    return render_move(request, case, move, form, record=party)
