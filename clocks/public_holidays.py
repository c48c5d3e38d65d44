"""Public holidays by country, from the `holidays` library."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The days of `year` on which public offices are closed, observed days included.

    The library's own object fills itself while it is read, one year at a time, and marks the year as done *before* it
    is: two threads would see different holidays. So each year is read once into a set that nobody can change.
    `country` is ISO 3166 alpha-2; an empty `subdivision` means the whole country (for US: the federal holidays).
    Raises `NotImplementedError` for a country or subdivision that the library does not know.
    """
    found = holidays.country_holidays(
        country, subdiv=subdivision or None, years=[year - 1, year, year + 1], expand=False
    )
    return frozenset(day for day in found if day.year == year)


def is_known(country: str, subdivision: str = "") -> bool:
    """Whether the library knows the public holidays of this place."""
    supported = holidays.list_supported_countries(include_aliases=False)
    return country in supported and (not subdivision or subdivision in supported[country])


def holiday_name(country: str, subdivision: str, day: date) -> str:
    """What the library calls the holiday on `day`; empty where it knows none."""
    return str(holidays.country_holidays(country, subdiv=subdivision or None, years=day.year).get(day, ""))


@lru_cache(maxsize=512)
def weekend_days(country: str, subdivision: str) -> frozenset[int]:
    """The weekdays of the weekend, Monday being 0. Raises `NotImplementedError` as `public_holidays` does."""
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None).weekend)
