"""The blind index: searching sealed texts by keyed hashes of their words, never by the words."""

import hashlib
import re
import unicodedata

from vault.models import Secret

SHORTEST_PREFIX = 3
# Longer words are cut here: nobody types more of one, and a page of letters must not make a page of tokens.
LONGEST_WORD = 24
# Of shingles: shorter words stand in every text.
SHORTEST_TELLING = 4
# How many words further a neighbour may stand: others put the same things in another order.
NEAR = 3
# From here on scripts write without spaces.
FIRST_WITHOUT_SPACES = "\u2e80"

_WORD = re.compile(r"\w+")
# What fits a signed 64-bit column of either database without a sign.
_POSITIVE = (1 << 63) - 1


def tokens(text: str) -> set[int]:
    """Return the tokens to store for a text: its words, and every prefix of 3 letters or more.

    Each is a 63-bit number and fits a signed bigint. Case and accents do not matter.
    """
    pieces = {piece for word in _words(text) for piece in _word_and_prefixes(word)}
    return _hashed(pieces)


def search_tokens(text: str) -> set[int]:
    """Return the tokens that a row must all have to match what somebody typed.

    Different words can, very rarely, share a token: decrypt and check what was found.
    """
    return _hashed(_words(text))


def shingles(text: str, *, most: int) -> set[int]:
    """Return what a text is recognised by: keyed hashes of pairs of its longer words that stand near each other.

    Two texts about the same thing share some; a hash leads back to no word, and equals none of `tokens`. Of a long
    text the `most` smallest are kept, the same choice in every text, so that what two texts share survives it.
    """
    words = _long_words(text)
    pairs = {
        " ".join(sorted((word, other)))
        for place, word in enumerate(words)
        for other in words[place + 1 : place + 1 + NEAR]
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
            found.append(word[:LONGEST_WORD])
    return found


def _words(text: str) -> set[str]:
    return {word[:LONGEST_WORD] for word in _WORD.findall(_plain(text))}


def _plain(text: str) -> str:
    # Accents come off between two case folds, because each can bring work for the other.
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _word_and_prefixes(word: str) -> list[str]:
    return [word, *(word[:length] for length in range(SHORTEST_PREFIX, len(word)))]


def _hashed(pieces: set[str]) -> set[int]:
    key = Secret.objects.material("blind-index")
    return {_hash(key, piece) for piece in pieces}


def _hash(key: bytes, piece: str) -> int:
    digest = hashlib.blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8, key=key).digest()
    return int.from_bytes(digest, "big") & _POSITIVE
