"""Pages whose words stand fixed: put together once for a process, and only filled in for each reader.

Of the last pages of a report nearly everything is the same for everybody, and to put it together takes longer than to
store the report. Its text is kept, cut at the places where something comes in. **What comes into a place is never
given to the template**: the text is made with marks in its stead, so that nothing that a reporter typed, no key and no
token can get into what is kept.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from accounts.addresses import speak_up_address
from accounts.languages import reader_language
from code_of_ethics.standing_words import standing_words

# Texts of one frame; then it begins anew.
MOST_KEPT = 64
_MARK = re.compile("\0([a-z_]+)\0")


class Frame:
    """A template with `places`, each the name of a value in it; `always` is the same whenever it is filled in. What is
    no page by itself stands in one, and says nothing of the company."""

    def __init__(self, template: str, *places: str, is_page: bool = True, **always: Any) -> None:
        self._template = template
        self._places = frozenset(places)
        self._is_page = is_page
        self._always = always
        # Pieces of text; every second one is the name of the place between its neighbours.
        self._kept: dict[tuple[Any, ...], list[str]] = {}

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """The page with these values: those of its places come in, escaped where they are not HTML already; by all
        others it is kept, and they are words of ours, numbers and marks."""
        around = _around() if self._is_page else {}
        fixed = {name: value for name, value in values.items() if name not in self._places}
        if not all(isinstance(value, bool | int | str) for value in fixed.values()):
            raise TypeError(f"{self._template} is kept by plain words, numbers and marks.")
        key = (reader_language(), *around.values(), *fixed.values())
        pieces = self._kept.get(key)
        if pieces is None:
            pieces = self._keep(key, {**self._always, **around, **fixed})
        filled = pieces.copy()
        for place in range(1, len(filled), 2):
            filled[place] = conditional_escape(values[filled[place]])
        return mark_safe("".join(filled))

    def _keep(self, key: tuple[Any, ...], context: dict[str, Any]) -> list[str]:
        marks = {place: mark_safe(f"\0{place}\0") for place in self._places}
        pieces = _MARK.split(get_template(self._template).render({**context, **marks}))
        if set(pieces[1::2]) != self._places:
            raise TypeError(f"{self._template} does not show each of {sorted(self._places)} as it is.")
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = pieces
        return pieces

    def kept_texts(self) -> list[str]:
        """Everything that the process remembers of it."""
        return ["".join(pieces) for pieces in self._kept.values()]


def _around() -> dict[str, Any]:
    """What the public base page says of the company (`ethics_portal.navigation` gives it to other pages)."""
    return {
        "company_name": settings.COMPANY_NAME,
        "is_demo": settings.IS_DEMO,
        "speak_up_url": speak_up_address(),
        "standing_words": standing_words(),
    }
