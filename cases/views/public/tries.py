"""Guessing is slowed down by the form, not by the visitor: nobody is known, so nobody can be locked out.

Each try uses up the token of its page, and a token can be used only a moment after its page was made. Used ones are
remembered in this process's memory: nothing of a visit is written anywhere. Beside 120 bits that is plenty.
"""

import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "follow-up-try"
WAIT = timedelta(seconds=2)
TRY_AGE = timedelta(hours=12)
MOST_REMEMBERED = 100_000

_used: "OrderedDict[str, None]" = OrderedDict()
_lock = threading.Lock()


def new_try(at: datetime) -> str:
    """The capsule of a page with one try on it."""
    payload = {"nonce": secrets.token_hex(16), "usable_from": (at + WAIT).timestamp()}
    return seal_capsule(payload, purpose=PURPOSE, at=at)


def use_try(capsule: str, *, at: datetime) -> bool:
    """Use up a page's try. False for one that is too young, too old, altered or used already."""
    try:
        payload = open_capsule(capsule, purpose=PURPOSE, at=at, max_age=TRY_AGE)
    except CapsuleRefused:
        return False
    return at.timestamp() >= payload["usable_from"] and _first_use(payload["nonce"])


def _first_use(nonce: str) -> bool:
    with _lock:
        if nonce in _used:
            return False
        _used[nonce] = None
        if len(_used) > MOST_REMEMBERED:
            _used.popitem(last=False)
        return True
