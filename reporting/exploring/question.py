"""What may be asked, and why something may not."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.periods import MONTHS_OF_A_QUARTER, MONTHS_OF_A_YEAR, Period, containing, last_ended
from reporting.states import Dimension, ExploredMeasure

MEASURES_OF_REPORTS = frozenset({ExploredMeasure.VOLUME, ExploredMeasure.ANONYMITY})
# Of a calendar year in all but the first.
BY_QUARTER_OR_YEAR = frozenset({Dimension.QUARTER, Dimension.TOPIC, Dimension.COUNTRY, Dimension.UNIT})
# By what each measure may be broken down.
DIMENSIONS: dict[str, frozenset[str]] = {
    ExploredMeasure.VOLUME: frozenset(Dimension.values),
    ExploredMeasure.ANONYMITY: frozenset(Dimension.values) - {Dimension.MODE, Dimension.UNIT},
    ExploredMeasure.SUBSTANTIATION: BY_QUARTER_OR_YEAR,
    ExploredMeasure.CLOSURE: BY_QUARTER_OR_YEAR,
    ExploredMeasure.REPORTING_GAP: BY_QUARTER_OR_YEAR,
    # Of the whole company alone.
    ExploredMeasure.PER_100: frozenset({Dimension.QUARTER}),
    ExploredMeasure.FOLLOW_UP: frozenset({Dimension.QUARTER}),
    ExploredMeasure.ACKNOWLEDGED: frozenset({Dimension.QUARTER}),
    ExploredMeasure.FEEDBACK: frozenset({Dimension.QUARTER}),
}
# By what reports may be narrowed.
FILTERS = (Dimension.TOPIC, Dimension.CHANNEL, Dimension.MODE)
QUARTERS_BACK = 8
FOUR, EIGHT, QUARTER, YEAR = "four", "eight", "quarter", "year"
# Spans that move on by themselves, for views that are kept.
SPANS: dict[str, Any] = {
    FOUR: gettext_lazy("Last four quarters"),
    EIGHT: gettext_lazy("Last eight quarters"),
    QUARTER: gettext_lazy("Last quarter"),
    YEAR: gettext_lazy("Last calendar year"),
}


@dataclass(frozen=True)
class Question:
    """One measure, by one dimension, over a span of quarters, of all reports or of those that fit one filter.

    `span` is one of `SPANS` or the first day of a quarter or year (`2026-07-01`, `2025`); `only` is empty, or a
    dimension and its value (`channel:WEB`).
    """

    measure: str = ExploredMeasure.VOLUME.value
    dimension: str = Dimension.QUARTER.value
    span: str = FOUR
    only: str = ""

    @property
    def filter(self) -> tuple[str, str] | None:
        name, _colon, value = self.only.partition(":")
        return (name, value) if value else None

    def quarters(self, today: date) -> list[Period]:
        """The whole quarters asked for, all over before `today`, the oldest first."""
        last = last_ended(today, MONTHS_OF_A_QUARTER)
        if self.span in (FOUR, EIGHT, QUARTER):
            return quarters_back(last, {FOUR: 4, EIGHT: QUARTERS_BACK, QUARTER: 1}[self.span])
        if self.span == YEAR:
            return quarters_back(last_ended(today, MONTHS_OF_A_YEAR), 4)
        if self.span.isdigit():
            return quarters_back(containing(date(int(self.span), 1, 1), MONTHS_OF_A_YEAR), 4)
        return [containing(parse_date(self.span) or last.start, MONTHS_OF_A_QUARTER)]

    @property
    def counts_cases_by_unit(self) -> bool:
        """A report concerns nobody yet: by unit it is cases that are counted, as in a digest."""
        return (self.measure, self.dimension) == (ExploredMeasure.VOLUME, Dimension.UNIT)

    @property
    def defined_as(self) -> str:
        """The name of its definition."""
        return "units" if self.counts_cases_by_unit else self.measure

    @property
    def is_of_a_year(self) -> bool:
        return self.span == YEAR or self.span.isdigit()


def quarters_back(last: Period, number: int) -> list[Period]:
    """The last `number` quarters up to the end of `last`, the oldest first."""
    found = [containing(last.end, MONTHS_OF_A_QUARTER)]
    while len(found) < number:
        found.insert(0, containing(found[0].start - timedelta(days=1), MONTHS_OF_A_QUARTER))
    return found


def refusal_of(question: Question) -> tuple[str, str] | None:
    """The field that has to change and the sentence why, or nothing where it may be asked."""
    measure, dimension, narrowed = question.measure, question.dimension, question.filter
    if dimension not in DIMENSIONS[measure]:
        return "dimension", _("This measure isn’t broken down in this way. Choose another dimension.")
    if measure not in MEASURES_OF_REPORTS:
        if narrowed:
            return "only", _("Only what counts reports can be narrowed. Choose “All reports” for this measure.")
        if dimension != Dimension.QUARTER and not question.is_of_a_year:
            sentence = _(
                "By topic, country or unit this is shown for whole calendar years: a quarter has too few cases."
            )
            return "span", sentence
    if narrowed and dimension == Dimension.UNIT:
        return "only", _("By unit this isn’t narrowed: narrowed, it could point to a person. Choose “All reports”.")
    if narrowed and narrowed[0] == dimension:
        return "only", _("This narrows to the one thing that it is broken down by. Choose another filter.")
    if narrowed and measure == ExploredMeasure.ANONYMITY:
        if narrowed[0] == Dimension.MODE:
            return "only", _("How reporters chose to be known is what this rate counts. Choose another filter.")
        if dimension != Dimension.QUARTER:
            sentence = _("A rate is narrowed only by quarter: narrowed further, it could point to a reporter.")
            return "only", sentence
    return None
