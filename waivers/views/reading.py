"""Lists of waivers and the page of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.models import Person
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from audit.trail import history
from waivers.directors import directors_in_office
from waivers.forms import RegisterFilterForm
from waivers.models import BoardDecision, Waiver
from waivers.models.insider import not_told
from waivers.models.queries import DECIDING_ROLES, REGISTER_ROLES
from waivers.states import WaiverClass
from waivers.views.insiders import shown_list
from waivers.views.moving import OF_A_RESOLUTION, waiver_for
from waivers.views.shown import Shown, ShownFile, shown_to
from waivers.workflow import WAIVER_MOVES

MINE, DECIDE, REGISTER = "mine", "decide", "register"


@dataclass(frozen=True)
class Tab:
    """One of the lists that the person has."""

    name: str
    label: str
    url: str
    is_current: bool
    count: str


@login_required
def waivers(request: PortalRequest) -> HttpResponse:
    """One's own requests; for those with a duty also what waits for them, and the register."""
    person = request.person
    names = _lists_of(person)
    shown = request.GET.get("show", names[0])
    shown = shown if shown in names else names[0]
    rows, day = _rows(shown, person)
    filters = RegisterFilterForm(request.GET)
    if shown == REGISTER:
        rows = filters.narrowed(rows)
    page = keyset_page(rows, request, columns={"day": day, "until": "ends_on"}, sort="-day")
    context = {
        "page": page,
        "tabs": _tabs(names, shown),
        "shown": shown,
        "is_register": shown == REGISTER,
        "form": filters,
        "reset_url": f"{reverse('waivers:list')}?show={REGISTER}",
    }
    return render(request, "waivers/list.html", context)


@login_required
def waiver(request: PortalRequest, reference: str) -> HttpResponse:
    shown = waiver_for(request, reference)
    words = shown_to(request.person, shown)
    may_read_deliberations = shown.may_read_deliberations(request.person)
    decisions = list(_of_the_board(shown, words)) if may_read_deliberations else []
    context = {
        "waiver": shown,
        "facts": facts_of(shown),
        "moves": moves_allowed(WAIVER_MOVES, shown, request.person),
        "shown": words,
        "may_read_deliberations": may_read_deliberations,
        "history": history(shown) if may_read_deliberations else [],
        "of_the_board": [one for one in decisions if not one.decision.effective_on],
        "revocations": [one for one in decisions if one.decision.effective_on],
        "conditions": shown.duties.select_related("data_key", "owner") if shown.has_conditions else [],
        "opinions": _opinions(shown) if shown.has_opinions and may_read_deliberations else [],
        "changes": _changes(shown) if shown.has_changes and may_read_deliberations else [],
        "insiders": shown_list(shown, request.person),
        "papers": _papers(shown) if may_read_deliberations else [],
        "breadcrumbs": [(_("Waivers"), reverse("waivers:list")), (shown.reference, None)],
    }
    return render(request, "waivers/waiver.html", context)


@role_required(Role.BOARD_SECRETARY, Role.BOARD_MEMBER)
def board(request: PortalRequest) -> HttpResponse:
    """The papers before the Board."""
    papers = (
        Waiver.objects.before_the_board(request.person).with_people().annotate(is_not_told=not_told(request.person))
    )
    page = keyset_page(
        papers.select_related("board_decision__presiding"), request, columns={"day": "requested_at"}, sort="day"
    )
    context = {"page": page, "breadcrumbs": [(_("Waivers"), reverse("waivers:list")), (_("Before the Board"), None)]}
    return render(request, "waivers/board.html", context)


@dataclass(frozen=True)
class Signer:
    """One director under a written consent."""

    name: str
    signed_at: datetime | None


@dataclass(frozen=True)
class OfTheBoard:
    """One decision of the Board, with who voted how or who signed."""

    decision: BoardDecision
    votes: Any
    signers: list[Signer]
    minutes: list[ShownFile]


def _of_the_board(shown: Waiver, words: Shown) -> Iterator[OfTheBoard]:
    """What the Board decided or has before it: first whether it is granted, then whether it is revoked."""
    decisions = [getattr(shown, "board_decision", None)]
    if shown.revocation_asked_at is not None:
        decisions += shown.revocations.select_related(*OF_A_RESOLUTION).order_by("recorded_at")
    for decision in decisions:
        if decision is not None:
            votes = [] if decision.is_open_consent else decision.votes.select_related("member")
            signers = _signers(decision) if decision.is_consent else []
            yield OfTheBoard(decision, votes, signers, words.minutes_of(decision))


def _signers(consent: BoardDecision) -> list[Signer]:
    """Every director in office, and when each signed the text as it stands."""
    day = localdate(consent.decision_at) if consent.decision_at else localdate()
    signed = consent.consents.filter(member=OuterRef("pk"), voided_at__isnull=True).values("signed_at")
    directors: Any = directors_in_office(day).annotate(signed_at=Subquery(signed[:1]))
    return [Signer(one.full_name, one.signed_at) for one in directors]


def _opinions(shown: Waiver) -> Any:
    return shown.opinions.select_related("data_key", "asked_of")


def _changes(shown: Waiver) -> Any:
    return shown.class_changes.select_related("data_key", "changed_by", "settled_by")


def _papers(shown: Waiver) -> list[tuple[str, str]]:
    """What there is to print, as (label, address)."""
    found = []
    if shown.recommended_at:
        found.append((_("The Board's paper (PDF)"), reverse("waivers:board_paper", args=[shown.reference])))
    if shown.outcome:
        found.append((_("Certificate of the decision (PDF)"), reverse("waivers:certificate", args=[shown.reference])))
    return found


def _lists_of(person: Person) -> list[str]:
    names = [DECIDE] if person.roles & DECIDING_ROLES else []
    names += [MINE]
    return names + ([REGISTER] if person.roles & REGISTER_ROLES else [])


def _rows(shown: str, person: Person) -> tuple[Any, str]:
    """The rows of a list, and the moment by which it is sorted."""
    found = {
        MINE: (Waiver.objects.of, "drafted_at"),
        DECIDE: (Waiver.objects.to_decide, "requested_at"),
        REGISTER: (Waiver.objects.register, "decided_at"),
    }
    rows, day = found[shown]
    return rows(person).with_people().annotate(is_not_told=not_told(person)), day


def _tabs(names: list[str], shown: str) -> list[Tab]:
    labels = {MINE: _("My requests"), DECIDE: _("Waiting for me"), REGISTER: _("Register")}
    address = reverse("waivers:list")
    return [Tab(name, labels[name], f"{address}?show={name}", name == shown, "") for name in names]


def facts_of(shown: Waiver) -> list[tuple[str, Any]]:
    version = shown.provision.version
    facts: list[tuple[str, Any]] = [
        (_("For"), shown.beneficiary.full_name),
        (_("Asked by"), shown.requester.full_name),
        (_("Provision"), f"{shown.provision.number} {shown.provision.title} ({version.title} {version.number})"),
        (_("From"), shown.starts_on),
        (_("Until"), shown.ends_on),
        (_("Requested"), shown.requested_at.date() if shown.requested_at else _("Not sent yet")),
    ]
    if shown.confirmed_at:
        facts.append((_("Confirmed by the person it is for"), shown.confirmed_at.date()))
    if shown.requested_at:
        facts += [
            (_("Who decides"), shown.get_classification_display()),
            (_("Because"), shown.get_classification_reason_display()),
        ]
    if shown.requested_class and shown.requested_class != shown.classification:
        facts.append((_("When it was requested"), WaiverClass(shown.requested_class).label))
    if shown.outcome:
        facts.append((_("Decided"), shown.decided_at))
    if shown.effective_from:
        facts.append((_("In force from"), shown.effective_from))
    if shown.revoked_on:
        facts.append((_("Revoked from"), shown.revoked_on))
    return facts
