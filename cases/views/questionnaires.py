"""What the form asks about each topic, as the Compliance & Ethics office writes it and its head publishes it."""

import uuid
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm, PortalForm
from accounts.languages import language_name, other_languages
from accounts.moves import Move, moves_allowed
from accounts.roles import Office, Role
from audit.trail import history
from cases import actions
from cases.forms.questionnaires import (
    CHANNEL_TEXTS,
    QUESTION_TEXTS,
    AddTopicForm,
    ChangeTopicForm,
    ChannelForm,
    PlaceForm,
    QuestionForm,
    TopicTranslationForm,
    TranslationForm,
    questions_page,
)
from cases.models import Questionnaire, TopicQuestion
from cases.states.questionnaire import QuestionnaireState
from cases.workflow.questionnaires import (
    ADD_QUESTION,
    CHANGE_QUESTION,
    MOVE_QUESTION,
    NAME_CHANNEL,
    PUBLISH_QUESTIONNAIRE,
    QUESTION_MOVES,
    QUESTIONNAIRE_MOVES,
    REMOVE_QUESTION,
    TRANSLATE_QUESTIONNAIRE,
)
from code_of_ethics import actions as ethics_actions
from code_of_ethics.models import CodeVersion, Topic

View = Callable[..., HttpResponse]
TONES = {QuestionnaireState.DRAFT: "warning", QuestionnaireState.PUBLISHED: "success"}


def office_only(view: View) -> View:
    """Let the Compliance & Ethics office in; to everybody else these pages do not exist."""

    @wraps(view)
    @login_required
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Office.ETHICS_OFFICE not in request.person.offices:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@office_only
def list_topics(request: PortalRequest) -> HttpResponse:
    """Every topic that is offered, what is asked about it now, and the draft that somebody began."""
    visible = Questionnaire.objects.visible_to(request.person).annotate(asks=Count("questions"))
    current = visible.exclude(state=QuestionnaireState.SUPERSEDED)
    topics = Topic.objects.offered().prefetch_related(Prefetch("questionnaires", current, to_attr="current"))
    rows: list[dict[str, Any]] = [{"topic": topic, **_by_state(topic.current)} for topic in topics]
    context = {
        "rows": rows,
        "may_change_topics": Role.ETHICS_OFFICER in request.person.roles,
        "withdrawn": Topic.objects.filter(active=False),
        "breadcrumbs": [(_("Questions by topic"), None)],
    }
    return render(request, "questionnaires/list.html", context)


def _by_state(current: Sequence[Questionnaire]) -> dict[str, Questionnaire | None]:
    asked = next((one for one in current if not one.is_draft), None)
    return {"asked": asked, "draft": next((one for one in current if one.is_draft), None)}


def head_only(view: View) -> View:
    """Topics are the head's; to the rest of the office these pages do not exist."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Role.ETHICS_OFFICER not in request.person.roles:
            raise Http404
        return view(request, *args, **kwargs)

    return office_only(guarded)


@head_only
def add_topic(request: PortalRequest) -> HttpResponse:
    """One more topic that people can choose."""
    form = AddTopicForm(request.POST or None, provisions=_provisions())
    if form.is_valid():
        facts = {"facts": form.facts(), "provision_key": form.cleaned_data["provision_key"]}
        if perform(form, ethics_actions.add_topic, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Added. It is offered from now on."))
            return redirect("questionnaires:list")
    return _topic_page(request, form, _("Add a topic"), is_new=True)


@head_only
def change_topic(request: PortalRequest, slug: str) -> HttpResponse:
    """What people read of a topic, where they find it, and whether they can choose it."""
    topic = get_object_or_404(Topic, slug=slug)
    form = ChangeTopicForm(request.POST or None, topic=topic)
    if form.is_valid():
        facts = form.facts()
        if perform(form, ethics_actions.change_topic, topic, facts=facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Kept. It is shown so from now on."))
            return redirect("questionnaires:list")
    return _topic_page(request, form, topic.name)


def _topic_page(request: PortalRequest, form: PortalForm, title: str, *, is_new: bool = False) -> HttpResponse:
    crumbs = [(_("Questions by topic"), reverse("questionnaires:list")), (title, None)]
    context = {"form": form, "title": title, "is_new": is_new, "breadcrumbs": crumbs}
    return render(request, "questionnaires/topic.html", context)


def _provisions() -> list[tuple[str, str]]:
    """The provisions of the Code in force, by their stable keys."""
    version = CodeVersion.objects.in_force(timezone.localdate())
    return [(one.key, f"{one.number} {one.title}") for one in version.provisions.all()] if version else []


@head_only
def translate_topic(request: PortalRequest, slug: str) -> HttpResponse:
    """What people read when they choose the topic, one language at a time."""
    topic = get_object_or_404(Topic.objects.offered(), slug=slug)
    language = _chosen_language(request)
    form = TopicTranslationForm(request.POST or None, topic=topic, language=language)
    if form.is_valid():
        facts: dict[str, Any] = {"language": language, "written": form.written}
        if perform(form, ethics_actions.translate_topic, topic, **facts, by=request.person, at=timezone.now()):
            told = {"language": language_name(language)}
            messages.success(request, _("Kept: %(language)s. It is shown from now on.") % told)
            return redirect("questionnaires:list")
    context = {
        "topic": topic,
        "form": form,
        "tabs": _language_tabs(reverse("questionnaires:translate_topic", args=[slug]), language),
        "breadcrumbs": [(_("Questions by topic"), reverse("questionnaires:list")), (topic.name, None)],
    }
    return render(request, "questionnaires/translate_topic.html", context)


def _chosen_language(request: PortalRequest) -> str:
    asked_for = (request.POST if request.method == "POST" else request.GET).get("language", "")
    return asked_for if asked_for in other_languages() else other_languages()[0]


def _language_tabs(here: str, language: str) -> list[dict[str, Any]]:
    return [
        {"label": language_name(code), "url": f"{here}?language={code}", "is_current": code == language}
        for code in other_languages()
    ]


@office_only
def draft_questionnaire(request: PortalRequest, slug: str) -> HttpResponse:
    """Begin the next version, or go on with the one that somebody began."""
    topic = get_object_or_404(Topic.objects.offered(), slug=slug)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        draft = perform(form, actions.draft_questionnaire, topic, by=request.person, at=timezone.now())
        if draft is not None:
            return redirect(draft)
    context = {
        "topic": topic,
        "form": form,
        "breadcrumbs": [(_("Questions by topic"), reverse("questionnaires:list")), (topic.name, None)],
    }
    return render(request, "questionnaires/draft_questionnaire.html", context)


@office_only
def questionnaire(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: its other channel, its questions, and what may be done while it is a draft."""
    shown = _visible(request, pk)
    person = request.person
    questions = list(shown.questions.all())
    for question in questions:
        question.questionnaire = shown
    context = {
        "questionnaire": shown,
        "badges": [{"tone": TONES.get(QuestionnaireState(shown.state), "neutral"), "text": shown.get_state_display()}],
        "questions": [
            {"question": question, "moves": moves_allowed(QUESTION_MOVES, question, person)} for question in questions
        ],
        "moves": moves_allowed(QUESTIONNAIRE_MOVES, shown, person),
        "languages": [{"name": language_name(code), **_written(shown, questions, code)} for code in other_languages()],
        "versions": Questionnaire.objects.visible_to(person).filter(topic=shown.topic).order_by("-number"),
        "entries": [*reversed(history(shown))],
        "breadcrumbs": [(_("Questions by topic"), reverse("questionnaires:list")), (shown.topic.name, None)],
    }
    return render(request, "questionnaires/questionnaire.html", context)


def _written(shown: Questionnaire, questions: list[TopicQuestion], language: str) -> dict[str, int]:
    """How many of the texts of a version there are in a language, and of how many."""
    texts: list[tuple[Any, dict[str, Any]]] = [
        (shown, CHANNEL_TEXTS),
        *((question, QUESTION_TEXTS) for question in questions),
    ]
    wanted = [(row, name) for row, names in texts for name in names if getattr(row, name)]
    return {"all": len(wanted), "written": sum(name in row.translations.get(language, {}) for row, name in wanted)}


@office_only
def preview(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The pages as a reporter sees them. Nothing that is filled in here goes anywhere."""
    shown = _visible(request, pk)
    context = {
        "asked": shown,
        "form": questions_page(shown)(),
        "breadcrumbs": _breadcrumbs(shown, _("Preview")),
    }
    return render(request, "questionnaires/preview.html", context)


# --- the draft ---------------------------------------------------------------------------------------------
@office_only
def add_question(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask one question more."""
    draft = _visible(request, pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        asked = perform(form, actions.add_question, draft, form.facts, by=request.person, at=timezone.now())
        if asked is not None:
            messages.success(request, _("The question was added."))
            return redirect(draft)
    return _show_move(request, ADD_QUESTION, draft, draft, form)


@office_only
def name_channel(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Name another channel for the topic, or none."""
    draft = _visible(request, pk)
    known = {"name": draft.channel_name, "purpose": draft.channel_for, "contact": draft.channel_contact}
    form = ChannelForm(request.POST or None, initial=known)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in known}
        if perform(form, actions.name_channel, draft, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Kept in the draft."))
            return redirect(draft)
    return _show_move(request, NAME_CHANNEL, draft, draft, form)


@office_only
def translate_questionnaire(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """What the draft says in another language, one language at a time."""
    draft = _visible(request, pk)
    language = _chosen_language(request)
    form = TranslationForm(request.POST or None, questionnaire=draft, language=language)
    if form.is_valid():
        facts: dict[str, Any] = {"language": language, "channel": form.channel, "questions": form.questions}
        if perform(form, actions.translate_questionnaire, draft, **facts, by=request.person, at=timezone.now()):
            messages.success(request, _("Kept in the draft: %(language)s.") % {"language": language_name(language)})
            return redirect(draft)
    tabs = _language_tabs(reverse("questionnaires:translate_questionnaire", args=[pk]), language)
    return _show_move(request, TRANSLATE_QUESTIONNAIRE, draft, draft, form, tabs=tabs)


@office_only
def publish_questionnaire(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask this version from now on."""
    draft = _visible(request, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.publish_questionnaire, draft, by=request.person, at=timezone.now()):
        messages.success(request, _("Published. It is asked from now on."))
        return redirect(draft)
    return _show_move(request, PUBLISH_QUESTIONNAIRE, draft, draft, form)


# --- one question of the draft -----------------------------------------------------------------------------
@office_only
def change_question(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask it in other words."""
    question = _question(request, pk)
    names = ("text", "help_text", "kind", "choices", "required")
    form = QuestionForm(request.POST or None, initial={name: getattr(question, name) for name in names})
    if form.is_valid() and perform(
        form, actions.change_question, question, form.facts, by=request.person, at=timezone.now()
    ):
        messages.success(request, _("The question was changed."))
        return redirect(question)
    return _show_move(request, CHANGE_QUESTION, question, question.questionnaire, form)


@office_only
def move_question(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Put it at another place."""
    question = _question(request, pk)
    form = PlaceForm(request.POST or None, question=question)
    if form.is_valid():
        place = form.cleaned_data["place"]
        if perform(form, actions.move_question, question, place=place, by=request.person, at=timezone.now()):
            messages.success(request, _("The question was moved."))
            return redirect(question)
    return _show_move(request, MOVE_QUESTION, question, question.questionnaire, form)


@office_only
def remove_question(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask it no more."""
    question = _question(request, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.remove_question, question, by=request.person, at=timezone.now()):
        messages.success(request, _("The question was removed."))
        return redirect(question)
    return _show_move(request, REMOVE_QUESTION, question, question.questionnaire, form)


def _show_move(
    request: PortalRequest, move: Move, record: Any, of_version: Questionnaire, form: PortalForm, **more: Any
) -> HttpResponse:
    context = {
        **more,
        "move": move,
        "record": record,
        "questionnaire": of_version,
        "form": form,
        "refusal": move.refusal(request.person, record),
        "breadcrumbs": _breadcrumbs(of_version, move.label),
    }
    return render(request, f"questionnaires/{move.verb}.html", context)


def _breadcrumbs(shown: Questionnaire, here: Any) -> list[tuple[Any, str | None]]:
    return [
        (_("Questions by topic"), reverse("questionnaires:list")),
        (shown.topic.name, shown.get_absolute_url()),
        (here, None),
    ]


def _visible(request: PortalRequest, pk: uuid.UUID) -> Questionnaire:
    visible = Questionnaire.objects.visible_to(request.person).with_questions()
    found: Questionnaire = get_object_or_404(visible.select_related("drafted_by", "published_by"), pk=pk)
    return found


def _question(request: PortalRequest, pk: uuid.UUID) -> TopicQuestion:
    visible = Questionnaire.objects.visible_to(request.person)
    questions = TopicQuestion.objects.filter(questionnaire__in=visible)
    return get_object_or_404(questions.select_related("questionnaire__topic"), pk=pk)
