"""More time for a training, and being excused from it: by the office, with a reason, never for oneself."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.notices import tell
from audit.trail import record
from code_of_ethics.actions.due_dates import check_later, move_due_date
from code_of_ethics.models import TrainingAssignment, TrainingRelief
from code_of_ethics.workflow.training import EXCUSE_FROM_TRAINING, EXTEND_TRAINING
from vault.models import DataKey


@transaction.atomic
def extend_training(
    assignment: TrainingAssignment, *, due_on: date, reason: str, by: Person, at: datetime
) -> TrainingAssignment:
    """Give somebody more time, with a reason; reminders begin anew. They are told of the day, not of the reason."""
    assignment = TrainingAssignment.objects.locked(assignment.pk, by=by)
    EXTEND_TRAINING.check(by, assignment)
    check_later(assignment, due_on, at=at)
    _keep(assignment, due_on, reason, by, at)
    sentence = move_due_date(assignment, due_on, at=at)
    record(assignment, EXTEND_TRAINING.verb, by=by, at=at, sentence=sentence)
    once = f"{assignment.pk} {due_on}"
    tell([assignment.person], "training_extended", about=assignment.training, at=at, once=once)
    return assignment


@transaction.atomic
def excuse_from_training(
    assignment: TrainingAssignment, *, reason: str, by: Person, at: datetime
) -> TrainingAssignment:
    """Excuse somebody this time, with a reason. Where the training repeats they are asked again when it comes again."""
    assignment = TrainingAssignment.objects.locked(assignment.pk, by=by)
    EXCUSE_FROM_TRAINING.check(by, assignment)
    _keep(assignment, None, reason, by, at)
    assignment.excused_at, assignment.excused_by = at, by
    assignment.save(update_fields=["excused_at", "excused_by"])
    record(assignment, EXCUSE_FROM_TRAINING.verb, by=by, at=at, sentence=_("Excused from the training"))
    tell([assignment.person], "training_excused", about=assignment.training, at=at, once=str(assignment.pk))
    return assignment


def _keep(assignment: TrainingAssignment, due_on: date | None, reason: str, by: Person, at: datetime) -> None:
    TrainingRelief.objects.create(
        data_key=DataKey.objects.mint(),
        assignment=assignment,
        former_due_on=assignment.due_on,
        due_on=due_on,
        reason=reason.strip(),
        granted_by=by,
        granted_at=at,
    )
