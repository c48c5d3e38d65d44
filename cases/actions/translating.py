"""Having a report read by a translation service, where the company has set one."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.machine_translation import translator
from cases.models import Case, Report
from cases.workflow.parts import TRANSLATE_REPORT


@transaction.atomic
def translate_report(report: Report, *, by: Person, at: datetime) -> Report:
    """Write on the trail that a report's words go to the service. They are sent only once this is kept."""
    case = Case.objects.locked(report.case_id, by=by)
    report = case.reports.select_related("data_key").get(pk=report.pk)
    report.case = case
    TRANSLATE_REPORT.check(by, report)
    service = translator()
    if service is None:
        raise Refused(_("Machine translation is switched off. Nothing was sent."))
    if report.data_key.is_destroyed:
        raise Refused(_("The words of this report are gone for good."))
    record(
        case,
        TRANSLATE_REPORT.verb,
        by=by,
        at=at,
        sentence=f"Had a report translated by {service.name}",
        facts={
            "report": str(report.pk),
            "service": service.name,
            "source": report.language,
            "target": settings.LANGUAGE_CODE,
        },
    )
    return report
