"""Conditions of a granted waiver: given to somebody until a day, reported by them, confirmed by another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from audit.trail import record
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from vault.digests import keyed_digest
from waivers.actions.recording import handlers, note
from waivers.models import Condition, Waiver
from waivers.states import ConditionState
from waivers.workflow import BREAK_CONDITION, CONFIRM_CONDITION, REPORT_CONDITION, SET_CONDITION


@transaction.atomic
def set_condition(waiver: Waiver, *, text: str, owner: Person, due_on: date, by: Person, at: datetime) -> Condition:
    """Give `owner` something to keep until the day `due_on`. They read `text` and, by it, nothing of the waiver."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    SET_CONDITION.check(by, waiver)
    if not text.strip():
        raise Refused(_("Write what is to be kept."), "text")
    if due_on < localdate(at):
        raise Refused(_("This day has passed."), "due_on")
    if owner.has_left(localdate(at)):
        raise Refused(_("This person has left the company."), "owner")
    if waiver.handling_role in owner.roles:
        raise Refused(_("Whoever handles the waiver confirms its conditions. Give it to somebody else."), "owner")
    condition = Condition.objects.create(
        data_key=waiver.data_key, waiver=waiver, text=text.strip(), owner=owner, due_on=due_on, set_by=by, set_at=at
    )
    start_clock(condition, kinds.ACTION, at=at, on=due_on)
    facts = {"due_on": due_on.isoformat(), "digest": keyed_digest("waiver-condition", text)}
    note(waiver, SET_CONDITION.verb, _("A condition was given to somebody"), by=by, at=at, facts=facts)
    tell([owner], "condition_given", about=condition, at=at)
    return condition


@transaction.atomic
def report_condition(condition: Condition, *, report: str, by: Person, at: datetime) -> Condition:
    """Say, as its owner, how it was kept."""
    condition = Condition.objects.locked(condition.pk, by=by)
    REPORT_CONDITION.check(by, condition)
    if not report.strip():
        raise Refused(_("Say how it was kept."), "report")
    condition.state, condition.report, condition.reported_at = ConditionState.REPORTED, report.strip(), at
    condition.save(update_fields=["state", "report", "reported_at"])
    _record(condition, REPORT_CONDITION, _("Reported as kept"), by, at, {"digest": keyed_digest("condition", report)})
    tell(handlers(condition.waiver), "condition_reported", about=condition, at=at)
    return condition


@transaction.atomic
def confirm_condition(condition: Condition, *, closing: str, by: Person, at: datetime) -> Condition:
    """Confirm, as whoever handles the waiver, that it is kept, and say what was seen."""
    condition = Condition.objects.locked(condition.pk, by=by)
    CONFIRM_CONDITION.check(by, condition)
    return _close(condition, CONFIRM_CONDITION, _("Kept"), closing, by, at)


@transaction.atomic
def break_condition(condition: Condition, *, closing: str, by: Person, at: datetime) -> Condition:
    """Record that it was not kept, and why that is so. The waiver goes on until somebody revokes it."""
    condition = Condition.objects.locked(condition.pk, by=by)
    BREAK_CONDITION.check(by, condition)
    return _close(condition, BREAK_CONDITION, _("Not kept"), closing, by, at)


def _close(condition: Condition, move: Move, sentence: Any, closing: str, by: Person, at: datetime) -> Condition:
    if not closing.strip():
        raise Refused(_("Say what you saw."), "closing")
    condition.state, condition.closing = ConditionState(str(move.target)), closing.strip()
    condition.closed_by, condition.closed_at = by, at
    condition.save(update_fields=["state", "closing", "closed_by", "closed_at"])
    stop_clock(condition, kinds.ACTION, at=condition.reported_at or at)
    _record(condition, move, sentence, by, at, {"digest": keyed_digest("condition", closing)})
    tell([condition.owner], "condition_closed", about=condition, at=at)
    return condition


def _record(
    condition: Condition, move: Move, sentence: Any, by: Person, at: datetime, facts: Mapping[str, Any]
) -> None:
    """On the trail of the condition, and on the waiver's, where its readers look."""
    record(condition, move.verb, by=by, at=at, sentence=sentence, facts=facts)
    said = _("Condition: %(what)s") % {"what": sentence}
    note(condition.waiver, "condition", said, by=by, at=at, facts={"condition": str(condition.pk), **facts})
