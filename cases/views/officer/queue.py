"""The queue: what the signed-in person may see, and what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import PortalRequest
from accounts.countries import country_name
from accounts.models import Person
from accounts.paging import keyset_page
from cases.forms.queue import ASKED, FOR_MY_REVIEW, MINE, NOBODY, SOON, QueueFilterForm
from cases.forms.searching import SearchForm
from cases.models import Case, QueueView
from cases.states.case import CaseState
from cases.states.report import ReportKind
from cases.views.officer.flags import Flag, flags_of, with_flags
from cases.views.officer.pages import Tab, severity_tone
from cases.workflow.case import ASSIGN

COLUMNS = {"reference": "reference", "received": "received_on", "due": "due_on", "severity": "severity"}
FIRST_SORT = "due"
# Says that every open case is meant, where the queue would otherwise open with somebody's own view.
ALL_OPEN = {"view": "open"}


@dataclass(frozen=True)
class Row:
    """One case as the queue shows it."""

    case: Case
    country: str
    severity_tone: str
    has_deadline: bool
    due_tone: str
    due_words: str
    flags: list[Flag]
    may_assign: bool


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address of the queue without it."""

    label: Any
    words: str
    without: str


@login_required
def queue(request: PortalRequest) -> HttpResponse:
    """The cases that the person reaches, those due first on top. Whoever reaches none sees an empty list."""
    today, person = timezone.localdate(), request.person
    kept = list(QueueView.objects.of(person))
    opening = next((view for view in kept if view.is_default), None)
    if opening and not request.GET:
        return redirect(address_of(opening.filters))
    form = QueueFilterForm(request.GET, person=person, on=today)
    visible = Case.objects.visible_to(person)
    cases = form.narrow(with_flags(visible, timezone.localdate()) if "flag" in form.chosen else visible)
    page = keyset_page(cases, request, columns=COLUMNS, sort=FIRST_SORT, dressed=_dressed)
    rows = [_row(case, today, person) for case in page.rows]
    chosen = kept_filters(request, form)
    context = {
        "form": form,
        "search": SearchForm(auto_id="search_%s"),
        "page": page,
        "rows": rows,
        "chips": _chips(form, chosen),
        "tabs": _tabs(chosen, kept),
        "all_url": address_of({}),
        "save_url": f"{reverse('cases:save_view')}?{urlencode(chosen)}" if form.narrows else "",
        "keeps_views": bool(kept),
        "may_assign": any(row.may_assign for row in rows),
    }
    return render(request, "cases/queue.html", context)


def _dressed(cases: Any) -> Any:
    """With what a row shows. The sealed columns stay behind: a list opens nothing."""
    return (
        with_flags(cases, timezone.localdate()).select_related("topic", "assignee").defer("summary", "closing_reason")
    )


def kept_filters(request: PortalRequest, form: QueueFilterForm) -> dict[str, str]:
    """What an address of the queue says that makes sense: the filters and the order, never the page."""
    sort = request.GET.get("sort", FIRST_SORT)
    is_other = sort != FIRST_SORT and sort.removeprefix("-") in COLUMNS
    return {**form.chosen, **({"sort": sort} if is_other else {})}


def address_of(filters: dict[str, str]) -> str:
    """The queue, narrowed like this."""
    return f"{reverse('cases:queue')}?{urlencode(filters or ALL_OPEN)}"


def _tabs(chosen: dict[str, str], kept: list[QueueView]) -> list[Tab]:
    """One's own narrowings, and those that are wanted every day, as addresses of their own."""
    everyday: list[tuple[str, dict[str, str]]] = [
        (_("New"), {"state": CaseState.NEW.value}),
        (_("Overdue"), {"due": "overdue"}),
        (_("Mine"), {"assignee": MINE}),
        (_("Without investigator"), {"assignee": NOBODY}),
        (_("Waiting for the reporter"), {"talk": ASKED}),
        (_("For my review"), {"state": FOR_MY_REVIEW}),
        (_("Questions"), {"kind": ReportKind.QUESTION.value}),
        (_("Closed"), {"state": CaseState.CLOSED.value}),
    ]
    own = [(str(view.name), dict(view.filters)) for view in kept]
    return [
        Tab(label, address_of(wanted), wanted == chosen) for label, wanted in [(_("All open"), {}), *own, *everyday]
    ]


def _chips(form: QueueFilterForm, chosen: dict[str, str]) -> list[Chip]:
    return [
        Chip(
            form.fields[name].label,
            form.in_words(name),
            address_of({other: value for other, value in chosen.items() if other != name}),
        )
        for name in form.chosen
    ]


def _row(case: Case, today: date, person: Person) -> Row:
    return Row(
        case=case,
        country=country_name(case.country),
        severity_tone=severity_tone(case),
        has_deadline=case.is_open and case.due_on != Case.NOTHING_DUE,
        due_tone=_due_tone(case.due_on, today),
        due_words=_due_words((case.due_on - today).days),
        flags=flags_of(case),
        may_assign=ASSIGN.may_start(case) and ASSIGN.is_for(person, case),
    )


def _due_tone(due_on: date, today: date) -> str:
    if due_on < today:
        return "danger"
    return "warning" if due_on - today <= SOON else "neutral"


def _due_words(days: int) -> str:
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days} if days else _("today")
