"""What the digest says of compliance audits and of training: they are about the company, not about cases.

What pages say about these figures is in `definitions.py`.
"""

from typing import Any

from django.db.models import Count, F, Q

from code_of_ethics.models import AuditFinding, ComplianceAudit, TrainingAssignment
from code_of_ethics.states.audits import AuditRating, AuditState, FindingRating
from reporting.measures import rate
from reporting.periods import Period


def compliance(period: Period) -> dict[str, Any] | None:
    """Audits and training together; nothing where neither is on record."""
    audits, training = compliance_audits(period), trained(period)
    if not (training["of"] or training["open"] or audits["planned"] or audits["done"] or audits["open"]):
        return None
    return {"audits": audits, "training": training}


def trained(period: Period) -> dict[str, Any]:
    """Of the trainings that people had to do by a day of the period: done by that day, done later, still open.

    Whoever left without doing it is not counted. One statement.
    """
    done = Q(completed_on__lte=period.end)
    asked = TrainingAssignment.objects.counted(period.end).filter(due_on__range=(period.start, period.end))
    found = asked.aggregate(
        of=Count("pk"),
        in_time=Count("pk", filter=done & Q(completed_on__lte=F("due_on"))),
        late=Count("pk", filter=done & Q(completed_on__gt=F("due_on"))),
    )
    return {
        "of": found["of"],
        "in_time": rate(found["in_time"], found["of"]),
        "late": found["late"],
        "open": found["of"] - found["in_time"] - found["late"],
    }


def compliance_audits(period: Period) -> dict[str, Any]:
    """Of the General Auditor's plan: audits due in the period and reported in it, with their ratings; the findings
    raised in it, by rating; and the follow-ups that were open, and overdue, at its end. Two statements."""
    inside = {"gte": period.starts_at, "lt": period.ends_at}
    reported = Q(**{f"reported_at__{bound}": moment for bound, moment in inside.items()})
    by_rating = {rating.value: Count("pk", filter=reported & Q(rating=rating)) for rating in AuditRating}
    audits = ComplianceAudit.objects.aggregate(
        planned=Count("pk", filter=Q(due_on__range=(period.start, period.end)) & ~Q(state=AuditState.CANCELLED)),
        done=Count("pk", filter=reported),
        **by_rating,
    )
    raised = Q(**{f"raised_at__{bound}": moment for bound, moment in inside.items()})
    then = Q(raised_at__lt=period.ends_at) & (Q(closed_at__isnull=True) | Q(closed_at__gte=period.ends_at))
    not_done = Q(done_at__isnull=True) | Q(done_at__gte=period.ends_at)
    # What was answered later had no day yet at the period's end.
    answered = Q(answered_at__lt=period.ends_at)
    findings = AuditFinding.objects.aggregate(
        open=Count("pk", filter=then),
        overdue=Count("pk", filter=then & not_done & answered & Q(due_on__lte=period.end)),
        **{f"of_{rating.value}": Count("pk", filter=raised & Q(rating=rating)) for rating in FindingRating},
    )
    return {
        "planned": audits["planned"],
        "done": audits["done"],
        "ratings": [{"name": str(one.label), "count": audits[one.value]} for one in AuditRating],
        "findings": [{"name": str(one.label), "count": findings[f"of_{one.value}"]} for one in reversed(FindingRating)],
        "open": findings["open"],
        "overdue": findings["overdue"],
    }
