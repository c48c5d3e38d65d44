"""The measures of the ethics programme itself: what was audited, found and put right.

They are about the company, not about cases, and stand in the common digest alone. What pages say about them is in
`definitions.py`.
"""

from typing import Any

from django.db.models import Count, Q

from code_of_ethics.models import AuditFinding, ComplianceAudit
from code_of_ethics.states.audits import AuditRating, AuditState, FindingRating
from reporting.periods import Period


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
