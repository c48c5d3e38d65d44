"""What counsel or the General Auditor thinks of a request, where whoever handles it asks them."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Person
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.rules import changed_while
from waivers.models.waiver import Waiver
from waivers.states import Advice

ASKED_OF_THE_CONCERNED = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = NEW.waiver_id "
    "AND NEW.asked_of_id IN (w.requester_id, w.beneficiary_id))"
)


class Opinion(SealedModel):
    """One opinion, asked for and perhaps given, sealed under the waiver's key. It binds nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="opinions")
    asked_of = models.ForeignKey(Person, models.PROTECT, related_name="+")
    question = SealedTextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    advice = models.CharField(max_length=8, choices=Advice.choices, blank=True)
    words = SealedTextField(null=True)
    given_at = models.DateTimeField(null=True)

    undeletable = True
    frozen_fields = ("waiver", "asked_of", "question", "asked_by", "asked_at")
    database_rules = [
        Trigger("not_the_concerned", "INSERT", ASKED_OF_THE_CONCERNED, "neither who asks nor who benefits advises"),
        Trigger(
            "given_stays",
            "UPDATE",
            changed_while("OLD.given_at IS NOT NULL", ("advice", "words", "given_at")),
            "an opinion that was given never changes",
        ),
    ]

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["waiver", "asked_of"], name="one_opinion_of_each_person"),
            models.CheckConstraint(condition=~Q(asked_of=F("asked_by")), name="nobody_asks_their_own_opinion"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, words__isnull=True, advice="")
                | (Q(given_at__isnull=False, words__isnull=False) & ~Q(advice="")),
                name="a_given_opinion_says_what_and_when",
            ),
        ]
