"""People and others named in a case. The wall reads this table."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person, Unit
from accounts.moves import Move
from audit.rules import Trigger
from cases.states.party import DOUBTED, ROLE_PROPOSED, PartyKind, PartyRole, PartyStatus
from vault.digests import keyed_digest
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class PartyQuerySet(SealedQuerySet):
    def forgotten(self, people: Iterable[uuid.UUID]) -> "PartyQuerySet":
        """Those who stood and were forgotten with their case, if theirs was one of these ids."""
        return self.standing().filter(forgotten_digest__in=[forgotten_digest(person) for person in people])

    def standing(self) -> "PartyQuerySet":
        """Possible matches and confirmed parties: those that wall and route."""
        return self.exclude(status=PartyStatus.REJECTED)

    def of_units(self) -> "PartyQuerySet":
        """Those of which somebody knows the unit, with its name as `of_unit`."""
        return self.annotate(of_unit=Coalesce("person__unit__name", "unit__name")).filter(of_unit__isnull=False)


def forgotten_digest(person_id: uuid.UUID) -> str:
    """What is left of a party's person in a shredded case: only whoever holds the key can compute it."""
    return keyed_digest("forgotten-party", str(person_id))


# Why the database refuses another person, or none, where somebody is named.
FORGOTTEN_WITH_ITS_CASE = "who a party is stays, and is forgotten with the case"


def forgotten_with_its_case(column: str) -> str:
    """When a change of the person in a row of a case breaks the rule: unless the case is shredded, they stay."""
    return _CHANGED_BEFORE_ITS_END.replace("COLUMN", column)


_CHANGED_BEFORE_ITS_END = (
    "(OLD.COLUMN IS NULL AND NEW.COLUMN IS NOT NULL OR OLD.COLUMN IS NOT NULL "
    "AND (NEW.COLUMN IS NULL OR NEW.COLUMN <> OLD.COLUMN)) AND NOT (NEW.COLUMN IS NULL "
    "AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.shredded_on IS NOT NULL))"
)


class Party(SealedModel):
    """Somebody or something named: linked to the directory, or described.

    A possible match of the intake (PROVISIONAL) walls and routes at once, until somebody not concerned rejects it
    with a reason (DECISIONS 6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind.choices, default=PartyKind.PERSON)
    status = models.CharField(max_length=20, choices=PartyStatus.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    described = SealedTextField(_("name or description"), blank=True)
    # Whose it is, of what is no person of the directory: these bring their own.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    # Left when the person is forgotten: a digest that lists the matter stays closed to them.
    forgotten_digest = models.CharField(max_length=64, blank=True, default="")
    identified_on = models.DateField()
    identified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # Somebody said that a possible match is no subject but something else; a second person agrees (DECISIONS 45).
    wanted_role = models.CharField(_("role that is proposed"), max_length=20, choices=PartyRole.choices, blank=True)
    wanted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    wanted_at = models.DateTimeField(null=True)
    # Somebody said that whoever is confirmed was named by mistake; a second person agrees, or keeps them.
    doubted_because = SealedTextField(null=True)
    doubted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    doubted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = SealedTextField(blank=True)
    # The merge with which it came here, while that stands.
    came_with = models.ForeignKey("cases.Merge", models.PROTECT, null=True, related_name="parties")

    objects = PartyQuerySet.as_manager()
    # What waits for a second person.
    WHAT_WAS_SAID = ("wanted_role", "wanted_by", "wanted_at", "doubted_because", "doubted_by", "doubted_at")
    undeletable = True
    frozen_fields = ("described", "identified_on", "unit")
    database_rules = [
        Trigger("stays_the_same_person", "UPDATE", forgotten_with_its_case("person_id"), FORGOTTEN_WITH_ITS_CASE),
        Trigger(
            "no_subject_by_two",
            "UPDATE",
            "OLD.role = 'SUBJECT' AND NEW.role <> 'SUBJECT' "
            "AND (NEW.wanted_by_id IS NULL OR NEW.decided_by_id IS NULL OR NEW.wanted_by_id = NEW.decided_by_id "
            "OR NEW.wanted_role <> NEW.role)",
            "a second person agrees that somebody is no subject",
        ),
        Trigger(
            "let_go_by_two",
            "UPDATE",
            "OLD.status = 'CONFIRMED' AND NEW.status = 'REJECTED' "
            "AND (NEW.doubted_by_id IS NULL OR NEW.decided_by_id IS NULL OR NEW.doubted_by_id = NEW.decided_by_id)",
            "a second person agrees that somebody was named by mistake",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="a_person_is_named_once_in_a_role"),
            models.CheckConstraint(
                condition=~Q(kind=PartyKind.PERSON) | Q(person__isnull=False), name="a_directory_party_has_a_person"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(unit__isnull=True), name="a_directory_party_brings_its_unit"
            ),
            who_and_when("wanted", name="a_proposed_role_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(wanted_role="", wanted_by__isnull=True) | ~Q(wanted_role="") & Q(wanted_by__isnull=False),
                name="a_role_is_proposed_by_somebody",
            ),
            who_and_when("doubted", name="a_doubt_of_a_party_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(doubted_because__isnull=True, doubted_by__isnull=True)
                | Q(doubted_because__isnull=False, doubted_by__isnull=False) & ~Q(status=PartyStatus.PROVISIONAL),
                name="a_party_is_doubted_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=PartyStatus.REJECTED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_rejected_match_was_rejected_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status", "case"]),
            models.Index(
                fields=["decided_at"],
                condition=Q(role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED),
                name="subjects_confirmed_lately",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        """Its status; what somebody says of it, another role or that it is none, waits for a second person."""
        if self.is_doubted:
            return DOUBTED
        return ROLE_PROPOSED if self.has_a_role_proposed else self.status

    @property
    def has_a_role_proposed(self) -> bool:
        """Whether somebody says that this possible match is no subject, and nobody has agreed yet."""
        return self.status == PartyStatus.PROVISIONAL and bool(self.wanted_role)

    @property
    def is_doubted(self) -> bool:
        """Whether somebody says that they were named by mistake, and nobody has decided yet."""
        return self.status == PartyStatus.CONFIRMED and self.doubted_by_id is not None

    def forget_what_was_said(self) -> list[str]:
        """Another decision overtakes what was proposed or doubted; the trail keeps it. Returns the fields to save."""
        self.wanted_role, self.wanted_by, self.wanted_at = "", None, None
        self.doubted_because, self.doubted_by, self.doubted_at = None, None, None
        return [*self.WHAT_WAS_SAID]

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else str(self.described)

    @property
    def note(self) -> str:
        """What stands beside the name of what is no person of the directory."""
        return ", ".join(str(part) for part in (self.get_kind_display(), self.unit) if part)

    @property
    def whom(self) -> uuid.UUID:
        """The same for rows about one person: after a merge two cases that named them have a row each."""
        return self.person_id or self.pk

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and of who says another role or a mistake; whoever is concerned can't see the case."""
        own = {"proposer"} if person.pk in (self.wanted_by_id, self.doubted_by_id) else set()
        return self.case.relations(person) | own

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
