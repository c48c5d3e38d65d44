"""Linked reports that ask for a decision on materiality, as far as somebody may know of them."""

from accounts.models import Person
from cases.models import Case, LinkedReports


def linked_reports_of(shown: Case, person: Person) -> list[LinkedReports]:
    """Those with this case among them that `person` is shown; each with the other cases as `.others`."""
    found = LinkedReports.objects.of(shown).shown_to(person)
    for row in found:
        row.others = [case for case in row.seen if case.pk != shown.pk]
        row.is_answered_here = row.brought_by_id == shown.pk
    return found
