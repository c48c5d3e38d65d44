"""Sound: tags, covers and lyrics go; what is heard is not touched."""

import shutil
import struct
from collections.abc import Callable
from typing import Any, BinaryIO

import mutagen
from mutagen import apev2, id3
from mutagen.mp3 import MP3
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis

from vault.cleaning.held import REMAINS, TOO_MUCH, UNKNOWN_KIND, UNREADABLE, CannotClean

PIECE = 1024 * 1024
MOST_TAGS = 20
TAIL = 16 * 1024
TAGS_IN_THE_TAIL = (b"APETAGEX", b"LYRICSBEGIN", b"LYRICS200", b"TAG+")
OLD_TAG_BYTES = 128
SPOKEN_OF_IN_WAV = {b"fmt ", b"data", b"fact"}


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Copy a recording without its tags."""
    cleaners: dict[str, Callable[[BinaryIO, BinaryIO], None]] = {
        "audio/mpeg": _mp3,
        "audio/ogg": _ogg,
        "audio/wav": _wav,
    }
    if media_type not in cleaners:
        raise CannotClean(UNKNOWN_KIND)
    source.seek(0)
    try:
        cleaners[media_type](source, target)
    except mutagen.MutagenError:
        raise CannotClean(UNREADABLE) from None
    target.flush()
    return media_type


def _mp3(source: BinaryIO, target: BinaryIO) -> None:
    _copy(source, target)
    # A tag may stand before or behind another.
    for _round in range(MOST_TAGS):
        if not _tagged(target):
            break
        target.seek(0)
        id3.delete(target)
        target.seek(0)
        apev2.delete(target)
    if _tagged(target):
        raise CannotClean(REMAINS)
    target.seek(0)
    MP3(target)


def _tagged(target: BinaryIO) -> bool:
    target.seek(0)
    if target.read(3) == b"ID3":
        return True
    size = target.seek(0, 2)
    target.seek(max(0, size - TAIL))
    tail = target.read()
    return tail[-OLD_TAG_BYTES:].startswith(b"TAG") or any(tag in tail for tag in TAGS_IN_THE_TAIL)


def _ogg(source: BinaryIO, target: BinaryIO) -> None:
    _one_stream_only(source)
    _copy(source, target)
    target.seek(0)
    recording: Any = mutagen.File(target, options=[OggVorbis, OggOpus, OggSpeex])
    if recording is None:
        raise CannotClean(UNKNOWN_KIND)
    recording.tags.clear()
    recording.tags.vendor = ""
    # Opus may keep more behind its tags.
    if hasattr(recording.tags, "_pad_data"):
        recording.tags._pad_data = b""
    target.seek(0)
    recording.save(target, padding=lambda _info: 0)
    target.seek(0)
    if mutagen.File(target, options=[OggVorbis, OggOpus, OggSpeex]).tags:
        raise CannotClean(REMAINS)


def _one_stream_only(source: BinaryIO) -> None:
    """A second stream beside or behind the first has tags of its own, which nobody would look at."""
    beginnings = 0
    while True:
        try:
            page = OggPage(source)
        except EOFError:
            break
        beginnings += page.first
        if beginnings > 1:
            raise CannotClean(UNKNOWN_KIND)
    source.seek(0)


def _wav(source: BinaryIO, target: BinaryIO) -> None:
    """Keep the format and the sound; editors, recorders and phones write the rest."""
    target.write(b"RIFF\x00\x00\x00\x00WAVE")
    kept: set[bytes] = set()
    source.seek(12)
    while len(header := source.read(8)) == 8:
        kind, size = struct.unpack("<4sI", header)
        if kind in SPOKEN_OF_IN_WAV and kind not in kept:
            kept.add(kind)
            target.write(header)
            if _copy(source, target, size) < size:
                raise CannotClean(UNREADABLE)
            target.write(b"\x00" * (size % 2))
            source.seek(size % 2, 1)
        else:
            source.seek(size + size % 2, 1)
    if not {b"fmt ", b"data"} <= kept:
        raise CannotClean(UNREADABLE)
    length = target.tell() - 8
    if length >= 2**32:
        raise CannotClean(TOO_MUCH)
    target.seek(4)
    target.write(struct.pack("<I", length))


def _copy(source: BinaryIO, target: BinaryIO, size: int | None = None) -> int:
    if size is None:
        shutil.copyfileobj(source, target, PIECE)
        return target.tell()
    left = size
    while left and (piece := source.read(min(PIECE, left))):
        target.write(piece)
        left -= len(piece)
    return size - left
