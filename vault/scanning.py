"""Asking a virus scanner (clamd) about a file, over its INSTREAM command: the bytes go to it and are kept nowhere."""

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings

from vault.errors import VaultError

CONNECT_SECONDS = 5
ANSWER_SECONDS = 120
LONGEST_ANSWER = 4096


class ScannerAway(VaultError):
    """The scanner can't be reached, or did not answer the question."""


class TooLargeToScan(VaultError):
    """The scanner is set to take smaller files only (its StreamMaxLength)."""


def is_configured() -> bool:
    """Whether this Portal has a scanner."""
    return bool(settings.CLAMD_ADDRESS)


def answers() -> bool:
    """Whether the scanner is there."""
    try:
        with _connection() as scanner:
            scanner.sendall(b"zPING\0")
            return _answer(scanner) == "PONG"
    except OSError:
        return False


def is_infected(chunks: Iterable[bytes]) -> bool:
    """Whether the scanner finds something. Raises `ScannerAway` or `TooLargeToScan`; both mean: not scanned."""
    try:
        with _connection() as scanner:
            _send(scanner, chunks)
            return _understood(_answer(scanner))
    except OSError:
        raise ScannerAway from None


def _connection() -> socket.socket:
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(CONNECT_SECONDS)
        try:
            scanner.connect(address)
        except OSError:
            scanner.close()
            raise
    else:
        host, _colon, port = address.rpartition(":")
        scanner = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
    scanner.settimeout(ANSWER_SECONDS)
    return scanner


def _send(scanner: socket.socket, chunks: Iterable[bytes]) -> None:
    # A file that is too large is answered, and the connection closed, while we still send.
    with suppress(BrokenPipeError, ConnectionResetError):
        scanner.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
        scanner.sendall(struct.pack(">I", 0))


def _answer(scanner: socket.socket) -> str:
    answer = bytearray()
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (piece := scanner.recv(LONGEST_ANSWER)):
        answer += piece
    return answer.rstrip(b"\0").decode("ascii", "replace").strip()


def _understood(answer: str) -> bool:
    if answer == "stream: OK":
        return False
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return True
    if "size limit exceeded" in answer:
        raise TooLargeToScan
    raise ScannerAway
