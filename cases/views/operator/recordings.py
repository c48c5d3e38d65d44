"""Recording a report: the list of one's own drafts, the one page, the reading back, the pick-up code."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm, PortalForm
from accounts.moves import Refused
from accounts.paging import keyset_page
from cases import actions
from cases.forms.operator import HandOverForm, RecordingForm
from cases.forms.public import YES, as_typed
from cases.forms.questionnaires import NEW_QUESTIONS, are_new, is_of_a_topic, with_questions
from cases.forms.told import facts_of, told
from cases.models import Recording
from cases.models.recording import RECORDED_CHANNELS
from cases.pick_up_codes import LIFE, groups_of, pick_up_code_of
from cases.states.report import Channel, ReportKind
from cases.views.emergency import emergency_of
from cases.views.operator.door import operator_only
from cases.views.public.key import read_out
from cases.views.public.page import change_files, pressed, typed_words

ICONS = {
    Channel.PHONE: "telephone",
    Channel.EMAIL: "envelope",
    Channel.LETTER: "envelope-paper",
    Channel.IN_PERSON: "people",
}
# What the operator calls each way in, on the buttons that begin.
BEGINNINGS = {
    Channel.PHONE: gettext_lazy("A phone call"),
    Channel.EMAIL: gettext_lazy("An e-mail"),
    Channel.LETTER: gettext_lazy("A letter"),
    Channel.IN_PERSON: gettext_lazy("Somebody is here"),
}
# What stands beside the form, by the way in which the report comes.
SCRIPTS = {Channel.PHONE: "phone", Channel.IN_PERSON: "in_person"}
# The random name of one open page.
TAB_LETTERS = 32
COLUMNS = {"begun": "begun_on"}


@operator_only
def list_recordings(request: PortalRequest) -> HttpResponse:
    """What I am recording, and what I handed over; of the latter only that."""
    page = keyset_page(Recording.objects.visible_to(request.person), request, columns=COLUMNS, sort="-begun")
    context = {"page": page, "beginnings": _beginnings(), "breadcrumbs": [(_("Help line"), None)]}
    return render(request, "cases/operator/list.html", context)


def _beginnings() -> list[dict[str, Any]]:
    return [
        {"channel": channel.value, "label": BEGINNINGS[channel], "icon": ICONS[channel], "receipt": ConfirmForm()}
        for channel in RECORDED_CHANNELS
    ]


@require_POST
@operator_only
def begin(request: PortalRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    form.is_valid()
    channel = request.POST.get("channel", "")
    recording = perform(form, actions.begin_recording, channel, by=request.person, at=timezone.now())
    if recording is None:
        messages.error(request, str(form.non_field_errors()[0]))
        return redirect("help_line:list")
    return redirect("help_line:record", pk=recording.pk)


# --- the one page ------------------------------------------------------------------------------------------
@operator_only
def record(request: PortalRequest, pk: Any) -> HttpResponse:
    """The questions and the call script on one page. Everything is kept before anything is said about it."""
    recording = _own(request, pk)
    if recording.is_handed_over:
        return _too_late(request, recording)
    if request.method != "POST":
        typed: MultiValueDict[str, str] = MultiValueDict(recording.typed)
        shown = as_typed(with_questions(RecordingForm, typed), typed) if typed else RecordingForm()
        return _show(request, recording, shown)
    at = timezone.now()
    form = with_questions(RecordingForm, request.POST)(request.POST, request.FILES)
    refusal = _keep(request, recording, at)
    pending = recording.form
    files_are_fine = pending is None or change_files(request, form, lambda: pending, at, from_a_form=False)
    word, _about = pressed(request)
    if refusal:
        form.is_valid()
        form.add_error(None, refusal)
        recording.refresh_from_db(fields=["tab"])
        # A button pressed on the page that says so keeps it instead; its keeping by itself still overwrites nothing.
        return _show(request, recording, form, found=_word(request, "found"), instead=recording.tab)
    if files_are_fine and word in ("add", "remove", "ask"):
        return redirect(recording)
    elif files_are_fine and word == "keep":
        messages.success(request, _("The draft is kept. Nobody but you can see it."))
        return redirect("help_line:list")
    elif files_are_fine and form.is_valid():
        if not are_new(form):
            return redirect("help_line:hand_over", pk=recording.pk)
        messages.info(request, NEW_QUESTIONS)
        return redirect(recording)
    return _show(request, recording, form)


def _too_late(request: PortalRequest, recording: Recording) -> HttpResponse:
    """Handed over, perhaps from another tab: what was typed in this one since is given back."""
    typed = typed_words(request)
    if not typed:
        return redirect("help_line:pick_up_code", pk=recording.pk)
    context = {
        "recording": recording,
        "typed": typed,
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Handed over"), None)],
    }
    return render(request, "cases/operator/too_late.html", context, status=409)


@operator_only
def keep(request: PortalRequest, pk: Any) -> HttpResponse:
    """What the page sends by itself while somebody types."""
    recording = _own(request, pk)
    if request.method != "POST":
        return redirect(recording)
    return render(request, "cases/operator/_kept.html", {"refusal": _keep(request, recording, timezone.now())})


def _keep(request: PortalRequest, recording: Recording, at: datetime) -> Any:
    """Keep what was typed; returns the sentence that says why not. A draft's keeping is no move, so no door."""
    own = frozenset(RecordingForm.base_fields) - {"uploads"}
    names = [name for name in request.POST if name in own or is_of_a_topic(name)]
    typed = {name: request.POST.getlist(name) for name in names}
    try:
        tab = actions.Tab(_word(request, "tab"), _word(request, "instead") or _word(request, "found"))
        actions.keep_recording(recording, typed, tab=tab, by=request.person, at=at)
    except Refused as refused:
        return refused.sentence
    return ""


def _word(request: PortalRequest, name: str) -> str:
    return request.POST.get(name, "")[:TAB_LETTERS]


def _show(
    request: PortalRequest, recording: Recording, form: PortalForm, *, found: str | None = None, instead: str = ""
) -> HttpResponse:
    context = {
        "recording": recording,
        "form": form,
        "found": recording.tab if found is None else found,
        "instead": instead,
        "tab": secrets.token_hex(TAB_LETTERS // 2),
        "files": _files(recording),
        "script": f"cases/operator/_script_{SCRIPTS.get(Channel(recording.channel), 'written')}.html",
        "breadcrumbs": [(_("Help line"), "help_line:list"), (recording.way_in, None)],
    }
    return render(request, "cases/operator/record.html", context)


def _files(recording: Recording) -> list[Any]:
    return list(recording.form.uploads.select_related("file__data_key")) if recording.form else []


# --- reading back, and handing over --------------------------------------------------------------------------
@operator_only
def hand_over(request: PortalRequest, pk: Any) -> HttpResponse:
    """Read it back, confirm, and give it away."""
    recording = _own(request, pk)
    if recording.is_handed_over:
        return redirect("help_line:pick_up_code", pk=recording.pk)
    written: MultiValueDict[str, str] = MultiValueDict(recording.typed)
    filled = with_questions(RecordingForm, written)(data=written)
    if not filled.is_valid():
        return _show(request, recording, filled)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": recording.edition},
        is_spoken=recording.is_spoken,
    )
    if request.method == "POST" and form.is_valid():
        typed = filled.cleaned_data
        facts = facts_of([filled], kind=ReportKind(typed["kind"]), language=typed["language"])
        facts = replace(facts, read_back=form.cleaned_data.get("read_back", ""))
        handed = perform(
            form, actions.hand_over, recording, facts, received_on=typed["received_on"],
            seen=form.cleaned_data["seen"], by=request.person, at=timezone.now(),
        )  # fmt: skip
        if handed is not None:
            return redirect("help_line:pick_up_code", pk=recording.pk)
    context = {
        "recording": recording,
        "form": form,
        "told": told(filled, but={"uploads"}),
        "files": _files(recording),
        "is_danger": filled.cleaned_data.get("danger") == YES,
        "emergency": emergency_of(filled.cleaned_data.get("country", "")),
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Read back and confirm"), None)],
    }
    return render(request, "cases/operator/hand_over.html", context)


@operator_only
def pick_up_code(request: PortalRequest, pk: Any) -> HttpResponse:
    """The code for the caller, until the operator says that it was noted down."""
    recording = _own(request, pk)
    if not recording.has_a_code_to_read_out:
        return redirect("help_line:list")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = perform(form, actions.confirm_pick_up_code, recording, by=request.person, at=timezone.now())
        if done is not None:
            messages.success(request, _("Handed over. Thank you for listening."))
            return redirect("help_line:list")
    groups = groups_of(pick_up_code_of(str(recording.token)))
    context = {
        "recording": recording,
        "form": form,
        "groups": groups,
        "spoken": read_out(groups),
        "days": LIFE.days,
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Pick-up code"), None)],
    }
    return render(request, "cases/operator/pick_up_code.html", context)


@operator_only
def discard(request: PortalRequest, pk: Any) -> HttpResponse:
    """Remove a draft that is no report."""
    recording = _own(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    at = timezone.now()
    posted = request.method == "POST" and form.is_valid()
    if posted and perform(form, actions.discard_recording, recording, by=request.person, at=at):
        messages.success(request, _("The draft is gone."))
        return redirect("help_line:list")
    context = {
        "recording": recording,
        "form": form,
        "breadcrumbs": [(_("Help line"), "help_line:list"), (_("Discard"), None)],
    }
    return render(request, "cases/operator/discard.html", context)


def _own(request: PortalRequest, pk: Any) -> Recording:
    own = Recording.objects.visible_to(request.person).select_related("form__data_key")
    found: Recording = get_object_or_404(own, pk=pk)
    return found
