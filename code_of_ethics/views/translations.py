"""Writing and publishing the Code in other languages."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.languages import language_name, other_languages
from accounts.moves import Move, moves_allowed
from accounts.roles import Role
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.actions.translations import what_hinders
from code_of_ethics.forms import TranslationForm
from code_of_ethics.models import CodeTranslation
from code_of_ethics.states import PostedState
from code_of_ethics.views.reading import crumbs_of, version_for
from code_of_ethics.views.shown import shown_code
from code_of_ethics.workflow import DISCARD_TRANSLATION, PUBLISH_TRANSLATION, TRANSLATION_MOVES


@role_required(Role.CODE_EDITOR, Role.ETHICS_OFFICER)
def translations(request: PortalRequest, number: int) -> HttpResponse:
    """Each language with what is published, what is drafted, and what a draft lacks."""
    version = version_for(request, number)
    every = list(version.translations.visible_to(request.person).select_related("proposed_by", "published_by"))
    context = {
        "version": version,
        "rows": [_row(every, code) for code in other_languages()],
        "writes": Role.CODE_EDITOR in request.person.roles,
        "breadcrumbs": [*crumbs_of(version), (_("In other languages"), None)],
    }
    return render(request, "code_of_ethics/translations.html", context)


@role_required(Role.CODE_EDITOR)
def draft_translation(request: PortalRequest, number: int, language: str) -> HttpResponse:
    """Write or upload a translation, beginning with the last one, or with the original."""
    version = version_for(request, number)
    if language not in other_languages():
        raise Http404
    last = version.translations.filter(language=language).order_by("-proposed_at").first()
    form = TranslationForm(
        request.POST or None, request.FILES or None, initial={"text": last.body if last else version.body}
    )
    if form.is_valid():
        facts = {"language": language, "text": form.cleaned_data["text"]}
        if made := perform(form, actions.draft_translation, version, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("The draft is kept. A second person publishes it."))
            return redirect(made)
    context = {
        "form": form,
        "version": version,
        "language_name": language_name(language),
        "list_url": reverse("code_of_ethics:translations", args=[number]),
        "breadcrumbs": [*crumbs_of(version), _list_crumb(number), (language_name(language), None)],
    }
    return render(request, "code_of_ethics/draft_translation.html", context)


@role_required(Role.CODE_EDITOR, Role.ETHICS_OFFICER)
def translation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """A translation as readers will see it, with what it lacks and what may be done."""
    shown = _translation_or_404(request, pk)
    is_draft = shown.state == PostedState.PROPOSED
    context = {
        "translation": shown,
        "version": shown.version,
        "shown": shown_code(shown.version, shown),
        "hindrances": what_hinders(shown, shown.version) if is_draft else [],
        "moves": moves_allowed(TRANSLATION_MOVES, shown, request.person),
        "history": history(shown),
        "breadcrumbs": [
            *crumbs_of(shown.version), _list_crumb(shown.version.number), (shown.language_name, None),
        ],
    }  # fmt: skip
    return render(request, "code_of_ethics/translation.html", context)


@role_required(Role.CODE_EDITOR, Role.ETHICS_OFFICER)
def publish_translation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Let everybody read it, as the second person."""
    sentence = _("Published. Everybody may read the Code in this language.")
    return _move(request, pk, PUBLISH_TRANSLATION, actions.publish_translation, sentence)


@role_required(Role.CODE_EDITOR, Role.ETHICS_OFFICER)
def discard_translation(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Turn a draft away."""
    return _move(request, pk, DISCARD_TRANSLATION, actions.discard_translation, _("Turned away."))


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, action: Any, sentence: str) -> HttpResponse:
    shown = _translation_or_404(request, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, action, shown, by=request.person, at=timezone.now()):
        messages.success(request, sentence)
        return redirect("code_of_ethics:translations", number=shown.version.number)
    refusal = move.refusal(request.person, shown)
    hindrances = what_hinders(shown, shown.version) if move is PUBLISH_TRANSLATION and not refusal else []
    context = {
        "form": form,
        "move": move,
        "facts": [(_("Version"), shown.version.number), (_("Language"), shown.language_name)],
        "refusal": "" if request.method == "POST" else refusal or " ".join(hindrances),
        "cancel_url": shown.get_absolute_url(),
        "breadcrumbs": [
            *crumbs_of(shown.version), _list_crumb(shown.version.number),
            (shown.language_name, shown.get_absolute_url()), (move.label, None),
        ],
    }  # fmt: skip
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _row(every: list[CodeTranslation], language: str) -> dict[str, Any]:
    rows = [row for row in every if row.language == language]
    return {
        "language": language,
        "name": language_name(language),
        "own_name": str(dict(settings.LANGUAGES)[language]),
        "published": next((row for row in rows if row.state == PostedState.PUBLISHED), None),
        "draft": next((row for row in rows if row.state == PostedState.PROPOSED), None),
    }


def _translation_or_404(request: PortalRequest, pk: uuid.UUID) -> CodeTranslation:
    visible = CodeTranslation.objects.visible_to(request.person).select_related("version", "proposed_by")
    return get_object_or_404(visible, pk=pk)


def _list_crumb(number: int) -> tuple[str, str | None]:
    return (_("In other languages"), reverse("code_of_ethics:translations", args=[number]))
