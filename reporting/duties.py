"""What the company is bound by besides its cases: legal holds, deadlines of others, and waivers by doing nothing."""

from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from accounts.models import Person
from cases.models import Case, Hold
from clocks import kinds
from clocks.models import Clock
from clocks.states import Nature
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import SIGNERS_AND_READERS
from waivers.models import ImplicitWaiver


def holds(scope: Scope, period: Period) -> dict[str, int]:
    """Legal holds placed and released in the period, in force at its end, and of these with a review overdue then.

    A hold that names a signer or a reader of the digest, or a case that stands apart, is left out of the common one.
    Three statements.
    """
    told = Hold.objects.filter(pk__in=_told_holds(scope))
    in_force = Q(placed_at__lt=period.ends_at) & (Q(released_at__isnull=True) | Q(released_at__gte=period.ends_at))
    late = Clock.objects.filter(
        subject_kind=Hold._meta.label_lower, kind=kinds.HOLD_REVIEW, due_at__lt=period.ends_at, cancelled_reason=""
    ).filter(Q(stopped_at__isnull=True) | Q(stopped_at__gte=period.ends_at))
    return told.aggregate(
        placed=Count("pk", filter=Q(placed_at__gte=period.starts_at, placed_at__lt=period.ends_at)),
        released=Count("pk", filter=Q(released_at__gte=period.starts_at, released_at__lt=period.ends_at)),
        in_force=Count("pk", filter=in_force),
        overdue=Count("pk", filter=in_force & Q(pk__in=late.values("subject_id"))),
    )


def _told_holds(scope: Scope) -> list[Any]:
    readers = Person.objects.holding(*SIGNERS_AND_READERS).values("pk")
    apart = set(Case.objects.filter(pk__in=scope.apart).values_list("reference", flat=True))
    rows = Hold.objects.exclude(people__in=readers).order_by().values_list("pk", "references")
    return [pk for pk, references in rows if apart.isdisjoint(references)]


def external_clocks(clocks: QuerySet[Any], period: Period) -> list[dict[str, Any]]:
    """Deadlines of others that cases of this side are up against: running at the end of the period, with the nearest
    day, and passed in it without an answer. Counted by rule."""
    others = clocks.filter(rule__nature=Nature.INFORMATION, cancelled_reason="", started_on__lte=period.end)
    open_then = Q(stopped_on__isnull=True) | Q(stopped_on__gt=period.end)
    ahead = open_then & Q(due_on__gt=period.end)
    passed = Q(due_on__range=(period.start, period.end)) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=period.end))
    rows = (
        others.order_by()
        .values_list("rule__name", "rule__source")
        .annotate(
            running=Count("pk", filter=ahead), passed=Count("pk", filter=passed), next_on=Min("due_on", filter=ahead)
        )
    )
    return [
        {"name": name, "source": source, "running": running, "passed": over, "next_on": next_on}
        for name, source, running, over, next_on in rows.order_by("rule__name")
        if running or over
    ]


def implicit_waivers(scope: Scope, period: Period) -> dict[str, int]:
    """Known departures of covered officers on which nobody acted in time: noticed and ended in the period, and
    standing at its end."""
    noticed = ImplicitWaiver.objects.filter(source_kind=Case._meta.label_lower, noticed_at__lt=period.ends_at)
    return scope.of(noticed, "source_id").aggregate(
        noticed=Count("pk", filter=Q(noticed_at__gte=period.starts_at)),
        ended=Count("pk", filter=Q(ended_at__gte=period.starts_at, ended_at__lt=period.ends_at)),
        standing=Count("pk", filter=Q(ended_at__isnull=True) | Q(ended_at__gte=period.ends_at)),
    )
