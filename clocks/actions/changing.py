"""Changing a rule or a calendar with a second person: the ethics office proposes, the General Auditor agrees."""

from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office, Role
from audit.trail import record
from clocks.actions.ruling import apply_exception, change_rule
from clocks.models import BusinessCalendar, Closure, DeadlineChange, Rule
from clocks.public_holidays import is_known
from clocks.workflow import APPROVE_CHANGE, DECLINE_CHANGE

# Deadlines reach no further, and nor do the holidays that the library knows.
YEARS_AROUND = 20


def may_propose(person: Person) -> bool:
    """The Chief Compliance & Ethics Officer and their office."""
    return Office.ETHICS_OFFICE in person.offices


@transaction.atomic
def propose_rule_change(
    rule: Rule,
    *,
    amount: int,
    source: str,
    reason: str,
    warnings: tuple[int, int] | None = None,
    by: Person,
    at: datetime,
) -> DeadlineChange:
    """Propose another length of a rule with the source that says so, or other shares of it at which people are warned.

    The General Auditor is told.
    """
    _require_office(by)
    rule = Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    first, second = warnings or (rule.first_warning, rule.second_warning)
    if not 0 < first < second < 100:
        raise Refused(_("The second warning comes after the first, and both before the end."), "second_warning")
    as_now = (rule.amount, rule.source, rule.first_warning, rule.second_warning)
    if (amount, source, first, second) == as_now:
        raise Refused(_("This is what the rule says already."), "amount")
    facts = {"rule": rule, "amount": amount, "source": source, "reason": reason}
    return _propose({**facts, "first_warning": first, "second_warning": second}, by, at)


@transaction.atomic
def except_day(
    calendar: BusinessCalendar, *, on: date, is_open: bool, reason: str, by: Person, at: datetime
) -> Closure | DeadlineChange:
    """A day on which a calendar differs from the public holidays.

    It holds at once, except where it would lengthen a deadline that nobody may pause: then it is a proposal.
    """
    _require_office(by)
    if abs(on.year - at.year) > YEARS_AROUND:
        raise Refused(_("This day lies too far away. Please look at it again."), "on")
    calendar = BusinessCalendar.objects.select_for_update().get(pk=calendar.pk)
    if calendar.is_business_day(on) == is_open:
        state = _("open") if is_open else _("closed")
        raise Refused(_("This calendar is %(state)s on that day already.") % {"state": state}, "on")
    if is_open or not calendar.counts_for_law:
        return apply_exception(calendar, on=on, reason=reason, by=by, at=at, is_open=is_open)
    return _propose({"calendar": calendar, "day": on, "is_open": is_open, "reason": reason}, by, at)


@transaction.atomic
def add_calendar(*, name: str, country: str, subdivision: str, zone: str, by: Person, at: datetime) -> BusinessCalendar:
    """A calendar of one more country or part of it. It moves nothing until a rule is counted on it."""
    _require_office(by)
    if not is_known(country, subdivision):
        raise Refused(_("Public holidays of this place are not known."), "subdivision" if subdivision else "country")
    if zone not in available_timezones():
        raise Refused(_("“%(name)s” is not a time zone.") % {"name": zone}, "zone")
    code = slugify(name)[:40]
    if not code or BusinessCalendar.objects.filter(code=code).exists():
        raise Refused(_("There is a calendar of this name already."), "name")
    made = BusinessCalendar.objects.create(code=code, name=name, country=country, subdivision=subdivision, zone=zone)
    told = {"country": country, "subdivision": subdivision, "zone": zone}
    record(made, "add_calendar", by=by, at=at, sentence=f"Added the calendar “{name}”", facts=told)
    return made


@transaction.atomic
def approve_change(change: DeadlineChange, *, by: Person, at: datetime) -> DeadlineChange:
    """Agree to a proposed change, as the second person. It holds at once."""
    change = _decide(change, APPROVE_CHANGE, True, by, at)
    if change.rule is not None:
        wanted: dict[str, Any] = {"amount": change.amount, "source": change.source}
        # What was proposed before rules had warnings of their own says nothing of them.
        if change.first_warning is not None and change.second_warning is not None:
            wanted |= {"first_warning": change.first_warning, "second_warning": change.second_warning}
        change_rule(change.rule, by=by, at=at, reason=change.reason, **wanted)
    elif change.calendar is not None and change.day is not None:
        apply_exception(change.calendar, on=change.day, reason=change.reason, by=by, at=at, is_open=change.is_open)
    return change


@transaction.atomic
def decline_change(change: DeadlineChange, *, by: Person, at: datetime) -> DeadlineChange:
    """Turn a proposed change down. Nothing moves."""
    return _decide(change, DECLINE_CHANGE, False, by, at)


def _propose(facts: dict[str, Any], by: Person, at: datetime) -> DeadlineChange:
    about = {name: facts[name] for name in ("rule", "calendar", "day") if name in facts}
    if DeadlineChange.objects.waiting().filter(**about).exists():
        raise Refused(_("A change of this waits for the General Auditor already."))
    made = DeadlineChange.objects.create(**facts, proposed_by=by, proposed_at=at)
    record(made, "propose_change", by=by, at=at, sentence=_("Proposed a change of deadlines"), facts=_told(made))
    tell(Person.objects.holding(Role.GENERAL_AUDITOR), "deadline_change_to_agree", about=made, at=at)
    return made


def _decide(change: DeadlineChange, move: Any, agreed: bool, by: Person, at: datetime) -> DeadlineChange:
    change = DeadlineChange.objects.select_for_update(of=("self",)).select_related("rule", "calendar").get(pk=change.pk)
    move.check(by, change)
    change.decided_by, change.decided_at, change.is_agreed = by, at, agreed
    change.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    record(change, move.verb, by=by, at=at, sentence=str(move.label), facts=_told(change))
    tell([change.proposed_by], "deadline_change_decided", about=change, at=at)
    return change


def _told(change: DeadlineChange) -> dict[str, Any]:
    if change.rule is not None:
        warnings = [change.first_warning, change.second_warning]
        told = {"rule": change.rule.kind, "amount": change.amount, "source": change.source, "reason": change.reason}
        return {**told, "warnings": warnings}
    day = change.day.isoformat() if change.day else ""
    calendar = change.calendar.code if change.calendar else ""
    return {"calendar": calendar, "day": day, "is_open": change.is_open, "reason": change.reason}


def _require_office(by: Person) -> None:
    if not may_propose(by):
        raise Refused(_("Deadlines and calendars are kept by the Compliance & Ethics office."))
