"""Files of the register of evidence become safe to look at, like those of reports: scanned, then cleaned or held."""

from datetime import date

from django.db import transaction

from accounts.notices import tell
from audit.trail import record
from cases.models import Case, EvidenceCopy
from vault.cleaning.examining import examine
from vault.models import SealedFile
from vault.states import FileState, HeldReason


def clean_evidence(copy: EvidenceCopy, *, on: date) -> bool:
    """Scan and clean one waiting file; whether it is settled now. It waits on while the scanner is away.

    Raises `OSError` where there is no room for a copy; the file then waits on as well.
    """
    file = copy.item.file
    if file is None:
        return False
    found = examine(copy, file, on=on)
    if found is None:
        return False
    return _settle(copy, on, clean_file=found.copy, held_because=found.held_because)


@transaction.atomic
def _settle(copy: EvidenceCopy, on: date, *, clean_file: SealedFile | None = None, held_because: str = "") -> bool:
    """Keep the copy, or why there is none. Where somebody was quicker, the copy is an orphan and swept."""
    case = Case.objects.locked(copy.item.case_id, by=None)
    copy = EvidenceCopy.objects.select_for_update(of=("self",)).select_related("item").get(pk=copy.pk)
    if copy.state != FileState.WAITING:
        return False
    if clean_file is not None:
        clean_file.save(force_insert=True)
    copy.state = FileState.CLEANED if clean_file else FileState.HELD
    copy.clean_file, copy.held_because = clean_file, held_because
    copy.save(update_fields=["state", "clean_file", "held_because"])
    verb, done = ("clean_evidence", "Cleaned") if clean_file else ("hold_evidence", "Held")
    facts = {"evidence": str(copy.item_id), "held_because": str(held_because)}
    record(case, verb, by=None, at=on, sentence=f"{done} a copy of evidence {copy.item.mark}", facts=facts)
    if held_because == HeldReason.INFECTED:
        tell(case.staff(), "file_infected", about=case, at=on, once=str(copy.item_id))
    return True
