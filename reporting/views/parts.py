"""The parts of the queues in a digest, for whoever signs for them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.door import perform
from accounts.forms import ConfirmForm
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from accounts.proof import how_proved, way_to_proof
from cases.models import Case
from cases.models.wall import walled_off
from cases.states.insider import Shown
from cases.views.no_trading import not_told, tell_first
from reporting import actions
from reporting.models import DigestPart
from reporting.models.digest_part import may_sign_parts
from reporting.presentation import readable
from reporting.reconciliation import reconcile
from reporting.states import Section
from reporting.views.digests import link_rows
from reporting.workflow import DIGEST_PART_MOVES, SIGN_DIGEST_PART

# The lists that hold matters, in the order of the digest, with their headings.
LISTS = (
    Section.MATERIAL.value,
    Section.UNDECIDED.value,
    "not_material",
    Section.SENIOR.value,
    Section.ACCOUNTING.value,
)


@login_required
def digest_parts(request: PortalRequest) -> HttpResponse:
    """What one was asked to sign for, the latest first."""
    _for_signers_only(request)
    listed = DigestPart.objects.visible_to(request.person).select_related("digest", "signed_by")
    listed = listed.defer("digest__snapshot", "digest__commentary")
    page = keyset_page(listed, request, columns={"asked": "asked_at"}, sort="-asked")
    return render(request, "reporting/digest_parts.html", {"page": page})


@login_required
def digest_part(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The matters of one's queue, as the digest lists them, and not a word of the others."""
    part = _part(request, pk)
    digest = part.digest
    if not digest.is_draft and not digest.is_genuine():
        actions.refuse_altered_digest(digest, by=request.person, at=timezone.now())
        return render(request, "reporting/digest_altered.html", {"digest": digest}, status=409)
    context: dict[str, Any] = {"part": part, "digest": digest, "breadcrumbs": _trail(part)}
    if part.voided_at or (digest.is_draft and reconcile(digest).is_behind):
        return render(request, "reporting/digest_part.html", context | {"is_behind": True})
    context["moves"] = moves_allowed(DIGEST_PART_MOVES, part, request.person)
    return render(request, "reporting/digest_part.html", context | _matters(request, part))


@login_required
def sign_digest_part(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """Whoever signs has just confirmed their password, and reads on this page what they sign for."""
    part = _part(request, pk)
    if way := way_to_proof(request):
        return way
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and perform(
        form, actions.sign_digest_part, part, how=how_proved(request), by=request.person, at=timezone.now()
    ):
        messages.success(request, _("Signed for this queue."))
        return redirect(part)
    check = reconcile(part.digest)
    context = {
        "part": part,
        "digest": part.digest,
        "move": SIGN_DIGEST_PART,
        "form": form,
        "refusal": SIGN_DIGEST_PART.refusal(request.person, part),
        "reconciliation": check,
        "statement": actions.part_statement(part),
        "breadcrumbs": _trail(part, SIGN_DIGEST_PART.label),
    }
    return render(
        request, "reporting/sign_digest_part.html", context if check.is_behind else context | _matters(request, part)
    )


def _for_signers_only(request: PortalRequest) -> None:
    if not may_sign_parts(request.person):
        raise Http404


def _part(request: PortalRequest, pk: uuid.UUID) -> DigestPart:
    """The part, for whoever signs for it. Where it lists a market-sensitive matter, its notice is read first."""
    _for_signers_only(request)
    parts = DigestPart.objects.visible_to(request.person).as_own()
    with_all = parts.select_related("digest__signature", "digest__data_key", "signature", "signed_by")
    part: DigestPart = get_object_or_404(with_all, pk=pk)
    references = [row["reference"] for rows in part.lists().values() for row in rows if "reference" in row]
    told_of = Case.objects.filter(not_told(request.person), reference__in=references)
    for case in told_of.exclude(walled_off(request.person)):
        tell_first(request, case, Shown.COMMITTEE)
    return part


def _matters(request: PortalRequest, part: DigestPart) -> dict[str, Any]:
    """The rows of this queue, each with the way to its file where this reader has one."""
    lists = part.lists()
    shown = {name: [readable(row) for row in lists.get(name, [])] for name in LISTS}
    link_rows(shown, request)
    return {"lists": shown}


def _trail(part: DigestPart, label: Any = None) -> list[tuple[Any, str | None]]:
    crumbs: list[tuple[Any, str | None]] = [(_("Parts of digests"), reverse("reporting:digest_parts"))]
    name = f"{part.digest.period.name}, {part.get_queue_display()}"
    return [*crumbs, (name, part.get_absolute_url()), (label, None)] if label else [*crumbs, (name, None)]
