"""Files become safe to open: scanned where a scanner is set, then cleaned; what can't be cleaned is held.

The trail keeps the day only, as for everything that follows a reporter's word at once.
"""

from datetime import date

from django.db import transaction

from accounts.notices import tell
from audit.trail import record
from cases.models import Attachment, Case
from vault.cleaning.examining import examine
from vault.models import SealedFile
from vault.states import FileState, HeldReason


def check_attachment(attachment: Attachment, *, on: date) -> bool:
    """Scan and clean one waiting file; whether it is settled now. It waits on while the scanner is away.

    Raises `OSError` where there is no room for a copy; the file then waits on as well.
    """
    found = examine(attachment, attachment.file, on=on)
    if found is None:
        return False
    if found.copy is None:
        return hold_attachment(attachment, found.held_because, on=on, scanned=found.was_scanned)
    return keep_clean_copy(attachment, found.copy, on=on, scanned=found.was_scanned)


@transaction.atomic
def keep_clean_copy(attachment: Attachment, copy: SealedFile, *, on: date, scanned: bool = False) -> bool:
    """Put the clean copy beside the original. Where somebody was quicker, the copy is an orphan and swept."""
    case, attachment = _locked(attachment)
    if not attachment.is_waiting:
        return False
    copy.save(force_insert=True)
    attachment.state, attachment.clean_file = FileState.CLEANED, copy
    _settle(attachment, scanned, on)
    _record(case, attachment, "clean_attachment", f"Cleaned “{attachment.neutral_name}”", on)
    return True


@transaction.atomic
def hold_attachment(attachment: Attachment, because: str, *, on: date, scanned: bool = False) -> bool:
    """Hold a file, for a reason that its page tells. The office hears of an infected one."""
    case, attachment = _locked(attachment)
    if not attachment.is_waiting:
        return False
    attachment.state, attachment.held_because = FileState.HELD, HeldReason(because)
    _settle(attachment, scanned, on)
    _record(case, attachment, "hold_attachment", f"Held “{attachment.neutral_name}”", on)
    if attachment.is_infected:
        tell(case.staff(), "file_infected", about=case, at=on, once=str(attachment.pk))
    return True


def _locked(attachment: Attachment) -> tuple[Case, Attachment]:
    case = Case.objects.locked(attachment.report.case_id, by=None)
    return case, Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)


def _settle(attachment: Attachment, scanned: bool, on: date) -> None:
    attachment.scanned_on = on if scanned else None
    attachment.save(update_fields=["state", "held_because", "clean_file", "scanned_on"])


def _record(case: Case, attachment: Attachment, verb: str, sentence: str, on: date) -> None:
    facts = {"attachment": str(attachment.pk), "held_because": attachment.held_because}
    record(case, verb, by=None, at=on, sentence=sentence, facts=facts)
