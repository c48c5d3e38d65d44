"""The words of the promises on every public page: drafted by the office, published by its head."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move, moves_allowed
from code_of_ethics import actions
from code_of_ethics.forms.promises import PromiseForm
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import PromiseText
from code_of_ethics.standing_words import BUILT_IN
from code_of_ethics.states import PostedState, Promise
from code_of_ethics.views.keepers import keepers_only
from code_of_ethics.workflow import DISCARD_PROMISE, PROMISE_MOVES, PUBLISH_PROMISE


@keepers_only
def promises(request: PortalRequest) -> HttpResponse:
    """Each promise in each language: what is shown now, the drafts, and what was shown before."""
    every = list(PromiseText.objects.visible_to(request.person).select_related("proposed_by", "published_by"))
    shown = [
        {
            "promise": promise,
            "language": {"code": code, "name": name},
            "wordings": _wordings(every, promise, code, request),
        }
        for promise in Promise
        for code, name in settings.LANGUAGES
    ]
    context = {"shown": shown, "breadcrumbs": [_code_crumb(), (_("What we promise"), None)]}
    return render(request, "code_of_ethics/promises.html", context)


@keepers_only
def draft_promise(request: PortalRequest, promise: str, language: str) -> HttpResponse:
    """Write another wording, beginning with the one that is shown."""
    if promise not in Promise.values or language not in dict(settings.LANGUAGES):
        raise Http404
    visible = PromiseText.objects.visible_to(request.person)
    current = visible.published().filter(promise=promise, language=language).first()
    form = PromiseForm(
        request.POST or None, initial={"text": current.text if current else _built_in(promise, language)}
    )
    if form.is_valid():
        facts = {"language": language, "text": form.cleaned_data["text"]}
        if perform(form, actions.draft_promise, promise, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("The draft is kept. A second person publishes it."))
            return redirect("code_of_ethics:promises")
    context = {
        "form": form,
        "promise": Promise(promise),
        "language_name": dict(settings.LANGUAGES)[language],
        "is_guarded": promise == Promise.PUBLIC_AUTHORITIES,
        "breadcrumbs": _breadcrumbs(_("Write another wording")),
    }
    return render(request, "code_of_ethics/draft_promise.html", context)


@keepers_only
def publish_promise(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a drafted wording on every public page, as the second person."""
    return _move(request, pk, PUBLISH_PROMISE, actions.publish_promise, _("Published. It stands on every public page."))


@keepers_only
def discard_promise(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Turn a draft away."""
    return _move(request, pk, DISCARD_PROMISE, actions.discard_promise, _("Turned away."))


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, action: Any, sentence: str) -> HttpResponse:
    wording = get_object_or_404(PromiseText.objects.visible_to(request.person).select_related("proposed_by"), pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, action, wording, by=request.person, at=timezone.now()):
        messages.success(request, sentence)
        return redirect("code_of_ethics:promises")
    context = {
        "move": move,
        "wording": wording,
        "html": render_markdown(wording.text),
        "form": form,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, wording),
        "breadcrumbs": _breadcrumbs(move.label),
    }
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _wordings(every: list[PromiseText], promise: str, language: str, request: PortalRequest) -> dict[str, Any]:
    """The wording that is shown (the built-in one where none is published), the drafts, and the earlier ones."""
    rows = [row for row in every if (row.promise, row.language) == (promise, language)]
    current = next((row for row in rows if row.state == PostedState.PUBLISHED), None)
    return {
        "current": current,
        "html": render_markdown(current.text if current else _built_in(promise, language)),
        "drafts": [
            {
                "wording": row,
                "html": render_markdown(row.text),
                "moves": moves_allowed(PROMISE_MOVES, row, request.person),
            }
            for row in rows
            if row.state == PostedState.PROPOSED
        ],
        "earlier": [_rendered(row) for row in rows if row.state == PostedState.RETIRED and row.published_at],
    }


def _rendered(row: PromiseText) -> dict[str, Any]:
    return {"wording": row, "html": render_markdown(row.text)}


def _built_in(promise: str, language: str) -> str:
    with translation.override(language):
        return str(BUILT_IN[Promise(promise)])


def _breadcrumbs(last: Any) -> list[tuple[Any, str | None]]:
    return [_code_crumb(), (_("What we promise"), reverse("code_of_ethics:promises")), (last, None)]


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
