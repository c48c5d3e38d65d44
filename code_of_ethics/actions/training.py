"""Trainings: started by the head of the office, assigned by the clock, done and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from code_of_ethics.actions.campaigns import AT_ONCE, Audience
from code_of_ethics.actions.policies import is_address
from code_of_ethics.models import CodeVersion, Policy, Training, TrainingAssignment
from code_of_ethics.models.affirmation import next_reminder
from code_of_ethics.models.training import SHORTEST_MONTH
from code_of_ethics.states.training import Source
from code_of_ethics.workflow.training import COMPLETE_TRAINING, END_TRAINING, RECORD_COMPLETION
from vault.rows import insert_new


@dataclass(frozen=True)
class TrainingFacts:
    """What a training is about (a version of the Code or a policy), and how long people have."""

    title: str
    code: str
    about: CodeVersion | Policy
    link: str = ""
    days: int = 30
    repeats_months: int = 0
    is_self_recorded: bool = True


@transaction.atomic
def start_training(facts: TrainingFacts, audience: Audience, *, by: Person, at: datetime) -> Training:
    """Start a training: the clock asks everybody of its audience, now and when somebody joins or comes back."""
    if Role.ETHICS_OFFICER not in by.roles:
        raise Refused(_("Trainings are started by the head of the Compliance & Ethics office."))
    _check(facts)
    training = Training.objects.create(
        title=facts.title.strip(),
        code=facts.code,
        link=facts.link.strip(),
        version=facts.about if isinstance(facts.about, CodeVersion) else None,
        policy=facts.about if isinstance(facts.about, Policy) else None,
        days=facts.days,
        repeats_months=facts.repeats_months,
        is_self_recorded=facts.is_self_recorded,
        is_whole_company=audience.is_whole_company,
        countries=list(audience.countries),
        levels=list(audience.levels),
        started_by=by,
        started_at=at,
    )
    units = [unit.pk for unit in audience.units]
    training.units.set(units)
    told = {"code": training.code, "countries": training.countries, "levels": training.levels, "units": units}
    sentence = _("Started a training (%(audience)s)") % {"audience": training.audience_label}
    record(training, "start_training", by=by, at=at, sentence=sentence, facts=told)
    return training


@transaction.atomic
def end_training(training: Training, *, by: Person, at: datetime) -> Training:
    """End it: nobody is asked or reminded any more, and who had not done it stays so on record."""
    training = Training.objects.select_for_update().get(pk=training.pk)
    END_TRAINING.check(by, training)
    training.ended_at, training.ended_by = at, by
    training.save(update_fields=["ended_at", "ended_by"])
    left = training.assignments.filter(completed_on__isnull=True).count()
    record(training, END_TRAINING.verb, by=by, at=at, sentence=_("Ended"), facts={"not_done": left})
    return training


@transaction.atomic
def complete_training(
    assignment: TrainingAssignment, *, completed_on: date, by: Person, at: datetime
) -> TrainingAssignment:
    """Say of oneself that one has done it."""
    assignment = TrainingAssignment.objects.locked(assignment.pk, by=by)
    COMPLETE_TRAINING.check(by, assignment)
    _complete(assignment, completed_on, Source.SELF, by, at)
    sentence = _("Did the training on %(day)s") % {"day": date_format(completed_on)}
    record(assignment, COMPLETE_TRAINING.verb, by=by, at=at, sentence=sentence)
    return assignment


@transaction.atomic
def record_completion(
    assignment: TrainingAssignment, *, completed_on: date, by: Person, at: datetime
) -> TrainingAssignment:
    """Record, for the office, that somebody did it, such as in a room. Never one's own; the person hears of it."""
    assignment = TrainingAssignment.objects.locked(assignment.pk, by=by)
    RECORD_COMPLETION.check(by, assignment)
    _complete(assignment, completed_on, Source.OFFICE, by, at)
    sentence = _("Recorded as done on %(day)s") % {"day": date_format(completed_on)}
    record(assignment, RECORD_COMPLETION.verb, by=by, at=at, sentence=sentence)
    tell([assignment.person], "training_recorded", about=assignment.training, at=at, once=str(assignment.pk))
    return assignment


@transaction.atomic
def record_training_export(training: Training, *, by: Person, at: datetime) -> Training:
    """Keep on the trail that somebody took the list of people out of the Portal."""
    record(training, "export_training", by=by, at=at, sentence=_("Exported the list of people"))
    return training


def assign_due(*, at: datetime) -> int:
    """Ask everybody whom a running training has to ask today; returns how many are new."""
    return sum(assign_everybody(training, at=at) for training in Training.objects.running())


def assign_everybody(training: Training, *, at: datetime) -> int:
    """Ask those of the audience who have nothing of it open: at the start, on joining, and when it comes again.

    Each block of people is asked and told in one transaction: a crash loses nobody and asks nobody twice.
    """
    to_ask, asked = training.to_ask(localdate(at)), 0
    last: Any = None
    while people := list(_with_times(to_ask.filter(pk__gt=last) if last else to_ask, training)[:AT_ONCE]):
        asked += _assign(training, people, at)
        last = people[-1].pk
    return asked + _ask_returners(training, at)


def _with_times(people: QuerySet[Person], training: Training) -> QuerySet[Any]:
    """With how many times each was asked before."""
    before = Q(training_assignments__training=training)
    return people.annotate(times=Count("training_assignments", filter=before)).only("pk")


@transaction.atomic
def _assign(training: Training, people: Sequence[Any], at: datetime) -> int:
    today = localdate(at)
    due_on = today + timedelta(days=training.days)
    rows = [
        TrainingAssignment(
            training=training,
            person=person,
            number=person.times + 1,
            assigned_on=today,
            due_on=due_on,
            next_reminder_on=next_reminder(due_on, today),
        )
        for person in people
    ]
    new = insert_new(rows)
    tell(people, "training_asked", about=training, at=at, once=today.isoformat())
    return new


@transaction.atomic
def _ask_returners(training: Training, at: datetime) -> int:
    """Whoever left before doing it and works here again has new days, and hears of it."""
    today = localdate(at)
    asked_last = Coalesce("assigned_again_on", "assigned_on")
    back = TrainingAssignment.objects.waiting().filter(
        Q(person__employed_until__isnull=True) | Q(person__employed_until__gte=today),
        training=training,
        person__employed_from__lte=today,
        person__employed_from__gt=asked_last,
    )
    rows = list(back.select_for_update(of=("self",)).select_related("person"))
    due_on = today + timedelta(days=training.days)
    TrainingAssignment.objects.filter(pk__in=[row.pk for row in rows]).update(
        assigned_again_on=today, due_on=due_on, next_reminder_on=next_reminder(due_on, today), manager_told_on=None
    )
    tell([row.person for row in rows], "training_asked", about=training, at=at, once=f"again {today}")
    return len(rows)


def _complete(assignment: TrainingAssignment, completed_on: date, source: Source, by: Person, at: datetime) -> None:
    if completed_on > localdate(at):
        raise Refused(_("This day lies ahead."), "completed_on")
    if completed_on < localdate(assignment.training.started_at):
        raise Refused(_("That was before the training began."), "completed_on")
    assignment.completed_on, assignment.source = completed_on, source
    assignment.recorded_by, assignment.recorded_at = by, at
    assignment.save(update_fields=["completed_on", "source", "recorded_by", "recorded_at"])


def _check(facts: TrainingFacts) -> None:
    if Training.objects.filter(code=facts.code).exists():
        raise Refused(_("There is a training of this course code already."), "code")
    if facts.link.strip() and not is_address(facts.link.strip()):
        raise Refused(_("Give an address that starts with https://."), "link")
    if facts.repeats_months and facts.days >= facts.repeats_months * SHORTEST_MONTH:
        raise Refused(_("It would come again before it is done: give fewer days."), "days")
