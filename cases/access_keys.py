"""The access key of a reporter: 120 bits in 24 letters, shown once, kept only as a keyed digest.

It is computed from the form's single-use token, so that sending the form again shows the same key (DECISIONS 26).
"""

import hmac
import re

from vault.digests import keyed_digest
from vault.models import Secret

# Crockford's alphabet: no I, L, O or U, so nothing reads as something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 24
BITS_OF_A_LETTER = 5
GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def access_key_of(form_token: str) -> str:
    """The key that belongs to a form token, as `ABCD-EFGH-…`."""
    digest = hmac.digest(Secret.objects.material("access-key"), form_token.encode(), "sha256")
    number = int.from_bytes(digest[: LENGTH * BITS_OF_A_LETTER // 8], "big")
    letters = "".join(ALPHABET[(number >> BITS_OF_A_LETTER * place) & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normalised(typed: str) -> str:
    """What was typed, in capitals and without spaces or dashes; empty if it can't be a key."""
    letters = "".join(character for character in typed.upper() if character.isalnum()).translate(_READ_AS)
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else ""


def access_key_digest(key: str) -> str:
    """How a key is kept and looked up. Any spacing and case of the same key gives the same digest."""
    return keyed_digest("access-key-lookup", normalised(key))


def holds_an_access_key(text: str) -> bool:
    """Whether something that looks like a key was typed into a text, where it must not be.

    Groups of four (or of several fours run together) and figures in at least two of them: a sentence with a year and
    a sum of money in it is not taken for a key.
    """
    words = re.findall(r"[0-9A-Za-z]+", text)
    return any(_begins_with_a_key(words[start : start + LENGTH // GROUP]) for start in range(len(words)))


def without_access_keys(text: str) -> str:
    """A text with whatever looks like a key taken out: a reply quotes the mail that brought the key."""
    found = list(re.finditer(r"[0-9A-Za-z]+", text))
    words = [match[0] for match in found]
    kept, place, after = [], 0, 0
    while place < len(words):
        if _begins_with_a_key(words[place : place + LENGTH // GROUP]):
            last, letters = place, len(words[place])
            while letters < LENGTH:
                last += 1
                letters += len(words[last])
            kept += [text[after : found[place].start()], "[key]"]
            place, after = last, found[last].end()
        place += 1
    return "".join([*kept, text[after:]])


def _begins_with_a_key(words: list[str]) -> bool:
    joined = ""
    for word in words:
        if len(word) % GROUP:
            return False
        joined += word
        if len(joined) >= LENGTH:
            break
    groups = [joined[start : start + GROUP] for start in range(0, len(joined), GROUP)]
    return bool(normalised(joined)) and sum(any(letter.isdigit() for letter in group) for group in groups) >= 2
