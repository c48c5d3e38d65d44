"""What people who leave, or have left, leave behind: their cases, actions and duties, for the offices to hand over.

The administrator who notes that somebody leaves sees no case, and so not this page.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.models import Person
from cases.models import Action, Case, OnCallDuty
from cases.models.wall import queues_of
from cases.workflow.case import ASSIGN

# Whoever leaves so soon hands over now.
SOON = timedelta(days=14)
# Of each kind; the rest comes when these are handed over.
SHOWN = 100


@dataclass
class Leaver:
    """One person with what is in their hands."""

    person: Person
    things: list[dict[str, Any]] = field(default_factory=list)

    @property
    def last_day(self) -> date | None:
        return self.person.employed_until


@login_required
def left_behind(request: PortalRequest) -> HttpResponse:
    """Listed by person, the first to go first; each thing with the page on which it is handed over."""
    person, until = request.person, timezone.localdate() + SOON
    if not queues_of(person):
        raise Http404
    leavers: dict[Any, Leaver] = {}
    for who, thing in [*_cases(person, until), *_actions(person, until), *_duties(person, until)]:
        leavers.setdefault(who.pk, Leaver(who)).things.append(thing)
    context = {
        "leavers": sorted(leavers.values(), key=lambda one: (one.last_day or until, one.person.full_name)),
        "breadcrumbs": [(_("Cases"), reverse("cases:queue")), (_("Left behind"), None)],
    }
    return render(request, "cases/left_behind.html", context)


def _cases(person: Person, until: date) -> list[tuple[Person, dict[str, Any]]]:
    found = Case.objects.visible_to(person).left_behind(until).select_related("assignee", "topic")
    return [
        (case.assignee, _thing(_("Case"), f"{case.topic.name}, {case.reference}", _page(case)))
        for case in found.order_by("due_on", "id")[:SHOWN]
        if case.assignee
    ]


def _actions(person: Person, until: date) -> list[tuple[Person, dict[str, Any]]]:
    """Those of visible cases: one's own actions lie on another page."""
    cases = Case.objects.visible_to(person).values("pk")
    found = Action.objects.visible_to(person).under_way().filter(case__in=cases, owner__employed_until__lte=until)
    return [
        (action.owner, _thing(_("Action"), f"{action.what}, {action.case.reference}", action_url(action)))
        for action in found.select_related("owner", "case").order_by("due_on", "id")[:SHOWN]
        if action.owner
    ]


def _page(case: Case) -> str:
    """Where another investigator is named; a case that can't be assigned yet leads to itself."""
    return reverse("cases:assign", args=[case.reference]) if ASSIGN.may_start(case) else case.get_absolute_url()


def action_url(action: Action) -> str:
    """Where another owner is named."""
    return reverse("cases:name_owner", args=[action.case.reference, action.pk])


def _duties(person: Person, until: date) -> list[tuple[Person, dict[str, Any]]]:
    """Duties on call that go on after the last day, of one's own office."""
    coming = OnCallDuty.objects.visible_to(person).not_over(timezone.now())
    found = coming.filter(person__employed_until__lte=until)
    return [
        (duty.person, _thing(_("On call"), duty.get_office_display(), reverse("danger:on_call")))
        for duty in found.select_related("person").order_by("starts_at", "id")[:SHOWN]
    ]


def _thing(kind: str, what: str, url: str) -> dict[str, Any]:
    return {"kind": kind, "what": what, "url": url}
