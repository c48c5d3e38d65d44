"""What is done about a matter: proposed, decided, owned, done, confirmed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import Action, ActionNote, Allegation, Case, Party, RecoveryAmount
from cases.states.outcome import ActionKind, ActionState, DisciplineLevel, SubjectLevel
from cases.states.party import PartyStatus
from cases.workflow.outcomes import (
    CANCEL_ACTION,
    CONFIRM_ACTION,
    DECIDE_ACTION,
    FINISH_ACTION,
    NAME_OWNER,
    NOTE_PROGRESS,
    PROPOSE_ACTION,
    RECORD_AMOUNT,
    RETURN_ACTION,
)
from cases.workflow.parts import RECORD_NO_CONSEQUENCE
from clocks import kinds
from clocks.actions import cancel_clock, start_clock, stop_clock

# Each kind with what must be said of it.
NEEDS_A_DAY = frozenset({ActionKind.CORRECTIVE, ActionKind.REMEDIATION})


@dataclass(frozen=True)
class ActionFacts:
    """A proposal. Which of these are said depends on the kind."""

    kind: str
    reasons: str
    brief: str = ""
    allegation: Allegation | None = None
    level: str = ""
    interim_kind: str = ""
    route: str = ""
    currency: str = ""
    sought: Decimal | None = None
    owner: Person | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class DecisionFacts:
    """A decision: who carries it out until when; for discipline also who decided, and what."""

    brief: str = ""
    owner: Person | None = None
    due_on: date | None = None
    level: str = ""
    manager: Person | None = None
    hr_partner: Person | None = None
    decided_on: date | None = None
    reasons: str = ""


@transaction.atomic
def propose_action(case: Case, *, facts: ActionFacts, by: Person, at: datetime) -> Action:
    """Propose what is to be done. The office decides."""
    case = Case.objects.locked(case.pk, by=by)
    PROPOSE_ACTION.check(by, case)
    allegation = _allegation_of(case, facts)
    _check_owner(case, facts.owner, at)
    action = Action.objects.create(
        data_key=case.data_key,
        case=case,
        kind=facts.kind,
        allegation=allegation,
        level=facts.level if facts.kind == ActionKind.DISCIPLINE else "",
        subject_level=level_of(allegation.subject) if allegation and facts.kind == ActionKind.DISCIPLINE else "",
        interim_kind=facts.interim_kind if facts.kind == ActionKind.INTERIM else "",
        route=facts.route if facts.kind == ActionKind.RECOVERY else "",
        currency=facts.currency if facts.kind == ActionKind.RECOVERY else "",
        sought=facts.sought if facts.kind == ActionKind.RECOVERY else None,
        reasons=facts.reasons,
        brief=facts.brief,
        owner=facts.owner,
        due_on=facts.due_on,
        proposed_by=by,
        proposed_at=at,
    )
    note_knowledge(case, at=at)
    _record(action, PROPOSE_ACTION, f"Proposed: {action.get_kind_display()}", by, at, kind=facts.kind)
    others = [person for person in case.staff() if person.pk != by.pk]
    tell(others, "action_proposed", about=case, at=at, once=str(action.pk))
    return action


def _allegation_of(case: Case, facts: ActionFacts) -> Allegation | None:
    if facts.allegation is None:
        if facts.kind == ActionKind.DISCIPLINE:
            raise Refused(_("Discipline follows from a finding. Choose the allegation."), "allegation")
        return None
    allegation = Allegation.objects.select_related("subject__person").get(pk=facts.allegation.pk, case=case)
    if facts.kind == ActionKind.DISCIPLINE and not (allegation.is_adverse and allegation.subject_id):
        raise Refused(_("Discipline needs a substantiated finding against somebody."), "allegation")
    return allegation


def level_of(subject: Party | None) -> str:
    """How high a subject stands now."""
    person = subject.person if subject else None
    if person is None:
        return SubjectLevel.OTHER
    if person.is_executive_officer or person.is_director:
        return SubjectLevel.EXECUTIVE
    return SubjectLevel.MANAGER if Person.objects.filter(manager=person).exists() else SubjectLevel.OTHER


@transaction.atomic
def record_no_consequence(allegation: Allegation, *, reason: str, by: Person, at: datetime) -> Action:
    """Say why a substantiated finding has no consequence for its subject. Whoever closes the case reads it."""
    case = Case.objects.locked(allegation.case_id, by=by)
    allegation = Allegation.objects.select_for_update(of=("self",)).get(pk=allegation.pk, case=case)
    allegation.case = case
    RECORD_NO_CONSEQUENCE.check(by, allegation)
    if not (allegation.is_adverse and allegation.subject_id):
        raise Refused(_("There is no substantiated finding against somebody here."))
    if Action.objects.standing().filter(allegation=allegation, kind=ActionKind.DISCIPLINE).exists():
        raise Refused(_("A consequence is recorded already."))
    action = Action.objects.create(
        data_key=case.data_key,
        case=case,
        kind=ActionKind.DISCIPLINE,
        state=ActionState.CONFIRMED,
        allegation=allegation,
        level=DisciplineLevel.NONE,
        subject_level=level_of(Party.objects.select_related("person").get(pk=allegation.subject_id)),
        reasons=reason,
        proposed_by=by,
        proposed_at=at,
        decided_by=by,
        decided_at=at,
        decided_on=timezone.localdate(at),
        ended_by=by,
        ended_at=at,
    )
    _record(action, RECORD_NO_CONSEQUENCE, "No consequence for a subject", by, at)
    return action


@transaction.atomic
def decide_action(action: Action, *, facts: DecisionFacts, by: Person, at: datetime) -> Action:
    """Record the decision: what the office orders, or what a named manager decided with HR about discipline."""
    case, action = _locked(action, by)
    DECIDE_ACTION.check(by, action)
    owner = facts.owner or action.owner
    _check_owner(case, owner, at)
    due_on, brief = facts.due_on or action.due_on, facts.brief or str(action.brief)
    if action.kind in NEEDS_A_DAY and (owner is None or due_on is None):
        raise Refused(_("Say who sees to it and until when."), "due_on" if owner else "owner")
    if due_on is not None and due_on < timezone.localdate(at):
        raise Refused(_("This day has passed."), "due_on")
    if owner is not None and not brief:
        raise Refused(_("Write for the owner what is to be done."), "brief")
    if action.kind == ActionKind.DISCIPLINE:
        _check_discipline(case, action, facts, by)
        action.level = facts.level or action.level
        action.manager, action.hr_partner, action.decided_on = facts.manager, facts.hr_partner, facts.decided_on
    action.owner, action.due_on, action.brief = owner, due_on, brief
    action.state, action.decision_reasons = ActionState.DECIDED, facts.reasons
    action.decided_by, action.decided_at = by, at
    action.save()
    if due_on is not None:
        start_clock(action, kinds.ACTION, at=at, on=due_on)
    _record(action, DECIDE_ACTION, f"Decided: {action.get_kind_display()}", by, at, level=action.level)
    _tell_owner(action, "action_given", at)
    return action


def _check_discipline(case: Case, action: Action, facts: DecisionFacts, by: Person) -> None:
    """A manager decides with HR, neither of whom is concerned, and neither of whom proposed it (DECISIONS 46)."""
    if facts.level == DisciplineLevel.NONE and not facts.reasons:
        raise Refused(_("Say why there is no consequence."), "reasons")
    for name, person in (("manager", facts.manager), ("hr_partner", facts.hr_partner)):
        if person is None:
            raise Refused(_("Name the manager who decided and the person of HR."), name)
        if person.pk == action.proposed_by_id:
            raise Refused(_("Whoever proposed it does not decide it."), name)
        if case.walls_off(person):
            raise Refused(_("Somebody whom the case concerns can’t decide in it."), name)
    if facts.manager == facts.hr_partner:
        raise Refused(_("The manager and HR are two people."), "hr_partner")
    if facts.decided_on is None:
        raise Refused(_("Say on which day it was decided."), "decided_on")


@transaction.atomic
def name_owner(action: Action, *, owner: Person, by: Person, at: datetime) -> Action:
    """Give the action to somebody else. The former owner no longer sees it."""
    case, action = _locked(action, by)
    NAME_OWNER.check(by, action)
    if owner.pk == action.owner_id:
        raise Refused(_("This person is the owner already."), "owner")
    _check_owner(case, owner, at)
    if not action.brief:
        raise Refused(_("Nothing was written for an owner. Cancel it and propose it anew."))
    action.owner = owner
    action.save(update_fields=["owner"])
    _record(action, NAME_OWNER, "Another owner", by, at, names={str(owner.pk): owner.full_name})
    _tell_owner(action, "action_given", at)
    return action


@transaction.atomic
def note_progress(action: Action, *, words: str, by: Person, at: datetime) -> Action:
    """The owner says how far it is."""
    action = _of_owner(action, by)
    NOTE_PROGRESS.check(by, action)
    _write(action, words, by, at)
    action.state = ActionState.IN_PROGRESS
    action.save(update_fields=["state"])
    _record(action, NOTE_PROGRESS, "The owner noted progress", by, at)
    return action


@transaction.atomic
def finish_action(action: Action, *, words: str, by: Person, at: datetime) -> Action:
    """The owner reports it as done; the office confirms. The deadline is met by this."""
    action = _of_owner(action, by)
    FINISH_ACTION.check(by, action)
    _write(action, words, by, at)
    action.state, action.finished_at = ActionState.DONE, at
    action.save(update_fields=["state", "finished_at"])
    stop_clock(action, kinds.ACTION, at=at)
    _record(action, FINISH_ACTION, "The owner reported it as done", by, at)
    tell(action.case.staff(), "action_to_confirm", about=action.case, at=at, once=f"{action.pk}:{at.isoformat()}")
    return action


@transaction.atomic
def confirm_action(action: Action, *, ending: str, by: Person, at: datetime) -> Action:
    """The office confirms that it is done."""
    action = _end(action, CONFIRM_ACTION, ActionState.CONFIRMED, ending, by, at)
    stop_clock(action, kinds.ACTION, at=at)
    _record(action, CONFIRM_ACTION, f"Confirmed as done: {action.get_kind_display()}", by, at)
    return action


@transaction.atomic
def return_action(action: Action, *, reason: str, by: Person, at: datetime) -> Action:
    """Send it back to the owner, with what is missing. The deadline runs again."""
    _case, action = _locked(action, by)
    RETURN_ACTION.check(by, action)
    _write(action, reason, by, at)
    action.state, action.finished_at = ActionState.IN_PROGRESS, None
    action.save(update_fields=["state", "finished_at"])
    if action.due_on is not None:
        start_clock(action, kinds.ACTION, at=at, on=action.due_on)
    _record(action, RETURN_ACTION, "Sent back to the owner", by, at)
    _tell_owner(action, "action_returned", at)
    return action


@transaction.atomic
def cancel_action(action: Action, *, reason: str, by: Person, at: datetime) -> Action:
    """Take the action back, with the reason. It stays on the record."""
    action = _end(action, CANCEL_ACTION, ActionState.CANCELLED, reason, by, at)
    cancel_clock(action, kinds.ACTION, by=by, at=at, reason=_("The action was cancelled."))
    _record(action, CANCEL_ACTION, f"Cancelled: {action.get_kind_display()}", by, at)
    return action


@transaction.atomic
def record_amount(
    action: Action, *, kind: str, amount: Decimal, booked_on: date, words: str = "", by: Person, at: datetime
) -> RecoveryAmount:
    """Record an amount that came back or that the recovery cost, in the currency of what is sought."""
    _case, action = _locked(action, by)
    RECORD_AMOUNT.check(by, action)
    if booked_on > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), "booked_on")
    booked = RecoveryAmount.objects.create(
        data_key=action.data_key,
        action=action,
        kind=kind,
        amount=amount,
        booked_on=booked_on,
        words=words,
        recorded_by=by,
        recorded_at=at,
    )
    _record(action, RECORD_AMOUNT, "Recorded an amount of a recovery", by, at, kind=kind)
    return booked


def replace_owners(case: Case, *, at: datetime | date) -> int:
    """Take actions from owners who stand behind the wall, and tell the office. The case is locked by the caller."""
    taken = 0
    for action in Action.objects.under_way().filter(case=case, owner__isnull=False).select_related("owner"):
        if action.owner and case.walls_off(action.owner):
            former, action.owner = action.owner, None
            action.save(update_fields=["owner"])
            record(
                case,
                "replace_owner",
                by=None,
                at=at,
                sentence="The owner of an action may no longer see it",
                facts={"action": str(action.pk)},
                names={str(former.pk): former.full_name},
            )
            tell(case.staff(), "action_needs_owner", about=case, at=at, once=f"{action.pk}:{former.pk}")
            taken += 1
    return taken


def _locked(action: Action, by: Person) -> tuple[Case, Action]:
    """The case, if `by` may see it now, and the action in it: for those who work the case."""
    case = Case.objects.locked(action.case_id, by=by)
    found = Action.objects.select_for_update(of=("self",)).get(pk=action.pk, case=case)
    found.case = case
    return case, found


def _of_owner(action: Action, by: Person) -> Action:
    """The action, locked, if it may be seen by `by` now; the case's row first, as everywhere."""
    Case.objects.locked(action.case_id, by=None)
    return Action.objects.locked(action.pk, by=by)


def _end(action: Action, move: Move, state: ActionState, ending: str, by: Person, at: datetime) -> Action:
    _case, action = _locked(action, by)
    move.check(by, action)
    action.state, action.ending, action.ended_by, action.ended_at = state, ending, by, at
    action.save(update_fields=["state", "ending", "ended_by", "ended_at"])
    return action


def _check_owner(case: Case, owner: Person | None, at: datetime) -> None:
    if owner is None:
        return
    if owner.has_left(timezone.localdate(at)):
        raise Refused(_("This person has left."), "owner")
    concerned = Party.objects.filter(case=case, person=owner).exclude(status=PartyStatus.REJECTED).exists()
    if concerned or case.walls_off(owner):
        raise Refused(_("This person can’t own an action of this case, because it concerns them."), "owner")


def _write(action: Action, words: str, by: Person, at: datetime) -> None:
    ActionNote.objects.create(data_key=action.data_key, action=action, words=words, written_by=by, written_at=at)


def _tell_owner(action: Action, kind: str, at: datetime) -> None:
    if action.owner is not None:
        tell([action.owner], kind, about=action, at=at, once=at.isoformat())


def _record(
    action: Action,
    move: Move,
    sentence: str,
    by: Person,
    at: datetime,
    names: dict[str, str] | None = None,
    **facts: str,
) -> None:
    """On the trail of the case, where whoever works it reads it."""
    record(
        action.case,
        move.verb,
        by=by,
        at=at,
        sentence=sentence,
        facts={"action": str(action.pk), **facts},
        names=names or {},
    )
