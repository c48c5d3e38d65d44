"""The notice before a market-sensitive request until it is acknowledged, at the address of what shows it."""

from accounts.access import PortalRequest
from code_of_ethics.views.no_trading import show_notice_first
from waivers import actions
from waivers.models import InsiderList, Waiver
from waivers.states import Shown


def tell_first(request: PortalRequest, waiver: Waiver, shown: Shown = Shown.WAIVER) -> None:
    """Raise `ShownInstead` with the notice, where `request.person` has not acknowledged it.

    Whoever asked or benefits reads their own request without one.
    """
    if waiver.concerns(request.person):
        return
    due = list(InsiderList.objects.of(waiver.pk, waiver.renews_id).due_for(request.person))
    show_notice_first(request, waiver, due, actions.acknowledge_no_trading, shown=shown)
