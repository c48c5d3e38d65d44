"""Notes among those who work a case."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from cases import actions
from cases.forms.dialogue import NoteForm, RetractNoteForm
from cases.models import Note
from cases.views.officer.pages import case_or_404, done, render_move
from cases.workflow.case import WRITE_NOTE
from cases.workflow.parts import RETRACT_NOTE


@login_required
def write_note(request: PortalRequest, reference: str) -> HttpResponse:
    """Add a note."""
    case = case_or_404(request, reference)
    form = NoteForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.write_note,
        case,
        body=form.cleaned_data["body"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("The note was added."), part="notes")
    return render_move(request, case, WRITE_NOTE, form)


@login_required
def retract_note(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Retract one's own note, with a reason."""
    case = case_or_404(request, reference)
    note: Note = get_object_or_404(Note.objects.select_related("data_key", "author"), pk=pk, case=case)
    note.case = case
    form = RetractNoteForm(request.POST or None)
    if form.is_valid() and perform(
        form,
        actions.retract_note,
        note,
        reason=form.cleaned_data["reason"],
        by=request.person,
        at=timezone.now(),
    ):
        return done(request, case, _("The note was retracted."), part="notes")
    return render_move(request, case, RETRACT_NOTE, form, record=note)
