"""Notices that their members do not read: for the Board's secretary, and for the next member."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PortalRequest, role_required
from accounts.door import perform
from accounts.moves import moves_allowed
from accounts.paging import keyset_page
from accounts.roles import Role
from reporting import actions
from reporting.forms import NoticeCallForm
from reporting.models import CommitteeNotice, UnreadNotice
from reporting.states import COMMITTEE
from reporting.workflow import RECORD_NOTICE_CALL, UNREAD_NOTICE_MOVES

READERS = COMMITTEE | {Role.BOARD_SECRETARY}


@role_required(Role.BOARD_SECRETARY)
def unread_notices(request: PortalRequest) -> HttpResponse:
    """Whom to call, and since when something of theirs waits. Of the matters nothing."""
    waiting = UnreadNotice.objects.visible_to(request.person).still_unread().select_related("notice__member")
    waiting = waiting.prefetch_related("calls")
    page = keyset_page(waiting, request, columns={"asked": "asked_at"}, sort="-asked")
    return render(request, "reporting/unread_notices.html", {"page": page, "late_notices": page.rows})


@role_required(*READERS)
def unread_notice(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """One of them. The next member has a notice of the matter themself and is led to it."""
    unread = _unread_for(request, pk)
    own = CommitteeNotice.objects.visible_to(request.person).filter(source_id=unread.notice.source_id)
    context = {
        "waiting": unread,
        "calls": unread.calls.select_related("recorded_by"),
        "own": own.first(),
        "is_passed_to_you": unread.passed_to_id == request.person.pk,
        "moves": moves_allowed(UNREAD_NOTICE_MOVES, unread, request.person),
        "breadcrumbs": trail_of(request, unread),
    }
    return render(request, "reporting/unread_notice.html", context)


@role_required(*READERS)
def record_notice_call(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    unread = _unread_for(request, pk)
    if not RECORD_NOTICE_CALL.is_for(request.person, unread):
        raise Http404
    form = NoticeCallForm(request.POST or None, initial={"called_at": timezone.localtime()})
    if form.is_valid():
        by, at = request.person, timezone.now()
        if perform(form, actions.record_notice_call, unread, **form.facts, by=by, at=at):
            messages.success(request, _("Recorded."))
            return redirect(unread)
    context = {
        "move": RECORD_NOTICE_CALL,
        "form": form,
        "refusal": RECORD_NOTICE_CALL.refusal(request.person, unread),
        "back_url": unread.get_absolute_url(),
        "breadcrumbs": [*trail_of(request, unread), (RECORD_NOTICE_CALL.label, None)],
    }
    return render(request, "reporting/record_notice_call.html", context)


def _unread_for(request: PortalRequest, pk: uuid.UUID) -> UnreadNotice:
    visible = UnreadNotice.objects.visible_to(request.person).select_related("notice__member", "passed_to")
    found: UnreadNotice = get_object_or_404(visible, pk=pk)
    return found


def trail_of(request: PortalRequest, unread: UnreadNotice) -> list[tuple[Any, str | None]]:
    crumbs: list[tuple[Any, str | None]] = [(unread.notice.member.full_name, unread.get_absolute_url())]
    if Role.BOARD_SECRETARY in request.person.roles:
        return [(_("Unread notices"), reverse("reporting:unread_notices")), *crumbs]
    return crumbs
