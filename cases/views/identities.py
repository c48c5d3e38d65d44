"""Requests for the name of a confidential reporter, for the custodian, the second person and whoever asked.

A custodian sees the kind of reason, the reference, for whom and how long: nothing of the case (DECISIONS 47).
"""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ReasonForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.proof import how_proved, way_to_proof
from accounts.roles import Role
from cases import actions
from cases.forms.access import GrantIdentityForm, RefuseIdentityForm, ShowIdentityForm
from cases.models import IdentityRequest
from cases.workflow.access import GRANT_IDENTITY, REFUSE_IDENTITY, REQUEST_MOVES, REVOKE_IDENTITY, SHOW_IDENTITY

JOINED = ("data_key", "report__case", "person", "asked_by", "custodian", "decided_by", "revoked_by")
COLUMNS = {"asked": "asked_at"}


@role_required(Role.CUSTODIAN)
def names(request: PortalRequest) -> HttpResponse:
    """What a custodian has to decide, and has decided."""
    mine = IdentityRequest.objects.decided_by(request.person).select_related(*JOINED)
    page = keyset_page(mine, request, columns=COLUMNS, sort="-asked")
    context = {"page": page, "breadcrumbs": [(_("Names in trust"), None)]}
    return render(request, "identities/names.html", context)


@login_required
def name(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One request: what is asked, what was decided, and each look."""
    asked = _request_for(request, pk)
    return render(request, "identities/name.html", _about(asked, request.person))


@login_required
def grant_identity(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Let one person see the name until a day. Where a life is in danger it is signed."""
    asked = _request_for(request, pk)
    if asked.in_danger and GRANT_IDENTITY.is_for(request.person, asked) and (way := way_to_proof(request)):
        return way
    form = GrantIdentityForm(request.POST or None, most=asked.days)
    facts: dict[str, Any] = {"how": how_proved(request)} if asked.in_danger else {}
    if form.is_valid():
        facts |= {name: form.cleaned_data[name] for name in ("words", "days")}
        if perform(form, actions.grant_identity, asked, **facts, by=request.person, at=timezone.now()):
            return _done(request, asked, _("Granted. Whoever asked has been told."))
    return _move_page(request, asked, GRANT_IDENTITY, form)


@login_required
def refuse_identity(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Leave the name locked."""
    return _with_reason(request, pk, REFUSE_IDENTITY, RefuseIdentityForm, actions.refuse_identity, _("Refused."))


@login_required
def revoke_identity(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a request or a grant back."""
    return _with_reason(request, pk, REVOKE_IDENTITY, ReasonForm, actions.revoke_identity, _("Taken back."))


@login_required
def show_identity(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what a look means; once it is asked for, the name, on this one answer and on no other page."""
    asked = _request_for(request, pk)
    form = ShowIdentityForm(request.POST if request.method == "POST" else None)
    seen = form.is_valid() and perform(form, actions.show_identity, asked, by=request.person, at=timezone.now())
    identity = asked.report.known_identity if seen else None
    answer = _move_page(request, asked, SHOW_IDENTITY, form, identity=identity)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _with_reason(
    request: PortalRequest, pk: uuid.UUID, move: Move, form_class: type[ReasonForm], action: Any, sentence: str
) -> HttpResponse:
    asked = _request_for(request, pk)
    form = form_class(request.POST or None)
    if form.is_valid() and perform(
        form, action, asked, reason=form.cleaned_data["reason"], by=request.person, at=timezone.now()
    ):
        return _done(request, asked, sentence)
    return _move_page(request, asked, move, form)


def _request_for(request: PortalRequest, pk: uuid.UUID) -> IdentityRequest:
    joined = (*JOINED, "report__identity__data_key", "report__later_identity__data_key")
    return get_object_or_404(IdentityRequest.objects.visible_to(request.person).select_related(*joined), pk=pk)


def _about(asked: IdentityRequest, person: Person) -> dict[str, Any]:
    sees_case = asked.report.case.is_visible_to(person)
    return {
        "asked": asked,
        "case": asked.report.case if sees_case else None,
        "facts": _facts(asked),
        "why": asked.why if sees_case else "",
        "moves": moves_allowed(REQUEST_MOVES, asked, person),
        "views": asked.views.select_related("seen_by"),
        "breadcrumbs": _breadcrumbs(asked, person, sees_case),
    }


def _facts(asked: IdentityRequest) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Case"), asked.report.case.reference),
        (_("Kind of reason"), asked.get_reason_display()),
        (_("For"), asked.person.full_name),
        (_("Asked by"), _("%(name)s on %(day)s") % _who(asked.asked_by, timezone.localdate(asked.asked_at))),
        (_("For how long"), _("%(days)s days at most") % {"days": asked.days}),
        (_("The reporter"), asked.telling.label),
    ]
    if asked.custodian:
        facts.append((_("Custodian"), asked.custodian.full_name))
    if asked.decided_by and asked.decided_at:
        decided = _who(asked.decided_by, timezone.localdate(asked.decided_at))
        facts.append((_("Decided by"), _("%(name)s on %(day)s") % decided))
    if asked.from_on and asked.until_on:
        days = {"first": _day(asked.from_on), "last": _day(asked.until_on)}
        facts.append((_("May be seen"), _("from %(first)s until %(last)s") % days))
    if asked.told_on:
        facts.append((_("The reporter was told"), _day(asked.told_on)))
    if asked.answer:
        facts.append((_("The reporter answered"), _("Yes") if asked.answer == "YES" else _("No")))
    if asked.ended_on:
        facts.append((_("Ended"), f"{_day(asked.ended_on)}: {asked.get_ended_because_display()}"))
    return facts


def _who(person: Person, on: date) -> dict[str, str]:
    return {"name": person.full_name, "day": _day(on)}


def _day(on: date) -> str:
    return date_format(on, "j M Y")


def _move_page(request: PortalRequest, asked: IdentityRequest, move: Move, form: Any, **more: Any) -> HttpResponse:
    context = _about(asked, request.person) | {
        "move": move,
        "form": form,
        "refusal": "" if request.method == "POST" else move.refusal(request.person, asked),
        "cancel_url": asked.get_absolute_url(),
    }
    context["breadcrumbs"] = [*context["breadcrumbs"][:-1], (_("A name"), asked.get_absolute_url()), (move.label, None)]
    return render(request, f"identities/{move.verb}.html", context | more)


def _breadcrumbs(asked: IdentityRequest, person: Person, sees_case: bool) -> list[tuple[Any, str | None]]:
    if sees_case:
        access = reverse("cases:access", args=[asked.report.case.reference])
        return [(_("Cases"), reverse("cases:queue")), (asked.report.case.reference, access), (_("A name"), None)]
    if Role.CUSTODIAN in person.roles:
        return [(_("Names in trust"), reverse("identities:names")), (_("A name"), None)]
    return [(_("A name"), None)]


def _done(request: PortalRequest, asked: IdentityRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(asked)
