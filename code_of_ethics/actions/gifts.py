"""The register of gifts and entertainment: entered by people, reviewed by an office above the limits that it keeps."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office
from audit.trail import record
from code_of_ethics.models import Gift, GiftLimit
from code_of_ethics.models.offices import colleagues, office_for
from code_of_ethics.states.gifts import GIFT_DECISIONS, GiftState, WhyReviewed
from code_of_ethics.workflow.gifts import DECIDE_GIFT, END_LIMIT
from vault.models import DataKey

FURTHEST_AHEAD = timedelta(days=366)  # an invitation comes before the day


@dataclass(frozen=True)
class GiftFacts:
    """What was given or received, by or from whom, why, and what it is worth."""

    direction: str
    kind: str
    what: str
    other_party: str
    organisation: str
    occasion: str
    country: str
    happened_on: date
    amount: Decimal
    currency: str
    is_official: bool = False


@transaction.atomic
def enter_gift(facts: GiftFacts, *, by: Person, at: datetime) -> Gift:
    """Enter it. Above the limit, without one, or where an official is concerned, an office reviews it."""
    if facts.happened_on > localdate(at) + FURTHEST_AHEAD:
        raise Refused(_("This day lies too far ahead."), "happened_on")
    limit = GiftLimit.objects.of(facts.country, facts.currency)
    why = _why_reviewed(facts, limit)
    gift = Gift.objects.create(
        data_key=DataKey.objects.mint(),
        person=by,
        **asdict(facts),
        limit=limit.amount if limit else None,
        why_reviewed=why,
        office=office_for(by),
        entered_at=at,
        state=GiftState.SUBMITTED if why else GiftState.NOTED,
    )
    told = {"kind": facts.kind, "amount": str(facts.amount), "currency": facts.currency, "why_reviewed": why}
    record(gift, "enter_gift", by=by, at=at, sentence=_("Entered into the register"), facts=told)
    if why:
        tell(colleagues(gift.office).exclude(pk=by.pk), "gift_to_review", about=gift, at=at)
    return gift


@transaction.atomic
def decide_gift(gift: Gift, *, outcome: str, reasons: str, by: Person, at: datetime) -> Gift:
    """Clear it, refuse it, or have it given back; with reasons that the person reads."""
    gift = Gift.objects.locked(gift.pk, by=by)
    DECIDE_GIFT.check(by, gift)
    if outcome not in GIFT_DECISIONS:
        raise Refused(_("Choose a decision."), "outcome")
    gift.state, gift.decided_by, gift.decided_at, gift.reasons = outcome, by, at, reasons.strip()
    gift.save(update_fields=["state", "decided_by", "decided_at", "reasons"])
    sentence = _("Decided: %(outcome)s") % {"outcome": gift.get_state_display()}
    record(gift, DECIDE_GIFT.verb, by=by, at=at, sentence=sentence)
    tell([gift.person], "gift_decided", about=gift, at=at)
    return gift


@transaction.atomic
def set_limit(country: str, *, currency: str, amount: Decimal, by: Person, at: datetime) -> GiftLimit:
    """Set the limit of a country (or of every other one) in a currency. The former one ends; entries keep theirs."""
    if Office.ETHICS_OFFICE not in by.offices:
        raise Refused(_("Limits are kept by the Compliance & Ethics office."))
    former = GiftLimit.objects.select_for_update().in_force().filter(country=country, currency=currency).first()
    if former is not None:
        _end(former, by, at)
    limit = GiftLimit.objects.create(country=country, currency=currency, amount=amount, set_by=by, set_at=at)
    was = str(former.amount) if former else ""
    told = {"country": country, "currency": currency, "amount": str(amount), "was": was}
    record(limit, "set_limit", by=by, at=at, sentence=_("Set a limit for gifts"), facts=told)
    return limit


@transaction.atomic
def end_limit(limit: GiftLimit, *, by: Person, at: datetime) -> GiftLimit:
    """End a limit: everything it allowed is reviewed from then on."""
    limit = GiftLimit.objects.select_for_update().get(pk=limit.pk)
    END_LIMIT.check(by, limit)
    _end(limit, by, at)
    record(limit, END_LIMIT.verb, by=by, at=at, sentence=_("Ended a limit for gifts"))
    return limit


@transaction.atomic
def export_gifts(person: Person, *, kind: str, count: int, by: Person, at: datetime) -> Person:
    """Keep on the trail that somebody took the register out of the Portal."""
    facts = {"kind": kind, "count": count}
    record(person, "export_gifts", by=by, at=at, sentence=_("Exported the register of gifts"), facts=facts)
    return person


def _end(limit: GiftLimit, by: Person, at: datetime) -> None:
    limit.ended_by, limit.ended_at = by, at
    limit.save(update_fields=["ended_by", "ended_at"])


def _why_reviewed(facts: GiftFacts, limit: GiftLimit | None) -> str:
    if facts.is_official:
        return WhyReviewed.OFFICIAL.value
    if limit is None:
        return WhyReviewed.NO_LIMIT.value
    return WhyReviewed.OVER_LIMIT.value if facts.amount > limit.amount else ""
