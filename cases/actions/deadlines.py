"""The nearest deadline of a case, kept on its row."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q

from cases.models import Case
from clocks.models import Clock


def refresh_due(case: Case) -> None:
    """Keep the nearest running deadline on the case, so that the queue sorts by it; one that is paused is none.

    The caller holds the lock."""
    due = [clock.due_on for clock in case.clocks().running() if clock.paused_since is None]
    nearest = min(due) if due else Case.NOTHING_DUE
    if nearest != case.due_on:
        case.due_on = nearest
        case.save(update_fields=["due_on"])


def refresh_all_due() -> int:
    """The sweep: carry deadlines that a changed rule, calendar or pause has moved to the open cases."""
    open_cases = Case.objects.open()
    due: dict[UUID, date] = defaultdict(lambda: Case.NOTHING_DUE)
    merged = Case.objects.filter(merged_into__isnull=False).order_by()
    merged_into = {pk: into for pk, into in merged.values_list("pk", "merged_into") if into}
    running = Clock.objects.running().filter(
        Q(subject_id__in=open_cases.values("pk")) | Q(subject_id__in=list(merged_into)),
        subject_kind=Case._meta.label_lower,
        paused_since=None,
    )
    for subject, due_on in running.order_by("-due_on").values_list("subject_id", "due_on"):
        due[merged_into.get(subject, subject)] = due_on
    changed = 0
    for pk, due_on in open_cases.values_list("pk", "due_on"):
        if due_on != due[pk]:
            changed += Case.objects.filter(pk=pk, due_on=due_on).update(due_on=due[pk])
    return changed
