"""Telling a queue that a report has arrived, and whoever its triggers alert: a sweep's work, seconds after the sending.

Whoever reports waits for nothing of it, and no fault in it can keep a report from being stored.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from accounts.clockwork import one_by_one
from accounts.notices import Telling
from cases.actions.materiality import tell_of_first_triggers
from cases.models import Report

TOLD_AT_ONCE = 500


def tell_of_arrivals(at: datetime) -> int:
    """The sweep: tell of each report of which nobody was told yet; how many there were."""
    untold = Report.objects.filter(is_untold=True).order_by("received_on", "pk").values_list("pk", flat=True)
    return one_by_one([*untold[:TOLD_AT_ONCE]], partial(_tell_of, at=at), failed="telling_of_arrival_failed")


@transaction.atomic
def _tell_of(pk: UUID, *, at: datetime) -> int:
    """The notices bear the moment of the report, which is its day only where it is anonymous."""
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if not report.is_untold:
        return 0
    case, day = report.case, report.received_on
    arrived = Telling(case.first_workers(at), "report_arrived", report.received_at or day)
    tell_of_first_triggers(case, case.triggers.all(), on=day, at=at, arrived=arrived)
    report.is_untold = False
    report.save(update_fields=["is_untold"])
    return 1
