"""The word of the person in whose name somebody else asked: without it nothing is decided."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from waivers.actions.recording import handlers, note
from waivers.models import Waiver
from waivers.states import WaiverState
from waivers.workflow import CONFIRM_REQUEST, DECLINE_REQUEST


@transaction.atomic
def confirm_request(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Make a request one's own that somebody else wrote down: it goes to whoever handles it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    CONFIRM_REQUEST.check(by, waiver)
    if waiver.ends_on < localdate(at):
        raise Refused(_("Its last day has passed already. Decline it, and ask anew if you still need it."))
    waiver.state, waiver.confirmed_by, waiver.confirmed_at = WaiverState.REQUESTED, by, at
    waiver.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    note(waiver, CONFIRM_REQUEST.verb, _("Confirmed by the person it is for"), by=by, at=at)
    tell(handlers(waiver), "waiver_requested", about=waiver, at=at)
    tell([waiver.requester], "waiver_confirmed", about=waiver, at=at)
    return waiver


@transaction.atomic
def decline_request(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Not want what somebody else asked for in one's name: it is over, and nobody decides it."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    DECLINE_REQUEST.check(by, waiver)
    waiver.state = WaiverState.DECLINED
    waiver.save(update_fields=["state"])
    note(waiver, DECLINE_REQUEST.verb, _("Declined by the person it was for"), by=by, at=at)
    tell([waiver.requester], "waiver_declined", about=waiver, at=at)
    return waiver
