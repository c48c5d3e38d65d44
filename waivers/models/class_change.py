"""Who decides, changed by hand: never without a reason, and downwards never by one person alone (DECISIONS 43)."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.constraints import who_and_when
from accounts.models import Person
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.rules import changed_while
from waivers.models.waiver import Waiver
from waivers.states import ClassReason, WaiverClass

CHANGED_BY_THE_CONCERNED = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = NEW.waiver_id "
    "AND (NEW.changed_by_id IN (w.requester_id, w.beneficiary_id) "
    "OR NEW.settled_by_id IN (w.requester_id, w.beneficiary_id)))"
)


class ClassChange(SealedModel):
    """One change of who decides, with both classes. Upwards it holds at once; downwards once agreed to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="class_changes")
    from_class = models.CharField(max_length=8, choices=WaiverClass.choices)
    from_reason = models.CharField(max_length=20, choices=ClassReason.choices)
    to_class = models.CharField(max_length=8, choices=WaiverClass.choices)
    to_reason = models.CharField(max_length=20, choices=ClassReason.choices)
    reason = SealedTextField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    # The second person, for a change downwards.
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)

    undeletable = True
    frozen_fields = (
        "waiver", "from_class", "from_reason", "to_class", "to_reason", "reason", "changed_by", "changed_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "not_the_concerned",
            ("INSERT", "UPDATE"),
            CHANGED_BY_THE_CONCERNED,
            "neither who asks nor who benefits says who decides",
        ),
        Trigger(
            "settled_stays",
            "UPDATE",
            changed_while("OLD.settled_at IS NOT NULL", ("settled_by_id", "settled_at", "is_agreed")),
            "what was settled stays settled",
        ),
    ]

    class Meta:
        ordering = ["changed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_class=WaiverClass.OTHER, to_class=WaiverClass.BOARD)
                | Q(from_class=WaiverClass.BOARD, to_class=WaiverClass.OTHER),
                name="a_change_of_class_changes_it",
            ),
            who_and_when("settled", name="a_settled_change_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("changed_by")),
                name="a_second_person_settles_a_change",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(settled_at__isnull=False), name="an_agreed_change_is_settled"
            ),
            models.UniqueConstraint(
                fields=["waiver"],
                condition=Q(to_class=WaiverClass.OTHER, settled_at__isnull=True),
                name="one_change_of_class_waits",
            ),
        ]

    @property
    def is_lowering(self) -> bool:
        return self.to_class == WaiverClass.OTHER

    @property
    def is_waiting(self) -> bool:
        return self.is_lowering and self.settled_at is None
