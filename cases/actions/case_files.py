"""Taking a case out of the Portal: asked for with a reason, made by the clock, downloaded by whoever asked, removed."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Job, Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.paper import PaperMissing
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.archive import case_file_archive
from cases.file_contents import Contents, contents_of, covered, is_privileged
from cases.models import Case, CaseFile
from cases.paper import Made, case_file_pdf
from cases.redaction import Choices
from cases.states.case_file import CaseFileState
from cases.workflow.case_file import DOWNLOAD_CASE_FILE, EXPORT_CASE
from vault.errors import VaultError
from vault.models import SealedFile

logger = logging.getLogger(__name__)

# For so long a finished export can be downloaded.
KEPT_FOR = timedelta(days=1)
LEASE = timedelta(minutes=15)
ATTEMPTS = 3
# Steps of progress besides the files: reading, printing, packing.
STEPS = 3
PDF_TYPE, ZIP_TYPE = "application/pdf", "application/zip"
# A sweep leaves the rest to the next one after this.
PATIENCE = 120.0  # seconds
JOB_KIND = "case_file"


@dataclass(frozen=True)
class ExportFacts:
    """Why a case is exported, and what is hidden in it."""

    reason: str
    choices: Choices


@transaction.atomic
def export_case(case: Case, *, facts: ExportFacts, by: Person, at: datetime) -> CaseFile:
    """Ask for the file of a case. The clock makes it; what was chosen is on the trail, the hidden words are not."""
    case = Case.objects.locked(case.pk, by=by)
    EXPORT_CASE.check(by, case)
    if is_privileged(case) and not facts.choices.with_privileged:
        raise Refused(_("The whole case is privileged. Say that privileged parts go along, or leave it."))
    choices = facts.choices if facts.choices.is_redacted else Choices(with_privileged=facts.choices.with_privileged)
    asked = CaseFile.objects.create(
        data_key=case.data_key,
        case=case,
        asked_by=by,
        asked_at=at,
        reason=facts.reason,
        is_redacted=choices.is_redacted,
        with_privileged=choices.with_privileged,
        choices=choices.as_json(),
        job=Job.objects.create(owner=by, kind=JOB_KIND, created_at=at),
    )
    note_knowledge(case, at=at)
    _record(asked, EXPORT_CASE.verb, f"Asked for the case file: {asked.kind}", by, at, **_chosen(choices))
    return asked


def _chosen(choices: Choices) -> dict[str, Any]:
    """What was chosen, without any of the words."""
    return {
        "redacted": choices.is_redacted,
        "privileged": choices.with_privileged,
        "words": len(choices.words),
        "passages": sorted(choices.passages),
        "hides_reporter": choices.hides_reporter,
        "hides_witnesses": choices.hides_witnesses,
    }


@transaction.atomic
def download_case_file(case_file: CaseFile, *, what: str, by: Person, at: datetime) -> CaseFile:
    """Take the PDF or the archive (`what`: "pdf", "archive"). The caller reads the file of what is returned."""
    case_file = CaseFile.objects.locked(case_file.pk, by=by)
    DOWNLOAD_CASE_FILE.check(by, case_file)
    if case_file.expires_at is None or case_file.expires_at <= at:
        raise Refused(_("The day is over in which it could be downloaded. Ask for a new one."))
    _record(case_file, DOWNLOAD_CASE_FILE.verb, f"Downloaded the case file: {case_file.kind}", by, at, what=what)
    return case_file


def make_case_files(at: datetime) -> int:
    """Make the exports that wait, one after the other; return how many became ready."""
    made, end = 0, time.monotonic() + PATIENCE
    for pk in list(CaseFile.objects.to_make(at).values_list("pk", flat=True)[:20]):
        claimed = CaseFile.objects.to_make(at).filter(pk=pk).order_by()
        if claimed.update(claimed_until=at + LEASE, attempts=F("attempts") + 1):
            made += _make(CaseFile.objects.select_related("asked_by", "job").get(pk=pk), at)
        if time.monotonic() > end:
            break
    return made


def _make(asked: CaseFile, at: datetime) -> bool:
    # With the rights of whoever asked, and not with those of the clock.
    case = Case.objects.visible_to(asked.asked_by).filter(pk=asked.case_id).first()
    if case is None or asked.attempts > ATTEMPTS:
        return _fail(asked, at)
    choices = Choices.from_json(asked.choices)
    if is_privileged(case) and not choices.with_privileged:
        # Said of it, or of what was merged into it, since it was asked for.
        return _fail(asked, at)
    contents = contents_of(case, person=asked.asked_by, with_privileged=choices.with_privileged)
    contents = covered(contents, choices) if choices.is_redacted else contents
    _progress(asked, 1, total=STEPS + len(contents.files))
    try:
        pdf, archive = _files_of(asked, case, contents, at)
    except VaultError:
        return _fail(asked, at)
    except PaperMissing:
        logger.error("no case file can be made: Pango is not installed on this machine")
        return _fail(asked, at)
    return _keep(asked, case, pdf, archive, at)


def _files_of(asked: CaseFile, case: Case, contents: Contents, at: datetime) -> tuple[SealedFile, SealedFile]:
    """Both files, sealed on disk; without their rows they are orphans, which the vault's sweep removes."""
    made = Made(asked.asked_by, timezone.localtime(at), asked.kind)
    document = case_file_pdf(contents, made)
    _progress(asked, 2)
    done = iter(range(STEPS, STEPS + len(contents.files) + 1))
    sealed: dict[str, Any] = {"data_key": case.data_key, "on": timezone.localdate(at)}
    pdf = SealedFile.objects.write([document], name=f"{case.reference}.pdf", media_type=PDF_TYPE, **sealed)
    pieces = case_file_archive(contents, document, made, added=lambda: _progress(asked, next(done)))
    archive = SealedFile.objects.write(pieces, name=f"{case.reference}.zip", media_type=ZIP_TYPE, **sealed)
    return pdf, archive


def _progress(asked: CaseFile, done: int, *, total: int | None = None) -> None:
    Job.objects.filter(pk=asked.job_id).update(done=done, **({"total": total} if total else {}))


@transaction.atomic
def _keep(asked: CaseFile, case: Case, pdf: SealedFile, archive: SealedFile, at: datetime) -> bool:
    """Ready, unless a wall has risen meanwhile: then nothing is kept."""
    visible = Case.objects.visible_to(asked.asked_by).filter(pk=case.pk)
    case_now = visible.select_for_update(of=("self",)).first()
    waiting = CaseFile.objects.filter(pk=asked.pk, state=CaseFileState.WAITING)
    asked_now = waiting.select_for_update(of=("self",)).first()
    if case_now is None or asked_now is None or not EXPORT_CASE.is_for(asked.asked_by, case_now):
        return _fail(asked, at)
    for file in (pdf, archive):
        file.save(force_insert=True)
    asked_now.state, asked_now.pdf, asked_now.archive = CaseFileState.READY, pdf, archive
    asked_now.made_at, asked_now.expires_at = at, at + KEPT_FOR
    asked_now.save(update_fields=["state", "pdf", "archive", "made_at", "expires_at"])
    Job.objects.filter(pk=asked.job_id).update(done=F("total"), finished_at=at)
    digests = {"pdf": str(pdf.sha256), "archive": str(archive.sha256)}
    _record(asked_now, "make_case_file", f"The case file was made: {asked.kind}", None, at, **digests)
    tell([asked.asked_by], "case_file_ready", about=case_now, at=at, once=str(asked.pk))
    return True


@transaction.atomic
def _fail(asked: CaseFile, at: datetime) -> bool:
    """It can't be made: the wall stands before whoever asked, or it failed again and again."""
    waiting = CaseFile.objects.filter(pk=asked.pk, state=CaseFileState.WAITING)
    if waiting.update(state=CaseFileState.FAILED):
        Job.objects.filter(pk=asked.job_id).update(failed=True, finished_at=at)
        _record(asked, "fail_case_file", "The case file could not be made", None, at)
    return False


def forget_case_files(at: datetime) -> int:
    """Remove the files of exports whose day is over; return of how many."""
    due = list(CaseFile.objects.to_remove(at).values_list("pk", flat=True))
    return sum(_remove(pk, at) for pk in due)


@transaction.atomic
def _remove(pk: Any, at: datetime) -> bool:
    found = CaseFile.objects.to_remove(at).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is not None:
        _take_away(found, at)
    return found is not None


def remove_case_files(case: Case, *, at: datetime) -> None:
    """Remove what was exported of a case and waits for its maker: it holds words that are no more. What is being made
    fails, and is asked for anew. The caller holds the case's lock."""
    for asked in CaseFile.objects.filter(case=case, state=CaseFileState.WAITING):
        _fail(asked, at)
    for ready in CaseFile.objects.filter(case=case, state=CaseFileState.READY).select_for_update(of=("self",)):
        _take_away(ready, at)


def _take_away(found: CaseFile, at: datetime) -> None:
    files = [file for file in (found.pdf, found.archive) if file]
    found.state, found.pdf, found.archive = CaseFileState.REMOVED, None, None
    found.save(update_fields=["state", "pdf", "archive"])
    for file in files:
        file.delete()
    _record(found, "remove_case_file", "The case file was removed from the Portal", None, at)


def _record(asked: CaseFile, verb: str, sentence: str, by: Person | None, at: datetime, **facts: Any) -> None:
    record(asked.case, verb, by=by, at=at, sentence=sentence, facts={"case_file": str(asked.pk), **facts})
