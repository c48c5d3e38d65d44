"""Opinions on a request: asked for, and given."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from waivers import actions
from waivers.forms import AskOpinionForm, GiveOpinionForm
from waivers.views.moving import move_page, waiver_to_move
from waivers.workflow import ASK_OPINION, GIVE_OPINION


@login_required
def ask_opinion(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, ASK_OPINION)
    form = AskOpinionForm(request.POST or None, waiver=waiver, by=request.person)
    done = _("They have been told, and see this request from now on.")
    return move_page(request, waiver, form, actions.ask_opinion, "waivers/ask_opinion.html", done=done)


@login_required
def give_opinion(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, GIVE_OPINION)
    form = GiveOpinionForm(request.POST or None)
    done = _("Given. Whoever decides has been told.")
    asked = waiver.opinions.select_related("data_key").filter(asked_of=request.person)
    return move_page(
        request, waiver, form, actions.give_opinion, "waivers/give_opinion.html", done=done, context={"asked": asked}
    )
