"""A manager, a compliance officer or counsel passes on what they were told (the Code asks it of everybody)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FormReceipt, Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.intake import Referrer, ReportFacts, submit_report
from cases.models import Case, ManagerReferral
from cases.models.recording import referrer_digest
from clocks import kinds
from clocks.actions import start_clock, stop_clock


@transaction.atomic
def refer_report(
    facts: ReportFacts, *, told_on: date, is_concerned: bool, receipt: str, by: Person, at: datetime
) -> ManagerReferral:
    """Make a report of what `by` was told on `told_on`. Sent again with the same receipt, it is the same referral.

    `by` is not the reporter: whoever told them is. The house's clock of one business day is started on the day of the
    telling and stopped now, so that a delay stands among the deadlines of the case, met or missed.
    """
    day = timezone.localdate(at)
    if told_on > day:
        raise Refused(_("The day on which you were told can’t lie ahead."), "told_on")
    taken = FormReceipt.objects.take(receipt, of="referral", on=day)
    if taken.result_id:
        found: ManagerReferral = ManagerReferral.objects.by_referrer(by).get(pk=taken.result_id)
        return found
    report = submit_report(facts, by=None, at=at, referrer=Referrer(by, is_concerned))
    moment = report.moment(at)
    case = Case.objects.locked(report.case_id, by=None)
    start_clock(case, kinds.MANAGER_REFERRAL, at=moment, on=told_on)
    clock = stop_clock(case, kinds.MANAGER_REFERRAL, at=moment)
    referral = ManagerReferral.objects.create(
        data_key=report.data_key,
        report=report,
        referrer_name=by.full_name,
        referrer_id_sealed=str(by.pk),
        referrer_digest=referrer_digest(by),
        is_concerned=is_concerned,
        told_on=told_on,
        due_on=clock.due_on if clock else told_on,
        passed_on=day,
    )
    record(
        case,
        "refer_report",
        by="a colleague who was told",
        at=moment,
        sentence="Passed on late" if referral.is_late else "Passed on in time",
        facts={
            "referrer": by.full_name,
            "told_on": told_on.isoformat(),
            "due_on": referral.due_on.isoformat(),
            "is_concerned": is_concerned,
        },
    )
    taken.keep(referral)
    return referral
