"""How a granted waiver ends: on its last day, or before."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.notices import tell
from waivers.actions.deciding import check_said
from waivers.actions.recording import handlers, note, tell_concerned
from waivers.actions.taking_effect import check_effective
from waivers.models import Waiver
from waivers.models.queries import REMINDED_BEFORE
from waivers.states import WaiverState
from waivers.workflow import LAPSE, REVOKE


@transaction.atomic
def revoke_waiver(
    waiver: Waiver, *, reasons: str, effective_on: date | None = None, by: Person, at: datetime
) -> Waiver:
    """End a waiver before its date, from today or the day `effective_on`, with reasons, as whoever may grant it.

    The decision itself stays on record.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    REVOKE.check(by, waiver)
    check_said(reasons=reasons)
    effective_on = effective_on or localdate(at)
    check_effective(waiver, effective_on, at)
    waiver.revoked_on = effective_on
    waiver.state, waiver.revoked_by, waiver.revoked_at = WaiverState.REVOKED, by, at
    waiver.revocation_reasons = reasons.strip()
    waiver.save(update_fields=["state", "revoked_by", "revoked_at", "revoked_on", "revocation_reasons"])
    note(waiver, REVOKE.verb, _("Revoked"), by=by, at=at, facts={"from": effective_on.isoformat()})
    tell_concerned(waiver, "waiver_revoked", by=by, at=at)
    return waiver


@transaction.atomic
def remind_of_end(waiver: Waiver, *, at: datetime) -> int:
    """Tell once, some days before, that a waiver ends; not of one that was granted for no longer than those days."""
    if waiver.decided_at is None or localdate(waiver.decided_at) + REMINDED_BEFORE >= waiver.ends_on:
        return 0
    return tell([waiver.requester, waiver.beneficiary, *handlers(waiver)], "waiver_ends_soon", about=waiver, at=at)


@transaction.atomic
def lapse_waiver(waiver: Waiver, *, by: Person | None = None, at: datetime) -> Waiver | None:
    """Note that a waiver's last day has passed. `None` where it ended otherwise in the meantime."""
    waiting = Waiver.objects.to_lapse(localdate(at)).with_people().select_for_update(of=("self",))
    found = waiting.filter(pk=waiver.pk).first()
    if found is None:
        return None
    LAPSE.check(by, found)
    found.state = WaiverState.LAPSED
    found.save(update_fields=["state"])
    note(found, LAPSE.verb, _("Ended on its date"), by=by, at=at)
    tell([found.requester, found.beneficiary, *handlers(found)], "waiver_lapsed", about=found, at=at)
    return found
