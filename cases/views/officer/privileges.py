"""Counsel's privilege: set, doubted, lifted or kept."""

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
from cases.forms.privileges import DoubtPrivilegeForm, KeepPrivilegeForm, SetPrivilegeForm
from cases.models import Privilege
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case_file import DOUBT_PRIVILEGE, KEEP_PRIVILEGE, LIFT_PRIVILEGE, SET_PRIVILEGE


@login_required
def set_privilege(request: PortalRequest, reference: str) -> HttpResponse:
    """Mark the case, a note or a file as privileged."""
    case = case_or_404(request, reference)
    form = SetPrivilegeForm(request.POST or None, case=case)
    if form.is_valid() and perform(
        form, actions.set_privilege, case, facts=form.facts(), by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Marked as privileged. Exports leave it out from now on."), part="case_files")
    return render_move(request, case, SET_PRIVILEGE, form)


@login_required
def doubt_privilege(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Ask for a privilege to be lifted."""
    told = _("Asked. A second person decides.")
    return _move(request, reference, pk, DOUBT_PRIVILEGE, actions.doubt_privilege, DoubtPrivilegeForm, told)


@login_required
def lift_privilege(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Lift it, as the second person."""
    return _move(request, reference, pk, LIFT_PRIVILEGE, actions.lift_privilege, ConfirmForm, _("It was lifted."))


@login_required
def keep_privilege(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Leave it standing."""
    return _move(request, reference, pk, KEEP_PRIVILEGE, actions.keep_privilege, KeepPrivilegeForm, _("It stands."))


def _move(
    request: PortalRequest, reference: str, pk: uuid.UUID, move: Move, action: Any, form_class: Any, told: str
) -> HttpResponse:
    case = case_or_404(request, reference)
    joined = Privilege.objects.select_related("data_key", "directed_by", "doubted_by")
    privilege: Privilege = get_object_or_404(joined, pk=pk, case=case)
    privilege.case = case
    form = form_class(request.POST or None)
    reason = {"reason": form.cleaned_data["reason"]} if form.is_valid() and "reason" in form.fields else {}
    if form.is_valid() and perform(form, action, privilege, by=request.person, at=timezone.now(), **reason):
        return done(request, case, told, part="case_files")
    return render_move(request, case, move, form, record=privilege)
