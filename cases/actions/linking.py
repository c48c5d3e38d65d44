"""Linking cases that belong together, undoing it, and the sweep that marks words so that likely ones are found."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.linked_reports import fire_for_link
from cases.actions.materiality import note_knowledge
from cases.likeness import MOST_MARKS
from cases.models import Case, CaseLink, Report, WordMark
from cases.workflow.links import LINK_CASE, UNLINK_CASE
from vault.blind import shingles
from vault.models import DataKey

# A sweep leaves the rest to the next one.
MARKED_AT_ONCE = 200


@transaction.atomic
def link_case(case: Case, *, other: Case, kind: str, reason: str, by: Person, at: datetime) -> CaseLink:
    """Say that two cases belong together. `by` works the first and may see the other."""
    ends = {pk: Case.objects.locked(pk, by=by) for pk in sorted({case.pk, other.pk})}
    case = ends[case.pk]
    LINK_CASE.check(by, case)
    if len(ends) < 2:
        raise Refused(_("A case can’t be linked to itself."), "other")
    if any(end.is_merged for end in ends.values()):
        raise Refused(_("A merged case can’t be linked. Link the case that it went into."), "other")
    first, second = ends.values()
    if CaseLink.objects.standing().filter(first=first, second=second).exists():
        # The sentence stands on the trail of a case, whose readers may not know of the other one.
        raise Refused(_("This was done already."), "other")
    link = CaseLink.objects.create(
        data_key=DataKey.objects.mint(),
        first=first,
        second=second,
        kind=kind,
        reason=reason,
        linked_by=by,
        linked_at=at,
    )
    note_knowledge(case, at=at)
    fire_for_link(link, case, at=at)
    record(link, LINK_CASE.verb, by=by, at=at, sentence="Linked two cases", facts={"kind": kind})
    return link


@transaction.atomic
def unlink_case(link: CaseLink, *, reason: str, by: Person, at: datetime) -> CaseLink:
    """Undo a link, with a reason. Everything else stays."""
    link = CaseLink.objects.locked(link.pk, by=by)
    UNLINK_CASE.check(by, link)
    link.unlinked_by, link.unlinked_at, link.unlink_reason = by, at, reason
    link.save(update_fields=["unlinked_by", "unlinked_at", "unlink_reason"])
    record(link, UNLINK_CASE.verb, by=by, at=at, sentence="Undid the link of two cases")
    return link


def mark_words() -> int:
    """The sweep: put the words of new reports into the index of likeness, as keyed hashes. How many were marked.

    One that can't be read, as where its key was damaged, holds up no other.
    """
    waiting = Report.objects.filter(is_marked=False).order_by("pk").values_list("pk", flat=True)
    return one_by_one([*waiting[:MARKED_AT_ONCE]], _mark, failed="marking_words_failed")


@transaction.atomic
def _mark(pk: UUID) -> int:
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if report.is_marked:
        return 0
    if not report.data_key.is_destroyed:
        text = "\n".join([str(report.narrative), *map(str, report.answers.values())])
        marks = [WordMark(report=report, mark=mark) for mark in shingles(text, most=MOST_MARKS)]
        WordMark.objects.bulk_create(marks)
    report.is_marked = True
    report.save(update_fields=["is_marked"])
    return 1
