"""Which cases name somebody."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person
from cases.models.interview import Interview
from cases.models.party import Party
from cases.models.report import Report, reporter_digest
from cases.states.report import Mode


def about(person: Person) -> Q:
    """The cases, each for itself, in which somebody is named or was interviewed, or which they reported by name.

    What they reported in confidence is left out: whoever looks would learn from the list who reported.
    """
    named = Party.objects.filter(case=OuterRef("pk"), person=person).standing()
    asked = Interview.objects.filter(case=OuterRef("pk"), person=person)
    told = Report.objects.filter(case=OuterRef("pk"), identity__person_digest=reporter_digest(person))
    by_name = told.filter(Q(later_mode=Mode.NAMED) | Q(later_mode="", mode=Mode.NAMED))
    return Q(Exists(named)) | Q(Exists(asked)) | Q(Exists(by_name))
