"""A case file as a zip: the PDF, the cleaned copies of the files, and a manifest with the SHA-256 of each.

It is written piece by piece, so that neither memory nor a temporary file ever holds it in clear.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from accounts.spreadsheets import harmless
from cases.file_contents import Contents
from cases.paper import Made

PDF_NAME = "case-file.pdf"
MANIFEST_COLUMNS = ("name", "sha256", "bytes", "left_out")


class _Pieces(io.RawIOBase):
    """What the zip writes, to be taken away in pieces."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def case_file_archive(contents: Contents, pdf: bytes, made: Made, *, added: Callable[[], None]) -> Iterator[bytes]:
    """The bytes of the zip. `added` is called after each file."""
    sink = _Pieces()
    entries: list[dict[str, Any]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        yield from _whole(archive, sink, PDF_NAME, pdf, entries, made.at)
        for place, listed in enumerate(contents.files, 1):
            if listed.left_out:
                entries.append({"name": listed.name, "sha256": "", "bytes": 0, "left_out": listed.left_out})
            else:
                name = f"files/{place:03d} {listed.name}".replace("/", "-").replace("files-", "files/", 1)
                yield from _copied(archive, sink, name, listed, entries, made.at)
            added()
        for name, written in (("manifest.json", _as_json), ("manifest.csv", _as_csv)):
            archive.writestr(_entry(name, made.at), written(contents, entries, made))
            yield sink.take()
    yield sink.take()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _whole(
    archive: zipfile.ZipFile, sink: _Pieces, name: str, data: bytes, entries: list[dict[str, Any]], at: datetime
) -> Iterator[bytes]:
    archive.writestr(_entry(name, at), data)
    entries.append({"name": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "left_out": ""})
    yield sink.take()


def _copied(
    archive: zipfile.ZipFile, sink: _Pieces, name: str, listed: Any, entries: list[dict[str, Any]], at: datetime
) -> Iterator[bytes]:
    """A file as handlers download it; its digest is of what was put in, and not of what was once noted."""
    digest, size = hashlib.sha256(), 0
    with archive.open(_entry(name, at), "w") as target:
        for piece in listed.attachment.clean_file.chunks():
            digest.update(piece)
            size += len(piece)
            target.write(piece)
            yield sink.take()
    entries.append({"name": name, "sha256": digest.hexdigest(), "bytes": size, "left_out": ""})


def _as_json(contents: Contents, entries: list[dict[str, Any]], made: Made) -> bytes:
    said = {
        "case": contents.reference,
        "kind": made.kind,
        "made_by": made.by.full_name,
        "made_at": made.at.isoformat(timespec="minutes"),
        "privileged_left_out": contents.privileged,
        "entries": entries,
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def _as_csv(contents: Contents, entries: list[dict[str, Any]], made: Made) -> bytes:
    written = io.StringIO()
    table = csv.DictWriter(written, MANIFEST_COLUMNS)
    table.writerow({name: name for name in MANIFEST_COLUMNS})
    for entry in entries:
        table.writerow({name: harmless(str(value)) for name, value in entry.items()})
    return written.getvalue().encode("utf-8-sig")
