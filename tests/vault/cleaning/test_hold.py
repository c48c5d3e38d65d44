"""A file that can't be cleaned is held for a reason, and a hostile one takes nothing down with it."""

import io
import os
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.vault.cleaning import made
from tests.vault.cleaning.cleaned import clean, reason_to_hold
from tests.vault.cleaning.made import DOCX, ODT, WORD
from vault.cleaning import held
from vault.cleaning.held import EMBEDDED, ENCRYPTED, NO_TOOL, TOO_MUCH, TWO_KINDS, UNKNOWN_KIND, UNREADABLE
from vault.states import HeldReason

pytestmark = [pytest.mark.once, pytest.mark.slow]
MEGABYTE = 1024 * 1024


def test_every_reason_has_its_sentence():
    assert set(HeldReason.values) >= held.REASONS
    assert all(str(reason.label).endswith(".") for reason in HeldReason)


# --- what nobody can clean -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "media_type", ["application/zip", "message/rfc822", "application/rtf", "application/octet-stream"]
)
def test_a_kind_without_a_cleaner_is_held(media_type):
    assert reason_to_hold(made.package({"a.txt": "x"}), media_type) == UNKNOWN_KIND


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (made.image("JPEG")[:700], "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(500), "image/png"),
        (b"%PDF-1.7\n" + os.urandom(500), "application/pdf"),
        (made.docx()[:900], DOCX),
        (made.docx(**{"word/document.xml": "<w:document>"}), DOCX),
        (b"ID3" + os.urandom(3000), "audio/mpeg"),
        (b"OggS" + os.urandom(3000), "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEdata\xff\xff\xff\x7fx", "audio/wav"),
        (b"\x00\x00\x00\x18ftypisom" + os.urandom(3000), "video/mp4"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_damaged_file_is_held(data, media_type):
    assert reason_to_hold(data, media_type) in {UNREADABLE, NO_TOOL}


def test_a_locked_file_is_held():
    assert reason_to_hold(made.pdf(password="secret"), "application/pdf") == ENCRYPTED
    encrypted = made.odt(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    assert reason_to_hold(encrypted, ODT) == ENCRYPTED


@pytest.mark.parametrize("part", ["word/embeddings/oleObject1.bin", "word/media/image9.emf", "word/media/film.mp4"])
def test_a_letter_with_something_else_inside_is_held(part):
    assert reason_to_hold(made.docx(**{part: b"\xd0\xcf\x11\xe0" * 100}), DOCX) == EMBEDDED


def test_a_missing_tool_is_said(monkeypatch):
    monkeypatch.setattr("os.defpath", "/nowhere")
    assert reason_to_hold(b"\x00\x00\x00\x18ftypisom", "video/mp4") == NO_TOOL


# --- two kinds at once ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (made.image("JPEG") + made.package({"a.txt": "x"}), "image/jpeg"),
        (made.pdf() + made.package({"a.txt": "x"}), "application/pdf"),
        (made.image("GIF")[:13] + b"%PDF-1.4 " + made.image("GIF")[13:], "image/gif"),
        (b"A harmless text.\n" + made.package({"a.txt": "x"}), "text/plain"),
    ],
)
def test_a_file_of_two_kinds_is_held(data, media_type):
    assert reason_to_hold(data, media_type) == TWO_KINDS


def test_a_text_that_is_something_else_further_down_is_held():
    assert reason_to_hold(b"word " * 5000 + b"\x00\x01\x02", "text/plain") == UNKNOWN_KIND


def test_two_parts_of_one_name_are_held():
    target = io.BytesIO(made.docx())
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("WORD/document.xml", "<other/>")
    assert reason_to_hold(target.getvalue(), DOCX) == TWO_KINDS


# --- bombs and traps -----------------------------------------------------------------------------------------
def test_a_picture_of_a_billion_points_is_held_at_once():
    size = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    started = time.monotonic()
    assert reason_to_hold(bomb, "image/png") == TOO_MUCH
    assert time.monotonic() - started < 10


def test_a_letter_that_unpacks_to_a_gigabyte_is_held():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", made.content_types())
        with package.open("word/document.xml", "w") as part:
            for _megabyte in range(100):
                part.write(bytes(MEGABYTE))
    assert reason_to_hold(bomb.getvalue(), DOCX) == TOO_MUCH


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
    ],
)
def test_entities_are_never_followed(declared):
    letter = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{WORD}">&x;</w:document>'
    assert reason_to_hold(made.docx(**{"word/document.xml": letter}), DOCX) == UNREADABLE


@pytest.fixture(scope="module")
def large_picture() -> bytes:
    """Sixty million points: seconds of work, and more memory than some have."""
    target = io.BytesIO()
    made.picture().resize((8000, 7500)).save(target, "PNG", compress_level=1)
    return target.getvalue()


def test_a_cleaner_that_takes_too_long_is_ended(settings, monkeypatch, large_picture):
    """By its own limit, and by ours where it does not keep it."""
    settings.CLEANING_SECONDS = 1
    monkeypatch.setattr("vault.cleaning.process.PATIENCE", 1)
    started = time.monotonic()
    assert reason_to_hold(large_picture, "image/png") == TOO_MUCH
    assert time.monotonic() - started < 8


def test_a_cleaner_that_wants_too_much_memory_is_ended(settings, large_picture):
    settings.CLEANING_MEMORY = 160 * MEGABYTE
    assert reason_to_hold(large_picture, "image/png") in {TOO_MUCH, UNREADABLE}


def test_what_the_child_says_is_believed_only_where_it_can_be_so(monkeypatch):
    """A reader that was taken over may say anything."""
    from vault.cleaning import process

    for said in ("cleaned text/html", "held for ever", "cleaned", "", "cleaned ../../etc/passwd"):
        with pytest.raises(held.CannotClean):
            process._understood(said, 0)
    assert process._understood("cleaned image/png\n", 0) == "image/png"


def test_the_child_gets_no_key_and_no_setting(monkeypatch, tmp_path):
    """Its environment is looked at from outside while it runs."""
    seen: list[str] = []
    real = subprocess.Popen

    def noted(command, **kwargs):
        seen.append(repr(command) + repr(kwargs["env"]))
        return real(command, **kwargs)

    monkeypatch.setattr("subprocess.Popen", noted)
    clean(b"A text.", "text/plain")
    assert seen and not any(secret in seen[0] for secret in (django_settings.SECRET_KEY, "VAULT_KEYS", "DATABASE_URL"))


# --- how much it takes ---------------------------------------------------------------------------------------
LARGE = """
import os, resource, sys
sys.path.insert(0, sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from vault.cleaning.process import cleaned
from vault.streams import StreamReader, sealed_pieces
import io, tempfile

def chunks():
    form = b"fmt \\x10\\x00\\x00\\x00\\x01\\x00\\x01\\x00\\x44\\xac\\x00\\x00\\x88\\x58\\x01\\x00\\x02\\x00\\x10\\x00"
    yield b"RIFF\\x00\\x00\\x00\\x00WAVE" + form + b"data"
    yield (200 * 2**20).to_bytes(4, "little")
    for _piece in range(200 * 16):
        yield bytes(64 * 1024)

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with tempfile.TemporaryFile() as sealed, cleaned(chunks(), media_type="audio/wav") as copy:
    size = 0
    for piece in sealed_pieces(copy.chunks(), os.urandom(32), bound_to="x"):
        sealed.write(piece)
        size += len(piece)
print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_cleaning_and_sealing_200_mb_does_not_make_the_process_grow():
    root = str(Path(__file__).resolve().parents[3])
    answer = subprocess.run([sys.executable, "-c", LARGE, root], capture_output=True, text=True, check=True, cwd=root)
    size, grown = map(int, answer.stdout.split())
    assert size > 200 * MEGABYTE
    assert grown < 40 * 1024, f"{grown} KiB more"


def test_many_at_once_leave_nothing_open():
    """Files in memory and children are closed and ended, also where cleaning fails."""
    before = len(os.listdir("/proc/self/fd"))
    threads = [threading.Thread(target=reason_to_hold, args=(b"\xff\xd8\xff broken", "image/jpeg")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(os.listdir("/proc/self/fd")) == before
