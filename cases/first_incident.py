"""When a matter began, as far as it is known: a day, or only its month or its year (docs/adr/0031).

The figures need one day. Of a month it is the 15th, of a year the first of July, and never later than the day on which
the report came.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from cases.states.case import IncidentPrecision

MIDDLE_DAY, MIDDLE_MONTH = 15, 7
# Nobody reports what lies further back; a year before it is a slip of the hand.
EARLIEST_YEAR = 1900
TYPED = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


@dataclass(frozen=True)
class FirstIncident:
    """`month` and `day` are empty where they are not known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def typed(cls, text: str) -> "FirstIncident":
        """From `2026-03-31`, `2026-03` or `2026`. Raises `ValueError`."""
        found = TYPED.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        # Some records write 00 for what nobody knows; taken for a day, it would be counted as known.
        if year is None or 0 in (month, day):
            raise ValueError(text)
        told = cls(year, month, day)
        if told.begins.year < EARLIEST_YEAR:
            raise ValueError(text)
        return told

    @classmethod
    def kept(cls, on: date, precision: str) -> "FirstIncident":
        """As it stands in the columns of a case."""
        if precision == IncidentPrecision.YEAR:
            return cls(on.year)
        return cls(on.year, on.month, on.day if precision == IncidentPrecision.DAY else None)

    @property
    def precision(self) -> IncidentPrecision:
        """How much of it is known."""
        if self.month is None:
            return IncidentPrecision.YEAR
        return IncidentPrecision.MONTH if self.day is None else IncidentPrecision.DAY

    @property
    def begins(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def counted_from(self, received_on: date) -> date:
        """The day from which the figures count. Raises `ValueError` where all of it lies after the report."""
        if self.begins > received_on:
            raise ValueError(str(self))
        middle = date(self.year, self.month or MIDDLE_MONTH, self.day or (MIDDLE_DAY if self.month else 1))
        return min(middle, received_on)

    @property
    def without_its_day(self) -> "FirstIncident":
        """What a stub keeps of it."""
        return FirstIncident(self.year, self.month)

    @property
    def words(self) -> str:
        """As pages write it."""
        formats = {IncidentPrecision.DAY: "j M Y", IncidentPrecision.MONTH: "F Y", IncidentPrecision.YEAR: "Y"}
        return date_format(self.begins, formats[self.precision])

    def __str__(self) -> str:
        """As it is typed."""
        return "-".join(
            part
            for part in (
                f"{self.year:04}",
                "" if self.month is None else f"{self.month:02}",
                "" if self.day is None else f"{self.day:02}",
            )
            if part
        )
