"""Sealed files: whole or not there at all, and every tampering with the bytes on disk is noticed."""

import copy
import errno
import hashlib
import io
import resource
import shutil
import signal
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from vault import blobs, cipher
from vault.errors import KeyDestroyed, SealBroken, SealedMisuse
from vault.models import DataKey, SealedFile
from vault.streams import CHUNK_BYTES, HEADER_BYTES, SEALED_CHUNK_BYTES, StreamReader, sealed_pieces
from vault.sweeping import sweep_orphans

CONTENT = b"The forged invoice. " * 10_000  # a little over three chunks


@pytest.fixture
def sealed_file(sealed_dir, data_key, today):
    return SealedFile.objects.seal([CONTENT], name="Invoice of Ann.pdf", data_key=data_key, on=today)


def files_on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_sealed_file_reads_back_with_its_name_and_digest(sealed_file):
    found = SealedFile.objects.get(pk=sealed_file.pk)
    assert b"".join(found.chunks()) == CONTENT
    assert found.name == "Invoice of Ann.pdf"
    assert found.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert found.size == len(CONTENT)
    assert copy.copy(found).name == found.name


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_every_length_around_a_chunk_reads_back(sealed_dir, data_key, today, size):
    content = bytes(range(256)) * (size // 256 + 1)
    pieces = [content[:size][start : start + 1000] for start in range(0, size, 1000)]
    found = SealedFile.objects.seal(pieces, name="x", data_key=data_key, on=today)
    assert b"".join(found.chunks()) == content[:size]
    assert found.size == size


def test_nothing_on_the_disk_tells_name_content_or_second(sealed_file, sealed_dir, today):
    (path,) = files_on_disk(sealed_dir)
    stored = path.read_bytes()
    assert b"invoice" not in stored.lower()
    assert "nvoice" not in str(path.relative_to(sealed_dir))
    assert b"invoice" in CONTENT.lower(), "the control: the plain bytes do hold it"
    for dated in (path, path.parent, sealed_dir):
        assert datetime.fromtimestamp(dated.stat().st_mtime, UTC) == datetime(
            today.year, today.month, today.day, tzinfo=UTC
        )
    assert path.stat().st_mode & 0o077 == 0


def test_a_reader_can_jump_about(sealed_file):
    with sealed_file.open() as reader:
        reader.seek(-20, io.SEEK_END)
        assert reader.read() == CONTENT[-20:]
        reader.seek(CHUNK_BYTES - 5)
        assert reader.read(10) == CONTENT[CHUNK_BYTES - 5 : CHUNK_BYTES + 5]


def chunk(stored, number):
    start = HEADER_BYTES + number * SEALED_CHUNK_BYTES
    return stored[start : start + SEALED_CHUNK_BYTES]


TAMPERINGS = {
    "nothing": lambda stored: stored,
    "one bit": lambda stored: stored[:5000] + bytes([stored[5000] ^ 1]) + stored[5001:],
    "header": lambda stored: stored[:10] + bytes([stored[10] ^ 1]) + stored[11:],
    "last chunk cut off": lambda stored: stored[: HEADER_BYTES + 3 * SEALED_CHUNK_BYTES],
    "last byte cut off": lambda stored: stored[:-1],
    "cut to the header": lambda stored: stored[:HEADER_BYTES],
    "emptied": lambda stored: b"",
    "two chunks swapped": lambda stored: (
        stored[:HEADER_BYTES] + chunk(stored, 1) + chunk(stored, 0) + stored[HEADER_BYTES + 2 * SEALED_CHUNK_BYTES :]
    ),
    "a chunk repeated": lambda stored: stored[: HEADER_BYTES + SEALED_CHUNK_BYTES] + stored[HEADER_BYTES:],
    "a chunk left out": lambda stored: stored[:HEADER_BYTES] + stored[HEADER_BYTES + SEALED_CHUNK_BYTES :],
    "bytes added": lambda stored: stored + b"\x00",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_with_the_bytes_is_noticed(sealed_file, tampering):
    path = blobs.path_of(sealed_file.storage_name)
    path.write_bytes(TAMPERINGS[tampering](path.read_bytes()))
    if tampering == "nothing":
        assert b"".join(sealed_file.chunks()) == CONTENT, "the control"
        return
    with pytest.raises(SealBroken):
        b"".join(sealed_file.chunks())


def test_a_file_swapped_with_another_of_the_same_key_does_not_open(sealed_file, data_key, today):
    other = SealedFile.objects.seal([b"other"], name="other", data_key=data_key, on=today)
    shutil.copy(blobs.path_of(other.storage_name), blobs.path_of(sealed_file.storage_name))
    with pytest.raises(SealBroken):
        b"".join(sealed_file.chunks())


def test_a_file_is_gone_with_its_key(sealed_file, data_key, today, at, sealed_dir):
    data_key.destroy(on=today)
    found = SealedFile.objects.get(pk=sealed_file.pk)
    with pytest.raises(KeyDestroyed):
        b"".join(found.chunks())
    assert sweep_orphans(at=at) == 1
    assert files_on_disk(sealed_dir) == []


def interrupted():
    yield CONTENT
    raise ConnectionResetError


def test_an_interrupted_file_leaves_neither_row_nor_bytes(sealed_dir, data_key, today):
    with pytest.raises(ConnectionResetError):
        SealedFile.objects.seal(interrupted(), name="x", data_key=data_key, on=today)
    assert files_on_disk(sealed_dir) == []
    assert not SealedFile.objects.exists()


def test_a_full_disk_is_said_plainly_and_leaves_nothing(sealed_dir, data_key, today):
    # A real limit of the operating system; it answers "file too large" where a full disk answers "no space".
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError) as caught:
            SealedFile.objects.seal([CONTENT], name="x", data_key=data_key, on=today)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.errno in {errno.EFBIG, errno.ENOSPC}
    assert files_on_disk(sealed_dir) == []
    assert not SealedFile.objects.exists()
    SealedFile.objects.seal([CONTENT], name="x", data_key=data_key, on=today)
    assert len(files_on_disk(sealed_dir)) == 1, "the control: with room it is stored"


def test_a_row_that_cannot_be_stored_leaves_no_bytes(sealed_dir, data_key, today):
    with pytest.raises(SealedMisuse, match="at most") as caught:
        SealedFile.objects.seal([b"x"], name="x" * 2000, data_key=data_key, on=today)
    assert "xxx" not in str(caught.value)
    assert files_on_disk(sealed_dir) == []


def test_orphans_are_swept_and_living_files_stay(sealed_file, sealed_dir, data_key, today, at):
    lost = blobs.write([b"lost"], key=data_key.key, bound_to="x", on=today)
    assert sweep_orphans(at=at) == 0, "a file of today may belong to a transaction still open"
    assert sweep_orphans(at=at + timedelta(days=3)) == 1
    assert not blobs.path_of(lost.storage_name).exists()
    assert b"".join(sealed_file.chunks()) == CONTENT


@pytest.mark.django_db(transaction=True)
def test_deleting_removes_the_bytes_only_once_it_is_committed(sealed_file, sealed_dir):
    with pytest.raises(RuntimeError), transaction.atomic():
        SealedFile.objects.get(pk=sealed_file.pk).delete()
        raise RuntimeError
    assert len(files_on_disk(sealed_dir)) == 1
    SealedFile.objects.get(pk=sealed_file.pk).delete()
    assert files_on_disk(sealed_dir) == []


def test_a_storage_name_cannot_lead_out_of_the_folder(sealed_dir):
    with pytest.raises(ValueError):
        blobs.path_of("../" * 13 + "x")


def test_one_key_and_another_place_do_not_open_a_stream():
    key = cipher.random_key()
    sealed = b"".join(sealed_pieces([b"abc"], key, bound_to="a"))
    assert StreamReader(io.BytesIO(sealed), key, bound_to="a").read() == b"abc"
    for other_key, place in ((key, "b"), (cipher.random_key(), "a")):
        with pytest.raises(SealBroken):
            StreamReader(io.BytesIO(sealed), other_key, bound_to=place)


def test_a_key_without_destruction_day_or_with_both_is_refused(data_key, today):
    for wrong in ({"wrapped": None}, {"destroyed_on": today}):
        with pytest.raises(Exception, match="vault_datakey_destroyed_means_gone") as caught, transaction.atomic():
            DataKey.objects.filter(pk=data_key.pk).update(**wrong)
        assert "IntegrityError" in type(caught.value).__name__
    assert connection.vendor in {"sqlite", "postgresql"}
