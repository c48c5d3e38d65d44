"""Writing down what others have published, and taking it away again."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from reporting.models import Benchmark
from reporting.models.benchmark import KEEPERS_OF_BENCHMARKS
from reporting.workflow import RETIRE_BENCHMARK


@dataclass(frozen=True)
class BenchmarkFacts:
    """One published median, in the unit of its measure."""

    measure: str
    year: int
    value: Decimal
    source: str


@transaction.atomic
def record_benchmark(facts: BenchmarkFacts, *, by: Person, at: datetime) -> Benchmark:
    """Write a published median down. One of the same measure and year that stands there is retired by it."""
    if not by.roles & KEEPERS_OF_BENCHMARKS:
        raise Refused(_("Only the heads of the two offices keep published medians."))
    if facts.year > at.year:
        raise Refused(_("That year has not been yet."), "year")
    standing = Benchmark.objects.standing().select_for_update(of=("self",))
    earlier = standing.filter(measure=facts.measure, year=facts.year).first()
    if earlier is not None:
        _retire(earlier, by, at)
    benchmark = Benchmark.objects.create(
        measure=facts.measure,
        year=facts.year,
        value=facts.value,
        source=facts.source,
        recorded_by=by,
        recorded_at=at,
    )
    record(
        benchmark,
        "record_benchmark",
        by=by,
        at=at,
        sentence="Wrote a published median down",
        facts=_facts(benchmark) | {"instead_of": str(earlier.value) if earlier else ""},
    )
    return benchmark


@transaction.atomic
def retire_benchmark(benchmark: Benchmark, *, by: Person, at: datetime) -> Benchmark:
    """Take a median away from our figures. Digests that were drafted with it keep it."""
    benchmark = Benchmark.objects.locked(benchmark.pk)
    RETIRE_BENCHMARK.check(by, benchmark)
    _retire(benchmark, by, at)
    record(
        benchmark,
        RETIRE_BENCHMARK.verb,
        by=by,
        at=at,
        sentence="Retired a published median",
        facts=_facts(benchmark),
    )
    return benchmark


def _retire(benchmark: Benchmark, by: Person, at: datetime) -> None:
    benchmark.retired_by, benchmark.retired_at = by, at
    benchmark.save(update_fields=["retired_by", "retired_at"])


def _facts(benchmark: Benchmark) -> dict[str, str]:
    return {"measure": benchmark.measure, "year": str(benchmark.year), "value": str(benchmark.value)}
