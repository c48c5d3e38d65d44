"""Change a rule or a calendar, and carry the change to the clocks that are running.

A clock that has stopped keeps the date it was judged by.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import record
from clocks.actions.moving import finished_pauses, move_due_date
from clocks.models import BusinessCalendar, Clock, Closure, Rule
from clocks.states import Unit

RULE_KEEPERS = frozenset({Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.COUNSEL, Role.GENERAL_COUNSEL})
CONFIRMERS = frozenset({Role.COUNSEL, Role.GENERAL_COUNSEL})
CHANGEABLE = (
    "name", "source", "counts_from", "amount", "unit", "calendar", "cut_off", "may_pause", "first_warning",
    "second_warning",
)  # fmt: skip


@transaction.atomic
def change_rule(rule: Rule, *, by: Any, at: datetime, reason: str, **changes: Any) -> Rule:
    """Give a rule other words or another length; running clocks get their new dates at once.

    `changes` are any of `CHANGEABLE`. What counsel confirmed was the old rule, so the new one waits for counsel again.
    Raises `Refused` for a person who keeps no rules, without a reason, and for values that make no rule.
    """
    _require(by, RULE_KEEPERS)
    _require_reason(reason)
    rule = Rule.objects.select_for_update(of=("self",)).select_related("calendar").get(pk=rule.pk)
    old = {name: getattr(rule, name) for name in changes}
    _apply(rule, changes)
    rule.counsel_confirmed_on = None
    rule.save()
    record(
        rule,
        "change",
        by=by,
        at=at,
        sentence=_("The rule “%(name)s” was changed.") % {"name": rule.name},
        facts={
            "reason": reason.strip(),
            "old": {name: str(value) for name, value in old.items()},
            "new": {name: str(value) for name, value in changes.items()},
        },
    )
    recompute_clocks([rule], by=by, at=at, because=_("its rule was changed."))
    if {"first_warning", "second_warning"} & {name for name in changes if changes[name] != old[name]}:
        _warn_by(rule)
    return rule


def _warn_by(rule: Rule) -> None:
    """Running clocks warn by the rule as it is now; of a level that was warned of nobody is told again."""
    running = Clock.objects.running().filter(rule=rule, paused_since=None).select_for_update(of=("self",))
    for clock in running.order_by("pk").iterator(chunk_size=500):
        clock.rule = rule
        clock.next_warning_at = clock.next_warning()
        clock.save(update_fields=["next_warning_at"])


@transaction.atomic
def confirm_rule(rule: Rule, *, by: Any, on: date, at: datetime) -> Rule:
    """Note that counsel confirmed the rule as it stands. Raises `Refused` for anybody but counsel."""
    _require(by, CONFIRMERS)
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    rule.counsel_confirmed_on = on
    rule.save(update_fields=["counsel_confirmed_on"])
    record(
        rule,
        "confirm",
        by=by,
        at=at,
        sentence=_("Counsel confirmed the rule “%(name)s”.") % {"name": rule.name},
        facts={"confirmed_on": on.isoformat(), "amount": rule.amount, "unit": rule.unit},
    )
    return rule


@transaction.atomic
def record_exception(
    calendar: BusinessCalendar, *, on: date, reason: str, by: Any, at: datetime, is_open: bool = False
) -> Closure:
    """Note that a calendar is closed, or open after all, on one day; running clocks get their new dates at once.

    Said again for the same day it replaces what was said before. Raises `Refused` for a person who keeps no rules, and
    without a reason.
    """
    _require(by, RULE_KEEPERS)
    return apply_exception(calendar, on=on, reason=reason, by=by, at=at, is_open=is_open)


def apply_exception(
    calendar: BusinessCalendar, *, on: date, reason: str, by: Any, at: datetime, is_open: bool
) -> Closure:
    """The same for an action that has asked before who `by` is."""
    _require_reason(reason)
    closure, _created = Closure.objects.update_or_create(
        calendar=calendar, date=on, defaults={"reason": reason.strip(), "is_open": is_open}
    )
    state = _("open after all") if is_open else _("closed")
    record(
        calendar,
        "except",
        by=by,
        at=at,
        sentence=_("%(calendar)s is %(state)s on %(day)s: %(reason)s")
        % {"calendar": calendar.name, "state": state, "day": date_format(on), "reason": closure.reason},
        facts={"date": on.isoformat(), "is_open": is_open, "reason": closure.reason},
    )
    because = _("%(day)s is now %(state)s in the calendar.") % {"day": date_format(on), "state": state}
    recompute_clocks(Rule.objects.filter(calendar=calendar), by=by, at=at, because=because)
    return closure


def recompute_clocks(rules: Iterable[Rule], *, by: Any, at: datetime, because: str) -> int:
    """Compute the due dates of the running clocks of `rules` again; the number of clocks that moved.

    Only clocks whose date differs are locked and saved, each in its own transaction, so this can run every night.
    """
    # Loaded again, because a calendar remembers its exceptions for as long as it lives.
    fresh = Rule.objects.select_related("calendar").filter(pk__in=[rule.pk for rule in rules])
    return sum(_move_if_stale(clock_id, rule, by, at, because) for rule in fresh for clock_id in _stale(rule))


def _stale(rule: Rule) -> list[Any]:
    running = Clock.objects.running().filter(rule=rule).prefetch_related("pauses").order_by("pk")
    return [
        clock.pk
        for clock in running.iterator(chunk_size=500)
        if rule.due(clock.started_on, clock.started_at, clock.zone, finished_pauses(clock))[1] != clock.due_at
    ]


@transaction.atomic
def _move_if_stale(clock_id: Any, rule: Rule, by: Any, at: datetime, because: str) -> bool:
    clock = Clock.objects.running().filter(pk=clock_id).select_for_update(of=("self",)).first()
    if clock is None:
        return False
    clock.rule = rule
    return move_due_date(clock, by=by, at=at, because=because)


def _apply(rule: Rule, changes: dict[str, Any]) -> None:
    unit = changes.get("unit", rule.unit)
    if unit != rule.unit and Unit.HOURS in (unit, rule.unit):
        raise Refused(_("What is counted in hours stays in hours, and days stay days."), "unit")
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise Refused(_("“%(name)s” of a rule can't be changed.") % {"name": name})
        setattr(rule, name, value)
    try:
        rule.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _require(by: Any, roles: frozenset[Role]) -> None:
    if not by.roles & roles:
        raise Refused(_("Deadlines are kept by the heads of the ethics offices and by counsel."))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why, for whoever reads this later."), "reason")
