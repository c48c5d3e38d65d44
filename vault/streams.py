"""Seal and open long byte streams in chunks, so that no file is ever whole in memory.

The STREAM construction: every chunk has its own AES-256-GCM tag, and its nonce holds the chunk's number and whether it
is the last. A chunk altered, left out, repeated, moved or cut off, or taken from another file, does not open.
"""

import io
import os
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import SealBroken

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
MAGIC = b"EPV1"
SALT_BYTES = 16
PREFIX_BYTES = 7
HEADER_BYTES = len(MAGIC) + SALT_BYTES + PREFIX_BYTES


def pieces(reader: BinaryIO, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    """What is left to read, a piece at a time."""
    while piece := reader.read(size):
        yield piece


class StreamSealer:
    """Turns plain bytes into sealed bytes: `header`, then `update` for each piece, then `finish` once."""

    def __init__(self, key: bytes, *, bound_to: str) -> None:
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self.header = MAGIC + salt + self._prefix
        self._cipher, self._associated = _cipher(key, salt, bound_to), bound_to.encode()
        self._waiting = bytearray()
        self._number = 0

    def update(self, piece: bytes) -> bytes:
        """Take more plain bytes; return the sealed chunks that are now complete."""
        self._waiting += piece
        sealed = bytearray()
        # The last chunk is marked as such, so a full one waits until something follows it.
        while len(self._waiting) > CHUNK_BYTES:
            sealed += self._sealed_chunk(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return bytes(sealed)

    def finish(self) -> bytes:
        """Return the last sealed chunk."""
        return self._sealed_chunk(bytes(self._waiting), last=True)

    def _sealed_chunk(self, chunk: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._number += 1
        return self._cipher.encrypt(nonce, chunk, self._associated)


class StreamReader(io.RawIOBase):
    """A seekable reader of the plain bytes of a sealed stream. Raises `SealBroken` where it was tampered with."""

    def __init__(self, source: BinaryIO, key: bytes, *, bound_to: str) -> None:
        super().__init__()
        self._source = source
        source.seek(0)
        header = source.read(HEADER_BYTES)
        if len(header) != HEADER_BYTES or not header.startswith(MAGIC):
            raise SealBroken("A sealed file has no header.")
        salt = header[len(MAGIC) : len(MAGIC) + SALT_BYTES]
        self._prefix = header[-PREFIX_BYTES:]
        self._cipher, self._associated = _cipher(key, salt, bound_to), bound_to.encode()
        body = source.seek(0, io.SEEK_END) - HEADER_BYTES
        self._chunks = max(1, -(-body // SEALED_CHUNK_BYTES))
        self._length = body - self._chunks * TAG_BYTES
        if self._length < 0:
            raise SealBroken("A sealed file was cut short.")
        self._position = 0
        self._number, self._chunk = -1, b""
        # The last chunk proves the length, which every seek relies on.
        self._load(self._chunks - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("seek before the start")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._position >= self._length:
            return 0
        number, start = divmod(self._position, CHUNK_BYTES)
        self._load(number)
        piece = self._chunk[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._chunk = b""
            del self._cipher
            self._source.close()
        super().close()

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._source.seek(HEADER_BYTES + number * SEALED_CHUNK_BYTES)
        sealed = self._source.read(SEALED_CHUNK_BYTES)
        nonce = _nonce(self._prefix, number, last=number == self._chunks - 1)
        try:
            self._chunk = self._cipher.decrypt(nonce, sealed, self._associated)
        except (InvalidTag, ValueError):
            raise SealBroken("A sealed file does not open: it was altered, cut or swapped.") from None
        self._number = number


def sealed_pieces(pieces: Iterable[bytes], key: bytes, *, bound_to: str) -> Iterator[bytes]:
    """Yield the sealed bytes of a stream of plain pieces of any size."""
    sealer = StreamSealer(key, bound_to=bound_to)
    yield sealer.header
    for piece in pieces:
        yield sealer.update(piece)
    yield sealer.finish()


def _cipher(key: bytes, salt: bytes, bound_to: str) -> AESGCM:
    # A key of its own for every stream, so that chunk numbers may serve as nonces.
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"stream:" + bound_to.encode()).derive(key))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">I?", number, last)
