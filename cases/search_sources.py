"""The rows that a search looks through: what of each is searchable, and where it is read.

Only what every reader of a case is shown on its pages. Left out on purpose: who reported (the custodian's, or only
the workers'), the original names of files (they may tell who made them), and drafts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from cases.models import (
    Allegation,
    Case,
    EvidenceItem,
    Interview,
    Message,
    Note,
    Party,
    Report,
    SearchEntry,
    Statement,
    Task,
)
from cases.models.search import entry_id
from cases.states.questionnaire import YesNo
from cases.states.search import SearchSource
from vault.blind import name_tokens, text_tokens

# Answers that are no words.
CODES = frozenset(YesNo.values)


@dataclass(frozen=True)
class Source:
    """One kind of row: how its words are had, and the page of a case that shows it."""

    kind: SearchSource
    model: type[Any]
    page: str
    joined: tuple[str, ...]
    day: Callable[[Any], date]
    text: Callable[[Any], str] = lambda row: ""
    name: Callable[[Any], str] = lambda row: ""
    language: Callable[[Any], str] = lambda row: settings.LANGUAGE_CODE
    case_id: Callable[[Any], UUID] = lambda row: row.case_id

    def rows(self, keys: Iterable[UUID]) -> dict[UUID, Any]:
        """The rows with these ids that can still be opened, with what their words need."""
        found = self.model.objects.filter(pk__in=list(keys), data_key__destroyed_on__isnull=True)
        return {row.pk: row for row in found.select_related("data_key", *self.joined)}

    def words(self, row: Any) -> str:
        """All that is searchable of a row, for whoever may read it."""
        return "\n".join(part for part in (self.name(row), self.text(row)) if part)

    def tokens(self, row: Any) -> set[int]:
        """The keyed hashes of its words."""
        return name_tokens(self.name(row)) | text_tokens(self.text(row), language=self.language(row))

    def entry(self, row: Any) -> SearchEntry:
        """Its row in the index, not saved yet."""
        return SearchEntry(
            id=entry_id(self.day(row)),
            case_id=self.case_id(row),
            source=self.kind,
            source_id=row.pk,
            tokens=self.tokens(row),
        )


def told_in(narrative: str, answers: dict[str, str], topic_answers: dict[str, str]) -> str:
    """The words of a report: what happened, and what was answered."""
    more = [*answers.values(), *topic_answers.values()]
    return "\n".join([narrative, *(str(answer) for answer in more if answer and answer not in CODES)])


def _joined(*words: Any) -> str:
    return "\n".join(str(part) for part in words if str(part))


SOURCES: dict[str, Source] = {
    source.kind.value: source
    for source in (
        Source(
            SearchSource.CASE,
            Case,
            "case",
            (),
            day=lambda case: case.received_on,
            name=lambda case: case.reference,
            text=lambda case: str(case.summary),
            case_id=lambda case: case.pk,
        ),
        Source(
            SearchSource.REPORT,
            Report,
            "case",
            (),
            day=lambda report: report.received_on,
            text=lambda report: told_in(str(report.narrative), dict(report.answers), dict(report.topic_answers or {})),
            language=lambda report: report.language,
        ),
        Source(
            SearchSource.MESSAGE,
            Message,
            "dialogue",
            ("report",),
            day=lambda message: message.written_on,
            text=lambda message: str(message.body),
            language=lambda message: message.report.language,
            case_id=lambda message: message.report.case_id,
        ),
        Source(
            SearchSource.NOTE,
            Note,
            "notes",
            (),
            day=lambda note: timezone.localdate(note.written_at),
            text=lambda note: str(note.body),
        ),
        Source(
            SearchSource.PARTY,
            Party,
            "case",
            ("person",),
            day=lambda party: party.identified_on,
            name=lambda party: party.name,
        ),
        Source(
            SearchSource.ALLEGATION,
            Allegation,
            "case",
            (),
            day=lambda allegation: timezone.localdate(allegation.made_at),
            text=lambda allegation: str(allegation.statement),
        ),
        Source(
            SearchSource.INTERVIEW,
            Interview,
            "interviews",
            ("person",),
            day=lambda interview: timezone.localdate(interview.planned_at),
            name=lambda interview: interview.name,
            text=lambda interview: _joined(interview.record, interview.cancelled_because),
            language=lambda interview: interview.language,
        ),
        Source(
            SearchSource.STATEMENT,
            Statement,
            "interviews",
            ("interview",),
            day=lambda statement: timezone.localdate(statement.written_at),
            text=lambda statement: _joined(statement.text, statement.corrections),
            language=lambda statement: statement.interview.language,
            case_id=lambda statement: statement.interview.case_id,
        ),
        Source(
            SearchSource.EVIDENCE,
            EvidenceItem,
            "evidence",
            (),
            day=lambda item: timezone.localdate(item.registered_at),
            text=lambda item: _joined(item.description, item.source, item.collected_where),
        ),
        Source(
            SearchSource.TASK,
            Task,
            "plan",
            (),
            day=lambda task: timezone.localdate(task.created_at),
            text=lambda task: _joined(task.title, task.ending),
        ),
    )
}


def source_of(row: Any) -> Source:
    """The source that a row belongs to."""
    return next(source for source in SOURCES.values() if type(row) is source.model)
