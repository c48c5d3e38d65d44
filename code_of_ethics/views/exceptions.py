"""The talk with somebody who can't affirm the Code."""

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
from accounts.moves import Move, OfferedMove, moves_allowed
from clocks.models import Clock
from code_of_ethics import actions
from code_of_ethics.forms.affirming import ConfirmMatchForm, ExcuseForm, LiftMatchForm, MessageForm
from code_of_ethics.models import ExceptionMatch, StatedException
from code_of_ethics.models.stated_exception import JUDGING
from code_of_ethics.workflow import ANSWER_EXCEPTION, CONFIRM_MATCH, EXCEPTION_MOVES, EXCUSE, LIFT_MATCH, MATCH_MOVES


@login_required
def exception(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What was said, from the first word to the last."""
    shown = _exception_for(request, pk)
    found = ExceptionMatch.objects.visible_to(request.person).filter(exception=shown)
    context = _context(request, shown) | {
        "moves": moves_allowed(EXCEPTION_MOVES, shown, request.person),
        "matches": [_match_row(shown, match, request) for match in found.select_related("person", "data_key")],
    }
    if not context["is_own"]:
        report = reverse("exceptions:take_up_exception", args=[shown.pk])
        context["moves"].append(OfferedMove(_("Make a report of it"), report, "secondary", "", "take_up_exception"))
    # Whoever said it does not see whom the server took their words to mean, nor that it has to be judged.
    if context["matches"]:
        context["clock"] = Clock.objects.of(shown).running().filter(kind=JUDGING).first()
    return render(request, "code_of_ethics/exception.html", context)


@login_required
def answer_exception(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Write to the other side."""
    return _move(request, pk, ANSWER_EXCEPTION, MessageForm(request.POST or None), "text")


@login_required
def excuse(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Excuse somebody from affirming."""
    return _move(request, pk, EXCUSE, ExcuseForm(request.POST or None), "reason")


@login_required
def lift_match(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that somebody whom the talk may name is not meant."""
    return _judge(request, pk, LIFT_MATCH, LiftMatchForm(request.POST or None))


@login_required
def confirm_match(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that the talk names somebody indeed."""
    return _judge(request, pk, CONFIRM_MATCH, ConfirmMatchForm(request.POST or None))


def _judge(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any) -> HttpResponse:
    visible = ExceptionMatch.objects.visible_to(request.person).select_related("person", "data_key")
    match: ExceptionMatch = get_object_or_404(visible, pk=pk)
    shown = match.exception = _exception_for(request, match.exception_id)
    if form.is_valid() and perform(
        form,
        getattr(actions, move.verb),
        match,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        messages.success(request, _("Done."))
        return redirect(shown)
    context = _context(request, shown) | {
        "record": match,
        "match": match,
        "form": form,
        "move": move,
        "facts": [(_("Person"), match.person.full_name), (_("Status"), match.state_label)],
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, match),
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _match_row(shown: StatedException, match: ExceptionMatch, request: PortalRequest) -> dict[str, Any]:
    match.exception = shown
    return {"match": match, "moves": moves_allowed(MATCH_MOVES, match, request.person)}


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, name: str) -> HttpResponse:
    shown = _exception_for(request, pk)
    if form.is_valid():
        facts = {name: form.cleaned_data[name]}
        if perform(form, getattr(actions, move.verb), shown, by=request.person, at=timezone.now(), **facts):
            messages.success(request, _("Done."))
            return redirect(shown)
    context = _context(request, shown) | {"form": form, "move": move, "cancel_url": shown.get_absolute_url()}
    context["refusal"] = "" if request.method == "POST" else move.refusal(request.person, shown)
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _context(request: PortalRequest, shown: StatedException) -> dict[str, Any]:
    affirmer = shown.affirmation.person
    said = [(affirmer, shown.stated_at, shown.text)]
    said += [(one.author, one.written_at, one.text) for one in shown.messages.select_related("data_key", "author")]
    return {
        "exception": shown,
        "record": shown,
        "affirmer": affirmer,
        "is_own": affirmer == request.person,
        "talk": [
            {"author": author.full_name, "when": when, "text": text, "mine": author == request.person}
            for author, when, text in said
        ],
        "breadcrumbs": [
            (_("The Code of Ethics"), reverse("code_of_ethics:code")),
            (_("Affirm"), reverse("code_of_ethics:affirm")),
            (_("What can’t be affirmed"), None),
        ],
    }


def _exception_for(request: PortalRequest, pk: uuid.UUID) -> StatedException:
    visible = StatedException.objects.visible_to(request.person)
    shown: StatedException = get_object_or_404(
        visible.select_related("affirmation__person", "affirmation__campaign__version"), pk=pk
    )
    return shown
