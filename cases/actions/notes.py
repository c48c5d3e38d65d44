"""Notes among those who work a case."""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from audit.trail import record
from cases.actions.holds import refuse_if_held
from cases.actions.indexing import index_words
from cases.actions.materiality import note_knowledge
from cases.models import Case, Note
from cases.workflow.case import WRITE_NOTE
from cases.workflow.parts import RETRACT_NOTE


@transaction.atomic
def write_note(case: Case, *, body: str, by: Person, at: datetime) -> Note:
    """Add a note."""
    case = Case.objects.locked(case.pk, by=by)
    WRITE_NOTE.check(by, case)
    note = Note.objects.create(data_key=case.data_key, case=case, body=body, author=by, written_at=at)
    index_words(note)
    note_knowledge(case, at=at)
    record(case, WRITE_NOTE.verb, by=by, at=at, sentence="Wrote a note", facts={"note": str(note.pk)})
    return note


def add_remark(case: Case, body: str, *, at: datetime) -> Note:
    """A note of the Portal itself, about something that the office should know. The caller holds the case's lock."""
    note = Note.objects.create(data_key=case.data_key, case=case, body=body, author=None, written_at=at)
    index_words(note)
    record(case, "add_remark", by=None, at=at, sentence="The Portal added a remark", facts={"note": str(note.pk)})
    return note


@transaction.atomic
def retract_note(note: Note, *, reason: str, by: Person, at: datetime) -> Note:
    """Retract one's own note, with a reason. It stays readable as retracted."""
    case = Case.objects.locked(note.case_id, by=by)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk, case=case)
    RETRACT_NOTE.check(by, note)
    refuse_if_held(case)
    note.retracted_by, note.retracted_at, note.retraction_reason = by, at, reason
    note.save(update_fields=["retracted_by", "retracted_at", "retraction_reason"])
    record(case, RETRACT_NOTE.verb, by=by, at=at, sentence="Retracted a note", facts={"note": str(note.pk)})
    return note
