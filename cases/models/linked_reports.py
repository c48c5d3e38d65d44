"""Reports that belong together and as a whole ask for a decision on materiality."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import Person
from accounts.roles import Role
from cases.models.case import Case
from cases.models.link import CaseLink
from cases.models.wall import walled_off
from cases.states.materiality import LinkedGround
from clocks.models import Clock


class LinkedReportsQuerySet(models.QuerySet["LinkedReports"]):
    def of(self, case: Case) -> "LinkedReportsQuerySet":
        """Those with `case` among them, or one that was merged into it."""
        ends = LinkedReportsEnd.objects.filter(case__in=case.with_merged())
        return self.filter(pk__in=ends.order_by().values("linked"))

    def brought_by(self, case: Case) -> "LinkedReportsQuerySet":
        """Those that a decision on `case` answers."""
        return self.filter(Q(brought_by=case) | Q(brought_by__merged_into=case))

    def shown_to(self, person: Person) -> list["LinkedReports"]:
        """Those of which `person` sees what made them fire, each with the cases that they see as `.seen`.

        That is the case that brought it, and with it as many as the rule asks for. So whatever somebody is shown
        follows from what they see anyway: that there is one case more, or none, can't be told from it. Narrow the rows
        first.
        """
        rows = list(self.select_related("link", "brought_by").prefetch_related("ends"))
        ends = {end.case_id for row in rows for end in row.ends.all()}
        visible = Case.objects.visible_to(person).filter(pk__in=ends).select_related("topic") if ends else ()
        seen = {case.pk: case for case in visible}
        for row in rows:
            row.seen = [seen[end.case_id] for end in row.ends.all() if end.case_id in seen]
        return [row for row in rows if row.brought_by_id in seen and len(row.seen) >= row.asked]

    def audible_to(self, person: Person) -> "LinkedReportsQuerySet":
        """Those that `person` may hear have fired: whoever is shown them, and the General Auditor, whom each of them
        alerts, where no wall keeps them from any of the cases. An office that may not read one of the cases, because it
        is another's or restricted, would learn from it that there is one.

        With `.due_on`, and whether it `.is_read`. Narrow the rows first.
        """
        shown = [row.pk for row in self.shown_to(person)]
        ends = LinkedReportsEnd.objects.filter(linked__in=self.order_by().values("pk"))
        walled = Case.objects.filter(pk__in=[*ends.values_list("case", flat=True)]).filter(walled_off(person))
        behind = LinkedReportsEnd.objects.filter(linked=OuterRef("pk"), case__in=[*walled.values_list("pk", flat=True)])
        lost = LinkedReportsEnd.objects.filter(linked=OuterRef("pk"), case__shredded_on__isnull=False)
        clocks = Clock.objects.running().filter(subject_kind=self.model._meta.label_lower, subject_id=OuterRef("pk"))
        alerted = Q(~Exists(behind) & ~Exists(lost)) if Role.GENERAL_AUDITOR in person.roles else Q(pk__in=[])
        return self.filter(Q(pk__in=shown) | alerted).annotate(
            due_on=Subquery(clocks.values("due_on")[:1]),
            is_read=models.Case(models.When(pk__in=shown, then=True), default=False),
        )


class LinkedReports(models.Model):
    """A trigger of materiality that no single case has: several together ask (FIELD.md, "linked reports").

    It is a row of its own and not a trigger of the case, because the readers of one case may stand behind the wall of
    another. It has a clock of its own; it stands in no count of a case, no digest and no case file; and it is told and
    shown to those alone who see what made it fire. A rule may add one; nothing removes one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ground = models.CharField(max_length=10, choices=LinkedGround.choices)
    # The case whose link or subject made it fire; a decision on that one answers it.
    brought_by = models.ForeignKey(Case, models.PROTECT, related_name="linked_reports")
    link = models.OneToOneField(CaseLink, models.PROTECT, null=True, related_name="linked_reports")
    # How many of its cases somebody has to see to be shown it.
    asked = models.PositiveSmallIntegerField()
    fired_at = models.DateTimeField()

    objects = LinkedReportsQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("ground", "brought_by", "link", "asked", "fired_at")

    # What a reader is shown of it (`shown_to`).
    seen: list[Case]
    others: list[Case]
    is_answered_here: bool

    class Meta:
        ordering = ["fired_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(asked__gte=2), name="linked_reports_are_several"),
            models.CheckConstraint(
                condition=Q(ground=LinkedGround.LINK, link__isnull=False)
                | ~Q(ground=LinkedGround.LINK) & Q(link__isnull=True),
                name="linked_reports_name_their_link",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """The case that brought it; for whoever only hears of it, what they heard."""
        read = getattr(self, "is_read", True)
        return self.brought_by.get_absolute_url() if read else reverse("accounts:notices")

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may hear of it."""
        row = LinkedReports.objects.filter(pk=self.pk)
        return {person.pk for person in people if row.audible_to(person).exists()}

    def clock_recipients(self) -> list[Person]:
        """Who is warned: those of the case that brought it. Whoever may not hear of it is told nothing."""
        return self.brought_by.clock_recipients()

    def clock_heads(self) -> list[Person]:
        """To whom it goes up when it is overdue."""
        return self.brought_by.clock_heads()

    def get_kind_display(self) -> str:
        """As the triggers beside it are called."""
        return str(LinkedGround(self.ground).label)

    @property
    def fired_on(self) -> date:
        return timezone.localdate(self.fired_at)

    @property
    def undone_on(self) -> date | None:
        """The day on which the link was undone. What it asked for stays asked."""
        undone_at = self.link.unlinked_at if self.link else None
        return timezone.localdate(undone_at) if undone_at else None

    @property
    def notice_detail(self) -> str:
        """What the page adds to the notice of the firing."""
        due_on = getattr(self, "due_on", None)
        return gettext("The decision is due by %(day)s.") % {"day": date_format(due_on)} if due_on else ""


class LinkedReportsEnd(models.Model):
    """One of the cases that ask together. Read by way of `LinkedReports.objects.shown_to` alone."""

    linked = models.ForeignKey(LinkedReports, models.PROTECT, related_name="ends")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    undeletable = True
    frozen_fields = ("linked", "case")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["linked", "case"], name="a_case_is_linked_once_in_a_trigger")]

    def __str__(self) -> str:
        return str(self.pk)
