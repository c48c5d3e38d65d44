"""Figures on their way out of the Portal: asked for, made by the clock, downloaded by whoever asked, removed."""

import logging
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
from reporting.actions.exploring import check_explorer, check_question
from reporting.exploring import Question, answer, shown
from reporting.exploring.files import written
from reporting.models import ExploreExport
from reporting.states import ExploreExportState
from reporting.workflow import DOWNLOAD_EXPLORE_EXPORT
from vault.models import DataKey, SealedFile

logger = logging.getLogger(__name__)

# For so long a finished export can be downloaded.
KEPT_FOR = timedelta(days=1)
LEASE = timedelta(minutes=15)
ATTEMPTS = 3
# Of progress: counted, written.
STEPS = 2
# A sweep leaves the rest to the next one.
BATCH = 20
JOB_KIND = "explore_export"


@transaction.atomic
def export_explored(question: Question, *, file_format: str, by: Person, at: datetime) -> ExploreExport:
    """Ask for a table as a file. The clock makes it."""
    check_explorer(by)
    check_question(question)
    asked = ExploreExport.objects.create(
        data_key=DataKey.objects.mint(),
        asked_by=by,
        asked_at=at,
        measure=question.measure,
        dimension=question.dimension,
        span=question.span,
        only=question.only,
        format=file_format,
        job=Job.objects.create(owner=by, kind=JOB_KIND, total=STEPS, created_at=at),
    )
    _record(asked, "export_explored", "Asked for figures as a file", by, at, **_facts(asked))
    return asked


@transaction.atomic
def download_explore_export(export: ExploreExport, *, by: Person, at: datetime) -> ExploreExport:
    """Take the file. The caller reads it from what is returned."""
    export = ExploreExport.objects.locked(export.pk, by=by)
    DOWNLOAD_EXPLORE_EXPORT.check(by, export)
    if export.expires_at is None or export.expires_at <= at:
        raise Refused(_("The day is over in which it could be downloaded. Ask for a new one."))
    _record(export, DOWNLOAD_EXPLORE_EXPORT.verb, "Downloaded figures as a file", by, at, **_facts(export))
    return export


def make_explore_exports(at: datetime) -> int:
    """Make the exports that wait, one after the other; return how many became ready."""
    made = 0
    for pk in list(ExploreExport.objects.to_make(at).values_list("pk", flat=True)[:BATCH]):
        claimed = ExploreExport.objects.to_make(at).filter(pk=pk).order_by()
        if claimed.update(claimed_until=at + LEASE, attempts=F("attempts") + 1):
            made += _make(ExploreExport.objects.select_related("asked_by", "data_key").get(pk=pk), at)
    return made


def _make(asked: ExploreExport, at: datetime) -> bool:
    if asked.attempts > ATTEMPTS or not _may_have(asked):
        return _fail(asked, at)
    question = Question(asked.measure, asked.dimension, asked.span, asked.only)
    table = shown(answer(question, timezone.localdate(asked.asked_at)))
    Job.objects.filter(pk=asked.job_id).update(done=1)
    try:
        content = written(table, asked, at)
    except PaperMissing:
        logger.error("no PDF can be made: Pango is not installed on this machine")
        return _fail(asked, at)
    # Sealed on disk; without its row it is an orphan, which the vault's sweep removes.
    name = f"figures-{timezone.localdate(asked.asked_at)}.{asked.format}"
    file = SealedFile.objects.write(
        [content],
        name=name,
        media_type="application/octet-stream",
        data_key=asked.data_key,
        on=timezone.localdate(at),
    )
    return _keep(asked, file, at)


@transaction.atomic
def _keep(asked: ExploreExport, file: SealedFile, at: datetime) -> bool:
    """Ready, unless whoever asked may explore no more: then nothing is kept."""
    waiting = ExploreExport.objects.filter(pk=asked.pk, state=ExploreExportState.WAITING)
    asked_now = waiting.select_for_update(of=("self",)).first()
    if asked_now is None or not _may_have(asked):
        return _fail(asked, at)
    file.save(force_insert=True)
    asked_now.state, asked_now.file = ExploreExportState.READY, file
    asked_now.made_at, asked_now.expires_at = at, at + KEPT_FOR
    asked_now.save(update_fields=["state", "file", "made_at", "expires_at"])
    Job.objects.filter(pk=asked.job_id).update(done=F("total"), finished_at=at)
    _record(asked_now, "make_explore_export", "Figures were written to a file", None, at, sha256=str(file.sha256))
    tell([asked.asked_by], "explore_export_ready", about=asked_now, at=at, once=str(asked.pk))
    return True


def _may_have(asked: ExploreExport) -> bool:
    """With the rights of whoever asked, as they are now, and not with those of the clock."""
    person = Person.objects.get(pk=asked.asked_by_id)
    return ExploreExport.objects.visible_to(person).filter(pk=asked.pk).exists()


@transaction.atomic
def _fail(asked: ExploreExport, at: datetime) -> bool:
    waiting = ExploreExport.objects.filter(pk=asked.pk, state=ExploreExportState.WAITING)
    if waiting.update(state=ExploreExportState.FAILED):
        Job.objects.filter(pk=asked.job_id).update(failed=True, finished_at=at)
        _record(asked, "fail_explore_export", "Figures could not be written to a file", None, at)
    return False


def forget_explore_exports(at: datetime) -> int:
    """Remove the files whose day is over; return how many."""
    due = list(ExploreExport.objects.to_remove(at).values_list("pk", flat=True))
    return sum(_remove(pk, at) for pk in due)


@transaction.atomic
def _remove(pk: Any, at: datetime) -> bool:
    found = ExploreExport.objects.to_remove(at).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None or found.file is None:
        return False
    file = found.file
    found.state, found.file = ExploreExportState.REMOVED, None
    found.save(update_fields=["state", "file"])
    file.delete()
    _record(found, "remove_explore_export", "The file was removed from the Portal", None, at)
    return True


def _facts(export: ExploreExport) -> dict[str, str]:
    return {
        "measure": export.measure,
        "dimension": export.dimension,
        "span": export.span,
        "only": export.only,
        "format": export.format,
    }


def _record(export: ExploreExport, verb: str, sentence: str, by: Person | None, at: datetime, **facts: Any) -> None:
    record(export, verb, by=by, at=at, sentence=sentence, facts=facts)
