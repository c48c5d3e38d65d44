"""Cases that belong together, and what their reports are recognised by."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from cases.models.case import Case
from cases.models.report import Report
from cases.states.case import LinkKind
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


def _visible_ends(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]], person: Person | None) -> set[uuid.UUID]:
    ends = {pk for pair in pairs for pk in pair}
    return set(Case.objects.visible_to(person).filter(pk__in=ends).values_list("pk", flat=True))


class CaseLinkQuerySet(SealedQuerySet["CaseLink"]):
    def visible_to(self, person: Person | None) -> "CaseLinkQuerySet":
        """Links between two cases that `person` may both know of. From either side alone there is no link.

        Narrow the links first: their ends are looked up here, because with the wall of both ends in one statement
        PostgreSQL was seen to work for minutes.
        """
        visible = _visible_ends(self.values_list("first", "second"), person)
        return self.filter(first__in=visible, second__in=visible)

    def shown_to(self, person: Person) -> list["CaseLink"]:
        """The same, as a list, for a page that reads all of them anyway."""
        links = list(self)
        visible = _visible_ends([(link.first_id, link.second_id) for link in links], person)
        return [link for link in links if {link.first_id, link.second_id} <= visible]

    def locked(self, pk: uuid.UUID, *, by: Person) -> "CaseLink":
        """The link, locked, if `by` may see it now. Raises `CaseLink.DoesNotExist`."""
        found: CaseLink = self.filter(pk=pk).visible_to(by).select_for_update(of=("self",)).get()
        return found

    def of(self, *cases: Case) -> "CaseLinkQuerySet":
        """Those with one of `cases` at either end."""
        return self.filter(Q(first__in=cases) | Q(second__in=cases))

    def standing(self) -> "CaseLinkQuerySet":
        """Not undone."""
        return self.filter(unlinked_at__isnull=True)


class CaseLink(SealedModel):
    """Two cases belong together. Undone with a reason, never deleted.

    It has a key and a trail of its own: on the trail of either case it would tell of the other one whoever may read
    the first and stands behind the wall of the second.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # In the order of their ids, so that two cases are linked once.
    first = models.ForeignKey(Case, models.PROTECT, related_name="+")
    second = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(_("how they belong together"), max_length=20, choices=LinkKind.choices)
    reason = SealedTextField(_("reason"))
    linked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(null=True)
    # The day alone, where a reporter's answer made the link (DECISIONS 22).
    linked_on = models.DateField(null=True)
    unlinked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unlinked_at = models.DateTimeField(null=True)
    unlink_reason = SealedTextField(blank=True)

    objects = CaseLinkQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("first", "second", "kind", "reason", "linked_by", "linked_at", "linked_on")

    class Meta:
        ordering = ["-linked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_link_has_two_ends_in_order"),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(unlinked_at__isnull=True), name="two_cases_are_linked_once"
            ),
            models.CheckConstraint(
                condition=Q(linked_by__isnull=False, linked_at__isnull=False, linked_on__isnull=True)
                | Q(linked_by__isnull=True, linked_at__isnull=True, linked_on__isnull=False),
                name="somebody_links_or_an_answer_does",
            ),
            who_and_when("unlinked", name="an_undone_link_says_who_and_when"),
        ]
        indexes = [models.Index(fields=["second", "first"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "UNDONE" if self.unlinked_at else "STANDING"

    def relations(self, person: Person) -> frozenset[str]:
        """Those of either case; whoever may not see both finds no link."""
        return self.first.relations(person) | self.second.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.first.reference, self.pk])


class WordMark(models.Model):
    """One of the keyed hashes that a report is recognised by (`vault.blind.shingles`). It goes with the report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="word_marks")
    mark = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "report"], name="a_report_has_a_mark_once")]

    def __str__(self) -> str:
        return "word mark"
