"""What somebody was given to do after a case: written for them, and nothing else of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from cases import actions
from cases.forms.outcomes import WordsForm
from cases.models import Action, ActionNote
from cases.workflow.outcomes import FINISH_ACTION, NOTE_PROGRESS

COLUMNS = {"given": "proposed_at"}
OWN = (FINISH_ACTION, NOTE_PROGRESS)


@login_required
def list_actions(request: PortalRequest) -> HttpResponse:
    """One's own actions, the newest first."""
    own = Action.objects.owned_by(request.person).select_related("data_key")
    page = keyset_page(own, request, columns=COLUMNS, sort="-given")
    today = timezone.localdate()
    rows = [{"action": action, "is_overdue": action.is_overdue(today)} for action in page.rows]
    context = {"page": page, "rows": rows, "breadcrumbs": [(_("My actions"), None)]}
    return render(request, "my_actions/list.html", context)


@login_required
def action(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One action, for its owner. Whoever works the case is led to the case."""
    visible = Action.objects.visible_to(request.person).select_related("data_key", "case")
    shown = get_object_or_404(visible, pk=pk)
    if shown.owner_id != request.person.pk:
        return redirect("cases:outcomes", shown.case.reference)
    own = Action.objects.owned_by(request.person).filter(pk=pk)
    get_object_or_404(own)
    context = _context(shown) | {"moves": moves_allowed(OWN, shown, request.person)}
    return render(request, "my_actions/action.html", context)


@login_required
def note_progress(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say how far it is."""
    return _move(request, pk, NOTE_PROGRESS, _("Noted."))


@login_required
def finish_action(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Report it as done."""
    return _move(request, pk, FINISH_ACTION, _("Thank you. The ethics office has been told."))


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, said: str) -> HttpResponse:
    own = Action.objects.owned_by(request.person).select_related("data_key", "case")
    shown, form = get_object_or_404(own, pk=pk), WordsForm(request.POST or None)
    if form.is_valid():
        change, words = getattr(actions, move.verb), form.cleaned_data["words"]
        if perform(form, change, shown, words=words, by=request.person, at=timezone.now()):
            messages.success(request, said)
            return redirect("my_actions:action", shown.pk)
    refusal = "" if request.method == "POST" else move.refusal(request.person, shown)
    context = _context(shown, move) | {"form": form, "move": move, "refusal": refusal}
    return render(request, f"my_actions/{move.verb}.html", context)


def _context(shown: Action, move: Move | None = None) -> dict[str, Any]:
    """What the owner may read: what was written for them, and the notes about how far it is."""
    page = reverse("my_actions:action", args=[shown.pk])
    trail: list[tuple[Any, Any]] = [(_("My actions"), reverse("my_actions:list"))]
    trail += [(_("Action"), page), (move.label, None)] if move else [(_("Action"), None)]
    return {
        "action": shown,
        "is_overdue": shown.is_overdue(timezone.localdate()),
        "notes": ActionNote.objects.filter(action=shown).select_related("data_key", "written_by"),
        "breadcrumbs": trail,
    }
