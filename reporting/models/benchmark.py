"""Published medians of the field, as rows that the heads of the offices keep up to date."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from reporting.states import BenchmarkState, MeasureKey

# Who writes down what others have published.
KEEPERS_OF_BENCHMARKS = frozenset({Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER})


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    def locked(self, pk: uuid.UUID) -> "Benchmark":
        """The row, locked. Published figures are for everybody who sees measures. Raises `Benchmark.DoesNotExist`."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> "BenchmarkQuerySet":
        return self.filter(retired_at__isnull=True)


class Benchmark(models.Model):
    """A median that somebody published for one year: of organisations with at least ten reports, never of pooled ones.

    In the unit of its measure. A figure that changes is a new row; the old one says when it was retired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.CharField(_("measure"), max_length=30, choices=MeasureKey.choices)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)])
    value = models.DecimalField(_("median"), max_digits=7, decimal_places=2)
    source = models.CharField(_("where it was published"), max_length=200)
    # Nobody wrote down those that came with the Portal.
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = BenchmarkQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("measure", "year", "value", "source", "recorded_by", "recorded_at")

    class Meta:
        ordering = ["measure", "-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "year"], condition=Q(retired_at__isnull=True), name="one_benchmark_of_a_year"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="a_benchmark_is_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="a_benchmark_says_its_source"),
            models.CheckConstraint(condition=Q(measure__in=MeasureKey.values), name="a_benchmark_is_of_a_measure"),
            who_and_when("recorded", name="a_recorded_benchmark_says_who_and_when"),
            who_and_when("retired", name="a_retired_benchmark_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"

    @property
    def state(self) -> str:
        return BenchmarkState.RETIRED if self.retired_at else BenchmarkState.STANDING

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"keeper"}) if person.roles & KEEPERS_OF_BENCHMARKS else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return f"{reverse('reporting:measures')}#{self.measure}"
