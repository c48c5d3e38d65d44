"""What a file tells of who made it is gone from its clean copy; what it shows or says is still there."""

import io
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.vault.cleaning import made
from tests.vault.cleaning.cleaned import clean, reason_to_hold
from tests.vault.cleaning.made import (
    DOCX,
    ODP,
    ODS,
    ODT,
    PPTX,
    WHO,
    WORDS,
    XLSX,
    exiftool,
    has_exiftool,
    has_ffmpeg,
    recorded,
)
from vault.cleaning.held import UNKNOWN_KIND
from vault.cleaning.kinds import module_for
from vault.sniffing import TYPES

pytestmark = [pytest.mark.once, pytest.mark.slow]
needs_ffmpeg = pytest.mark.skipif(not has_ffmpeg, reason="needs ffmpeg, which `make test-all` installs")
needs_exiftool = pytest.mark.skipif(not has_exiftool, reason="needs exiftool, which `make test-all` installs")

IMAGES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF", "image/gif": "GIF",
    "image/heic": "HEIF",
}  # fmt: skip
SOUND = {
    "mp3": ("audio/mpeg", ["-write_id3v1", "1"]), "wav": ("audio/wav", []), "ogg": ("audio/ogg", []),
    "opus": ("audio/ogg", ["-c:a", "libopus"]), "m4a": ("audio/mp4", []),
}  # fmt: skip
FILMS = {"mp4": "video/mp4", "mov": "video/quicktime"}
DOCUMENTS = {DOCX: made.docx, XLSX: made.xlsx, PPTX: made.pptx, ODT: made.odt, ODS: made.ods, ODP: made.odp}
# Words that exiftool has for who, where, when and with what.
TELLING = (
    "gps",
    "creator",
    "author",
    "artist",
    "comment",
    "make",
    "software",
    "encoder",
    "profile",
    "2020:01:01",
    "xmp",
)


def telling_lines(found: str) -> list[str]:
    lines = [line for line in found.splitlines() if "[ExifTool]" not in line and "[System]" not in line]
    return [line for line in lines if any(word in line.lower() for word in TELLING) or WHO.lower() in line.lower()]


# --- pictures ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("media_type", IMAGES)
@needs_exiftool
def test_a_picture_keeps_its_points_and_loses_its_maker_and_place(media_type):
    original = made.image(IMAGES[media_type])
    assert telling_lines(exiftool(original, "bin")), "the control: exiftool finds it before"
    kind, copy = clean(original, media_type)
    assert telling_lines(exiftool(copy, "bin")) == []
    assert kind == ("image/jpeg" if media_type == "image/heic" else media_type)
    with Image.open(io.BytesIO(copy)) as picture:
        red, _green, blue = picture.convert("RGB").getpixel((8, 8))
        assert red > 200 > 100 > blue


def test_a_photograph_stands_upright_without_being_told():
    _kind, copy = clean(made.image("JPEG"), "image/jpeg")
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.size == (32, 64)


def test_a_moving_picture_still_moves():
    _kind, copy = clean(made.image("GIF"), "image/gif")
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.n_frames == 2


def test_what_hangs_behind_a_picture_is_gone():
    _kind, copy = clean(made.image("PNG") + WHO.encode(), "image/png")
    assert WHO.encode() not in copy


# --- PDF -----------------------------------------------------------------------------------------------------
@needs_exiftool
def test_a_pdf_keeps_its_pages_and_loses_author_script_attachment_and_the_photographs_place():
    original = made.pdf()
    _kind, copy = clean(original, "application/pdf")
    assert telling_lines(exiftool(original, "pdf")) and telling_lines(exiftool(copy, "pdf")) == []
    with pikepdf.open(io.BytesIO(copy)) as document:
        page = document.pages[0].obj
        assert WORDS.encode() in page.Contents.read_bytes()
        assert not {"/OpenAction", "/Metadata", "/AA"} & set(document.Root.keys()) and "/AA" not in page
        assert len(document.attachments) == 0
        assert WHO not in repr(document.Root.AcroForm.Fields[0])
        assert (
            str(page.Annots[0].T) == "Author" and str(page.Annots[0].Contents) == "See?" and "/M" not in page.Annots[0]
        )
        photograph = page.Resources.XObject["/AA"].read_raw_bytes()
    assert telling_lines(exiftool(photograph, "jpg")) == []
    with Image.open(io.BytesIO(photograph)) as picture:
        assert picture.size == (64, 32)


def test_what_an_earlier_version_of_a_pdf_said_is_gone():
    """A program that saves quickly appends the new version and leaves the old one inside."""
    original = made.pdf()
    _kind, copy = clean(original + b"\n% Jane Roe was here\n", "application/pdf")
    assert WHO.encode() not in copy


# --- documents -----------------------------------------------------------------------------------------------
def texts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.comment == b""
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(("media_type", "make"), DOCUMENTS.items())
def test_a_document_keeps_its_words_and_nobody_is_named_in_any_part(make, media_type):
    parts = texts_of(clean(make(), media_type)[1])
    assert any(WORDS.encode() in part for part in parts.values())
    spellings = (WHO.encode(), WHO.encode("utf-16"), b"2026-01-02")
    assert {name for name, part in parts.items() for word in spellings if word in part} == set()


@needs_exiftool
@pytest.mark.parametrize(("media_type", "make"), DOCUMENTS.items())
def test_a_document_tells_exiftool_nothing_in_any_of_its_parts(make, media_type, tmp_path):
    """Packed, exiftool would see no more than the names of the parts."""
    assert named_in_parts(make(), tmp_path / "before"), "the control: exiftool finds it before"
    assert named_in_parts(clean(make(), media_type)[1], tmp_path / "after") == []


def named_in_parts(data: bytes, folder: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        package.extractall(folder)
    found = subprocess.run(["exiftool", "-a", "-u", "-ee", "-G1", "-r", str(folder)], capture_output=True, text=True)
    telling = (WHO.lower(), "2026:01:02", "2026-01-02", "gps")
    return [line for line in found.stdout.splitlines() if any(word in line.lower() for word in telling)]


def test_every_kind_that_is_cleaned_is_looked_at_here():
    """A kind that somebody adds to the cleaners fails this until its metadata is looked for."""
    looked_at = {*IMAGES, *(kind for kind, _arguments in SOUND.values()), *FILMS.values(), *DOCUMENTS}
    looked_at |= {"application/pdf", "text/plain", "text/csv"}  # texts have none
    assert {kind for kind in TYPES.values() if module_for(kind)} == looked_at


def test_whatever_else_is_taken_is_held_and_never_passed_on_as_clean():
    """E-mails, RTF and archives: no cleaner, so a person opens them on purpose and after a warning."""
    held = {kind for kind in TYPES.values() if not module_for(kind)}
    assert held == {"message/rfc822", "application/rtf", "application/zip"}
    assert {reason_to_hold(b"Jane Roe", kind) for kind in held} == {UNKNOWN_KIND}


def test_tracked_changes_of_a_letter_are_accepted():
    letter = texts_of(clean(made.docx(), DOCX)[1])["word/document.xml"]
    assert b" Added later." in letter and b"Taken back" not in letter
    assert b"rsid" not in letter and b"jane.jpg" not in letter


def test_a_comment_stays_under_a_number():
    comment = texts_of(clean(made.docx(), DOCX)[1])["word/comments.xml"]
    assert b"Really?" in comment and b'author="Author 1"' in comment


def test_nothing_in_a_letter_leads_to_a_part_that_is_gone_or_to_a_place_elsewhere():
    parts = texts_of(clean(made.docx(), DOCX)[1])
    assert not any(name.startswith(("docProps/", "customXml/")) for name in parts)
    assert b"docProps" not in parts["[Content_Types].xml"] + parts["_rels/.rels"]
    assert b"people" not in parts["word/_rels/document.xml.rels"]
    assert b"about:blank" in parts["word/_rels/settings.xml.rels"]


def test_a_table_inside_a_presentation_is_cleaned_too():
    inner = texts_of(clean(made.pptx(), PPTX)[1])["ppt/embeddings/Sheet1.xlsx"]
    assert not any(WHO.encode() in part for part in texts_of(inner).values())


def test_an_open_document_stays_one():
    """Its kind is told by its first entry, stored as it is."""
    _kind, copy = clean(made.odt(), ODT)
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        first = package.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        manifest, content = package.read("META-INF/manifest.xml"), package.read("content.xml")
    assert b"meta.xml" not in manifest and b"Thumbnails" not in manifest
    assert b"Taken back" not in content and b"Really?" in content and b"Author 1" in content


@pytest.mark.parametrize("content", ["Ääh, so war’s.\n", "a;b\n1;2\n"])
def test_a_text_stays_as_it_is(content):
    assert clean(content.encode(), "text/plain") == ("text/plain", content.encode())


# --- sound and film ------------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize("ending", SOUND)
@needs_ffmpeg
@needs_exiftool
def test_a_recording_keeps_its_sound_and_loses_its_tags(ending):
    media_type, arguments = SOUND[ending]
    original = recorded(ending, *arguments)
    kind, copy = clean(original, media_type)
    assert telling_lines(exiftool(original, ending)) and telling_lines(exiftool(copy, ending)) == []
    assert kind == media_type and WHO.encode() not in copy
    assert len(copy) > len(original) * 0.7


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "media_type"), FILMS.items())
@needs_ffmpeg
@needs_exiftool
def test_a_film_keeps_pictures_and_sound_and_loses_who_where_and_when(ending, media_type):
    original = recorded(ending, "-metadata", "location=+40.7128-074.0060/")
    kind, copy = clean(original, media_type)
    found = exiftool(copy, ending)
    assert telling_lines(exiftool(original, ending)) and telling_lines(found) == []
    assert kind == media_type and "[Track1]" in found and "[Track2]" in found
    assert WHO.encode() not in copy and b"40.7128" not in copy and b"Lavf" not in copy


@needs_ffmpeg
def test_a_film_taken_upright_stays_upright():
    """The turning stands in each track's matrix: it is no metadata, although it looks like some."""
    straight, turned = _matrix(1, 0, 0, 1), _matrix(0, 1, -1, 0)
    original = recorded("mp4")
    header = original.index(b"tkhd")  # the first track is the film
    assert straight in original[header : header + 100]
    original = original[:header] + original[header:].replace(straight, turned, 1)
    assert turned in clean(original, "video/mp4")[1]


def _matrix(*numbers: int) -> bytes:
    first, second, third, fourth = (number.to_bytes(4, "big", signed=True) for number in (n * 65536 for n in numbers))
    nought = bytes(4)
    return first + second + nought + third + fourth + nought
