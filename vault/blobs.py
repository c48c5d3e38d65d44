"""Sealed files on disk: random names in fan-out folders, times rounded to the day, whole or not there at all."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BufferedReader
from pathlib import Path

from django.conf import settings

from vault.streams import CHUNK_BYTES, StreamReader, pieces, sealed_pieces

UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Blob:
    """What was written: `sha256` and `size` are of the plain bytes."""

    storage_name: str
    sha256: str
    size: int


def root() -> Path:
    """The folder of all sealed files."""
    return Path(settings.SEALED_FILES_DIR)


def write(chunks: Iterable[bytes], *, key: bytes, bound_to: str, on: date) -> Blob:
    """Seal `chunks` into a new file dated `on`. Raises `OSError` and leaves nothing behind when it fails."""
    storage_name = secrets.token_hex(20)
    path = path_of(storage_name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(UNFINISHED)
    measured = _Measured(chunks)
    try:
        with open(unfinished, "xb", opener=_private) as target:
            for piece in sealed_pieces(measured, key, bound_to=bound_to):
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        _date(unfinished, on)
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    _settle(path.parent, on)
    return Blob(storage_name, measured.sha256.hexdigest(), measured.size)


def opened(storage_name: str, *, key: bytes, bound_to: str) -> BufferedReader:
    """Return a seekable reader of the plain bytes. Raises `FileNotFoundError` or `SealBroken`."""
    source = path_of(storage_name).open("rb")
    try:
        return BufferedReader(StreamReader(source, key, bound_to=bound_to), CHUNK_BYTES)
    except BaseException:
        source.close()
        raise


def read(storage_name: str, *, key: bytes, bound_to: str) -> Iterator[bytes]:
    """Yield the plain bytes in chunks of 64 KiB. Raises as `opened`, at the latest at the broken chunk."""
    with opened(storage_name, key=key, bound_to=bound_to) as reader:
        yield from pieces(reader)


def remove(storage_name: str) -> None:
    """Remove a file; one that is gone already is fine."""
    path_of(storage_name).unlink(missing_ok=True)


def path_of(storage_name: str) -> Path:
    """Where a file lies. Raises `ValueError` for a name that this module did not make."""
    if not (len(storage_name) == 40 and set(storage_name) <= set("0123456789abcdef")):
        raise ValueError("not a storage name")
    return root() / storage_name[:2] / storage_name


class _Measured:
    """Passes chunks on, taking their digest and length."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.sha256 = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.sha256.update(chunk)
            self.size += len(chunk)
            yield chunk


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _date(path: Path, on: date) -> None:
    # Seconds identify people: the file says the day only.
    midnight = datetime.combine(on, time(), tzinfo=UTC).timestamp()
    os.utime(path, (midnight, midnight))


def _settle(folder: Path, on: date) -> None:
    """Make the new name durable, and take the second of its arrival off the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _date(folder, on)
    _date(folder.parent, on)
