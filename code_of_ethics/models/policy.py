"""The library: policies and procedures that supplement the Code, each with an owner and a day of review."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.roles import Role
from audit.rules import Trigger
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.models.posted import Posted, PostedQuerySet
from vault.models import SealedFile

REVIEWED_BEFORE = timedelta(days=30)


def keeps_policies(person: Person) -> bool:
    """Policy owners, Code editors and the Compliance & Ethics office propose; the head of the office publishes."""
    return Role.POLICY_OWNER in person.roles or keeps_public_words(person)


class PolicyQuerySet(PostedQuerySet):
    def visible_to(self, person: Person) -> "PolicyQuerySet":
        """Everybody reads what was published; those who keep the library see proposed and former versions too."""
        return self if keeps_policies(person) else self.published()

    def overdue(self, on: date) -> "PolicyQuerySet":
        """Published, and its day of review has passed."""
        return self.published().filter(review_on__lt=on)

    def to_review(self, person: Person, on: date) -> "PolicyQuerySet":
        """What `person` owns and is to look at again: the day is near, or past."""
        return self.published().filter(owner=person, review_on__lte=on + REVIEWED_BEFORE)


class Policy(Posted):
    """One version of a policy: a file, or a link to where it is kept. A later version replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what it is about"), blank=True)
    provision_keys = models.JSONField(_("provisions"), default=list, blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)
    file = models.OneToOneField(SealedFile, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("owner"))
    review_on = models.DateField(_("to be reviewed by"))
    reviewer_told_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")

    objects = PolicyQuerySet.as_manager()

    undeletable = True
    frozen_fields = (
        "number", "title", "summary", "provision_keys", "link", "file", "owner", "replaces", "proposed_by",
        "proposed_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "retired_for_good",
            "UPDATE",
            "OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL",
            "a retired policy is never shown again",
        ),
    ]

    class Meta:
        ordering = ["title", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(link=""), file__isnull=True) | Q(link="", file__isnull=False),
                name="a_policy_is_a_file_or_a_link",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_policy_has_a_title"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="a_second_person_publishes_a_policy",
            ),
            who_and_when("published", name="a_published_policy_says_who_and_when"),
            who_and_when("retired", name="a_retired_policy_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this policy; the workflow table says what follows."""
        held = {
            "keeper": keeps_policies(person),
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "proposer": person.pk == self.proposed_by_id,
            "owner": person.pk == self.owner_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def clock_recipients(self) -> Iterable[Person]:
        """Whom the clock of its review warns."""
        return [self.owner]

    def clock_heads(self) -> Iterable[Person]:
        """Who hears when the review is overdue."""
        return Person.objects.holding(Role.ETHICS_OFFICER)

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:policies")
