"""One file is cleaned at a time, whichever process or machine does it.

The turn is a lock on a file in the folder of sealed files, which all of them share. It ends with its process, so
nothing about time needs to be stored: when a file of an anonymous report was cleaned would nearly be when it came.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from vault import blobs


@contextmanager
def turn() -> Iterator[bool]:
    """True within the block for whoever has the turn; false where somebody else has it."""
    blobs.root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (blobs.root() / "cleaning.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
