"""Which deadlines apply. Rules and calendars are no secret; whose clock is running is."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.roles import Role
from clocks import actions
from clocks.forms import OPEN, AddCalendarForm, ExceptDayForm, RuleChangeForm
from clocks.models import BusinessCalendar, Closure, DeadlineChange, Rule
from clocks.states import Nature
from clocks.workflow import APPROVE_CHANGE, CHANGE_MOVES, DECLINE_CHANGE

HEADINGS = {
    Nature.DEADLINE: gettext_lazy("What the offices must do in time"),
    Nature.MINIMUM: gettext_lazy("What must stay for some time"),
    Nature.INFORMATION: gettext_lazy("Other people's deadlines, for information"),
}


@login_required
def rules(request: PortalRequest) -> HttpResponse:
    """Every rule with its length, its start and its source; and the days that this company's calendars except."""
    exceptions = Closure.objects.select_related("calendar").order_by("-date")[:50]
    context = {
        "groups": _by_nature(),
        "exceptions": exceptions,
        "may_propose": actions.may_propose(request.person),
        "may_keep": _keeps(request.person),
    }
    return render(request, "clocks/rules.html", context)


@login_required
def calendars(request: PortalRequest) -> HttpResponse:
    """The calendars with their exceptions, and the changes that wait for the General Auditor."""
    _require_keeper(request)
    waiting = DeadlineChange.objects.waiting().select_related("rule", "calendar", "proposed_by")
    context = {
        "calendars": BusinessCalendar.objects.prefetch_related("closures"),
        "waiting": [_waiting_row(change, request.person) for change in waiting],
        "may_propose": actions.may_propose(request.person),
        "breadcrumbs": [*_breadcrumbs(), (_("Calendars and changes"), None)],
    }
    return render(request, "clocks/calendars.html", context)


@login_required
def propose_rule_change(request: PortalRequest, kind: str) -> HttpResponse:
    """Propose another length of a rule."""
    _require_office(request)
    rule = get_object_or_404(Rule.objects.select_related("calendar"), kind=kind)
    form = RuleChangeForm(request.POST or None, rule=rule)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("amount", "source", "reason")}
        told["warnings"] = (form.cleaned_data["first_warning"], form.cleaned_data["second_warning"])
        if perform(form, actions.propose_rule_change, rule, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Proposed. The General Auditor has been told."))
            return redirect("clocks:calendars")
    return _page(request, "propose_rule_change", form, rule=rule)


@login_required
def except_day(request: PortalRequest, code: str) -> HttpResponse:
    """A day on which a calendar differs from the public holidays."""
    _require_office(request)
    calendar = get_object_or_404(BusinessCalendar, code=code)
    form = ExceptDayForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        told = {"on": typed["on"], "is_open": typed["state"] == OPEN, "reason": typed["reason"]}
        made = perform(form, actions.except_day, calendar, **told, by=request.person, at=timezone.now())
        if made:
            waits = isinstance(made, DeadlineChange)
            messages.success(
                request,
                _("It would make a deadline longer that nobody may pause, so the General Auditor has been asked.")
                if waits
                else _("Recorded. Deadlines that are running have moved."),
            )
            return redirect("clocks:calendars")
    return _page(request, "except_day", form, calendar=calendar)


@login_required
def add_calendar(request: PortalRequest) -> HttpResponse:
    """The public holidays of one more place."""
    _require_office(request)
    form = AddCalendarForm(request.POST or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "country", "subdivision", "zone")}
        if perform(form, actions.add_calendar, **told, by=request.person, at=timezone.now()):
            messages.success(request, _("Added."))
            return redirect("clocks:calendars")
    return _page(request, "add_calendar", form)


@role_required(Role.GENERAL_AUDITOR)
def approve_change(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Agree to a change, as the second person."""
    return _decide(request, pk, APPROVE_CHANGE, _("Agreed. It holds from now on."))


@role_required(Role.GENERAL_AUDITOR)
def decline_change(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Turn a change down."""
    return _decide(request, pk, DECLINE_CHANGE, _("Turned down. Nothing moves."))


def _decide(request: PortalRequest, pk: uuid.UUID, move: Move, said: str) -> HttpResponse:
    found = DeadlineChange.objects.select_related("rule", "calendar", "proposed_by")
    change = get_object_or_404(found, pk=pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, getattr(actions, move.verb), change, by=request.person, at=timezone.now()):
        messages.success(request, said)
        return redirect("clocks:calendars")
    refusal = "" if request.method == "POST" else move.refusal(request.person, change)
    return _page(request, move.verb, form, move=move, change=change, facts=_facts(change), refusal=refusal)


def _page(request: HttpRequest, name: str, form: Any, **more: Any) -> HttpResponse:
    trail = [*_breadcrumbs(), (_("Calendars and changes"), reverse("clocks:calendars"))]
    return render(request, f"clocks/{name}.html", {"form": form, "breadcrumbs": trail, **more})


def _facts(change: DeadlineChange) -> list[tuple[Any, Any]]:
    about: list[tuple[Any, Any]]
    if change.rule is not None:
        proposed = Rule(amount=change.amount or 0, unit=change.rule.unit).length
        about = [
            (_("Rule"), _(change.rule.name)),
            (_("Now"), change.rule.length),
            (_("Proposed"), proposed),
            *_warnings(change),
            (_("Source now"), _(change.rule.source)),
            (_("Source proposed"), _(change.source)),
        ]
    else:
        state = _("open after all") if change.is_open else _("closed")
        about = [(_("Calendar"), _(str(change.calendar))), (_("Day"), change.day), (_("Proposed"), state)]
    return [*about, (_("Reason"), change.reason), (_("Proposed by"), change.proposed_by.full_name)]


def _warnings(change: DeadlineChange) -> list[tuple[Any, Any]]:
    """At which shares of the time people are warned now, and would be."""
    if change.rule is None or change.first_warning is None or change.second_warning is None:
        return []
    now = (change.rule.first_warning, change.rule.second_warning)
    wanted = (change.first_warning, change.second_warning)
    if wanted == now:
        return []
    words = _("at %(first)s and %(second)s %% of the time")
    told = [words % {"first": first, "second": second} for first, second in (now, wanted)]
    return [(_("Warnings now"), told[0]), (_("Warnings proposed"), told[1])]


def _waiting_row(change: DeadlineChange, person: Person) -> dict[str, Any]:
    return {"change": change, "facts": _facts(change), "moves": moves_allowed(CHANGE_MOVES, change, person)}


def _keeps(person: Person) -> bool:
    return actions.may_propose(person) or Role.GENERAL_AUDITOR in person.roles


def _require_keeper(request: PortalRequest) -> None:
    if not _keeps(request.person):
        raise Http404


def _require_office(request: PortalRequest) -> None:
    if not actions.may_propose(request.person):
        raise Http404


def _breadcrumbs() -> list[tuple[Any, str | None]]:
    return [(_("Deadlines"), reverse("clocks:rules"))]


def _by_nature() -> list[dict[str, Any]]:
    """The rules by what the end of their period means, each nature under its heading."""
    rules = list(Rule.objects.select_related("calendar"))
    return [
        {"heading": heading, "rules": found}
        for nature, heading in HEADINGS.items()
        if (found := [rule for rule in rules if rule.nature == nature])
    ]
