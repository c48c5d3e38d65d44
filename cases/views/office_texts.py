"""What the pages of the office's texts share: the library of answers, and the templates of plans and interviews."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from cases import actions
from cases.models.office_text import OfficeText
from cases.states.report import AnswerState


def parts_by_state(texts: Iterable[OfficeText], moves: Iterable[Move], person: Person) -> list[dict[str, Any]]:
    """Drafts, what is in use, what was retired; each text with the moves that `person` may make. No empty part."""
    rows: list[dict[str, Any]] = [{"text": text, "moves": moves_allowed(tuple(moves), text, person)} for text in texts]
    parts = [
        {"state": state.value, "label": label, "rows": [row for row in rows if row["text"].state == state]}
        for state, label in (
            (AnswerState.DRAFT, _("Drafts")),
            (AnswerState.PUBLISHED, _("In use")),
            (AnswerState.RETIRED, _("Retired")),
        )
    ]
    return [part for part in parts if part["rows"]]


def move_page(
    request: PortalRequest,
    text: OfficeText,
    move: Move,
    form: Any,
    told: str,
    context: dict[str, Any],
    facts: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """The page of a move of `text`: the action of that name gets the `facts` of a valid form, and `told` is said."""
    if form.is_valid():
        action = getattr(actions, move.verb)
        if perform(form, action, text, **facts(), by=request.person, at=timezone.now()):
            messages.success(request, told)
            return redirect(text.get_absolute_url())
    refusal = "" if request.method == "POST" else move.refusal(request.person, text)
    context = {"text": text, "move": move, "form": form, "refusal": refusal} | context
    return render(request, f"{text.namespace}/{move.verb}.html", context)
