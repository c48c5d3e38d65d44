"""Files of a report: how they hang on it, and how they are opened."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import Attachment, Case, Message, OriginalOpening, Report
from cases.models.evidence import with_extension
from cases.workflow.parts import OPEN_ORIGINAL
from vault.models import SealedFile


def attach_file(report: Report, file: SealedFile, *, on: date, message: Message | None = None) -> Attachment:
    """Hang a sealed file on a report under a neutral name such as `File 2.pdf`. The caller's action records it.

    The sweep `cases.clean_files` finds it by its state.
    """
    position = report.attachments.count() + 1
    return Attachment.objects.create(
        report=report,
        message=message,
        file=file,
        position=position,
        added_on=on,
        neutral_name=with_extension(f"File {position}", file.media_type),
    )


@transaction.atomic
def open_attachment(attachment: Attachment, *, page: int | None = None, by: Person, at: datetime) -> Attachment:
    """Open the clean copy of a file, or a page of it; each opening goes on the trail. The caller reads the copy of what
    is returned."""
    case, attachment = _locked(attachment, by)
    if not attachment.is_clean:
        raise Refused(_("There is no clean copy of this file."))
    _check_is_kept(attachment)
    note_knowledge(case, at=at)
    page = page if attachment.clean_file and attachment.clean_file.has_pages else None
    name, facts = attachment.neutral_name, {"attachment": str(attachment.pk), "report": str(attachment.report_id)}
    sentence = f"Opened “{name}”" if page is None else f"Looked at page {page} of “{name}”"
    looked_at = {} if page is None else {"page": page}
    record(case, "open_attachment", by=by, at=at, sentence=sentence, facts=facts | looked_at)
    return attachment


@transaction.atomic
def open_original(attachment: Attachment, *, reason: str, by: Person, at: datetime) -> OriginalOpening:
    """Open a file as it came, for a written reason, which is kept with the opening."""
    case, attachment = _locked(attachment, by)
    OPEN_ORIGINAL.check(by, attachment)
    _check_is_kept(attachment)
    note_knowledge(case, at=at)
    opening = OriginalOpening.objects.create(
        data_key=case.data_key, attachment=attachment, reason=reason, opened_by=by, opened_at=at
    )
    record(
        case,
        OPEN_ORIGINAL.verb,
        by=by,
        at=at,
        sentence=f"Opened the original of “{attachment.neutral_name}”",
        facts={"attachment": str(attachment.pk), "opening": str(opening.pk), "held_because": attachment.held_because},
    )
    return opening


def _check_is_kept(attachment: Attachment) -> None:
    if attachment.file.data_key.is_destroyed:
        raise Refused(_("This file was deleted for good."))


def _locked(attachment: Attachment, by: Person) -> tuple[Case, Attachment]:
    found = Attachment.objects.select_related("report").get(pk=attachment.pk)
    case = Case.objects.locked(found.report.case_id, by=by)
    joined = Attachment.objects.select_related("report", "file__data_key", "clean_file__data_key")
    found = joined.select_for_update(of=("self",)).get(pk=found.pk)
    found.report.case = case
    return case, found
