"""Who has access to a case and why: grants, restriction, who looked, who asked for a reporter's name."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.models import Person
from accounts.moves import Move
from accounts.proof import how_proved, way_to_proof
from audit.models import Entry
from audit.trail import history as trail_of
from cases import actions
from cases.forms.access import CheckAccessForm, InDangerForm, RequestIdentityForm, RestrictForm
from cases.forms.people import FindPersonForm
from cases.models import Case, IdentityRequest, InsiderList, Report
from cases.models.audience import Access
from cases.states.access import GrantReason
from cases.states.report import Mode
from cases.views.officer.pages import case_or_404, done, frame, framed_case_or_404, offered, render_move
from cases.workflow.access import APPOINT, CHECK_ACCESS, LIFT_RESTRICTION, REQUEST_IDENTITY, RESTRICT, UNLOCK_IN_DANGER
from cases.workflow.case import SHARE
from cases.workflow.insiders import MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE
from cases.workflow.terms import WORKERS

MOST_READERS = 100


@login_required
def access(request: PortalRequest, reference: str) -> HttpResponse:
    """Who was given access to it and why, who looked, who asked for a name, and who stepped back and why."""
    shown, person = framed_case_or_404(request, reference), request.person
    told = trail_of(shown, SHARE.verb, RESTRICT.verb)
    relations = shown.relations(person)
    context = frame(request, shown, "access")
    context |= {
        "grants": _grants(shown, told),
        "appointments": shown.appointments.active().select_related("person"),
        "may_end": "head" in relations,
        "conflicts": shown.conflicts.select_related("data_key", "person").order_by("declared_at"),
        "share": offered(context, SHARE.verb),
        "restricted_because": _restricted_because(shown, told),
        "access_moves": _access_moves(shown, person),
        "insider_list": _insider_list(shown, person),
        # Who looked is for whoever answers for the case.
        "readings": _readings(shown) if relations & {"head", "assignee"} else None,
        "names": _names(shown, person) if relations & WORKERS else [],
    }
    return render(request, "cases/access.html", context)


@login_required
def restrict(request: PortalRequest, reference: str) -> HttpResponse:
    """Close the case to its queue."""
    case = case_or_404(request, reference)
    form = RestrictForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.restrict_case, case, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("Restricted."), part="access")
    return render_move(request, case, RESTRICT, form)


@login_required
def lift_restriction(request: PortalRequest, reference: str) -> HttpResponse:
    """Open it to its queue again."""
    case = case_or_404(request, reference)
    form = RestrictForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.lift_restriction, case, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return done(request, case, _("The restriction is lifted."), part="access")
    return render_move(request, case, LIFT_RESTRICTION, form)


@login_required
def check_access(request: PortalRequest, reference: str) -> HttpResponse:
    """Whether somebody would see the case, and why."""
    case = case_or_404(request, reference)
    find = FindPersonForm(request.GET or None)
    hits = find.hits(besides=request.person)
    form = CheckAccessForm(request.POST or None, hits=hits)
    answer: dict[str, Any] = {}
    if form.is_valid():
        person = form.cleaned_data["person"]
        found = perform(form, actions.check_access, case, person=person, by=request.person, at=timezone.now())
        answer = _answer(case, person, found) if found else {}
    return render_move(request, case, CHECK_ACCESS, form, find=find, hits=hits, answer=answer)


@login_required
def request_identity(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Ask a custodian for the name behind a report."""
    case = case_or_404(request, reference)
    report = _confidential_or_404(case, pk)
    form = RequestIdentityForm(request.POST or None, workers=_workers(case), by=request.person)
    if form.is_valid() and (
        made := perform(
            form,
            actions.request_identity,
            case,
            report=report,
            **_asked(form, "person", "reason", "why", "days"),
            by=request.person,
            at=timezone.now(),
        )
    ):
        return redirect(made)
    danger = UNLOCK_IN_DANGER.is_for(request.person, case)
    return render_move(request, case, REQUEST_IDENTITY, form, danger_url=_address(UNLOCK_IN_DANGER, report, danger))


@login_required
def unlock_in_danger(request: PortalRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """A life is in danger: sign, and call the other offices."""
    case = case_or_404(request, reference)
    report = _confidential_or_404(case, pk)
    if UNLOCK_IN_DANGER.is_for(request.person, case) and (way := way_to_proof(request)):
        return way
    form = InDangerForm(request.POST or None, workers=_workers(case), by=request.person)
    if form.is_valid():
        facts = _asked(form, "person", "why") | {"report": report, "how": how_proved(request)}
        made = perform(form, actions.unlock_in_danger, case, **facts, by=request.person, at=timezone.now())
        if made:
            return redirect(made)
    return render_move(request, case, UNLOCK_IN_DANGER, form)


def _asked(form: Any, *names: str) -> dict[str, Any]:
    facts = form.facts
    return {name: facts[name] for name in names}


def _confidential_or_404(case: Case, pk: uuid.UUID) -> Report:
    report: Report = get_object_or_404(case.reports.select_related("data_key"), pk=pk)
    report.case = case
    return report


def _workers(case: Case) -> list[Person]:
    """Those who work the case now: to nobody else can a name be shown."""
    return [one for one in case.staff() if case.relations(one) & WORKERS]


def _grants(shown: Case, told: list[Entry]) -> list[dict[str, Any]]:
    """Who has access now. What a share was for stands on the trail, where whoever shared it said so."""
    said = {entry.facts.get("person"): entry.facts.get("reason", "") for entry in told if entry.verb == SHARE.verb}
    granted = shown.access_grants.active().select_related("person", "granted_by").order_by("granted_on", "person")
    return [
        {"grant": grant, "why": said.get(str(grant.person_id), "") if grant.reason == GrantReason.SHARED else ""}
        for grant in granted
    ]


def _restricted_because(shown: Case, told: list[Entry]) -> str:
    if not shown.is_restricted:
        return ""
    return next((entry.facts.get("reason", "") for entry in reversed(told) if entry.verb == RESTRICT.verb), "")


def _access_moves(shown: Case, person: Person) -> list[dict[str, Any]]:
    mark = UNMARK_MARKET_SENSITIVE if getattr(shown, "is_market_sensitive", False) else MARK_MARKET_SENSITIVE
    moves = (CHECK_ACCESS, LIFT_RESTRICTION if shown.is_restricted else RESTRICT, APPOINT, mark)
    may = [move for move in moves if move.may_start(shown) and move.is_for(person, shown)]
    return [{"label": move.label, "url": shown.move_url(move)} for move in may]


def _insider_list(shown: Case, person: Person) -> dict[str, Any] | None:
    """The open insider list of the case, and where it is read by whoever may read it."""
    if not getattr(shown, "is_market_sensitive", False):
        return None
    readable = Exists(InsiderList.objects.visible_to(person).filter(pk=OuterRef("pk")))
    found = InsiderList.objects.of(shown.pk, shown.merged_into_id).open().select_related("data_key", "opened_by")
    one: Any = found.annotate(is_readable=readable).first()
    return {"list": one, "url": one.get_absolute_url() if one.is_readable else ""} if one else None


def _readings(shown: Case) -> list[dict[str, Any]]:
    """Who opened the file, by person, whoever looked last first."""
    looked = shown.readings.values("person__given_name", "person__family_name", "person")
    counted = looked.annotate(first=Min("read_on"), last=Max("read_on"), days=Count("pk"))
    return [
        row | {"name": f"{row['person__given_name']} {row['person__family_name']}".strip()}
        for row in counted.order_by("-last", "person")[:MOST_READERS]
    ]


def _names(shown: Case, person: Person) -> list[dict[str, Any]]:
    """The reports told in confidence, each with the requests for its name."""
    reports = [one for one in shown.reports.all() if one.known_as == Mode.CONFIDENTIAL]
    asked = IdentityRequest.objects.visible_to(person).filter(report__case=shown).select_related("person", "asked_by")
    requests = list(asked) if reports else []
    may_ask = REQUEST_IDENTITY.is_for(person, shown)
    return [
        {
            "report": report,
            "requests": [one for one in requests if one.report_id == report.pk],
            "ask_url": _address(REQUEST_IDENTITY, report, may_ask),
            "danger_url": _address(UNLOCK_IN_DANGER, report, may_ask),
        }
        for report in reports
    ]


def _address(move: Move, report: Report, may: bool) -> str:
    return reverse(f"cases:{move.verb}", args=[report.case.reference, report.pk]) if may else ""


def _answer(case: Case, person: Person, found: Access) -> dict[str, Any]:
    """Yes or no with the reasons, in plain words."""
    walls, ways = [str(wall.label) for wall in found.walls], [str(way.label) for way in found.ways]
    if not ways and case.is_restricted:
        ways = [_("The case is restricted to its head and named people, and they are not named.")]
    elif not ways:
        ways = [_("Nothing leads them to it: no office, no assignment, no access given.")]
    return {
        "person": person,
        "sees": found.sees,
        "walls": walls,
        "ways": ways,
        "has_way": bool(found.ways),
        "has_left": person.has_left(),
    }
