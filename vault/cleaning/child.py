"""The child process that reads a stranger's file: `python -m vault.cleaning.child`, started by `process` only.

It has two nameless files in memory, the one to read and the one to write, and says one line: what it made, or why it
made nothing. It gets no environment, so it knows no key and no database.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

from vault.cleaning.held import FAILED, TOO_MUCH, UNREADABLE, CannotClean

OPEN_FILES = 64
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


def main() -> None:
    media_type, (source, target, seconds, memory, output) = sys.argv[1], map(int, sys.argv[2:])
    limit(seconds=seconds, memory=memory, output=output)
    sys.stdout.write(verdict(media_type, source, target))
    sys.stdout.flush()


def limit(*, seconds: int, memory: int, output: int) -> None:
    """Bound what this process and its children may use. A core dump would be the file in clear, on the disk."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(seconds)
    # If the worker is killed, nobody waits for us any more.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def verdict(media_type: str, source: int, target: int) -> str:
    """`cleaned <media type>` or `held <reason>`."""
    from vault.cleaning import kinds

    try:
        with os.fdopen(source, "rb", closefd=False) as reader, os.fdopen(target, "r+b", closefd=False) as writer:
            return f"cleaned {kinds.clean(reader, writer, media_type)}"
    except CannotClean as cannot:
        return f"held {cannot.reason}"
    except Exception as fault:
        return f"held {reason_for(fault)}"


def reason_for(fault: Exception) -> str:
    """A reader that stumbled met a damaged file; a mistake of ours is told apart, so that somebody looks."""
    import errno

    if isinstance(fault, (MemoryError, RecursionError)):
        return TOO_MUCH
    if isinstance(fault, OSError) and fault.errno in (errno.EFBIG, errno.ENOSPC, errno.ENOMEM):
        return TOO_MUCH
    return FAILED if isinstance(fault, (NameError, AttributeError, ImportError)) else UNREADABLE


if __name__ == "__main__":
    main()
