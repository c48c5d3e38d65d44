"""Disclosures of one's own: made by anybody, reviewed by an ethics office, seen by nobody else."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from audit.trail import history
from code_of_ethics import actions
from code_of_ethics.forms.affirming import DecideForm, DeclareForm, RenewForm
from code_of_ethics.models import Declaration
from code_of_ethics.workflow import DECIDE_DECLARATION, DECLARATION_MOVES, END_DECLARATION, RENEW_DECLARATION

TO_REVIEW_SHOWN = 100


@login_required
def declarations(request: PortalRequest) -> HttpResponse:
    """One's own; for an ethics office first those that wait for it, and all that it decided."""
    person, is_office = request.person, bool(request.person.offices)
    listed = Declaration.objects.visible_to(person) if is_office else Declaration.objects.of(person)
    context = {
        "is_office": is_office,
        "to_review": Declaration.objects.to_review(person).select_related("person")[:TO_REVIEW_SHOWN]
        if is_office
        else [],
        "page": keyset_page(listed.select_related("person"), request, columns={"day": "declared_at"}, sort="-day"),
        "today": timezone.localdate(),
        "breadcrumbs": [_code_crumb(), (_("Disclosures about oneself"), None)],
    }
    return render(request, "code_of_ethics/declarations.html", context)


@login_required
def declare(request: PortalRequest) -> HttpResponse:
    """Disclose something about oneself at any time."""
    form = DeclareForm(request.POST or None)
    if form.is_valid() and (made := perform(form, actions.declare, form.facts(), by=request.person, at=timezone.now())):
        messages.success(request, _("Thank you. The ethics office reviews it."))
        return redirect(made)
    context = {"form": form, "breadcrumbs": [_code_crumb(), _crumb(), (_("Disclose something"), None)]}
    return render(request, "code_of_ethics/declare.html", context)


@login_required
def declaration(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One disclosure, with what was decided."""
    shown = _declaration_for(request, pk)
    context = {
        "declaration": shown,
        "moves": moves_allowed(DECLARATION_MOVES, shown, request.person),
        "history": history(shown),
        "facts": _facts(shown),
        "has_expired": shown.has_expired(timezone.localdate()),
        "breadcrumbs": [_code_crumb(), _crumb(), (shown.get_kind_display(), None)],
    }
    return render(request, "code_of_ethics/declaration.html", context)


@login_required
def decide_declaration(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide about somebody's disclosure."""
    form = DecideForm(request.POST or None)
    facts = {"decision": form.decision()} if form.is_valid() else {}
    return _move(request, pk, DECIDE_DECLARATION, form, facts)


@login_required
def renew_declaration(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say how it stands today."""
    form = RenewForm(request.POST or None)
    facts = {"text": form.cleaned_data["text"]} if form.is_valid() else {}
    return _move(request, pk, RENEW_DECLARATION, form, facts)


@login_required
def end_declaration(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that it is no longer so."""
    return _move(request, pk, END_DECLARATION, ConfirmForm(request.POST or None), {})


def _move(request: PortalRequest, pk: uuid.UUID, move: Move, form: Any, facts: dict[str, Any]) -> HttpResponse:
    shown = _declaration_for(request, pk)
    if form.is_valid() and (
        made := perform(form, getattr(actions, move.verb), shown, by=request.person, at=timezone.now(), **facts)
    ):
        messages.success(request, _("Done."))
        return redirect(made)
    context = {
        "record": shown,
        "declaration": shown,
        "form": form,
        "move": move,
        "cancel_url": shown.get_absolute_url(),
        "refusal": "" if request.method == "POST" else move.refusal(request.person, shown),
        "facts": _facts(shown),
        "breadcrumbs": [
            _code_crumb(), _crumb(), (shown.get_kind_display(), shown.get_absolute_url()), (move.label, None),
        ],
    }  # fmt: skip
    return render(request, f"code_of_ethics/{move.verb}.html", context)


def _declaration_for(request: PortalRequest, pk: uuid.UUID) -> Declaration:
    visible = Declaration.objects.visible_to(request.person)
    shown: Declaration = get_object_or_404(visible.select_related("person__unit", "decided_by", "renews"), pk=pk)
    return shown


def _facts(shown: Declaration) -> list[tuple[str, Any]]:
    person = shown.person
    facts = [
        (_("Person"), person.full_name),
        (_("Work"), ", ".join(filter(None, (person.job_title, person.unit.name if person.unit else "")))),
        (_("Kind"), shown.get_kind_display()),
        (_("Disclosed"), timezone.localtime(shown.declared_at)),
        (_("Reviewed by"), shown.get_office_display()),
    ]
    if shown.decided_by:
        facts += [(_("Decision"), shown.get_state_display()), (_("Decided by"), shown.decided_by.full_name)]
    if shown.expires_on:
        facts.append((_("Until"), date_format(shown.expires_on)))
    return facts


def _crumb() -> tuple[str, str]:
    return (_("Disclosures about oneself"), reverse("code_of_ethics:declarations"))


def _code_crumb() -> tuple[str, str]:
    return (_("The Code of Ethics"), reverse("code_of_ethics:code"))
