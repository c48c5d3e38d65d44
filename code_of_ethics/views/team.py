"""Managers see who of their people has affirmed the Code. Never what somebody disclosed, or can't affirm."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.models import Person, ReportingLine
from accounts.paging import keyset_page
from code_of_ethics.models import Affirmation, TrainingAssignment

DEEPEST = 50  # levels of a reporting line
DONE = Q(affirmed_at__isnull=False) | Q(excused_at__isnull=False)


@login_required
def team(request: PortalRequest) -> HttpResponse:
    """One's own people."""
    return _page(request, request.person, [])


@login_required
def team_of(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The people of somebody who reports to oneself, at any distance."""
    below = Person.objects.reporting_to([request.person], levels=DEEPEST)
    leader = below.filter(pk=pk).first()
    if leader is None:
        raise Http404
    return _page(request, leader, [(leader.full_name, None)])


def _page(request: PortalRequest, leader: Person, crumbs: list[tuple[str, str | None]]) -> HttpResponse:
    today = timezone.localdate()
    if not leader.reports.exists():
        raise Http404
    direct = Affirmation.objects.of_team(leader).counted(today)
    page = keyset_page(
        direct, request, columns={"name": "person__family_name"}, sort="name",
        dressed=lambda rows: rows.select_related("person", "campaign__version"),
    )  # fmt: skip
    figures, trained = _below(page.rows, today), _trained(leader, today)
    every = Affirmation.objects.of_team(leader, levels=DEEPEST).counted(today)
    context = {
        "leader": leader,
        "is_own": leader == request.person,
        "page": page,
        "rows": [
            {
                "affirmation": row,
                "is_done": bool(row.affirmed_at or row.excused_at),
                "is_overdue": row.is_overdue(today),
                "below": figures.get(row.person_id),
                "training": trained.get(row.person_id),
            }
            for row in page.rows
        ],
        "total": every.aggregate(asked=Count("pk"), done=Count("pk", filter=DONE)),
        "breadcrumbs": [
            (_("The Code of Ethics"), reverse("code_of_ethics:code")),
            (_("My team"), reverse("code_of_ethics:team") if crumbs else None),
            *crumbs,
        ],
    }
    return render(request, "code_of_ethics/team.html", context)


def _trained(leader: Person, today: date) -> dict[Any, Any]:
    """Of each who reports to `leader`: how many running trainings they are asked to do, and how many are done."""
    asked = TrainingAssignment.objects.of_team(leader).counted(today).last_times().order_by().values("person")
    done = Count("pk", filter=Q(completed_on__isnull=False))
    return {row["person"]: row for row in asked.annotate(asked=Count("pk"), done=done)}


def _below(rows: list[Any], today: date) -> dict[Any, Any]:
    """Of each who leads others: how many of all below them count, and are done."""
    works = Q(subordinate__employed_until__isnull=True) | Q(subordinate__employed_until__gte=today)
    lines = ReportingLine.objects.filter(
        works | Q(subordinate__affirmations__affirmed_at__isnull=False),
        superior__in=[row.person_id for row in rows],
        subordinate__affirmations__isnull=False,
        subordinate__affirmations__campaign__ended_at__isnull=True,
    )
    answered = Q(subordinate__affirmations__affirmed_at__isnull=False)
    answered |= Q(subordinate__affirmations__excused_at__isnull=False)
    asked, done = Count("subordinate__affirmations"), Count("subordinate__affirmations", filter=answered)
    return {line["superior"]: line for line in lines.values("superior").annotate(asked=asked, done=done)}
