"""Linked reports that ask for a decision on materiality, as far as somebody may know of them."""

from bisect import bisect_right

from accounts.models import Person
from audit.models import Entry
from audit.trail import histories
from cases.models import Case, LinkedReports


def linked_reports_of(shown: Case, person: Person) -> list[LinkedReports]:
    """Those with this case among them that `person` is shown; each with the other cases as `.others`."""
    found = LinkedReports.objects.of(shown).shown_to(person)
    for row in found:
        row.others = [case for case in row.seen if case.pk != shown.pk]
        row.is_answered_here = row.brought_by_id == shown.pk
    return found


def with_linked_reports(entries: list[Entry], shown: Case, person: Person) -> list[Entry]:
    """The trail of a case, oldest first, and in it by their day those of the linked reports that `person` is shown.

    They are no entries of the case: whoever stands behind the wall of another one reads the trail without them.
    """
    told = [entry for one in histories(LinkedReports.objects.of(shown).shown_to(person)).values() for entry in one]
    found = list(entries)
    for entry in sorted(told, key=lambda one: one.recorded_on):
        found.insert(bisect_right(found, entry.recorded_on, key=lambda one: one.recorded_on), entry)
    return found
