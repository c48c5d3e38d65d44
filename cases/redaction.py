"""Hiding words: whatever leaves the Portal with words hidden goes through `Hidden.covered`, and through nothing else.

A word is found however it is written: in any case, with or without accents, with invisible characters inside, and as a
part of a longer word, which is then hidden whole. What stands in its place is as long for every word, so that nothing
can be guessed from its length.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

COVER = "█████"
# A single letter would hide half of the file and protect nobody.
SHORTEST = 2
# Marks upon a letter, and characters that take no place.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
_WORDS = re.compile(r"[^\W_]+")
# Scripts that put no space between words: there a longer word ends nowhere.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Choices:
    """What is hidden in an export. Kept sealed: the words may be names."""

    is_redacted: bool = False
    words: tuple[str, ...] = ()
    passages: frozenset[str] = frozenset()
    hides_reporter: bool = False
    hides_witnesses: bool = False
    with_privileged: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "is_redacted": self.is_redacted,
            "words": list(self.words),
            "passages": sorted(self.passages),
            "hides_reporter": self.hides_reporter,
            "hides_witnesses": self.hides_witnesses,
            "with_privileged": self.with_privileged,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Choices":
        return cls(**{**kept, "words": tuple(kept["words"]), "passages": frozenset(kept["passages"])})


class Hidden:
    """The words to hide, ready to cover any text."""

    def __init__(self, words: Iterable[str]) -> None:
        patterns = {_pattern(word) for word in words} - {""}
        # The longest first, so that a full name is one cover and not two.
        ordered = sorted(patterns, key=len, reverse=True)
        self._found = re.compile("|".join(ordered)) if ordered else None

    def covered(self, text: str) -> str:
        """The text with every hidden word covered."""
        if self._found is None or not text:
            return text
        folded, places = _folded(text)
        parts, end = [], 0
        for match in self._found.finditer(folded):
            start, stop = places[match.start()], places[match.end() - 1] + 1
            # What belongs to the last letter, such as an accent or an invisible character, goes with it.
            while stop < len(text) and not _fold(text[stop]):
                stop += 1
            if start >= end:
                parts.append(text[end:start] + COVER)
            end = max(end, stop)
        return "".join([*parts, text[end:]])

    def shows_in(self, text: str) -> bool:
        """Whether a hidden word can still be read in the text."""
        return self._found is not None and self._found.search(_folded(text)[0]) is not None


def _pattern(word: str) -> str:
    """The words of a name in a row, whatever stands between them; each with what it is a part of."""
    parts = _WORDS.findall(_folded(word)[0])
    if sum(map(len, parts)) < SHORTEST and not any(_is_unspaced(part) for part in parts):
        return ""
    joined = rf"(?:[^\w{COVER[0]}]|_)*".join(re.escape(part) for part in parts)
    if _is_unspaced(parts[0]) or _is_unspaced(parts[-1]):
        return joined
    return rf"[^\W_]*{joined}[^\W_]*"


def _is_unspaced(part: str) -> bool:
    return unicodedata.name(part[0], "").startswith(_UNSPACED)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place that it had in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = _fold(character)
        letters.append(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


def _fold(character: str) -> str:
    """Without case, accents and width; nothing for what can't be seen."""
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(
        one for one in decomposed if unicodedata.category(one) not in ("Mn", "Me", "Cf", "Cc") or one in "\n\t"
    )
