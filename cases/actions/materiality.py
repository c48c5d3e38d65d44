"""Material or not: triggers that ask, the decision that answers, and the second person for "not material"."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import Telling, tell, tell_each
from accounts.nudge import nudge
from accounts.roles import HEAD_OF, Role
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.linked_reports import answer_linked_reports
from cases.models import AccessGrant, Case, HotlineTest, MaterialityDecision, MaterialityTrigger
from cases.states.access import GrantReason
from cases.states.materiality import Materiality, TriggerKind
from cases.workflow.case import DECIDE_MATERIALITY
from cases.workflow.parts import CONFIRM_NOT_MATERIAL, REJECT_NOT_MATERIAL
from clocks import kinds
from clocks.actions import start_clocks, stop_clock
from code_of_ethics.models import Topic
from vault.rows import insert_new
from vault.settled import Settled

# How fast each trigger wants its decision (FIELD.md, "Materiality triggers and how fast").
CLOCK_OF_TRIGGER = {
    TriggerKind.SENIOR_SUBJECT: kinds.MATERIALITY_SAME_DAY,
    TriggerKind.ESTIMATED_LOSS: kinds.MATERIALITY_3_BUSINESS_DAYS,
}
# Whom a trigger alerts at once besides the office: its own recipients in FIELD.md, where that says “committee” the
# chair; the other members hear of the decision (DECISIONS 13).
ALERTED = {
    TriggerKind.ACCOUNTING: (Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR),
    TriggerKind.CONTROL_ROLE_FRAUD: (Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR),
    TriggerKind.REGULATOR_AWARE: (Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_COUNSEL),
    TriggerKind.RETALIATION: (Role.ETHICS_OFFICER,),
}
ALERTED_BY_OTHERS = (Role.AUDIT_COMMITTEE_CHAIR,)


def triggers_of_subjects(topic: Topic, subjects: Iterable[Person]) -> list[str]:
    """The triggers that people fire by being subjects of a matter on `topic` (FIELD.md)."""
    people = list(subjects)
    fired = []
    if any(person.is_senior for person in people):
        fired.append(TriggerKind.SENIOR_SUBJECT.value)
    if topic.is_accounting and any(person.has_control_role for person in people):
        fired.append(TriggerKind.CONTROL_ROLE_FRAUD.value)
    return fired


def fire_triggers(case: Case, trigger_kinds: Iterable[str], *, at: datetime, known_at: datetime | None = None) -> bool:
    """Note that these facts ask for a materiality decision, start the clock of each, and alert its recipients.

    A trigger fires once for a case and is never removed. `known_at` is the staff act that knew the fact; without one
    only the day of `at` is kept. Returns whether one fired; then the case's nearest deadline was looked at again.
    """
    on = timezone.localdate(at)
    # A test of the hotline asks nobody for anything, whatever the staff find in it before they know.
    if not (trigger_kinds := list(trigger_kinds)) or HotlineTest.objects.filter(case=case).exists():
        return False
    fired = _newly_fired(case, trigger_kinds, on, known_at)
    if fired:
        start_clocks(case, clocks_of_triggers(trigger.kind for trigger in fired), at=on)
        refresh_due(case)
    for trigger in fired:
        _alert(case, trigger, known_at or on, at=at)
    return bool(fired)


def fire_first_triggers(
    case: Case, trigger_kinds: Iterable[str], *, on: date, at: datetime, arrived: Telling | None = None
) -> None:
    """The same for a case that has just been opened, with the clocks of its triggers already, together with the news
    to its office that it `arrived`, if there is any. Whoever opens a case for a test of the hotline names none. Only
    the day is kept; of the moment `at` is asked who holds which role."""
    tell_of_first_triggers(case, _newly_fired(case, trigger_kinds, on, None), on=on, at=at, arrived=arrived)


def tell_of_first_triggers(
    case: Case, fired: Iterable[MaterialityTrigger], *, on: date, at: datetime, arrived: Telling | None = None
) -> None:
    """The news alone, for whoever has stored the triggers with the case."""
    alerted = {trigger: alerted_by(trigger.kind, at=at) for trigger in fired}
    alerts = [Telling(people, "materiality_trigger", on, trigger.kind) for trigger, people in alerted.items()]
    parts = [(Telling(people, "trigger_fired", on), trigger) for trigger, people in alerted.items()]
    tell_each([*alerts, arrived] if arrived else alerts, about=case, parts=parts)


def clocks_of_triggers(trigger_kinds: Iterable[str]) -> list[str]:
    """The clocks that these triggers start, once each."""
    of_each = [CLOCK_OF_TRIGGER.get(TriggerKind(k), kinds.MATERIALITY_1_BUSINESS_DAY) for k in trigger_kinds]
    return list(dict.fromkeys(of_each))


def _newly_fired(
    case: Case, trigger_kinds: Iterable[str], on: date, known_at: datetime | None
) -> list[MaterialityTrigger]:
    fired = triggers_to_fire(case, trigger_kinds, on, known_at)
    if insert_new(fired) == len(fired):
        return fired
    new = set(MaterialityTrigger.objects.filter(pk__in=[trigger.pk for trigger in fired]).values_list("pk", flat=True))
    return [trigger for trigger in fired if trigger.pk in new]


def triggers_to_fire(
    case: Case, trigger_kinds: Iterable[str], on: date, known_at: datetime | None = None
) -> list[MaterialityTrigger]:
    """One for each kind, not stored yet."""
    return [
        MaterialityTrigger(case=case, kind=kind, fired_on=on, known_at=known_at)
        for kind in dict.fromkeys(trigger_kinds)
    ]


def alerted_by(trigger_kind: str, *, at: datetime) -> list[Person]:
    """Whom a trigger of this kind alerts; none of them is cut off yet."""
    return _holding(*ALERTED.get(TriggerKind(trigger_kind), ALERTED_BY_OTHERS))(at)


@cache
def _holding(*roles: Role) -> Settled[Person]:
    return Settled(lambda at: Person.objects.holding(*roles, at=at))


def _alert(case: Case, trigger: MaterialityTrigger, moment: datetime | date, *, at: datetime) -> None:
    """Tell those who are its recipients `at` this instant: whoever may read the case of the case, everybody else that
    one has fired and nothing more. The wall is asked for each of them. Of a fact of an anonymous report, the `moment`
    that the notice bears is its day only."""
    alerted = alerted_by(trigger.kind, at=at)
    of_the_trigger = (Telling(alerted, "trigger_fired", moment), trigger)
    tell_each([Telling(alerted, "materiality_trigger", moment, trigger.kind)], about=case, parts=[of_the_trigger])


def note_knowledge(case: Case, *, at: datetime) -> None:
    """Whoever of the staff acts on a case has read it: hours to a notice count from the first act (DECISIONS 22).

    Called by every action that can be the first one on a new case; later triggers are fired by those who know.
    """
    case.triggers.filter(known_at__isnull=True).update(known_at=at)


@transaction.atomic
def decide_materiality(
    case: Case, *, outcome: str, reasons: str, digest_line: str = "", by: Person, at: datetime
) -> MaterialityDecision:
    """Decide whether the matter is material. "Material" reaches the committee at once; "not material" waits for a
    second person of the other office or the committee (DECISIONS 45)."""
    case = Case.objects.locked(case.pk, by=by)
    DECIDE_MATERIALITY.check(by, case)
    return write_decision(case, outcome=outcome, reasons=reasons, digest_line=digest_line, by=by, at=at)


def write_decision(
    case: Case, *, outcome: str, reasons: str, digest_line: str, by: Person, at: datetime
) -> MaterialityDecision:
    """The decision's row, its trail and its consequences; the case is locked and the move checked by the caller."""
    if outcome == Materiality.MATERIAL and not digest_line:
        raise Refused(_("Write the line that the Audit Committee will read."), "digest_line")
    # Where nothing asks, "not material" may be decided as well: otherwise such a decision would tell whoever reads this
    # case that linked reports ask, of which they may not know.
    decision = MaterialityDecision.objects.create(
        data_key=case.data_key,
        case=case,
        outcome=outcome,
        reasons=reasons,
        digest_line=digest_line,
        decided_by=by,
        decided_at=at,
    )
    record(
        case,
        "decide_materiality",
        by=by,
        at=at,
        sentence=f"Decided: {Materiality(outcome).label}",
        facts={"outcome": outcome, "decision": str(decision.pk)},
    )
    if outcome == Materiality.MATERIAL:
        _answer_clocks(case, at)
        nudge()
    else:
        _ask_second_person(case, decision, by, at)
    return decision


@transaction.atomic
def confirm_not_material(decision: MaterialityDecision, *, by: Person, at: datetime) -> MaterialityDecision:
    """Agree, as the second person, that the matter is not material."""
    case = Case.objects.locked(decision.case_id, by=by)
    decision = MaterialityDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk, case=case)
    CONFIRM_NOT_MATERIAL.check(by, decision)
    decision.confirmed_by, decision.confirmed_at = by, at
    decision.save(update_fields=["confirmed_by", "confirmed_at"])
    _answer_clocks(case, at)
    record(
        case,
        "confirm_not_material",
        by=by,
        at=at,
        sentence="Agreed that the matter is not material",
        facts={"decision": str(decision.pk)},
    )
    tell(case.staff(), "materiality_decided", about=case, at=at, once=str(decision.pk))
    return decision


@transaction.atomic
def reject_not_material(decision: MaterialityDecision, *, reason: str, by: Person, at: datetime) -> MaterialityDecision:
    """Disagree, as the second person; the question is open again."""
    case = Case.objects.locked(decision.case_id, by=by)
    decision = MaterialityDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk, case=case)
    REJECT_NOT_MATERIAL.check(by, decision)
    decision.rejected_by, decision.rejected_at, decision.rejection_reason = by, at, reason
    decision.save(update_fields=["rejected_by", "rejected_at", "rejection_reason"])
    record(
        case,
        "reject_not_material",
        by=by,
        at=at,
        sentence="Did not agree that the matter is not material",
        facts={"decision": str(decision.pk)},
    )
    tell(case.staff(), "materiality_decided", about=case, at=at, once=str(decision.pk))
    return decision


def _answer_clocks(case: Case, at: datetime) -> None:
    for kind in kinds.MATERIALITY:
        stop_clock(case, kind, at=at)
    answer_linked_reports(case, at=at)
    of_file = AccessGrant.objects.filter(case__in=case.with_merged())
    of_file.filter(reason=GrantReason.UNDECIDED, ended_at=None).update(ended_at=at)
    refresh_due(case)


def _ask_second_person(case: Case, decision: MaterialityDecision, by: Person, at: datetime) -> None:
    """Let the head of the other office, or else the committee's chair, read the case and answer."""
    second = _second_people(case, by)
    if not second:
        raise Refused(
            _(
                "Nobody is free to be the second person for “not material”. Decide “material”, or ask the "
                "committee's chair to name somebody."
            ),
            "outcome",
        )
    for person in second:
        if not case.is_visible_to(person):
            AccessGrant.objects.get_or_create(
                case=case,
                person=person,
                reason=GrantReason.SECOND_PERSON,
                ended_at=None,
                defaults={"granted_on": timezone.localdate(at)},
            )
    tell(second, "materiality_to_confirm", about=case, at=at, once=str(decision.pk))


def _second_people(case: Case, by: Person) -> list[Person]:
    others = [role for role in HEAD_OF.values() if role != case.head_role]
    for roles in (others, [Role.AUDIT_COMMITTEE_CHAIR]):
        people = [
            person
            for person in case.unwalled(Person.objects.holding(*roles))
            if person.pk != by.pk and "staff" not in case.relations(person)
        ]
        if people:
            return people
    return []
