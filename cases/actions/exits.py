"""Of the cases that ended without a finding the General Auditor reads a random 5 % each quarter (DECISIONS 45)."""

from datetime import date, datetime, timedelta
from math import ceil
from random import SystemRandom

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import AccessGrant, Case, ExitReading
from cases.models.wall import walled_off
from cases.states.access import GrantReason
from cases.states.case import CaseState, Outcome
from cases.states.exit import ExitVerdict
from cases.workflow.exits import READ_EXIT

SHARE = 0.05
# An answered question apart.
EXITS = (Outcome.OUT_OF_SCOPE, Outcome.REFERRED)


def choose_exits(at: datetime) -> int:
    """The sweep: choose of the quarter that is over, once; returns how many were chosen."""
    first, last = _quarter_before(timezone.localdate(at))
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR).first()
    if auditor is None or ExitReading.objects.filter(quarter=first).exists():
        return 0
    ended = Case.objects.unshredded().filter(state=CaseState.CLOSED, outcome__in=EXITS, closed_on__range=(first, last))
    number = ceil(ended.count() * SHARE)
    own = Q(closed_by=auditor) | Q(submitted_by=auditor) | Q(triaged_by=auditor) | Q(assignee=auditor)
    free = ended.exclude(own).exclude(walled_off(auditor)).filter(exit_reading__isnull=True)
    keys = sorted(free.values_list("pk", flat=True))
    chosen = SystemRandom().sample(keys, min(number, len(keys)))
    return _choose(chosen, first, auditor, at)


@transaction.atomic
def _choose(chosen: list, quarter: date, auditor: Person, at: datetime) -> int:
    """All of a quarter or none: half a share would be taken for the whole."""
    # Two sweeps at once: the second waits, and then finds the first one's rows.
    Person.objects.select_for_update(of=("self",)).get(pk=auditor.pk)
    if ExitReading.objects.filter(quarter=quarter).exists():
        return 0
    for pk in sorted(chosen):
        case = Case.objects.locked(pk, by=None)
        ExitReading.objects.create(data_key=case.data_key, case=case, quarter=quarter, chosen_at=at)
        grant = {"reason": GrantReason.EXIT_READING, "granted_on": timezone.localdate(at)}
        AccessGrant.objects.create(case=case, person=auditor, **grant)
        sentence = "Chosen at random, for the General Auditor to read how it ended"
        names = {str(auditor.pk): auditor.full_name}
        record(case, "choose_exit", by=None, at=at, sentence=sentence, facts={"person": str(auditor.pk)}, names=names)
        tell([auditor], "exit_to_read", about=case, at=at)
    return len(chosen)


@transaction.atomic
def read_exit(reading: ExitReading, *, verdict: str, words: str, by: Person, at: datetime) -> ExitReading:
    """Say whether it was right to end the case so. What was read for this is closed again."""
    case = Case.objects.locked(reading.case_id, by=by)
    reading = ExitReading.objects.visible_to(by).select_for_update(of=("self",)).get(pk=reading.pk, case=case)
    reading.case = case
    READ_EXIT.check(by, reading)
    reading.verdict, reading.words = ExitVerdict(verdict).value, words
    reading.read_by, reading.read_at = by, at
    reading.save(update_fields=["verdict", "words", "read_by", "read_at"])
    record(case, READ_EXIT.verb, by=by, at=at, sentence="Read how it ended", facts={"verdict": reading.verdict})
    if reading.verdict == ExitVerdict.DOUBTED:
        tell(case.staff(), "exit_doubted", about=case, at=at)
    AccessGrant.objects.filter(case=case, reason=GrantReason.EXIT_READING, ended_at=None).update(ended_at=at)
    return reading


def _quarter_before(today: date) -> tuple[date, date]:
    """The first and the last day of the quarter that is over."""
    begin = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = begin - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last
