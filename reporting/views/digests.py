"""Digests: the list, reading one, and the three moves of its signer."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.models import Person
from accounts.moves import Move, moves_allowed
from accounts.paging import keyset_page
from accounts.proof import how_proved, way_to_proof
from accounts.roles import Role
from cases.models import Case, MaterialityDecision
from cases.models.wall import HEAD_OF_QUEUE, walled_off
from cases.states.case import Queue
from cases.states.insider import Shown
from cases.views.no_trading import not_told, tell_first
from reporting import actions
from reporting.forms import CommentaryForm
from reporting.models import CommitteeNotice, Digest, DigestMatter, DigestQuestion
from reporting.presentation import present, sections
from reporting.reconciliation import reconcile
from reporting.states import COMMITTEE, DigestPartState, Section
from reporting.views.auditors import may_be_told
from reporting.workflow import (
    CORRECT_DIGEST,
    DIGEST_MOVES,
    DIGEST_QUESTION_MOVES,
    EDIT_COMMENTARY,
    REDRAFT_DIGEST,
    SIGN_DIGEST,
)
from vault.errors import VaultError
from waivers.models import Waiver
from waivers.models.insider import not_told as waiver_not_told
from waivers.states import Shown as ShownWaiver
from waivers.views.no_trading import tell_first as tell_of_waiver_first

READERS = (*COMMITTEE, Role.GENERAL_AUDITOR)


@role_required(*READERS)
def digests(request: PortalRequest) -> HttpResponse:
    """Drafts for whoever signs them, signed ones for the committee."""
    listed = Digest.objects.visible_to(request.person).read_by(request.person)
    listed = listed.select_related("signed_by").defer("snapshot", "commentary")
    page = keyset_page(listed, request, columns={"period": "period_end"}, sort="-period")
    return render(
        request,
        "reporting/digests.html",
        {"page": page, "is_member": _is_member(request), "may_draft": Role.GENERAL_AUDITOR in request.person.roles},
    )


@role_required(*READERS)
def digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """A signed digest is shown only if it is what was signed, a draft only while it is what the record says."""
    now = timezone.now()
    shown = digest_for(request, pk)
    if not shown.is_genuine():
        actions.refuse_altered_digest(shown, by=request.person, at=now)
        return render(request, "reporting/digest_altered.html", {"digest": shown}, status=409)
    if shown.is_draft:
        return _draft_page(request, shown)
    if _is_member(request) and not shown.is_read_by(request.person):
        actions.read_digest(shown, by=request.person, at=now)
    correction = shown.correction
    offered = [move for move in DIGEST_MOVES if move is not CORRECT_DIGEST or correction is None]
    context = {
        "moves": moves_allowed(offered, shown, request.person),
        "correction": correction if correction and not correction.is_draft else None,
    }
    return render(request, "reporting/digest.html", _context(request, shown) | context)


def _draft_page(request: PortalRequest, draft: Digest) -> HttpResponse:
    """A draft, unless the record has moved on since. That a wall moved and that a matter was decided look the same."""
    check = reconcile(draft)
    context: dict[str, Any] = {"check": check, "moves": moves_allowed(DIGEST_MOVES, draft, request.person)}
    if check.is_behind:
        context |= {"digest": draft, "breadcrumbs": trail_of(draft)}
        return render(request, "reporting/digest_behind.html", context)
    awaited = [part for part in draft.standing_parts if part.state == DigestPartState.AWAITED]
    context["own_parts"] = [part for part in awaited if HEAD_OF_QUEUE[Queue(part.queue)] in request.person.roles]
    context["voided_parts"] = draft.voided_parts
    return render(request, "reporting/digest.html", _context(request, draft) | context)


@role_required(*READERS)
def edit_commentary(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_for(request, pk, EDIT_COMMENTARY)
    form = CommentaryForm(request.POST or None, digest=draft)
    if form.is_valid() and perform(
        form, actions.edit_commentary, draft, commentary=form.commentary, by=request.person, at=timezone.now()
    ):
        messages.success(request, _("The commentary is kept."))
        return redirect(draft)
    return move_page(request, draft, EDIT_COMMENTARY, form, "reporting/edit_commentary.html")


@role_required(*READERS)
def redraft_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_for(request, pk, REDRAFT_DIGEST)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(form, actions.redraft_digest, draft, by=request.person, at=timezone.now()):
        messages.success(request, _("Drafted again from the record as it stands now."))
        return redirect(draft)
    return move_page(request, draft, REDRAFT_DIGEST, form, "reporting/redraft_digest.html")


@role_required(*READERS)
def sign_digest(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Whoever signs has just confirmed their password; what they sign is what the record says now."""
    draft = draft_for(request, pk, SIGN_DIGEST)
    if way := way_to_proof(request):
        return way
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.sign_digest, draft, how=how_proved(request), by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Signed. The committee has been told."))
        return redirect(draft)
    check = reconcile(draft)
    refusal = SIGN_DIGEST.refusal(request.person, draft) or (actions.heads_awaited(draft) if check.holds else "")
    return move_page(
        request,
        draft,
        SIGN_DIGEST,
        form,
        "reporting/sign_digest.html",
        refusal=refusal,
        statement=actions.signing_statement(draft),
        reconciliation=check,
    )


def _is_member(request: PortalRequest) -> bool:
    return bool(request.person.roles & COMMITTEE)


def digest_for(request: PortalRequest, pk: uuid.UUID) -> Digest:
    """The digest, for whoever may read it. Where it lists a market-sensitive matter, its notice is read first."""
    found = _visible_digest(request, pk)
    _tell_of_sensitive(request, found)
    return found


def _visible_digest(request: PortalRequest, pk: uuid.UUID) -> Digest:
    asked = DigestQuestion.objects.filter(digest=OuterRef("pk"))
    sensitive = _sensitive_to(request.person)
    untold = DigestMatter.objects.filter(digest=OuterRef("pk"), case__in=sensitive.values("pk"))
    visible = Digest.objects.visible_to(request.person).read_by(request.person).with_proof(pk)
    # A digest lists the waivers that were decided in its period, and of earlier ones a disclosure that was late.
    waivers = Waiver.objects.filter(waiver_not_told(request.person), decided_at__date__lte=OuterRef("period_end"))
    told = {"lists_untold": Exists(untold), "waivers_wait": Exists(waivers)}
    found: Digest = get_object_or_404(visible.annotate(has_questions=Exists(asked), **told))
    return found


def _sensitive_to(person: Person) -> QuerySet[Case]:
    """Never a case behind the wall: a common draft that lists it stays there, and shows nothing until drafted anew."""
    return Case.objects.filter(not_told(person)).exclude(walled_off(person))


def _tell_of_sensitive(request: PortalRequest, found: Digest) -> None:
    if found.waivers_wait:  # type: ignore[attr-defined]
        _tell_of_sensitive_waivers(request, found)
    if not found.lists_untold:  # type: ignore[attr-defined]
        return
    for case in _sensitive_to(request.person).filter(pk__in=DigestMatter.objects.filter(digest=found).values("case")):
        tell_first(request, case, Shown.COMMITTEE)


def _tell_of_sensitive_waivers(request: PortalRequest, found: Digest) -> None:
    """A digest lists a waiver by its reference alone. What was altered is not read: the page says so itself."""
    try:
        lists = {} if found.snapshot_is_gone else found.snapshot.get("lists", {})
    except VaultError:
        return
    listed = [row["reference"] for row in lists.get("waivers", [])]
    listed += [row["waiver"] for row in lists.get("late_disclosures", [])]
    for waiver in Waiver.objects.filter(waiver_not_told(request.person), reference__in=listed):
        tell_of_waiver_first(request, waiver, ShownWaiver.DIGEST)


def draft_for(request: PortalRequest, pk: uuid.UUID, move: Move) -> Digest:
    """The digest, for whoever may make `move` on it at all; to others the page does not exist."""
    found = _visible_digest(request, pk)
    if not move.is_for(request.person, found):
        raise Http404
    _tell_of_sensitive(request, found)
    return found


def move_page(request: PortalRequest, draft: Digest, move: Move, form: Any, template: str, **more: Any) -> HttpResponse:
    more.setdefault("refusal", move.refusal(request.person, draft))
    return render(
        request,
        template,
        {"digest": draft, "move": move, "form": form, "breadcrumbs": trail_of(draft, move.label)} | more,
    )


def trail_of(shown: Digest, label: Any = None) -> list[tuple[Any, str | None]]:
    crumbs: list[tuple[Any, str | None]] = [(_("Digests"), reverse("reporting:digests"))]
    name = shown.period.name
    return [*crumbs, (name, shown.get_absolute_url()), (label, None)] if label else [*crumbs, (name, None)]


def _context(request: PortalRequest, shown: Digest) -> dict[str, Any]:
    person, page = request.person, present(shown.snapshot)
    link_rows(page["lists"], request)
    readings = shown.readings.select_related("member").order_by("read_at")
    return page | {
        "digest": shown,
        "sections": sections(shown.snapshot, shown.commentary),
        "readings": readings if not shown.is_draft and "signer" in shown.relations(person) else [],
        "auditors_url": reverse("reporting:tell_auditors", args=[shown.pk]) if may_be_told(shown, person) else "",
        "questions": _questions(shown, person) if getattr(shown, "has_questions", False) else [],
        "breadcrumbs": trail_of(shown),
    }


def _questions(shown: Digest, person: Person) -> list[DigestQuestion]:
    """What was asked, each with the moves that this reader may make on it."""
    asked = list(DigestQuestion.objects.filter(digest=shown).with_people())
    for one in asked:
        one.digest = shown
        one.moves = moves_allowed(DIGEST_QUESTION_MOVES, one, person)
    return asked


# Lists whose rows are not about a case.
NOT_CASES = ("waivers", "late_disclosures")


def link_rows(lists: dict[str, list[dict[str, Any]]], request: PortalRequest) -> None:
    """Give each matter the way to its file or notice, where this reader has one. One statement."""
    rows = [row for name in lists if name not in NOT_CASES for row in lists[name]]
    told = [row["decision"] for row in lists[Section.MATERIAL]]
    ways = _ways(request.person, {row["reference"] for row in rows}, told) if rows else {}
    for row in rows:
        file, notice = ways.get(row["reference"], (False, None))
        if file:
            row["url"] = reverse("cases:case", args=[row["reference"]])
        elif notice and "decision" in row:
            row["url"] = reverse("reporting:committee_notice", args=[notice])


def _ways(person: Person, references: set[str], told: list[str]) -> dict[str, tuple[bool, uuid.UUID | None]]:
    """By reference: whether `person` may open the case, and their own notice of one of the decisions `told` on it."""
    decisions = MaterialityDecision.objects.filter(pk__in=told, case=OuterRef(OuterRef("pk"))).order_by()
    notice = CommitteeNotice.objects.visible_to(person).filter(source_id__in=decisions.values("pk")).values("pk")
    file = Case.objects.visible_to(person).filter(pk=OuterRef("pk"))
    cases = Case.objects.filter(reference__in=references).annotate(file=Exists(file), notice=Subquery(notice[:1]))
    return {
        reference: (has, own) for reference, has, own in cases.order_by().values_list("reference", "file", "notice")
    }
