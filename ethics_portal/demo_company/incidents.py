"""When the matters of the demo company began, and what their reports and the office say of it.

The reporter names a day where it is fresh. The office learns of the older ones to the month or the year, and of one
matter in eight nothing.
"""

import random
from datetime import date, timedelta

from django.utils.formats import date_format

from cases.first_incident import FirstIncident
from cases.forms.public import CircumstancesPage
from ethics_portal.demo_company.reports import ReportSeed

# Days after which memory keeps the month alone, and the year alone.
FRESH, FADED = 60, 300
UNKNOWN_ONE_IN = 8


def first_incident_of(seed: ReportSeed, received_on: date) -> FirstIncident | None:
    """As triage states it; nothing where nobody knows."""
    if not random.Random(f"{seed.key}:incident").randrange(UNKNOWN_ONE_IN):
        return None
    began = received_on - timedelta(days=seed.happened_days_before)
    if seed.happened_days_before <= FRESH:
        return FirstIncident(began.year, began.month, began.day)
    return FirstIncident(began.year, began.month if seed.happened_days_before <= FADED else None)


def told_when(seed: ReportSeed, received_on: date) -> dict[str, str]:
    """The answer of the form, where its reporter named a day."""
    began = first_incident_of(seed, received_on)
    if began is None or began.day is None:
        return {}
    return {str(CircumstancesPage.base_fields["day"].label): date_format(began.begins, "DATE_FORMAT")}
