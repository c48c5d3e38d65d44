"""Who may decide about the name of a confidential reporter (DECISIONS 47)."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Person, ReportingLine
from accounts.roles import Role
from cases.models import Case, IdentityRequest, Report
from cases.models.report import reporter_digest
from cases.models.wall import HEAD_ROLES, queues_of, queues_stood_in_for
from cases.states.identity import UnlockState


def free_custodians(case: Case, report: Report, *, besides: list[Person], at: datetime) -> list[Person]:
    """Custodians whom nothing keeps from deciding, who has least to decide first: behind no wall, of no office, not
    below whoever asks or heads the office, and not the reporter."""
    day = timezone.localdate(at)
    acting = [case.acting_head_id] if case.acting_head_id else []
    heads = Person.objects.holding(case.head_role) | Person.objects.filter(pk__in=acting)
    above = [*besides, *heads]
    below = ReportingLine.objects.filter(superior__in=above).values("subordinate")
    named = [one.pk for one in above]
    free = case.unwalled(Person.objects.holding(Role.CUSTODIAN).employed(day))
    free = free.exclude(pk__in=named).exclude(pk__in=below)
    eligible = [one for one in free if not _offices_of(one) and not is_reporter(one, report)]
    waiting = IdentityRequest.objects.filter(state=UnlockState.ASKED)
    return sorted(eligible, key=lambda one: (waiting.filter(custodian=one).count(), str(one.pk)))


def second_people(case: Case, report: Report, *, asker: Person, besides: list[Person], at: datetime) -> list[Person]:
    """Who may agree where a life is in danger: people of another queue than the case's and than that of `asker`,
    behind no wall, not the reporter."""
    people = Person.objects.holding(Role.OFFICE_STAFF, *HEAD_ROLES).employed(timezone.localdate(at))
    named = [one.pk for one in besides]
    # An investigator may belong to another office than the case: theirs does not agree with itself.
    offices = _offices_of(asker) | {case.queue}
    return [
        one
        for one in case.unwalled(people).exclude(pk__in=named)
        if not offices & _offices_of(one) and not is_reporter(one, report)
    ]


def _offices_of(person: Person) -> frozenset[str]:
    """Where somebody works, and where they stand in for a head."""
    return queues_of(person) | queues_stood_in_for(person)


def is_reporter(person: Person, report: Report) -> bool:
    """Whether `person` made this report signed in; only their digest is compared."""
    identity = report.known_identity
    return identity is not None and identity.person_digest == reporter_digest(person)
