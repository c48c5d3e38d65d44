"""Cleaning from the Portal's side: the file goes into nameless memory, a limited child cleans it there.

Nothing in clear touches the disk, and the bytes never lie in this process: 200 MB to clean do not make it grow.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from vault.cleaning.held import NO_TOOL, REASONS, TOO_MUCH, UNKNOWN_KIND, UNREADABLE, CannotClean
from vault.cleaning.kinds import module_for
from vault.sniffing import EXTENSIONS, HEAD_BYTES, Sniffed, sniff
from vault.streams import pieces

ROOT = Path(__file__).resolve().parents[2]
LONGEST_VERDICT = 200
# A picture drawn anew may be larger than it was, but not without bounds.
ROOM_TO_GROW, FACTOR_TO_GROW = 64 * 1024 * 1024, 4
PATIENCE = 5  # seconds beyond the child's own limit
ENDED_BY_A_LIMIT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGXFSZ}


@dataclass(frozen=True)
class Limits:
    """What a child may use: seconds, bytes of memory, bytes of what it writes."""

    seconds: int
    memory: int
    output: int


@dataclass(frozen=True)
class Cleaned:
    """A clean copy, open for reading as long as the block of `cleaned` lasts."""

    media_type: str
    reader: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """The bytes, from the start."""
        self.reader.seek(0)
        yield from pieces(self.reader)


@contextmanager
def cleaned(chunks: Iterable[bytes], *, media_type: str) -> Iterator[Cleaned]:
    """The clean copy of a file of this kind. Raises `CannotClean`; `OSError` where the system has no room for it."""
    if not module_for(media_type):
        raise CannotClean(UNKNOWN_KIND)
    with nameless() as source, nameless() as target, nameless() as verdict:
        for chunk in chunks:
            source.write(chunk)
        source.flush()
        make_unchangeable(source)
        ended = _run_child(media_type, source, target, verdict)
        verdict.seek(0)
        # No more than this is read, however much a child that was taken over may have said.
        made = _understood(verdict.read(LONGEST_VERDICT).decode("ascii", "replace"), ended)
        yield Cleaned(_checked(made, target), target)


@contextmanager
def nameless() -> Iterator[BinaryIO]:
    """A nameless file that lives in memory and goes with its last reader."""
    if not hasattr(os, "memfd_create"):  # only Linux has it; elsewhere the bytes would have to touch the disk
        raise CannotClean(NO_TOOL)
    handle = os.memfd_create("file", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(handle, "w+b") as file:
        yield file


def make_unchangeable(file: BinaryIO) -> None:
    """From here on nobody can write to it, whoever holds it."""
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)


def _run_child(media_type: str, source: BinaryIO, target: BinaryIO, verdict: BinaryIO) -> int:
    """Let the child clean, and say into `verdict` how it went; returns how it ended."""
    size = source.seek(0, os.SEEK_END)
    most = Limits(settings.CLEANING_SECONDS, settings.CLEANING_MEMORY, FACTOR_TO_GROW * size + ROOM_TO_GROW)
    return run_child("vault.cleaning.child", media_type, source, target, verdict, most)


def run_child(module: str, what: str, source: BinaryIO, target: BinaryIO, verdict: BinaryIO, most: Limits) -> int:
    """Run one of the modules that read a stranger's file, on nameless files, within limits; returns how it ended."""
    source.seek(0)
    child = subprocess.Popen(  # noqa: S603 - our own module, and no shell
        [
            sys.executable, "-s", "-m", module,
            what, str(source.fileno()), str(target.fileno()), *map(str, astuple(most)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=verdict,
        stderr=subprocess.DEVNULL,  # a reader's complaint may quote what it read
        cwd=ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        pass_fds=(source.fileno(), target.fileno()),
        start_new_session=True,
    )  # fmt: skip
    try:
        return child.wait(timeout=most.seconds + PATIENCE)
    except subprocess.TimeoutExpired:
        raise CannotClean(TOO_MUCH) from None
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started; its session is its own, so nobody else is hit."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _understood(said: str, ended: int) -> str:
    """What a child that may have been taken over is believed: a kind that we know, or a reason that we know."""
    verdict, _space, what = said.strip().partition(" ")
    if verdict == "cleaned" and what in EXTENSIONS:
        return what
    if verdict == "held" and what in REASONS:
        raise CannotClean(what)
    raise CannotClean(why_it_ended(ended))


def why_it_ended(ended: int) -> str:
    """The reason for a child that said nothing that can be believed."""
    return TOO_MUCH if ended in ENDED_BY_A_LIMIT else UNREADABLE


def _checked(media_type: str, target: BinaryIO) -> str:
    """The clean copy is looked at like any upload: it must be what the child says it is."""
    target.seek(0)
    head = target.read(HEAD_BYTES)
    kind = sniff(head, f"file.{EXTENSIONS[media_type]}", target)
    if not isinstance(kind, Sniffed) or not _agrees(kind.media_type, media_type):
        raise CannotClean(UNREADABLE)
    target.seek(0)
    return media_type


def _agrees(found: str, made: str) -> bool:
    # Films and recordings of phones share one container.
    return found == made or {found, made} <= {"audio/mp4", "video/mp4", "video/quicktime"}
