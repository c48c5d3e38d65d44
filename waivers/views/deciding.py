"""The pages of the ethics heads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.forms import ConfirmForm
from waivers import actions
from waivers.forms import ApproveForm, ClearForm, QuestionForm, ReasonsForm, RecommendForm, RevokeForm
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import APPROVE, CLEAR, RECOMMEND, RECUSE, REFUSE, RETURN, REVOKE


@login_required
def approve(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, APPROVE)
    form = ApproveForm(request.POST or None)
    done = _("Granted and signed. The people concerned have been told.")
    return move_page(request, waiver, form, actions.approve_waiver, "waivers/approve.html", done=done)


@login_required
def refuse(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, REFUSE)
    form = ReasonsForm(request.POST or None)
    done = _("Refused and signed. The people concerned have been told.")
    return move_page(request, waiver, form, actions.refuse_waiver, "waivers/refuse.html", done=done)


@login_required
def clear(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, CLEAR)
    form = ClearForm(request.POST or None)
    done = _("Recorded and signed. The people concerned have been told.")
    return move_page(request, waiver, form, actions.clear_waiver, "waivers/clear.html", done=done)


@login_required
def return_to_requester(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, RETURN)
    form = QuestionForm(request.POST or None, request.FILES or None)
    return move_page(request, waiver, form, actions.return_waiver, "waivers/return_to_requester.html")


@login_required
def recommend(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, RECOMMEND)
    form = RecommendForm(request.POST or None)
    done = _("Recommended. The Board secretary has been told.")
    return move_page(request, waiver, form, actions.recommend_waiver, "waivers/recommend.html", done=done)


@login_required
def recuse(request: PortalRequest, reference: str) -> HttpResponse:
    """After this move the officer no longer sees the request, so it leads back to the list."""
    waiver = waiver_to_move(request, reference, RECUSE)
    form = ConfirmForm(request.POST or None)
    done = _("Your conflict is recorded. The General Auditor has been told.")
    return move_page(
        request, waiver, form, actions.recuse_from_waiver, "waivers/recuse.html", done=done, back="waivers:list"
    )


@login_required
def revoke(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, REVOKE)
    form = RevokeForm(request.POST or None, initial={"effective_on": localdate()})
    return move_page(request, waiver, form, actions.revoke_waiver, "waivers/revoke.html")
