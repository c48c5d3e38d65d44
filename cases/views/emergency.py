"""What a page says about calling the police or an ambulance."""

from typing import Any

from accounts.countries import country_name
from cases.emergency_numbers import EVERYWHERE, NUMBERS, emergency_numbers


def emergency_of(country: str) -> dict[str, Any]:
    """The numbers of `country`; without one, what holds nearly everywhere, and every country's to look up."""
    found: dict[str, Any] = {"country": country_name(country), "numbers": emergency_numbers(country)}
    if not found["numbers"]:
        every = [(country_name(code), numbers) for code, numbers in NUMBERS.items()]
        found["every"] = sorted(every, key=lambda row: row[0])
    return found | {"everywhere": EVERYWHERE}
