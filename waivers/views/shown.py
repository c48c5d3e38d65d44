"""What a request has in words and files, as pages show it to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from waivers.models import BoardDecision, Clarification, Waiver, WaiverFile
from waivers.states import FilePart


@dataclass(frozen=True)
class ShownFile:
    """One file as a list shows it."""

    name: str
    size: int
    url: str
    note: str
    badge: dict[str, str] | None


@dataclass
class Asked:
    """One question with its answer, and the files of both."""

    clarification: Clarification
    question_files: list[ShownFile] = field(default_factory=list)
    answer_files: list[ShownFile] = field(default_factory=list)


@dataclass
class Shown:
    """Everything of a request that has words or files, for one reader."""

    files: list[ShownFile]
    asked: list[Asked]
    # By the file's id: minutes that were replaced before they were confirmed are no part of the record.
    minutes: dict[UUID, ShownFile]

    def minutes_of(self, decision: BoardDecision | None) -> list[ShownFile]:
        """The minutes of one decision of the Board, where there are any."""
        found = self.minutes.get(decision.minutes_id) if decision and decision.minutes_id else None
        return [found] if found else []


def shown_to(person: Person, waiver: Waiver) -> Shown:
    """The files and the questions of `waiver`, each file where it belongs."""
    clarifications = waiver.clarifications.select_related("data_key", "asked_by").order_by("asked_at")
    asked: dict[UUID | None, Asked] = {one.pk: Asked(one) for one in clarifications}
    shown = Shown([], list(asked.values()), {})
    for one in _files(person, waiver):
        file, question = _shown(one, waiver), asked.get(one.clarification_id)
        if one.part == FilePart.MINUTES:
            shown.minutes[one.pk] = file
        elif question is None:
            shown.files.append(file)
        else:
            (question.question_files if one.part == FilePart.QUESTION else question.answer_files).append(file)
    return shown


def _files(person: Person, waiver: Waiver) -> Iterable[WaiverFile]:
    if not waiver.has_files:
        return []
    return waiver.files.readable(with_minutes=waiver.may_read_deliberations(person))


def _shown(one: WaiverFile, waiver: Waiver) -> ShownFile:
    badge = None
    if one.is_waiting:
        badge = {"tone": "info", "text": _("Being checked")}
    elif one.is_held:
        badge = {"tone": "warning", "text": _("Not cleaned")}
    url = reverse("waivers:file", args=[waiver.reference, one.pk])
    note = _("by %(name)s") % {"name": one.added_by.full_name}
    return ShownFile(str(one.file.name), one.file.size, url, note, badge)
