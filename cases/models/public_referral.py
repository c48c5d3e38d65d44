"""A matter that may be put before public officials, and what was handed over."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.evidence import Attachment
from cases.models.party import Party
from cases.models.wall import surviving, wall_between
from cases.states.outcome import Advice, ReferralState
from cases.states.party import PartyRole
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# The moves on the page of the referral alone, for those who see no more of the case.
ON_ITS_OWN_PAGE = frozenset({"give_opinion", "decline_opinion", "approve_referral", "decline_referral"})


def _about_an_executive() -> Exists:
    """Whether an executive officer or a director is a subject of the referral's case."""
    high = Q(person__is_executive_officer=True) | Q(person__is_director=True)
    return Exists(Party.objects.filter(high, case=OuterRef("case"), role=PartyRole.SUBJECT).standing())


class PublicReferralQuerySet(SealedQuerySet["PublicReferral"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that `person` may see; those on which they are asked as counsel; and for the committee's
        chair those about an executive. Never behind the wall."""
        if person is None:
            return self.none()
        reached = Q(case__in=Case.objects.visible_to(person).values("pk"))
        if Role.COUNSEL in person.roles:
            reached |= Q(counsel=person, counsel_declined_at__isnull=True)
        if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
            reached |= _about_an_executive() & Q(advised_at__isnull=False)
        reached &= Q(case__shredded_on__isnull=True)
        return self.filter(reached).exclude(wall_between(surviving("case"), person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "PublicReferral":
        """The referral, locked, if `by` may see it now. Raises `PublicReferral.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by)
        found: PublicReferral = visible.select_related("case").select_for_update(of=("self",)).get()
        return found

    def asked_of(self, person: Person) -> Self:
        """Those that wait for the opinion of `person`."""
        waiting = self.visible_to(person).filter(counsel=person, counsel_declined_at__isnull=True)
        return waiting.filter(state=ReferralState.PROPOSED)


class PublicReferral(SealedModel):
    """A proposal to refer a matter to public officials, counsel's opinion, the decision, and what came of it.

    Proposed by whoever investigates; decided by the head of the office, for an executive by the committee's chair,
    and never without counsel's recorded opinion (DECISIONS 50). A negative decision keeps its reasons.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="public_referrals")
    state = models.CharField(max_length=20, choices=ReferralState.choices, default=ReferralState.PROPOSED)
    authority = SealedTextField(_("authority"))
    facts = SealedTextField(_("facts"))
    reasons = SealedTextField(_("reasons"))
    counsel = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("counsel"))
    # Counsel has said that they can't advise on it; until somebody else is asked.
    counsel_declined_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    advice = models.CharField(_("advice"), max_length=10, choices=Advice.choices, blank=True)
    opinion = SealedTextField(_("opinion"), blank=True)
    advised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    advised_at = models.DateTimeField(null=True)
    decision_reasons = SealedTextField(_("reasons of the decision"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    handed_over_on = models.DateField(null=True)
    handed_over_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_on = models.DateField(null=True)
    authority_reference = SealedTextField(_("reference of the authority"), blank=True)
    concluded_on = models.DateField(null=True)
    result = SealedTextField(_("what came of it"), blank=True)

    objects = PublicReferralQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "authority", "facts", "reasons", "proposed_by", "proposed_at")
    database_rules = [
        Trigger(
            "decided_once",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at "
            "OR NEW.decided_by_id <> OLD.decided_by_id)",
            "a decision on a referral stays",
        ),
        Trigger(
            "advised_once",
            "UPDATE",
            "OLD.advised_at IS NOT NULL AND (NEW.advised_at IS NULL OR NEW.advised_at <> OLD.advised_at "
            "OR NEW.advice <> OLD.advice OR NEW.advised_by_id <> OLD.advised_by_id)",
            "an opinion of counsel stays",
        ),
        Trigger(
            "counsel_who_advised",
            "UPDATE",
            "OLD.advised_at IS NOT NULL AND NEW.counsel_id <> OLD.counsel_id",
            "whoever gave the opinion stays named",
        ),
    ]

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [models.Index(fields=["counsel", "state", "proposed_at", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReferralState.values), name="a_referral_has_a_known_state"),
            who_and_when("advised", name="an_opinion_says_who_and_when"),
            who_and_when("decided", name="a_decision_on_a_referral_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(advice="", advised_at__isnull=True)
                | Q(advice__in=Advice.values, advised_at__isnull=False, advised_by=F("counsel")),
                name="the_counsel_who_was_asked_gives_the_opinion",
            ),
            models.CheckConstraint(
                condition=Q(advised_at__isnull=True) | Q(counsel_declined_at__isnull=True),
                name="counsel_advises_or_declines",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(advised_at__isnull=False),
                name="no_decision_without_counsel",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("counsel")),
                name="somebody_else_decides_a_referral",
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", advised_at__isnull=True)
                | Q(state="ADVISED", advised_at__isnull=False, decided_at__isnull=True)
                | Q(state__in=["APPROVED", "DECLINED"], decided_at__isnull=False, handed_over_on__isnull=True)
                | Q(
                    state__in=["HANDED_OVER", "ACKNOWLEDGED", "CONCLUDED"],
                    decided_at__isnull=False,
                    handed_over_on__isnull=False,
                ),
                name="nothing_is_handed_over_undecided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral", args=[self.pk])

    def move_url(self, move: Move) -> str:
        if move.verb in ON_ITS_OWN_PAGE:
            return reverse(f"referrals:{move.verb}", args=[self.pk])
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def lacks_counsel(self) -> bool:
        """Whether the opinion is wanted of somebody who can't give it: who is walled off, has left or is no counsel."""
        if self.state != ReferralState.PROPOSED:
            return False
        gone = self.counsel_declined_at is not None or Role.COUNSEL not in self.counsel.roles
        return gone or self.counsel.has_left() or self.case.walls_off(self.counsel)

    def needs_chair(self) -> bool:
        """An executive officer or a director is a subject: the committee's chair decides."""
        return PublicReferral.objects.filter(_about_an_executive(), pk=self.pk).exists()

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case; whom counsel's question was put to; who decides; and who proposed it."""
        of_case = self.case.relations(person)
        held = {
            "counsel": person.pk == self.counsel_id
            and Role.COUNSEL in person.roles
            and self.counsel_declined_at is None,
            "proposer": person.pk == self.proposed_by_id,
            "decider": self._is_decider(person, of_case),
        }
        return of_case | frozenset(relation for relation, holds in held.items() if holds)

    def _is_decider(self, person: Person, of_case: frozenset[str]) -> bool:
        if not (Role.AUDIT_COMMITTEE_CHAIR in person.roles or "head" in of_case):
            return False
        if self.needs_chair():
            # Whoever acts for the chair in a case of the chair's queue heads that case.
            return Role.AUDIT_COMMITTEE_CHAIR in person.roles or person.pk == self.case.acting_head_id
        return "head" in of_case


class HandedOver(SealedModel):
    """One thing that was handed over: a file of the case with its SHA-256, or a description."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(PublicReferral, models.PROTECT, related_name="items")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    what = SealedTextField(_("what it is"))
    sha256 = SealedTextField(blank=True)
    position = models.PositiveSmallIntegerField()

    append_only = True

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["referral", "position"], name="what_was_handed_over_in_order")]

    def __str__(self) -> str:
        return str(self.pk)
