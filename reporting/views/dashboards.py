"""Each role's own figures. Who has several roles finds them in tabs."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import PortalRequest, role_required
from accounts.models import Person
from accounts.roles import Role
from reporting.actions import note_visit
from reporting.dashboards import interviews_of, loads, office_parts, tasks_of, week_parts
from reporting.models import CommitteeNotice, Digest
from reporting.presentation import present
from reporting.programme import programme_parts, programme_period, units_parts
from reporting.states import COMMITTEE, DigestKind

HEADS = frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE_CHAIR})
INVESTIGATORS = frozenset({Role.INVESTIGATOR, Role.EXTERNAL_INVESTIGATOR, Role.OFFICE_STAFF})
OF_THE_PROGRAMME = frozenset({Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR})
MOST_ROWS = 10

# Route, what the tab says, and whose it is.
DASHBOARDS: tuple[tuple[str, Any, frozenset[Role]], ...] = (
    ("committee_dashboard", gettext_lazy("Since your last visit"), COMMITTEE),
    ("office_dashboard", gettext_lazy("Office"), HEADS),
    ("programme_dashboard", gettext_lazy("Programme"), OF_THE_PROGRAMME),
    ("units_dashboard", gettext_lazy("By unit"), OF_THE_PROGRAMME),
    ("week_dashboard", gettext_lazy("My week"), INVESTIGATORS),
)


@login_required
def dashboards(request: PortalRequest) -> HttpResponse:
    """The first one of this person's."""
    for route, _label, roles in DASHBOARDS:
        if request.person.roles & roles:
            return redirect(f"reporting:{route}")
    raise Http404


@role_required(*HEADS)
def office_dashboard(request: PortalRequest) -> HttpResponse:
    """Workload, what is overdue, ageing, bottlenecks and quality of intake of the cases that the head may see."""
    today = timezone.localdate()
    parts = office_parts(request.person, today)
    return _page(request, "office_dashboard", parts=parts, loads=loads(request.person, today))


@role_required(*INVESTIGATORS)
def week_dashboard(request: PortalRequest) -> HttpResponse:
    """What is mine to do, now and in the next seven days."""
    person, today = request.person, timezone.localdate()
    more: dict[str, Any] = {"interviews": interviews_of(person, today), "tasks": tasks_of(person, today)}
    return _page(request, "week_dashboard", parts=week_parts(person, today), today=today, **more)


@role_required(*COMMITTEE)
def committee_dashboard(request: PortalRequest) -> HttpResponse:
    """What has been told and signed since the member looked last, and the figures of the newest signed digest."""
    person = request.person
    since = note_visit(by=person, at=timezone.now())
    told = CommitteeNotice.objects.visible_to(person)
    signed = Digest.objects.visible_to(person).signed().read_by(person).defer("snapshot", "commentary")
    if since is not None:
        told, signed = told.filter(created_at__gt=since), signed.filter(signed_at__gt=since)
    more = {
        "since": since,
        "told": list(told.order_by("-created_at")[:MOST_ROWS]),
        "signed": list(signed.order_by("-signed_at")[:MOST_ROWS]),
        "unread": CommitteeNotice.objects.visible_to(person).unread().count(),
        **_newest_figures(person),
    }
    return _page(request, "committee_dashboard", parts=[], **more)


def _newest_figures(person: Person) -> dict[str, Any]:
    """Of the newest signed digest for all: as signed, so that a dashboard never tells more than the digest did."""
    digests = Digest.objects.visible_to(person).signed().filter(kind=DigestKind.COMMON)
    newest = digests.order_by("-period_end", "-version").first()
    if newest is None or newest.snapshot_is_gone:
        return {}
    page = present(newest.snapshot)
    for card in page["headline"]:
        card["url"] = f"{newest.get_absolute_url()}{card['url']}"
    return {
        "newest": newest,
        "headline": page["headline"],
        "trend": page["charts"].get("rates") or page["charts"]["months"],
    }


@role_required(*OF_THE_PROGRAMME)
def programme_dashboard(request: PortalRequest) -> HttpResponse:
    """The whole programme, over the last four quarters that are over."""
    period = programme_period(timezone.localdate())
    return _page(request, "programme_dashboard", parts=programme_parts(period), period=period)


@role_required(*OF_THE_PROGRAMME)
def units_dashboard(request: PortalRequest) -> HttpResponse:
    """The same quarters, by the unit of whom cases are about."""
    period = programme_period(timezone.localdate())
    return _page(request, "units_dashboard", parts=units_parts(period), period=period)


def _page(request: PortalRequest, route: str, **context: Any) -> HttpResponse:
    own = [(name, label) for name, label, roles in DASHBOARDS if request.person.roles & roles]
    context["tabs"] = [
        {"label": label, "url": reverse(f"reporting:{name}"), "is_current": name == route, "count": ""}
        for name, label in own
    ]
    context["title"] = dict(own)[route]
    context["breadcrumbs"] = [(_("Dashboard"), None)]
    return render(request, f"reporting/{route}.html", context)
