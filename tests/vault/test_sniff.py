"""What a file really is: programs never pass, whatever they are called; what people have passes."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.sniffing import (
    DAMAGED,
    EMPTY,
    HEAD_BYTES,
    MACROS,
    MISMATCH,
    OLD_OFFICE,
    PROGRAM,
    UNKNOWN,
    Refusal,
    Sniffed,
    sniff,
)
from vault.uploads import SealedUpload

pytestmark = pytest.mark.once


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as container:
        for name, content in entries.items():
            container.writestr(name, content)
    return file.getvalue()


def office(folder, **more):
    return zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": "x", f"{folder}/main.xml": "<x/>", **more})


def open_document(kind, **more):
    stored = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<x/>",
        "META-INF/manifest.xml": "",
    }
    return zipped({**stored, **more}, zipfile.ZIP_STORED)


def sniff_whole(content, name):
    return sniff(content[:HEAD_BYTES], name, io.BytesIO(content))


ACCEPTED = {
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "a.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "a.gif": b"GIF89a\x01\x00\x01\x00",
    "a.webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "a.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "a.tiff": b"II*\x00\x08\x00\x00\x00",
    "a.txt": "Grüße, ich möchte etwas melden.".encode(),
    "a.csv": b"name,amount\nAnn,5\n",
    "a.eml": b"Received: from a\r\nFrom: Ann <ann@example.com>\r\nSubject: x\r\n\r\nbody",
    "a.rtf": b"{\\rtf1\\ansi hello}",
    "a.docx": office("word"),
    "a.xlsx": office("xl"),
    "a.pptx": office("ppt"),
    "a.odt": open_document("text"),
    "a.ods": open_document("spreadsheet"),
    "a.odp": open_document("presentation"),
    "a.mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "a.m4a": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00",
    "a.wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "a.ogg": b"OggS\x00\x02\x00\x00",
    "a.mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2",
    "a.mov": b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00",
    "a.zip": zipped({"photo.png": "x"}),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_people_have_is_taken(name):
    found = sniff_whole(ACCEPTED[name], name)
    assert isinstance(found, Sniffed), found
    assert found.extension == name.partition(".")[2]
    assert found.held is (name == "a.zip")


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_has_no_extension_is_known_by_its_bytes(name):
    found = sniff_whole(ACCEPTED[name], "IMG 0001")
    assert isinstance(found, Sniffed)
    # Texts are all alike without a name, and so is a bare extension of one.
    assert found.extension == (name.partition(".")[2] if name not in {"a.csv", "a.eml"} else "txt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.JPEG", "jpg"), ("a.tif", "tiff"), ("scan.old.pdf", "pdf"), ("film.m4v", "mp4"), ("notes.log", "txt")],
)
def test_other_spellings_are_taken(name, expected):
    content = {"jpg": "a.jpg", "tiff": "a.tiff", "pdf": "a.pdf", "mp4": "a.mp4", "txt": "a.txt"}[expected]
    found = sniff_whole(ACCEPTED[content], name)
    assert isinstance(found, Sniffed)
    assert found.extension == expected


PROGRAMS = {
    "Windows program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + b"\x00" * 50,
    "Linux program": b"\x7fELF\x02\x01\x01\x00",
    "Mac program": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01",
    "universal Mac program": b"\xca\xfe\xba\xbe\x00\x00\x00\x02",
    "script": b"#!/bin/sh\nrm -rf /\n",
    "script behind a byte order mark": b"\xef\xbb\xbf#!/bin/sh\n",
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00",
    "Java archive": zipped({"META-INF/MANIFEST.MF": "Main-Class: x", "x.class": "x"}),
    "Android app": zipped({"AndroidManifest.xml": "x", "classes.dex": "x"}),
}


@pytest.mark.parametrize("claimed", ["a.pdf", "a.docx", "a.txt", "a.zip", "a", "a.exe"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_never_passes_whatever_its_name(program, claimed):
    assert sniff_whole(PROGRAMS[program], claimed) == PROGRAM


@pytest.mark.parametrize(
    "name", ["a.exe", "a.pdf.exe", "a.pdf.exe. ", "A.LNK", "a.bat", "a.js", "a.jar", "a.msi", "a.ps1"]
)
def test_a_name_that_starts_something_never_passes_whatever_is_inside(name):
    assert sniff_whole(ACCEPTED["a.pdf"], name) == PROGRAM
    assert sniff_whole(ACCEPTED["a.txt"], name) == PROGRAM


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.pdf", EMPTY),
        (ACCEPTED["a.png"], "a.pdf", MISMATCH),
        (ACCEPTED["a.txt"], "a.pdf", MISMATCH),
        (ACCEPTED["a.zip"], "a.docx", MISMATCH),
        (ACCEPTED["a.xlsx"], "a.docx", MISMATCH),
        (b"no headers here", "a.eml", MISMATCH),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "a.doc", OLD_OFFICE),
        (office("word", **{"word/vbaProject.bin": "x"}), "a.docx", MACROS),
        (office("xl"), "a.xlsm", MACROS),
        (
            office("word", **{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
            "a.docx",
            MACROS,
        ),
        (open_document("text", **{"Basic/Standard/x.xml": "x"}), "a.odt", MACROS),
        (ACCEPTED["a.zip"][:-10], "a.zip", DAMAGED),
        (b"<html><script>alert(1)</script>", "a.html", UNKNOWN),
        (b"<svg onload='x'/>", "a.svg", UNKNOWN),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", UNKNOWN),
        (b"\x00\x01\x02\x03\x04", "a.dat", UNKNOWN),
    ],
)
def test_what_is_not_taken_says_why(content, name, expected):
    assert sniff_whole(content, name) == expected


def test_every_refusal_is_one_kind_sentence():
    for refusal in (EMPTY, PROGRAM, MACROS, MISMATCH, OLD_OFFICE, DAMAGED, UNKNOWN):
        sentence = str(refusal.sentence)
        assert sentence.endswith(".")
        assert len(sentence) < 130
        assert not {"error", "invalid", "forbidden", "denied"} & set(sentence.lower().split())


def test_a_container_seen_in_part_only_is_held():
    found = sniff(ACCEPTED["a.docx"][:HEAD_BYTES], "a.docx")
    assert found == Sniffed(sniff_whole(ACCEPTED["a.docx"], "a.docx").media_type, "docx", held=True)


def test_a_list_of_contents_that_would_eat_the_memory_is_refused_unread():
    def long_names(count):
        return zipped({f"{number:0>65000}": "" for number in range(count)})

    assert isinstance(sniff_whole(long_names(5), "a.zip"), Sniffed)
    assert sniff_whole(long_names(70), "a.zip") == DAMAGED


def test_a_compression_bomb_is_not_unpacked():
    bomb = zipped({"[Content_Types].xml": b" " * 50_000_000, "word/x": "x"})
    assert isinstance(sniff_whole(bomb, "a.docx"), Sniffed)


def test_an_upload_can_be_looked_into_without_leaving_its_seal(sealed_dir):
    from tests.vault.test_upload import post

    upload = post(ACCEPTED["a.docx"], name="letter.docx").FILES["files"]
    assert isinstance(upload, SealedUpload)
    found = sniff(upload.opened().read(HEAD_BYTES), upload.name, upload.opened())
    assert found == sniff_whole(ACCEPTED["a.docx"], "a.docx")
    assert b"".join(upload.chunks()) == ACCEPTED["a.docx"]


@given(head=st.binary(min_size=1, max_size=400), name=st.text(max_size=20))
def test_no_bytes_and_no_name_make_it_fail(head, name):
    for prefix in (b"", b"PK\x03\x04", b"RIFF", b"\x00\x00\x00\x18ftyp"):
        assert isinstance(sniff(prefix + head, name), Sniffed | Refusal)
        assert isinstance(sniff_whole(prefix + head, name), Sniffed | Refusal)
