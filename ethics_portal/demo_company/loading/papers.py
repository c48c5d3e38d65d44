"""What counsel directed in the demo company's cases, a case file that somebody asked for, and a name that changed."""

from datetime import datetime, timedelta

from accounts.actions import take_directory, upload_directory
from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import ExportFacts, PrivilegeFacts
from cases.models import Note
from cases.redaction import Choices
from cases.states.case import CaseState

WHY = "Written for counsel, who advises whether the authority must be told."
EXPORTED = "Outside counsel asked for the file, without the names of those who spoke with us."
DOUBT = "The advice was given and followed; the note alone holds no advice."
# The second of them is doubted, and waits for a second person.
DESCRIPTIONS = ("Note on what purchasing told counsel", "Note on the bills that counsel asked for")


MARRIED, AND_NOW = "camille-aubertin", "Aubertin-Lisle"


def import_the_directory(people: dict[str, Person], *, at: datetime) -> None:
    """Human resources sent the new name of somebody who married: it waits for a second person."""
    administrator = Person.objects.holding(Role.ADMINISTRATOR).first()
    person = people[MARRIED]
    if administrator is None:
        return
    rows = f"email,given_name,family_name,country\n{person.email},{person.given_name},{AND_NOW},{person.country}\n"
    upload = upload_directory(rows.encode(), by=administrator, at=at)
    take_directory(upload, by=administrator, at=at + timedelta(minutes=4))


def take_papers_out(*, at: datetime) -> None:
    """The oldest notes of cases under investigation, and a file of the first of these cases."""
    notes = Note.objects.filter(case__state=CaseState.INVESTIGATION, author__isnull=False, retracted_at__isnull=True)
    oldest = notes.select_related("case", "author").order_by("written_at", "pk")[: len(DESCRIPTIONS)]
    for place, (note, description) in enumerate(zip(list(oldest), DESCRIPTIONS, strict=False)):
        workers = [one for one in note.case.staff() if one.pk != note.author_id]
        counsel = note.case.unwalled(Person.objects.holding(Role.COUNSEL)).first()
        by = next((one for one in note.case.staff() if one.pk == note.author_id), None)
        if by is None or counsel is None or not workers:
            continue
        facts = PrivilegeFacts("NOTE", counsel, note.written_at.date(), description, WHY, note.pk)
        privilege = actions.set_privilege(note.case, facts=facts, by=by, at=at)
        if place:
            actions.doubt_privilege(privilege, reason=DOUBT, by=by, at=at + timedelta(minutes=20))
        else:
            hidden = Choices(is_redacted=True, hides_reporter=True, hides_witnesses=True)
            actions.export_case(note.case, facts=ExportFacts(EXPORTED, hidden), by=by, at=at)
