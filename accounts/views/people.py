"""Notices for everybody; people and roles for administrators and those who agree to roles."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import PortalRequest, role_required
from accounts.actions import approve_role, decline_role, propose_role, read_notice, revoke_role
from accounts.actions import read_notices as mark_as_read
from accounts.countries import country_name
from accounts.door import perform
from accounts.forms import ConfirmForm, PersonFilterForm, ProposeRoleForm, ReasonForm
from accounts.models import Notice, Person, RoleGrant
from accounts.moves import moves_allowed
from accounts.notice_kinds import kind_of
from accounts.notices import readable, record_of
from accounts.paging import PAGE_SIZE, Page, keyset_page
from accounts.roles import DESCRIPTIONS, Role
from accounts.workflow import ROLE_MOVES
from audit.trail import history


@login_required
def notices(request: PortalRequest) -> HttpResponse:
    page, listed = _page_of_notices(request)
    unread = [notice for notice in listed if not notice.read_at]
    context = {"page": page, "notices": listed, "unread": unread, "breadcrumbs": [(_("Notices"), None)]}
    return render(request, "accounts/notices.html", context)


def _page_of_notices(request: PortalRequest) -> tuple[Page, list[Notice]]:
    """A page without holes: what a wall hides since is left out before the rows are counted, so that no gap tells."""
    own = Notice.objects.filter(recipient=request.person, withheld=False)
    hidden: set[Any] = set()
    while True:
        page = keyset_page(own.exclude(pk__in=hidden), request, columns={"day": "created_on"}, sort="-day")
        listed = readable(page.rows, request.person)
        if len(listed) == len(page.rows):
            return page, listed
        hidden |= {notice.pk for notice in page.rows} - {notice.pk for notice in listed}


@login_required
@require_POST
def open_notice(request: PortalRequest, pk: Any) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.person)
    about: Any = record_of(notice, request.person)
    if notice.about_kind and about is None:
        raise Http404
    read_notice(notice, by=request.person, at=timezone.now())
    elsewhere = kind_of(notice.kind).leads_to or "accounts:notices"
    return redirect(about.get_absolute_url() if hasattr(about, "get_absolute_url") else elsewhere)


@login_required
@require_POST
def read_notices(request: PortalRequest) -> HttpResponse:
    """Mark what a page of notices showed as read. What came since was not on it, and stays unread."""
    number = mark_as_read(_ids(request.POST.getlist("notice")), by=request.person, at=timezone.now())
    if number:
        marked = ngettext("%(number)d notice is marked as read.", "%(number)d notices are marked as read.", number)
        messages.success(request, marked % {"number": number})
    return redirect("accounts:notices")


def _ids(texts: list[str]) -> Iterator[UUID]:
    """As many as a page shows; what is no id was not written by the page."""
    for text in texts[:PAGE_SIZE]:
        with suppress(ValueError):
            yield UUID(text)


@role_required(Role.ADMINISTRATOR)
def people(request: PortalRequest) -> HttpResponse:
    form = PersonFilterForm(request.GET or None)
    listed = form.matching().select_related("unit", "entity")
    page = keyset_page(listed, request, columns={"name": "family_name", "country": "country"}, sort="name")
    context = {"page": page, "form": form, "breadcrumbs": [(_("People and roles"), None)]}
    return render(request, "accounts/people.html", context)


@role_required(Role.ADMINISTRATOR)
def person(request: PortalRequest, pk: Any) -> HttpResponse:
    shown = get_object_or_404(Person.objects.select_related("unit", "entity", "manager"), pk=pk)
    grants = shown.role_grants.select_related("proposed_by", "approved_by").order_by("-proposed_at")
    context = {
        "shown": shown,
        "grants": grants,
        "history": history(shown),
        "facts": _facts_of(shown),
        "breadcrumbs": [(_("People and roles"), reverse("accounts:people")), (shown.full_name, None)],
    }
    return render(request, "accounts/person.html", context)


def _facts_of(shown: Person) -> list[tuple[str, Any]]:
    flags = {
        _("Director"): shown.is_director,
        _("Executive officer"): shown.is_executive_officer,
        _("Covered SEC officer"): shown.is_covered_officer,
        _("Control role"): shown.has_control_role,
    }
    return [
        (_("E-mail"), shown.email),
        (_("Unit"), shown.unit),
        (_("Company"), shown.entity),
        (_("Country"), country_name(shown.country)),
        (_("Manager"), shown.manager),
        (_("Last day"), shown.employed_until or _("None set")),
        (_("Classes"), ", ".join(name for name, holds in flags.items() if holds) or _("None")),
    ]


@role_required(Role.ADMINISTRATOR)
def propose_role_to(request: PortalRequest, pk: Any) -> HttpResponse:
    shown = get_object_or_404(Person, pk=pk)
    form = ProposeRoleForm(request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data
        until = facts["expires_on"]
        expires_at = timezone.make_aware(datetime.combine(until, time.max)) if until else None
        if perform(
            form,
            propose_role,
            shown,
            role=facts["role"],
            office=facts["office"],
            expires_at=expires_at,
            by=request.person,
            at=timezone.now(),
        ):
            messages.success(request, _("Proposed. The role starts when a second person agrees."))
            return redirect("accounts:person", pk=shown.pk)
    breadcrumbs = [
        (_("People and roles"), reverse("accounts:people")),
        (shown.full_name, reverse("accounts:person", args=[shown.pk])),
        (_("Propose a role"), None),
    ]
    context = {"shown": shown, "form": form, "descriptions": DESCRIPTIONS.items(), "breadcrumbs": breadcrumbs}
    return render(request, "accounts/propose_role.html", context)


def _grant_for(request: PortalRequest, pk: Any) -> RoleGrant:
    """The grant, for whoever proposes, agrees to or holds it; 404 for others."""
    grant = get_object_or_404(RoleGrant.objects.select_related("person", "proposed_by", "approved_by"), pk=pk)
    if not grant.relations(request.person):
        raise Http404
    return grant


@login_required
def role_grant(request: PortalRequest, pk: Any) -> HttpResponse:
    grant = _grant_for(request, pk)
    context = {
        "grant": grant,
        "description": DESCRIPTIONS[Role(grant.role)],
        "moves": moves_allowed(ROLE_MOVES, grant, request.person),
        "facts": [
            (_("Holder"), grant.person.full_name),
            (_("Office"), grant.get_office_display() or _("None")),
            (_("Proposed by"), grant.proposed_by.full_name if grant.proposed_by else _("Set up with the Portal")),
            (_("Agreed to by"), grant.approved_by.full_name if grant.approved_by else _("Nobody yet")),
            (_("Until"), date_format(timezone.localdate(grant.expires_at)) if grant.expires_at else _("No end")),
        ],
        "history": history(grant),
    }
    return render(request, "accounts/role_grant.html", context)


def _move_grant(request: PortalRequest, pk: Any, action: Any, form_class: Any, template: str) -> HttpResponse:
    grant = _grant_for(request, pk)
    form = form_class(request.POST or None)
    if form.is_valid():
        reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
        if perform(form, action, grant, by=request.person, at=timezone.now(), **reason):
            messages.success(request, _("Done. The holder has been told."))
            return redirect(grant)
    return render(request, template, {"grant": grant, "form": form})


@login_required
def approve(request: PortalRequest, pk: Any) -> HttpResponse:
    return _move_grant(request, pk, approve_role, ConfirmForm, "accounts/approve_role.html")


@login_required
def decline(request: PortalRequest, pk: Any) -> HttpResponse:
    return _move_grant(request, pk, decline_role, ReasonForm, "accounts/decline_role.html")


@login_required
def revoke(request: PortalRequest, pk: Any) -> HttpResponse:
    return _move_grant(request, pk, revoke_role, ReasonForm, "accounts/revoke_role.html")


@login_required
def roles_to_approve(request: PortalRequest) -> HttpResponse:
    """Proposed roles that wait for the signed-in person's agreement."""
    waiting = RoleGrant.objects.waiting().select_related("person", "proposed_by").order_by("proposed_at")
    offered = [grant for grant in waiting if {"approver"} <= grant.relations(request.person)]
    context = {"grants": offered, "breadcrumbs": [(_("Roles to agree to"), None)]}
    return render(request, "accounts/roles_to_approve.html", context)
