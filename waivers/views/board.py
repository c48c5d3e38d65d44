"""The pages of the Board's secretary and the presiding director."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.forms import ConfirmForm
from waivers import actions
from waivers.forms import AgendaForm, MeetingForm
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import CONFIRM_MEETING, PUT_TO_BOARD, RECORD_MEETING


@login_required
def put_to_board(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, PUT_TO_BOARD)
    form = AgendaForm(request.POST or None)
    return move_page(request, waiver, form, actions.put_to_board, "waivers/put_to_board.html")


@login_required
def record_meeting(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, RECORD_MEETING)
    form = MeetingForm(request.POST or None, waiver=waiver)
    done = _("Recorded. It takes effect when the presiding director confirms it.")
    return move_page(
        request, waiver, form, actions.record_meeting, "waivers/record_meeting.html", facts=form.facts, done=done
    )


@login_required
def confirm_meeting(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, CONFIRM_MEETING)
    form = ConfirmForm(request.POST or None)
    done = _("Confirmed and signed. The decision is in effect.")
    votes = waiver.meeting.votes.select_related("member") if waiver.meeting else []
    return move_page(
        request,
        waiver,
        form,
        actions.confirm_meeting,
        "waivers/confirm_meeting.html",
        done=done,
        context={"votes": votes},
    )
