"""The pick-up code: twelve digits that a caller can note down, exchanged for an access key at the first visit.

Twelve digits can be tried through where a key of 120 bits can't. So a code lives for fourteen days, and looking one up
is slow on purpose: Argon2id with a secret fixed salt, one at a time in each process (DECISIONS 27). At some ten tries a
second, trying on day and night for the life of a code finds one among a hundred living ones with a chance of about one
in a thousand, and nobody else is locked out meanwhile.
"""

import hmac
import threading
from datetime import timedelta

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

from vault.digests import keyed_digest
from vault.models import Secret

LENGTH = 12
GROUP = 4
LIFE = timedelta(days=14)

LANES, DIGEST_BYTES = 1, 32
# So many may wait for their turn; whoever comes then is asked to press the button again.
MOST_WAITING = 4
_turns = threading.BoundedSemaphore(MOST_WAITING)
_one_at_a_time = threading.Lock()


class Busy(Exception):
    """Too many codes are being tried at this moment."""


def pick_up_code_of(token: str) -> str:
    """The code that belongs to a token: the same one each time, for whoever must read it out again."""
    number = int.from_bytes(hmac.digest(Secret.objects.material("pick-up-code"), token.encode(), "sha256"), "big")
    return f"{number % 10**LENGTH:0{LENGTH}d}"


def groups_of(code: str) -> list[str]:
    """The code as it is read out and written down."""
    return [code[start : start + GROUP] for start in range(0, LENGTH, GROUP)]


def normalised(typed: str) -> str:
    """The twelve digits, without spaces, dashes and dots; empty if it can't be a code."""
    letters = "".join(character for character in typed if character.isalnum())
    return letters if len(letters) == LENGTH and letters.isascii() and letters.isdigit() else ""


def pick_up_code_digest(code: str) -> str:
    """How a code is kept and looked up. Slow; outside a transaction where that can be."""
    passes, memory = settings.PICK_UP_CODE_COST
    raw = hash_secret_raw(
        normalised(code).encode(),
        salt=Secret.objects.material("pick-up-code-salt"),
        time_cost=passes,
        memory_cost=memory,
        parallelism=LANES,
        hash_len=DIGEST_BYTES,
        type=Type.ID,
    )
    return raw.hex()


def digest_of_a_try(code: str) -> str:
    """The digest of what somebody typed: one try at a time. Raises `Busy`."""
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        with _one_at_a_time:
            return pick_up_code_digest(code)
    finally:
        _turns.release()


def exchange_token(code: str, report_id: object) -> str:
    """The token from which the access key of an exchanged code is made: sent again, the code shows the same key."""
    return keyed_digest("pick-up-exchange", f"{report_id}:{normalised(code)}")
