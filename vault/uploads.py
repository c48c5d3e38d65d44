"""Uploads are sealed while they stream: nothing in clear, and no name, ever reaches the disk.

Each upload gets a key of its own that lives in this process's memory only. Its temporary file has no name where the
system allows that (Linux does), so it is gone when the process is, and even its folder's time says nothing.
"""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault import blobs, cipher
from vault.errors import VaultError
from vault.streams import CHUNK_BYTES, StreamReader, StreamSealer, pieces

BOUND_TO = "incoming"
# A form is filled in, sent and answered well within this; what is older was left by a process that died.
ORPHAN_AGE = timedelta(hours=1)

TOO_LARGE = "too_large"
TOO_MANY = "too_many"
NO_ROOM = "no_room"

REFUSALS: dict[str, Promise] = {
    TOO_LARGE: _("This file is too large, so it was not stored."),
    TOO_MANY: _("There were too many files in one form. This one was not stored; you can add it in a second step."),
    NO_ROOM: _("There is no room for files at the moment, so this file was not stored. Please try again later."),
}


class UploadRefused(VaultError):
    """The bytes of a refused upload were dropped; there is nothing to read."""


def incoming_folder() -> Path:
    """Where uploads wait, sealed, until an action stores or drops them."""
    return blobs.root() / "incoming"


class SealedUpload(UploadedFile):
    """An uploaded file that lies sealed on the disk and reads as plain bytes. Closing it destroys both.

    `refusal` is empty, or one of `TOO_LARGE`, `TOO_MANY`, `NO_ROOM`; then `refusal_sentence` is for the page.
    """

    def __init__(self, sealed: BinaryIO | None, key: bytes, *, refusal: str = "", **kwargs: Any) -> None:
        self.refusal = refusal
        self._plain = BufferedReader(StreamReader(sealed, key, bound_to=BOUND_TO), CHUNK_BYTES) if sealed else None
        super().__init__(file=self._plain, **kwargs)

    def __repr__(self) -> str:
        # Django's would show the name, which may name a person.
        return f"<SealedUpload {self.size} bytes>"

    __str__ = __repr__

    @property
    def refusal_sentence(self) -> str | Promise:
        """Why the file was refused, in words for whoever sent it; empty when it was not."""
        return REFUSALS[self.refusal] if self.refusal else ""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the plain bytes from the start. Raises `UploadRefused`; `OSError` (ENOSPC) when there was no room."""
        reader = self.opened()
        reader.seek(0)
        yield from pieces(reader, chunk_size or CHUNK_BYTES)

    def opened(self) -> BinaryIO:
        """The seekable reader of the plain bytes. Raises as `chunks` does, and `ValueError` once closed."""
        if self.refusal == NO_ROOM:
            raise OSError(errno.ENOSPC, "No room for an upload")
        if self.refusal:
            raise UploadRefused("The upload was refused; check .refusal first.")
        if self._plain is None or self._plain.closed:
            raise ValueError("The upload was closed.")
        return self._plain

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> "SealedUpload":
        """Go back to the start."""
        self.opened().seek(0)
        return self

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        """Always read in chunks."""
        return True

    def close(self) -> None:
        """Remove the sealed bytes and forget their key."""
        if self._plain is not None:
            # Closes the sealed file below it too, and drops the only cipher that could read it.
            self._plain.close()


class SealingUploadHandler(FileUploadHandler):
    """Seals each chunk as it arrives. Too large, too many, no room: marked on the upload, never raised.

    Raising here would be a 500 before any view can answer.
    """

    chunk_size = CHUNK_BYTES

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._count = 0
        self._target: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start a file."""
        super().new_file(*args, **kwargs)
        self._drop()
        self._count += 1
        self._received = 0
        self._key = cipher.random_key()
        self._refusal = TOO_MANY if self._count > settings.UPLOAD_FILES_PER_FORM else ""
        if not self._refusal:
            self._start()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal one chunk, or drop it when the file is refused already."""
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_FILE_LIMIT:
            self._refuse(TOO_LARGE)
        if not self._refusal:
            self._write(lambda: self._sealer.update(raw_data))

    def file_complete(self, file_size: int) -> SealedUpload:
        """Hand over the sealed file."""
        if not self._refusal:
            self._write(self._sealer.finish)
        target, self._target = self._target, None
        return SealedUpload(
            target,
            self._key,
            refusal=self._refusal,
            name=self.file_name,
            content_type=self.content_type,
            size=self._received,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The sender went away in the middle."""
        self._drop()

    def _start(self) -> None:
        try:
            folder = incoming_folder()
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if shutil.disk_usage(folder).free < settings.FREE_SPACE_RESERVE:
                # The last of the disk belongs to texts: a report without files must still arrive.
                self._refuse(NO_ROOM)
                return
            # Unbuffered, so that a full disk is noticed at the write and not at closing.
            self._target = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - the upload closes it
        except OSError as fault:
            self._refuse_for(fault)
            return
        self._sealer = StreamSealer(self._key, bound_to=BOUND_TO)
        self._write(lambda: self._sealer.header)

    def _write(self, sealed: Any) -> None:
        remaining = memoryview(sealed())
        try:
            while remaining:
                remaining = remaining[self._target.write(remaining) :]
        except OSError as fault:
            self._refuse_for(fault)

    def _refuse_for(self, fault: OSError) -> None:
        if fault.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise fault
        self._refuse(NO_ROOM)

    def _refuse(self, refusal: str) -> None:
        self._refusal = self._refusal or refusal
        self._drop()

    def _drop(self) -> None:
        if self._target is not None:
            with suppress(OSError):
                self._target.close()
            self._target = None


def sweep_incoming(*, at: datetime) -> int:
    """Remove what dead processes left in the incoming folder; return how many files that were."""
    removed = 0
    oldest = (at - ORPHAN_AGE).timestamp()
    for path in incoming_folder().glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed
