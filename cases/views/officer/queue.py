"""The queue: what the signed-in person may see, and what waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.countries import country_name
from accounts.paging import keyset_page
from cases.forms.queue import MINE, NOBODY, QueueFilterForm
from cases.models import Case
from cases.states import CaseState, ReportKind
from cases.views.officer.flags import Flag, flags_of, with_flags
from cases.views.officer.pages import Tab, severity_tone

COLUMNS = {"reference": "reference", "received": "received_on", "due": "due_on", "severity": "severity"}
SOON = timedelta(days=2)


@dataclass(frozen=True)
class Row:
    """One case as the queue shows it."""

    case: Case
    country: str
    severity_tone: str
    has_deadline: bool
    due_tone: str
    flags: list[Flag]


@login_required
def queue(request: PortalRequest) -> HttpResponse:
    """The cases that the person reaches, those due first on top. Whoever reaches none sees an empty list."""
    today = timezone.localdate()
    person = request.person
    form = QueueFilterForm(request.GET, person=person)
    cases = with_flags(form.narrow(Case.objects.visible_to(person), on=today))
    # The sealed columns stay behind: a list opens nothing.
    listed = cases.select_related("topic", "assignee").defer("summary", "closing_reason")
    page = keyset_page(listed, request, columns=COLUMNS, sort="due")
    context = {
        "form": form,
        "page": page,
        "rows": [_row(case, today) for case in page.rows],
        "tabs": _views(request),
    }
    return render(request, "cases/queue.html", context)


def _views(request: PortalRequest) -> list[Tab]:
    """The narrowings that are wanted every day, as addresses of their own."""
    chosen = {name: value for name, value in request.GET.items() if value and name in QueueFilterForm.base_fields}
    views: list[tuple[str, dict[str, str]]] = [
        (_("Open"), {}),
        (_("Mine"), {"assignee": MINE}),
        (_("Without investigator"), {"assignee": NOBODY}),
        (_("Overdue"), {"overdue": "on"}),
        (_("Questions"), {"kind": ReportKind.QUESTION.value}),
        (_("Closed"), {"state": CaseState.CLOSED.value}),
    ]
    start = reverse("cases:queue")
    return [
        Tab(label, f"{start}?{urlencode(wanted)}" if wanted else start, wanted == chosen) for label, wanted in views
    ]


def _row(case: Case, today: date) -> Row:
    return Row(
        case=case,
        country=country_name(case.country),
        severity_tone=severity_tone(case),
        has_deadline=case.is_open and case.due_on != Case.NOTHING_DUE,
        due_tone=_due_tone(case.due_on, today),
        flags=flags_of(case),
    )


def _due_tone(due_on: date, today: date) -> str:
    if due_on < today:
        return "danger"
    return "warning" if due_on - today <= SOON else "neutral"
