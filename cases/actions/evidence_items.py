"""The register of evidence: registered once, followed through everybody's hands, looked at and checked.

Nothing of it is ever changed. The clean copy of a file is looked at (`cases.actions.evidence_cleaning`); the file
itself stays as it came.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.indexing import index_words
from cases.actions.materiality import note_knowledge
from cases.models import Attachment, Case, CustodyEntry, EvidenceCopy, EvidenceItem, IntegrityCheck
from cases.states.evidence import CustodyKind
from cases.workflow.desk import CHECK_INTEGRITY, RECORD_CUSTODY, REGISTER_EVIDENCE
from vault.models import SealedFile
from vault.sealing import RefusedFile, seal_upload
from vault.uploads import SealedUpload


@dataclass(frozen=True)
class EvidenceFacts:
    """What is registered: a thing, a file that is added now, or one that came with a report."""

    description: str
    source: str
    collected_by: Person
    collected_at: datetime
    collected_where: str
    held_by: str
    attachment: Attachment | None = None
    upload: SealedUpload | None = None


@dataclass(frozen=True)
class CustodyFacts:
    """What happened to it, when, and who has it where now."""

    kind: str
    happened_at: datetime
    held_by: str
    place: str
    handed_by: str = ""
    words: str = ""


@transaction.atomic
def register_evidence(case: Case, *, facts: EvidenceFacts, by: Person, at: datetime) -> EvidenceItem:
    """Enter it in the register, with the first link of its chain of custody."""
    case = Case.objects.locked(case.pk, by=by)
    REGISTER_EVIDENCE.check(by, case)
    if facts.collected_at > at:
        raise Refused(_("This has not happened yet."), "collected_at")
    attachment = _attachment_of(case, facts)
    file = attachment.file if attachment else _sealed(case, facts.upload, at)
    last = EvidenceItem.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    item = EvidenceItem.objects.create(
        data_key=case.data_key,
        case=case,
        number=last + 1,
        description=facts.description,
        source=facts.source,
        collected_by=facts.collected_by,
        collected_at=facts.collected_at,
        collected_where=facts.collected_where,
        attachment=attachment,
        file=file,
        sha256=str(file.sha256) if file else "",
        registered_by=by,
        registered_at=at,
    )
    if file is not None and attachment is None:
        EvidenceCopy.objects.create(item=item, added_on=timezone.localdate(at))
    received = CustodyFacts(
        CustodyKind.RECEIVED, facts.collected_at, facts.held_by, facts.collected_where, facts.source
    )
    _add_link(item, received, by, at)
    index_words(item)
    note_knowledge(case, at=at)
    _record(item, REGISTER_EVIDENCE.verb, f"Registered evidence {item.mark}", by, at)
    return item


def _attachment_of(case: Case, facts: EvidenceFacts) -> Attachment | None:
    if facts.attachment is None:
        return None
    if facts.upload is not None:
        raise Refused(_("Either a new file, or one that came with a report."), "upload")
    of_case = Attachment.objects.select_related("file__data_key").filter(report__case=case)
    attachment: Attachment = of_case.get(pk=facts.attachment.pk)
    if attachment.file.data_key.is_destroyed:
        raise Refused(_("This file was deleted for good."), "attachment")
    if EvidenceItem.objects.filter(attachment=attachment).exists():
        raise Refused(_("This file is in the register already."), "attachment")
    return attachment


def _sealed(case: Case, upload: SealedUpload | None, at: datetime) -> SealedFile | None:
    if upload is None:
        return None
    sealed = seal_upload(upload, data_key=case.data_key, on=timezone.localdate(at))
    if isinstance(sealed, RefusedFile):
        raise Refused(sealed.sentence, "upload")
    return sealed


@transaction.atomic
def record_custody(item: EvidenceItem, *, facts: CustodyFacts, by: Person, at: datetime) -> CustodyEntry:
    """Add the next link to the chain of custody."""
    item = _locked(item, by)
    RECORD_CUSTODY.check(by, item)
    if facts.happened_at > at:
        raise Refused(_("This has not happened yet."), "happened_at")
    if facts.happened_at < item.collected_at:
        raise Refused(_("That was before it was collected."), "happened_at")
    entry = _add_link(item, facts, by, at)
    _record(item, RECORD_CUSTODY.verb, f"Recorded what happened to evidence {item.mark}", by, at, kind=facts.kind)
    return entry


@transaction.atomic
def open_evidence(item: EvidenceItem, *, page: int | None = None, by: Person, at: datetime) -> SealedFile:
    """Open the clean copy of a file, or a page of it. Each opening goes on the trail. The caller reads the file."""
    item = _locked(item, by)
    copy = copy_of(item)
    clean_file = copy.clean_file if copy else None
    elsewhere = case_of_its_file(item)
    if elsewhere is not None and not elsewhere.is_visible_to(by):
        raise Refused(_("This file belongs to a report that went back to a case of its own."))
    if clean_file is None:
        raise Refused(_("There is no clean copy of this file."))
    if clean_file.data_key.is_destroyed:
        raise Refused(_("This file was deleted for good."))
    note_knowledge(item.case, at=at)
    if page is None or not clean_file.has_pages:
        _record(item, "open_evidence", f"Looked at evidence {item.mark}", by, at)
    else:
        _record(item, "open_evidence", f"Looked at page {page} of evidence {item.mark}", by, at, page=page)
    return clean_file


@transaction.atomic
def check_integrity(item: EvidenceItem, *, found: str | None = None, by: Person, at: datetime) -> IntegrityCheck:
    """Compare the stored file with what was written down, and keep the answer. The office hears where they differ.

    `found` is what `sha256_of_now` says; a page asks it before the case is locked, because a large file takes a while.
    """
    item = _locked(item, by)
    CHECK_INTEGRITY.check(by, item)
    if item.file is not None and item.file.data_key.is_destroyed:
        raise Refused(_("This file was deleted for good."))
    found = sha256_of_now(item) if found is None else found
    is_same = found == str(item.sha256)
    check = IntegrityCheck.objects.create(
        data_key=item.data_key, item=item, is_same=is_same, sha256=found, checked_by=by, checked_at=at
    )
    sentence = f"Evidence {item.mark} is unchanged" if is_same else f"Evidence {item.mark} is not what was registered"
    _record(item, CHECK_INTEGRITY.verb, sentence, by, at, is_same=is_same)
    if not is_same:
        tell(item.case.staff(), "evidence_altered", about=item.case, at=at, once=f"{item.pk}:{at.isoformat()}")
    return check


def sha256_of_now(item: EvidenceItem) -> str:
    """The SHA-256 of the stored file as it can be read now; empty where it can't be read, or there is none."""
    return item.file.sha256_now() if item.file else ""


def copy_of(item: EvidenceItem) -> Attachment | EvidenceCopy | None:
    """What knows of the clean copy: the file of the report, or that of the register. None for a thing."""
    if item.attachment is not None:
        return item.attachment
    return getattr(item, "copy", None)


def case_of_its_file(item: EvidenceItem) -> Case | None:
    """Where the file's report is now, if it came while another case was merged into this one and went back since."""
    if item.attachment is None:
        return None
    now: Case = item.attachment.report.case
    is_here = item.case_id in (now.pk, now.merged_into_id) or item.case.merged_into_id == now.pk
    return None if is_here else now


# --- the beats -----------------------------------------------------------------------------------------------
def _locked(item: EvidenceItem, by: Person) -> EvidenceItem:
    case = Case.objects.locked(item.case_id, by=by)
    joined = EvidenceItem.objects.select_related(
        "file__data_key",
        "attachment__clean_file__data_key",
        "attachment__report__case",
        "copy__clean_file__data_key",
    )
    # Never changed, so the case's lock is enough.
    found: EvidenceItem = joined.get(pk=item.pk, case=case)
    found.case = case
    return found


def _add_link(item: EvidenceItem, facts: CustodyFacts, by: Person, at: datetime) -> CustodyEntry:
    entry: CustodyEntry = CustodyEntry.objects.create(
        data_key=item.data_key,
        item=item,
        position=item.custody.count() + 1,
        kind=facts.kind,
        happened_at=facts.happened_at,
        handed_by=facts.handed_by,
        held_by=facts.held_by,
        place=facts.place,
        words=facts.words,
        recorded_by=by,
        recorded_at=at,
    )
    return entry


def _record(item: EvidenceItem, verb: str, sentence: str, by: Person, at: datetime, **facts: Any) -> None:
    """On the trail of the case. The number of an item tells nothing of what it is."""
    record(item.case, verb, by=by, at=at, sentence=sentence, facts={"evidence": str(item.pk), **facts})
