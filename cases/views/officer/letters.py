"""Letters at the end of a case, and the words in which they begin."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import OfferedMove
from cases import actions
from cases.actions.letters import result_for, was_told, writes_letter_texts
from cases.forms.letters import DraftLetterForm, DropLetterForm, LetterTextForm
from cases.letter_texts import default_text, text_for
from cases.models import Case, LetterText, OutcomeLetter, Party
from cases.states.letter import Addressee, LetterResult, LetterState
from cases.states.party import PartyRole, PartyStatus
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.letters import DRAFT_LETTER, DROP_LETTER, SEND_LETTER

OF_THE_OFFICE = (SEND_LETTER, DROP_LETTER)


def letters_of(shown: Case, person: Person) -> dict[str, Any]:
    """The letters of a case with what may be done, and the subjects who might get one."""
    letters = list(OutcomeLetter.objects.of(shown).select_related("data_key", "recipient", "drafted_by", "sent_by"))
    for letter in letters:
        letter.case = shown
    written_to = {letter.party_id for letter in letters if letter.state != LetterState.DROPPED}
    may_draft = DRAFT_LETTER.may_start(shown) and DRAFT_LETTER.is_for(person, shown)
    subjects = Party.objects.filter(
        case=shown, role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED, person__isnull=False
    ).select_related("person")
    waiting = [party for party in subjects if party.pk not in written_to] if may_draft else []
    return {
        "letters": [{"letter": letter, "moves": _offered(letter, person)} for letter in letters],
        "unwritten": [
            {"party": party, "url": reverse("cases:draft_letter", args=[shown.reference, party.pk])}
            for party in waiting
        ],
    }


def _offered(letter: OutcomeLetter, person: Person) -> list[OfferedMove]:
    return [
        OfferedMove(move.label, letter.move_url(move), move.tone, move.hint, move.verb)
        for move in OF_THE_OFFICE
        if move.may_start(letter) and move.is_for(person, letter)
    ]


@login_required
def draft_letter(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Write what a subject is told."""
    case = case_or_404(request, reference)
    party = get_object_or_404(case.parties.select_related("person", "data_key"), pk=pk, person__isnull=False)
    text = text_for(Addressee.SUBJECT, result_for(party))
    form = DraftLetterForm(request.POST or None, text=text, was_told=was_told(party))
    if form.is_valid() and perform(
        form,
        actions.draft_letter,
        party,
        body=form.cleaned_data["body"],
        why_told=form.cleaned_data.get("why_told", ""),
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("Drafted. Somebody else of the office reads it and sends it."), part="aftercare")
    return render_move(request, case, DRAFT_LETTER, form, party=party)


@login_required
def send_letter(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Read it once more, and send it."""
    case, letter = _letter(request, reference, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and perform(form, actions.send_letter, letter, by=request.person, at=timezone.now()):
        return done(request, case, _("Sent. The recipient can read it now."), part="aftercare")
    return render_move(request, case, SEND_LETTER, form, record=letter)


@login_required
def drop_letter(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Let a draft go."""
    case, letter = _letter(request, reference, pk)
    form = DropLetterForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.drop_letter, letter, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Dropped."), part="aftercare")
    return render_move(request, case, DROP_LETTER, form, record=letter)


def _letter(request: PortalRequest, reference: str, pk: uuid.UUID) -> tuple[Case, OutcomeLetter]:
    case = case_or_404(request, reference)
    letter = get_object_or_404(OutcomeLetter.objects.of(case).select_related("data_key", "recipient"), pk=pk)
    letter.case = case
    return case, letter


# --- the words in which they begin -----------------------------------------------------------------------------
@login_required
def letter_texts(request: PortalRequest) -> HttpResponse:
    """How letters begin, by addressee and result."""
    _keepers_only(request)
    own_words = LetterText.objects.all_in_force()
    parts = [
        {
            "label": addressee.label,
            "rows": [
                {
                    "label": result.label,
                    "text": own_words.get((addressee.value, result.value)) or default_text(addressee, result),
                    "url": reverse("cases:write_letter_text", args=[addressee.value, result.value]),
                }
                for result in LetterResult
            ],
        }
        for addressee in Addressee
    ]
    context = {"parts": parts, "breadcrumbs": [(_("Cases"), reverse("cases:queue")), (_("Texts of letters"), None)]}
    return render(request, "cases/letter_texts.html", context)


@login_required
def write_letter_text(request: PortalRequest, addressee: str, result: str) -> HttpResponse:
    """Give letters of one kind other words."""
    _keepers_only(request)
    if addressee not in Addressee.values or result not in LetterResult.values:
        raise Http404
    form = LetterTextForm(request.POST or None, text=text_for(addressee, result))
    if form.is_valid() and perform(
        form,
        actions.write_letter_text,
        addressee=addressee,
        result=result,
        text=form.cleaned_data["text"],
        by=request.person,
        at=timezone.now(),
    ):
        messages.success(request, _("Kept. Letters that are drafted from now on begin with it."))
        return redirect("cases:letter_texts")
    trail = [(_("Texts of letters"), reverse("cases:letter_texts")), (LetterResult(result).label, None)]
    context = {
        "form": form,
        "addressee": Addressee(addressee).label,
        "result": LetterResult(result).label,
        "breadcrumbs": trail,
    }
    return render(request, "cases/write_letter_text.html", context)


def _keepers_only(request: PortalRequest) -> None:
    if not writes_letter_texts(request.person):
        raise Http404
