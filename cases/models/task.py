"""What is still to be done in a case, by whom and until when."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.case_template import CaseTemplate
from cases.states.desk import TaskState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


def of_case_or_merged(case: Case) -> Q:
    """What hangs from a case, and from those that were merged into it: whoever works the whole has to know both."""
    return Q(case__in=case.with_merged())


class TaskQuerySet(SealedQuerySet["Task"]):
    def of_case(self, case: Case) -> Self:
        """Those of a case that was loaded in scope, and of what was merged into it."""
        return self.filter(of_case_or_merged(case))

    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that `person` may see; owning one opens no case."""
        return self.filter(case__in=Case.objects.visible_to(person).values("pk"))

    def owned_by(self, person: Person | None) -> Self:
        """What `person` has to do, of cases that they may see now."""
        return self.visible_to(person).filter(owner=person, state=TaskState.OPEN)

    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def overdue(self, today: date) -> Self:
        """To be done, and the day has passed."""
        return self.open().filter(due_on__lt=today)


class Task(SealedModel):
    """One step of the work on a case. Its owner is somebody who may see the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    # The plan from which it came.
    template = models.ForeignKey(CaseTemplate, models.PROTECT, null=True, related_name="+")
    title = SealedTextField(_("what is to be done"))
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("who does it"))
    due_on = models.DateField(_("until"))
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ending = SealedTextField(_("what came of it"), blank=True)

    objects = TaskQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "template", "title", "due_on", "created_by", "created_at")
    database_rules = [
        Trigger(
            "ended_stays",
            "UPDATE",
            "OLD.state <> 'OPEN' AND (NEW.state <> OLD.state OR NEW.ended_at <> OLD.ended_at "
            "OR NEW.ended_by_id <> OLD.ended_by_id)",
            "a task that is done or dropped stays so",
        ),
    ]

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        indexes = [
            models.Index(fields=["case", "state"], name="tasks_of_a_case"),
            models.Index(fields=["owner", "state", "due_on", "id"], name="tasks_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="a_task_has_a_known_state"),
            who_and_when("ended", name="an_ended_task_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state="OPEN", ended_at__isnull=True) | ~Q(state="OPEN") & Q(ended_at__isnull=False),
                name="a_task_ends_when_it_is_done_or_dropped",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Leads on to the plan of its case. Without the case's reference, so that a list of notices reads no case."""
        return reverse("cases:task", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case; and the owner, who may be a reader alone."""
        own = {"owner"} if person.pk == self.owner_id else set()
        return self.case.relations(person) | own

    def is_overdue(self, today: date) -> bool:
        return self.state == TaskState.OPEN and self.due_on < today

    def clock_recipients(self) -> list[Person]:
        """Who is reminded: the owner while they may see the case; otherwise the office."""
        if self.owner is not None and self.case.is_visible_to(self.owner):
            return [self.owner]
        return self.case.staff()
