"""Who decides, changed by hand."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.forms import ConfirmForm, ReasonForm
from waivers import actions
from waivers.forms import RaiseClassForm
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import AGREE_TO_LOWER, LOWER_CLASS, RAISE_CLASS, TURN_DOWN_LOWER


@login_required
def raise_class(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, RAISE_CLASS)
    form = RaiseClassForm(request.POST or None)
    done = _("The Board decides it. Please write your recommendation.")
    return move_page(request, waiver, form, actions.raise_class, "waivers/raise_class.html", done=done)


@login_required
def lower_class(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, LOWER_CLASS)
    form = ReasonForm(request.POST or None)
    done = _("Proposed. The General Auditor and the Board secretary have been told.")
    return move_page(request, waiver, form, actions.lower_class, "waivers/lower_class.html", done=done)


@login_required
def agree_to_lower(request: PortalRequest, reference: str) -> HttpResponse:
    """After this move whoever agreed may no longer see the request, so it leads back to the list."""
    waiver = waiver_to_move(request, reference, AGREE_TO_LOWER)
    form = ConfirmForm(request.POST or None)
    done = _("Agreed. Whoever handles the request has been told.")
    return move_page(
        request, waiver, form, actions.agree_to_lower, "waivers/agree_to_lower.html", done=done, back="waivers:list",
        context={"change": waiver.waiting_change},
    )  # fmt: skip


@login_required
def turn_down_lower(request: PortalRequest, reference: str) -> HttpResponse:
    """Back to the list, for the same reason."""
    waiver = waiver_to_move(request, reference, TURN_DOWN_LOWER)
    form = ConfirmForm(request.POST or None)
    done = _("It stays with the Board. Whoever handles the request has been told.")
    return move_page(
        request, waiver, form, actions.turn_down_lower, "waivers/turn_down_lower.html", done=done,
        back="waivers:list", context={"change": waiver.waiting_change},
    )  # fmt: skip
