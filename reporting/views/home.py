"""Everybody's first page: what needs you now."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import PortalRequest
from reporting.waiting import CASE_PEOPLE, next_deadlines, waiting_for


@login_required
def home(request: PortalRequest) -> HttpResponse:
    """Each number leads to the rows that it counts."""
    today = timezone.localdate()
    urgent, standing = waiting_for(request.person, today=today)
    context = {
        "urgent": urgent,
        "standing": standing,
        "deadlines": next_deadlines(request.person),
        "works_cases": bool(request.person.roles & CASE_PEOPLE),
        "today": today,
    }
    return render(request, "reporting/home.html", context)
