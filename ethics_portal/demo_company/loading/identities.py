"""Who asks for the names of confidential reporters, and a case that its head keeps to few."""

from datetime import datetime, timedelta

from accounts.models import Person
from cases import actions
from cases.models import Case, Report
from cases.states.case import CaseState
from cases.states.report import Mode
from cases.workflow.terms import WORKERS

ASKED = (
    ("PROTECTION", "She writes that her shifts were changed. We can’t look into it without knowing whose shifts."),
    ("LEGAL_DUTY", "The district court has ordered us to name whoever saw the delivery."),
    ("SECRET_DUTY", "The prosecutor asks for the witness and forbids us to tell anybody before Thursday."),
)
QUIET = "It touches a colleague of ours. Only those who work on it need to know of it."


def ask_for_names(*, at: datetime) -> None:
    """One request for each of some open cases; the last is granted, so that a name may be seen."""
    confidential = Report.objects.filter(
        mode=Mode.CONFIDENTIAL, later_mode="", case__state__in=[CaseState.INVESTIGATION, CaseState.TRIAGE]
    )
    reports = list(confidential.select_related("case").order_by("received_on", "pk")[: len(ASKED)])
    for report, (reason, why) in zip(reports, ASKED, strict=False):
        holder = _holder(report.case)
        if holder is None:
            continue
        asked = actions.request_identity(
            report.case, report=report, person=holder, reason=reason, why=why, days=14, by=holder, at=at
        )
        if report == reports[-1] != reports[0] and asked.custodian:
            words = "The order was shown to me by counsel."
            actions.grant_identity(asked, words=words, days=14, by=asked.custodian, at=at + timedelta(minutes=50))


def restrict_one(*, at: datetime) -> None:
    """The oldest open case of the ethics office that has an investigator."""
    case = Case.objects.filter(state=CaseState.INVESTIGATION, assignee__isnull=False, queue="ETHICS_OFFICE")
    oldest = case.order_by("received_on", "pk").first()
    head = Person.objects.holding(oldest.head_role).first() if oldest else None
    if oldest and head and oldest.is_visible_to(head):
        actions.restrict_case(oldest, reason=QUIET, by=head, at=at)


def _holder(case: Case) -> Person | None:
    workers = [one for one in case.staff() if case.relations(one) & WORKERS]
    return next((one for one in workers if one.pk == case.assignee_id), next(iter(workers), None))
