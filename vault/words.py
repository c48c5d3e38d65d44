"""The words of a text, as searching sees them: folded, and cut to their stems. It knows no key.

A text in a language with a stemmer gives stems; any other gives the words themselves. Scripts that are written
without spaces give pieces of two letters, and the letters themselves.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from Stemmer import Stemmer

# Longer words are cut here: nobody types more of one, and a page of letters must not make a page of tokens.
LONGEST_WORD = 24
SHORTEST_PREFIX = 3

# Thai, Lao, Burmese, Khmer; Chinese, Japanese and Korean.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN_WITHOUT_SPACES = re.compile(f"[{_UNSPACED}]+")
# Indian scripts write vowels as marks, which are no letters to Python; they belong to their word.
_WORD = re.compile(
    f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}](?:[^\\W_{_UNSPACED}]|[\u0300-\u036f\u0900-\u0963\u0971-\u0dff])*"
)

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
# The languages whose stems a search tries, and the empty one for the words themselves.
LANGUAGES = ("", *sorted(set(STEMMERS) - {"no"}))

# A stemmer keeps the word that it works on, so that each thread has its own.
_own = threading.local()


class Found(NamedTuple):
    """One word of a text: where it stands, and what it was folded to."""

    start: int
    end: int
    folded: str


def folded(text: str) -> str:
    """The text without case and accents."""
    # Accents come off between two case folds, because each can bring work for the other.
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return unicodedata.normalize("NFC", plain)


def found_in(text: str) -> Iterator[Found]:
    """The words of a text with their places in it."""
    for match in _WORD.finditer(text):
        for piece in _WORD.findall(folded(match.group())):
            yield Found(match.start(), match.end(), piece)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return _WORD.findall(folded(text))


def base_language(code: str) -> str:
    """`de-AT` is stemmed as `de`; a language without a stemmer is the empty one."""
    base = code.lower().replace("_", "-").partition("-")[0]
    base = "nb" if base in ("no", "nn") else base
    return base if base in STEMMERS else ""


def stem(word: str, language: str) -> str:
    """The stem of a folded word. The same word gives the same stem, whatever the language makes of it."""
    cut = word[:LONGEST_WORD]
    return str(_stemmer(language).stemWord(cut)) if language else cut


def pieces(word: str) -> set[str]:
    """What a run without spaces is kept as: its pairs of neighbours, and each letter."""
    pairs = {word[place : place + 2] for place in range(len(word) - 1)}
    return pairs | set(word)


def sought_pieces(word: str) -> list[str]:
    """What a run without spaces is looked for by."""
    return [word[place : place + 2] for place in range(len(word) - 1)] or [word]


def beginnings(word: str) -> set[str]:
    """A word of a name, and every beginning of it from 3 letters on."""
    cut = word[:LONGEST_WORD]
    return {cut, *(cut[:length] for length in range(SHORTEST_PREFIX, len(cut)))}


def is_unspaced(word: str) -> bool:
    """Whether the word is of a script without spaces."""
    return bool(_RUN_WITHOUT_SPACES.match(word))


def _stemmer(language: str) -> Stemmer:
    kept: dict[str, Stemmer] = _own.__dict__
    if language not in kept:
        # It would remember words with their stems: those of a report must not stay behind in memory.
        kept[language] = Stemmer(STEMMERS[language], maxCacheSize=0)
    return kept[language]
