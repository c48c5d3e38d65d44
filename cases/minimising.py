"""The texts of a case from which a passage may be removed, what is left of them, and the files that may go whole."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import (
    Attachment,
    Case,
    EvidenceCopy,
    EvidenceItem,
    Interview,
    Message,
    Note,
    Report,
    Statement,
)
from cases.search_sources import CODES
from cases.states.minimising import MinimisedText, MinimisingReason
from vault.models import SealedFile

FILES = ("file__data_key", "clean_file__data_key")
# The key of a text that is no list of answers.
WHOLE = ""


@dataclass(frozen=True)
class TextOfCase:
    """One text: the row that holds it, in which field, and how a page calls it."""

    kind: MinimisedText
    row: Any
    field: str
    label: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.row.pk}"

    @property
    def text(self) -> str:
        """What a page shows of it: of answers, each on a line of its own."""
        return "\n".join(self._words().values())

    def holds(self, passage: str) -> bool:
        """True where the words stand in it; not across two answers, which nobody gave as one."""
        return any(passage in words for words in self._words().values())

    def without(self, passage: str, reason: str) -> Any:
        """What its field is to hold, once a mark stands wherever the passage stood."""
        left = {key: without(words, passage, reason) for key, words in self._words().items()}
        return {**getattr(self.row, self.field), **left} if self._is_answers else left[WHOLE]

    @property
    def _is_answers(self) -> bool:
        return self.kind in (MinimisedText.ANSWERS, MinimisedText.TOPIC)

    def _words(self) -> dict[str, str]:
        """Its words by question. What was ticked is no words of anybody."""
        held = getattr(self.row, self.field)
        if not self._is_answers:
            return {WHOLE: str(held or "")}
        told = dict(held or {})
        return {key: answer for key, answer in told.items() if isinstance(answer, str) and answer not in CODES}


@dataclass(frozen=True)
class FileOfCase:
    """A file that goes whole: that of a report, or one that was added to the register of evidence."""

    row: Attachment | EvidenceItem
    copy: Attachment | EvidenceCopy
    file: SealedFile
    label: str
    # Where it is looked at.
    address: str

    kind = MinimisedText.FILE

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.row.pk}"


def files_of(case: Case) -> list[FileOfCase]:
    """Those that are still there, with those of cases that were merged into it. Two statements."""
    of_reports = Attachment.objects.filter(report__case=case).select_related("report", *FILES)
    added = EvidenceItem.objects.of_case(case).filter(file__isnull=False, attachment__isnull=True)
    files = [_of_report(case, one) for one in of_reports.order_by("report__received_on", "report", "position")]
    files += [
        _of_register(one) for one in added.select_related("case", "data_key", "copy__clean_file", "file__data_key")
    ]
    return [one for one in files if not one.file.data_key.is_destroyed]


def thing_of(case: Case, kind: str, thing: uuid.UUID) -> "TextOfCase | FileOfCase | None":
    """The text or the file that a removal speaks of, as it is now; nothing where the case has none such."""
    if kind == MinimisedText.FILE:
        return next((one for one in files_of(case) if one.row.pk == thing), None)
    return text_of(case, kind, thing)


def _of_report(case: Case, one: Attachment) -> FileOfCase:
    label = _("%(file)s of the report of %(day)s") % {"file": one.neutral_name, "day": _day(one.report.received_on)}
    return FileOfCase(one, one, one.file, label, reverse("cases:attachment", args=[case.reference, one.pk]))


def _of_register(one: EvidenceItem) -> FileOfCase:
    assert one.file is not None  # noqa: S101 - asked for above
    label = _("The file of evidence %(mark)s") % {"mark": one.mark}
    return FileOfCase(one, one.copy, one.file, label, one.get_absolute_url())


def texts_of(case: Case) -> list[TextOfCase]:
    """Those that hold words, with those of cases that were merged into it. Five statements."""
    texts = [*_of_reports(case), *_of_messages(case), *_of_notes(case), *_of_interviews(case), *_of_statements(case)]
    return [one for one in texts if one.text]


def text_of(case: Case, kind: str, thing: uuid.UUID) -> TextOfCase | None:
    """One of them, as it is now; nothing where the case has no such text."""
    return next((one for one in texts_of(case) if one.kind == kind and one.row.pk == thing), None)


def _of_reports(case: Case) -> list[TextOfCase]:
    rows = Report.objects.filter(case=case).select_related("data_key")
    named = (
        (MinimisedText.REPORT, "narrative", _("Report of %s")),
        (MinimisedText.ANSWERS, "answers", _("Answers on the form, report of %s")),
        (MinimisedText.TOPIC, "topic_answers", _("Answers about the topic, report of %s")),
    )
    return [TextOfCase(kind, row, field, label % _day(row.received_on)) for row in rows for kind, field, label in named]


def _of_messages(case: Case) -> list[TextOfCase]:
    rows = Message.objects.filter(report__case=case).select_related("data_key", "report").order_by("written_on", "pk")
    return [TextOfCase(MinimisedText.MESSAGE, row, "body", _("Message of %s") % _day(row.written_on)) for row in rows]


def _of_notes(case: Case) -> list[TextOfCase]:
    rows = Note.objects.of_case(case).select_related("data_key")
    return [TextOfCase(MinimisedText.NOTE, row, "body", _("Note of %s") % _day(row.written_at)) for row in rows]


def _of_interviews(case: Case) -> list[TextOfCase]:
    held = Interview.objects.of_case(case).filter(recorded_at__isnull=False)
    return [
        TextOfCase(MinimisedText.INTERVIEW, row, "record", _("Interview of %s") % _day(row.held_at))
        for row in held.select_related("data_key")
    ]


def _of_statements(case: Case) -> list[TextOfCase]:
    return [
        TextOfCase(MinimisedText.STATEMENT, row, "text", _("Statement of %s") % _day(row.written_at))
        for row in Statement.objects.filter(interview__case__in=case.with_merged()).select_related("data_key")
    ]


def _day(moment: Any) -> str:
    return date_format(moment, "j M Y")


def without(text: str, passage: str, reason: str) -> str:
    """The text with a mark wherever the passage stood. In English: it is part of the record, whoever reads it."""
    return text.replace(passage, f"[removed: {MARKS[MinimisingReason(reason)]}]")


# Fixed words, so that a removal reads the same for good.
MARKS = {
    MinimisingReason.UNRELATED: "about somebody who is not concerned",
    MinimisingReason.SPECIAL: "sensitive personal data",
    MinimisingReason.PRIVATE: "private life",
    MinimisingReason.CONTACT: "contact data",
    MinimisingReason.CHILD: "about a child",
}
