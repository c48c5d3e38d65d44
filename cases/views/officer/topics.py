"""Another topic for a matter of accounting, as the second person."""

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
from cases.models import TopicChange
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.parts import CONFIRM_TOPIC, REJECT_TOPIC


@login_required
def confirm_topic(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Agree that it is no matter of accounting."""
    return _decide(request, reference, pk, CONFIRM_TOPIC, REJECT_TOPIC, _("Agreed. The case has the other topic now."))


@login_required
def reject_topic(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Keep it a matter of accounting."""
    return _decide(request, reference, pk, REJECT_TOPIC, CONFIRM_TOPIC, _("Noted. It stays a matter of accounting."))


def _decide(request: PortalRequest, reference: str, pk: uuid.UUID, move: Move, other: Move, said: str) -> HttpResponse:
    case = case_or_404(request, reference)
    found = TopicChange.objects.select_related("data_key", "topic", "proposed_by", "case")
    change: Any = get_object_or_404(found, pk=pk, case=case)
    change.case = case
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, getattr(actions, move.verb), change, by=request.person, at=timezone.now()):
        return done(request, case, said)
    instead = {"label": other.label, "url": change.move_url(other)}
    return render_move(request, case, move, form, record=change, instead=instead)
