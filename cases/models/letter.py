"""Letters to the people whom a case was about, and the words in which they are written."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.party import FORGOTTEN_WITH_ITS_CASE, Party, forgotten_with_its_case
from cases.states.letter import Addressee, LetterResult, LetterState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

TO_READ = frozenset({LetterState.SENT, LetterState.ANSWERED})


class LetterTextQuerySet(models.QuerySet["LetterText"]):
    def in_force(self, addressee: str, result: str) -> str:
        """The words written last; empty where nobody has written any."""
        return self.filter(addressee=addressee, result=result).all_in_force().get((addressee, result), "")

    def all_in_force(self) -> dict[tuple[str, str], str]:
        """The words written last for each kind, in one statement."""
        written = self.order_by("written_at", "pk").values_list("addressee", "result", "text")
        return {(addressee, result): text for addressee, result, text in written}


class LetterText(models.Model):
    """How letters of one kind begin. It is about no case; what was written before stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    addressee = models.CharField(max_length=10, choices=Addressee.choices)
    result = models.CharField(max_length=20, choices=LetterResult.choices)
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = LetterTextQuerySet.as_manager()
    append_only = True

    class Meta:
        ordering = ["written_at"]
        indexes = [models.Index(fields=["addressee", "result", "-written_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class OutcomeLetterQuerySet(SealedQuerySet["OutcomeLetter"]):
    def written_to(self, person: Person | None) -> Self:
        """The letters that `person` may read: one document each, and nothing else of any case (DECISIONS 40)."""
        if person is None:
            return self.none()
        return self.filter(recipient=person, state__in=TO_READ, case__shredded_on__isnull=True)

    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that `person` may see, and those written to them."""
        if person is None:
            return self.none()
        of_cases = Q(case__in=Case.objects.visible_to(person).values("pk"))
        return self.filter(of_cases | Q(recipient=person, state__in=TO_READ, case__shredded_on__isnull=True))

    def of(self, case: Case) -> Self:
        """Those of a case that was loaded in scope."""
        return self.filter(case=case)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "OutcomeLetter":
        """The letter, locked, if `by` may see it now. Raises `OutcomeLetter.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by)
        found: OutcomeLetter = visible.select_related("case", "party").select_for_update(of=("self",)).get()
        return found


class OutcomeLetter(SealedModel):
    """What a person of the directory is told at the end, drafted by one of the office and sent by another.

    The recipient reads this one document and may answer it once. The wall keeps them from the case as before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    party = models.ForeignKey(Party, models.PROTECT, related_name="letters")
    # Forgotten with the case, as the party is.
    recipient = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    result = models.CharField(_("result"), max_length=20, choices=LetterResult.choices)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.DRAFTED)
    body = SealedTextField(_("letter"))
    # Why somebody is told now who never heard of the matter before.
    why_told = SealedTextField(_("why they are told"), blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    reply = SealedTextField(_("answer"), blank=True)
    replied_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_because = SealedTextField(_("why it was dropped"), blank=True)

    objects = OutcomeLetterQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "party", "result", "body", "why_told", "drafted_by", "drafted_at")
    database_rules = [
        Trigger(
            "to_its_subject",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM cases_party p WHERE p.id = NEW.party_id AND p.case_id = NEW.case_id "
            "AND p.person_id = NEW.recipient_id AND p.role = 'SUBJECT' AND p.status = 'CONFIRMED')",
            "a letter goes to a confirmed subject of its case",
        ),
        Trigger("stays_the_same_person", "UPDATE", forgotten_with_its_case("recipient_id"), FORGOTTEN_WITH_ITS_CASE),
        Trigger(
            "sent_once",
            "UPDATE",
            "OLD.sent_at IS NOT NULL AND (NEW.sent_at IS NULL OR NEW.sent_at <> OLD.sent_at "
            "OR NEW.sent_by_id <> OLD.sent_by_id OR NEW.state IN ('DRAFTED', 'DROPPED'))",
            "a letter that was sent stays sent",
        ),
        Trigger(
            "answered_once",
            "UPDATE",
            "OLD.replied_at IS NOT NULL AND (NEW.replied_at IS NULL OR NEW.replied_at <> OLD.replied_at)",
            "a letter is answered once",
        ),
    ]

    class Meta:
        ordering = ["drafted_at", "id"]
        indexes = [models.Index(fields=["recipient", "-sent_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=~Q(state=LetterState.DROPPED), name="one_letter_for_a_subject"
            ),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="a_letter_has_a_known_state"),
            who_and_when("sent", name="a_sent_letter_says_who_and_when"),
            who_and_when("dropped", name="a_dropped_letter_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | ~Q(sent_by=F("drafted_by")), name="a_second_person_sends_a_letter"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.DRAFTED, sent_at__isnull=True, replied_at__isnull=True)
                | Q(state=LetterState.DROPPED, sent_at__isnull=True, dropped_at__isnull=False)
                | Q(state=LetterState.SENT, sent_at__isnull=False, replied_at__isnull=True)
                | Q(state=LetterState.ANSWERED, sent_at__isnull=False, replied_at__isnull=False),
                name="a_letter_is_drafted_sent_and_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, for whoever sees it; and who drafted it and whom it is for."""
        if person.pk == self.recipient_id:
            return frozenset({"recipient"})
        own = frozenset({"drafter"}) if person.pk == self.drafted_by_id else frozenset()
        return self.case.relations(person) | own

    def move_url(self, move: Move) -> str:
        if move.verb == "answer_letter":
            return reverse("my_letters:answer_letter", args=[self.pk])
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        """Where its recipient reads it; the office is led on to the case."""
        return reverse("my_letters:letter", args=[self.pk])
