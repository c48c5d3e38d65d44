"""A waiver: leave to depart from a provision of the Code, asked for in writing, decided in writing."""

import secrets
import uuid
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, RoleGrant
from accounts.moves import Move
from accounts.roles import Role
from audit.models import Signature
from code_of_ethics.models import Provision
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.classes import class_of_today, role_that_handles
from waivers.models.queries import UNDER_WAY, WaiverQuerySet
from waivers.models.standing import relations_of
from waivers.models.waiver_rules import CONSTRAINTS, RULES
from waivers.states import Advice, ClassReason, Outcome, WaiverClass, WaiverState

if TYPE_CHECKING:
    from waivers.models.board import BoardDecision
    from waivers.models.class_change import ClassChange

REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I and O


def new_reference() -> str:
    """A random public reference, such as W-7K3F-9QXM: no sequence and no gaps."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(8))
    return f"W-{letters[:4]}-{letters[4:]}"


class Waiver(SealedModel):
    """One request for a waiver and its whole life. Its words are sealed under a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference)
    requester = models.ForeignKey(Person, models.PROTECT, related_name="waivers_requested")
    beneficiary = models.ForeignKey(Person, models.PROTECT, related_name="waivers_enjoyed")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="waivers", verbose_name=_("provision"))
    departure = SealedTextField(_("departure"))
    reasons = SealedTextField(_("reasons"))
    mitigations = SealedTextField(_("mitigations"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=12, choices=WaiverState.choices, default=WaiverState.DRAFT)
    drafted_at = models.DateTimeField()
    requested_at = models.DateTimeField(_("requested"), null=True)
    # Written down by the ethics office for somebody else, who has to confirm it before anything is decided.
    on_behalf = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    classification = models.CharField(max_length=8, choices=WaiverClass.choices, default=WaiverClass.OTHER)
    classification_reason = models.CharField(max_length=20, choices=ClassReason.choices, default=ClassReason.EMPLOYEE)
    # The class as it was at the request, when the decision's is another.
    requested_class = models.CharField(max_length=8, choices=WaiverClass.choices, blank=True)
    recused_officer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recommended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recommended_at = models.DateTimeField(null=True)
    recommendation = SealedTextField(null=True)
    advice = models.CharField(max_length=8, choices=Advice.choices, blank=True)
    board_called_on = models.DateField(_("Board meeting"), null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    # Empty where the Board decided: then `board_decision` says who voted.
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reasons = SealedTextField(null=True)
    why_appropriate = SealedTextField(null=True)
    why_limited = SealedTextField(null=True)
    conditions = SealedTextField(null=True)
    effective_from = models.DateField(_("in force from"), null=True)
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, related_name="+")
    # A renewal is a request of its own, decided anew.
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    # That the Board should revoke what it granted, and why.
    revocation_asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revocation_asked_at = models.DateTimeField(null=True)
    revocation_asked_because = SealedTextField(null=True)
    # Empty where the Board revoked it: then a decision of its says who voted.
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # Its first day without effect.
    revoked_on = models.DateField(_("revoked from"), null=True)
    revoked_at = models.DateTimeField(null=True)
    revocation_reasons = SealedTextField(null=True)

    # Said by `with_what_there_is()`.
    has_opinions: bool
    has_conditions: bool
    has_files: bool
    has_changes: bool
    # Said by `insider.not_told()`, where a page asks it of a row.
    is_not_told: bool

    objects = WaiverQuerySet.as_manager()

    undeletable = True
    database_rules = RULES

    class Meta:
        ordering = ["-drafted_at"]
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["state", "ends_on"], name="waivers_by_state"),
            models.Index(fields=["requester", "-drafted_at"], name="waivers_of_a_requester"),
            models.Index(fields=["-decided_at", "id"], name="waivers_decided"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def notice_detail(self) -> str:
        """What the page of notices adds to one about it, for whoever may see it; a mail never does."""
        return gettext("Waiver %(reference)s") % {"reference": self.reference}

    @property
    def is_of_the_board(self) -> bool:
        return self.classification == WaiverClass.BOARD

    def concerns(self, person: Person) -> bool:
        """Whether `person` asked for it or would benefit."""
        return person.pk in (self.requester_id, self.beneficiary_id)

    def would_be(self) -> tuple[WaiverClass, ClassReason]:
        """Its class by today's directory. A class once the Board's never becomes lower by itself."""
        return class_of_today(self)

    @property
    def handling_role(self) -> Role:
        """Who handles the request: the CCEO; if conflicted the General Auditor; if both are, the committee's chair."""
        return role_that_handles(self)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this request; the workflow table says what follows."""
        return relations_of(self, person)

    @cached_property
    def heads(self) -> dict[Role, frozenset[uuid.UUID]]:
        """Who heads the two ethics offices."""
        heads: dict[Role, set[uuid.UUID]] = {Role.ETHICS_OFFICER: set(), Role.GENERAL_AUDITOR: set()}
        grants = RoleGrant.objects.active().filter(role__in=list(heads))
        for role, person in grants.values_list("role", "person_id"):
            heads[Role(role)].add(person)
        return {role: frozenset(people) for role, people in heads.items()}

    @cached_property
    def advisers(self) -> frozenset[uuid.UUID]:
        """Of whom an opinion is waited for."""
        if self.state != WaiverState.REQUESTED:
            return frozenset()
        return frozenset(self.opinions.filter(given_at__isnull=True).values_list("asked_of_id", flat=True))

    @cached_property
    def waiting_change(self) -> "ClassChange | None":
        """That the Board need not decide, as somebody proposed and nobody has settled."""
        if not self.is_of_the_board or self.state not in UNDER_WAY or self.__dict__.get("has_changes") is False:
            return None
        return self.class_changes.filter(to_class=WaiverClass.OTHER, settled_at__isnull=True).first()

    @cached_property
    def signed_directors(self) -> dict[uuid.UUID, datetime]:
        """Whose signature under the written consent counts now, and since when."""
        if self.meeting is None or not self.meeting.is_consent:
            return {}
        return dict(self.meeting.consents.filter(voided_at__isnull=True).values_list("member_id", "signed_at"))

    @cached_property
    def recused_directors(self) -> frozenset[uuid.UUID]:
        """The directors who declared a conflict. Only what the Board has before it asks."""
        if self.board_called_on is None:
            return frozenset()
        return frozenset(self.recusals.values_list("member_id", flat=True))

    @property
    def meeting(self) -> "BoardDecision | None":
        """What the Board has before it or decided last, recorded or confirmed; `None` before.

        While it is asked to revoke the waiver that is the revocation, not confirmed yet; else the grant or refusal.
        """
        if self.state == WaiverState.REVOKING:
            return self.open_revocation
        return getattr(self, "board_decision", None)

    @cached_property
    def open_revocation(self) -> "BoardDecision | None":
        """A revocation that was recorded or is being signed, and is not in effect."""
        return self.revocations.select_related("presiding").filter(confirmed_at__isnull=True).first()

    @property
    def is_being_revoked(self) -> bool:
        return self.state == WaiverState.REVOKING

    def may_read_deliberations(self, person: Person) -> bool:
        """Recommendation, votes and history are for those who decide and those who oversee, never for the requester."""
        return "reader" in self.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"waivers:{move.verb}", args=[self.reference])

    def get_absolute_url(self) -> str:
        return reverse("waivers:waiver", args=[self.reference])
