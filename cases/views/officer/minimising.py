"""Removing a passage or a file: proposed beside the texts of the case, removed or left by a second who sees it."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from audit.trail import history as trail_of
from cases import actions
from cases.forms.minimising import ConfirmMinimisingForm, DropMinimisingForm, ProposeMinimisingForm
from cases.minimising import FileOfCase, files_of, texts_of, thing_of
from cases.models import Case, Minimising
from cases.states.minimising import MinimisingState
from cases.views.officer.pages import case_or_404, done, render_move
from cases.views.officer.reasons import reason_of
from cases.workflow.minimising import (
    CONFIRM_MINIMISING,
    DROP_MINIMISING,
    PROPOSE_MINIMISING,
)

# So many characters are shown around the words.
AROUND = 300


@login_required
def propose_minimising(request: PortalRequest, reference: str) -> HttpResponse:
    """Choose the text and give the words."""
    case = case_or_404(request, reference)
    texts = texts_of(case)
    form = ProposeMinimisingForm(request.POST or None, things=[*texts, *files_of(case)])
    if form.is_valid() and perform(
        form, actions.propose_minimising, case, facts=form.facts, by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Proposed. A second person decides."), part="case_files")
    return render_move(request, case, PROPOSE_MINIMISING, form, texts=texts)


@login_required
def confirm_minimising(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Remove it, as the second person."""
    form = ConfirmMinimisingForm(request.POST or None)
    return _move(request, reference, pk, CONFIRM_MINIMISING, form, {}, _("Removed for good."))


@login_required
def drop_minimising(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Leave the text as it is."""
    form = DropMinimisingForm(request.POST or None)
    told = {"reason": form.cleaned_data["reason"]} if form.is_valid() else {}
    return _move(request, reference, pk, DROP_MINIMISING, form, told, _("The text stays as it is."))


def _move(
    request: PortalRequest, reference: str, pk: uuid.UUID, move: Move, form: Any, told: dict[str, str], said: str
) -> HttpResponse:
    case = case_or_404(request, reference)
    rows = Minimising.objects.of_case(case).select_related("data_key", "proposed_by")
    minimising: Minimising = get_object_or_404(rows, pk=pk)
    if minimising.case_id == case.pk:
        minimising.case = case
    action = getattr(actions, move.verb)
    if form.is_valid() and perform(form, action, minimising, **told, by=request.person, at=timezone.now()):
        return done(request, case, said, part="case_files")
    context = {"around": _around(case, minimising), "why": _why(minimising)}
    return render_move(request, case, move, form, record=minimising, **context)


def _why(minimising: Minimising) -> str:
    """The words of whoever proposed it: they stand on the trail alone."""
    proposals = trail_of(minimising.case, PROPOSE_MINIMISING.verb)
    return next((reason_of(one) for one in proposals if one.facts.get("minimising") == str(minimising.pk)), "")


def _around(case: Case, minimising: Minimising) -> dict[str, Any]:
    """The first place of the words in their text, with what stands before and after; of a file where it is seen."""
    found = thing_of(case, minimising.kind, minimising.thing)
    passage = str(minimising.passage)
    if minimising.state != MinimisingState.PROPOSED or found is None:
        return {}
    if isinstance(found, FileOfCase):
        return {"label": found.label, "address": found.address}
    if not found.holds(passage):
        return {}
    before, _words, after = found.text.partition(passage)
    return {
        "label": found.label,
        "before": f"…{before[-AROUND:]}" if len(before) > AROUND else before,
        "passage": passage,
        "after": f"{after[:AROUND]}…" if len(after) > AROUND else after,
    }


def removals_of(shown: Case, person: Person) -> list[dict[str, Any]]:
    """Passages that were removed or wait for a second person, with the moves on each. The words are on no list."""
    if not getattr(shown, "has_removals", True):
        return []
    rows = Minimising.objects.of_case(shown).select_related("data_key", "proposed_by", "settled_by")
    return [_with_moves(shown, one, person) for one in rows]


def _with_moves(shown: Case, one: Minimising, person: Person) -> dict[str, Any]:
    if one.case_id == shown.pk:
        one.case = shown
    return {"removal": one, "moves": moves_allowed((CONFIRM_MINIMISING, DROP_MINIMISING), one, person)}
