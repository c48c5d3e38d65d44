"""The blind index: searching sealed texts by keyed hashes of their words, never by the words."""

import hashlib
import re
import unicodedata

from vault import words
from vault.models import Secret

# Of shingles: shorter words stand in every text.
SHORTEST_TELLING = 4
# How many words further a neighbour may stand: others put the same things in another order.
NEAR = 3
# From here on scripts write without spaces.
FIRST_WITHOUT_SPACES = "\u2e80"

_WORD = re.compile(r"\w+")
# What fits a signed 64-bit column of either database without a sign.
_POSITIVE = (1 << 63) - 1


def text_tokens(text: str, *, language: str) -> set[int]:
    """Return the tokens to store for a text: the stems of its words in its language.

    Each is a 63-bit number and fits a signed bigint. Case and accents do not matter.
    """
    base = words.base_language(language)
    found: set[str] = set()
    for word in set(words.words_of(text)):
        if words.is_unspaced(word):
            found |= {_of_text(piece, "") for piece in words.pieces(word)}
        else:
            found.add(_of_text(words.stem(word, base), base))
    return _hashed(found)


def name_tokens(text: str) -> set[int]:
    """Return the tokens to store for a name or a reference: its words, and their beginnings from 3 letters on."""
    found: set[str] = set()
    for word in set(words.words_of(text)):
        found |= {_of_name(piece) for piece in (words.pieces if words.is_unspaced(word) else words.beginnings)(word)}
    return _hashed(found)


def sought_tokens(word: str) -> list[set[int]]:
    """Return what a row must have to match one folded word that somebody typed: one of each set.

    A text matches by the word's stem in the text's own language, a name by how it begins.
    """
    if words.is_unspaced(word):
        return [_hashed({_of_text(piece, ""), _of_name(piece)}) for piece in words.sought_pieces(word)]
    stems = {_of_text(words.stem(word, language), language) for language in words.LANGUAGES}
    return [_hashed({*stems, _of_name(word[: words.LONGEST_WORD])})]


def _of_text(stem: str, language: str) -> str:
    return f"{language}:{stem}"


def _of_name(piece: str) -> str:
    # No language has this code, so that a name's beginning is never a stem.
    return f"name:{piece}"


def shingles(text: str, *, most: int) -> set[int]:
    """Return what a text is recognised by: keyed hashes of pairs of its longer words that stand near each other.

    Two texts about the same thing share some; a hash leads back to no word, and equals none of `tokens`. Of a long
    text the `most` smallest are kept, the same choice in every text, so that what two texts share survives it.
    """
    found = _long_words(text)
    pairs = {
        " ".join(sorted((word, other)))
        for place, word in enumerate(found)
        for other in found[place + 1 : place + 1 + NEAR]
        if word != other
    }
    key = Secret.objects.material("word-shingles")
    return set(sorted(_hash(key, pair) for pair in pairs)[:most])


def _long_words(text: str) -> list[str]:
    """The words that carry something, in their order; scripts without spaces give pieces of two letters."""
    found: list[str] = []
    for word in _WORD.findall(_plain(text)):
        if any(letter >= FIRST_WITHOUT_SPACES for letter in word):
            found += [word[start : start + 2] for start in range(0, len(word), 2)]
        elif len(word) >= SHORTEST_TELLING:
            found.append(word[: words.LONGEST_WORD])
    return found


def _plain(text: str) -> str:
    # Accents come off between two case folds, because each can bring work for the other.
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _hashed(pieces: set[str]) -> set[int]:
    key = Secret.objects.material("blind-index")
    return {_hash(key, piece) for piece in pieces}


def _hash(key: bytes, piece: str) -> int:
    digest = hashlib.blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big") & _POSITIVE
