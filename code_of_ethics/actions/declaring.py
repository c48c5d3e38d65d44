"""Disclosing something about oneself, and what an ethics office decides about it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from code_of_ethics.models import Affirmation, Declaration
from code_of_ethics.models.declaration import LONGEST
from code_of_ethics.models.offices import colleagues, office_for
from code_of_ethics.states import DECISIONS, UNTIL_A_DAY, DeclarationState
from code_of_ethics.workflow import DECIDE_DECLARATION, END_DECLARATION, RENEW_DECLARATION
from vault.models import DataKey


@dataclass(frozen=True)
class DeclarationFacts:
    """What somebody discloses."""

    kind: str
    text: str


@dataclass(frozen=True)
class Decision:
    """What the office decided about a disclosure."""

    outcome: str
    reasons: str
    conditions: str = ""
    expires_on: date | None = None


@transaction.atomic
def declare(
    facts: DeclarationFacts, *, affirmation: Affirmation | None = None, by: Person, at: datetime
) -> Declaration:
    """Disclose a conflict of interest, a gift or an outside interest of one's own: while affirming, or at any time."""
    return _declare(facts, "declare", affirmation, None, by, at)


@transaction.atomic
def decide_declaration(declaration: Declaration, *, decision: Decision, by: Person, at: datetime) -> Declaration:
    """Decide, with reasons. What is allowed ends on a day, a year away at most; conditions are written down."""
    declaration = Declaration.objects.locked(declaration.pk, by=by)
    DECIDE_DECLARATION.check(by, declaration)
    _check(decision, at)
    declaration.state, declaration.decided_by, declaration.decided_at = decision.outcome, by, at
    declaration.reasons = decision.reasons.strip()
    declaration.conditions = decision.conditions.strip() or None
    declaration.expires_on = decision.expires_on if decision.outcome in UNTIL_A_DAY else None
    declaration.save(update_fields=["state", "decided_by", "decided_at", "reasons", "conditions", "expires_on"])
    record(
        declaration,
        DECIDE_DECLARATION.verb,
        by=by,
        at=at,
        sentence=_("Decided: %(outcome)s") % {"outcome": declaration.get_state_display()},
    )
    tell([declaration.person], "code_declaration_decided", about=declaration, at=at)
    return declaration


@transaction.atomic
def renew_declaration(declaration: Declaration, *, text: str, by: Person, at: datetime) -> Declaration:
    """Say how it stands today, before what was allowed runs out; it is reviewed again."""
    declaration = Declaration.objects.locked(declaration.pk, by=by)
    RENEW_DECLARATION.check(by, declaration)
    facts = DeclarationFacts(declaration.kind, text)
    return _declare(facts, RENEW_DECLARATION.verb, None, declaration, by, at)


@transaction.atomic
def end_declaration(declaration: Declaration, *, by: Person, at: datetime) -> Declaration:
    """Say that it is no longer so. It stays on record."""
    declaration = Declaration.objects.locked(declaration.pk, by=by)
    END_DECLARATION.check(by, declaration)
    declaration.state, declaration.ended_at = DeclarationState.ENDED, at
    declaration.save(update_fields=["state", "ended_at"])
    record(declaration, END_DECLARATION.verb, by=by, at=at, sentence=_("No longer so"))
    return declaration


def remind_of_renewals(*, at: datetime) -> int:
    """Tell people, once, that what they were allowed runs out; returns how many."""
    due = Declaration.objects.to_renew(localdate(at)).filter(reminded_on__isnull=True)
    return sum(_remind(declaration, at) for declaration in due.select_related("person"))


@transaction.atomic
def _remind(declaration: Declaration, at: datetime) -> int:
    claimed = Declaration.objects.filter(pk=declaration.pk, reminded_on__isnull=True).update(reminded_on=localdate(at))
    if claimed:
        tell([declaration.person], "code_declaration_to_renew", about=declaration, at=at)
    return claimed


def _declare(
    facts: DeclarationFacts,
    verb: str,
    affirmation: Affirmation | None,
    renews: Declaration | None,
    by: Person,
    at: datetime,
) -> Declaration:
    declaration = Declaration.objects.create(
        data_key=DataKey.objects.mint(),
        person=by,
        affirmation=affirmation,
        kind=facts.kind,
        text=facts.text.strip(),
        office=office_for(by),
        declared_at=at,
        renews=renews,
    )
    record(
        renews or declaration,
        verb,
        by=by,
        at=at,
        sentence=_("Disclosed: %(kind)s") % {"kind": declaration.get_kind_display()},
        facts={"declaration": str(declaration.pk)},
    )
    tell(colleagues(declaration.office).exclude(pk=by.pk), "code_declaration_made", about=declaration, at=at)
    return declaration


def _check(decision: Decision, at: datetime) -> None:
    if decision.outcome not in DECISIONS:
        raise Refused(_("Choose a decision."), "outcome")
    if decision.outcome == DeclarationState.MITIGATED and not decision.conditions.strip():
        raise Refused(_("Write down the conditions."), "conditions")
    if decision.outcome not in UNTIL_A_DAY:
        return
    if decision.expires_on is None or decision.expires_on <= localdate(at):
        raise Refused(_("Say until which day it is allowed."), "expires_on")
    if decision.expires_on > localdate(at) + LONGEST:
        raise Refused(_("At most a year: it is looked at again every year."), "expires_on")
