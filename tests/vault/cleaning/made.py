"""Real files of every kind that the Portal takes, each of them full of Jane Roe."""

# ruff: noqa: E501 - the parts of a document read better whole

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pikepdf
import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

WHO = "Jane Roe"
WORDS = "The dinners were paid by the supplier."
LATITUDE, MAKER, GPS = 0x0002, 0x010F, 0x8825
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"


# --- pictures ------------------------------------------------------------------------------------------------
def picture() -> Image.Image:
    """Wide, red on the left and blue on the right."""
    drawn = Image.new("RGB", (64, 32), "red")
    drawn.paste("blue", (32, 0, 64, 32))
    return drawn


def camera_notes() -> Image.Exif:
    notes = Image.Exif()
    notes[MAKER] = WHO
    notes[0x0112] = 6  # to be turned by a quarter
    place = notes.get_ifd(GPS)
    place[1], place[LATITUDE] = "N", (40.0, 42.0, 46.0)
    return notes


def image(kind: str) -> bytes:
    """A picture of this kind with a maker, a place, a comment and a colour profile."""
    target = io.BytesIO()
    more: dict = {"exif": camera_notes()}
    if kind == "JPEG":
        more |= {
            "comment": WHO.encode(),
            "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        }
    if kind == "PNG":
        note = PngImagePlugin.PngInfo()
        note.add_itxt("XML:com.adobe.xmp", f"<x>{WHO}</x>")
        more["pnginfo"] = note
    if kind == "GIF":
        more = {"comment": WHO.encode(), "save_all": True, "append_images": [Image.new("RGB", (64, 32), "green")]}
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    picture().save(target, kind, **more)
    return target.getvalue()


# --- PDF -----------------------------------------------------------------------------------------------------
def pdf(*, password: str = "") -> bytes:
    """A page with words and a photograph, written by somebody, with a script, a file and a note."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200)).obj
    photograph = pikepdf.Stream(
        document, image("JPEG"), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=32,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    # A picture may be called what elsewhere would be an action.
    page.Resources = pikepdf.Dictionary(XObject={"/AA": photograph}, Font={"/F1": document.make_indirect(font)})
    page.Contents = pikepdf.Stream(
        document, f"q 64 0 0 32 9 99 cm /AA Do Q BT /F1 12 Tf 9 9 Td ({WORDS}) Tj ET".encode()
    )
    note = {
        "Type": pikepdf.Name.Annot,
        "Subtype": pikepdf.Name.Text,
        "Rect": [0, 0, 9, 9],
        "T": WHO,
        "Contents": "See?",
    }
    page.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(**note, M="D:20260102"))])
    page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))
    signed = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig, Name=WHO, M="D:20260102", ByteRange=[0, 1, 2, 3], Contents=WHO.encode()
    )
    field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", V=signed))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    document.attachments["list.txt"] = WHO.encode()
    document.docinfo["/Author"] = WHO
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [WHO]
    target = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(target, encryption=encryption)
    return target.getvalue()


# --- documents -----------------------------------------------------------------------------------------------
def package(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = WHO.encode()
        for name, part in parts.items():
            made.writestr(name, part)
    return target.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def content_types(*overrides: str) -> str:
    listed = "".join(f'<Override PartName="/{name}" ContentType="application/xml"/>' for name in overrides)
    default = '<Default Extension="rels" ContentType="application/xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{default}{listed}</Types>'


CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:creator>{WHO}</dc:creator></cp:coreProperties>"
)


def docx(**more: str | bytes) -> bytes:
    """A letter with tracked changes, a comment, a photograph, properties and a template on Jane's computer."""
    by = f'w:author="{WHO}" w:date="2026-01-02T03:04:05Z"'
    body = (
        f'<w:p w:rsidR="00AA"><w:r><w:t>{WORDS}</w:t></w:r>'
        f"<w:ins w:id='1' {by}><w:r><w:t> Added later.</w:t></w:r></w:ins>"
        f"<w:del w:id='2' {by}><w:r><w:delText> Taken back.</w:delText></w:r></w:del>"
        f'<w:r><w:drawing><docPr xmlns="urn:x" id="1" name="jane.jpg" descr="D:\\{WHO}\\a.jpg"/></w:drawing></w:r></w:p>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("word/document.xml", "docProps/core.xml", "word/people.xml"),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml"), ("r2", "core", "docProps/core.xml")),
        "docProps/core.xml": CORE,
        "docProps/thumbnail.jpeg": image("JPEG"),
        "docProps/custom.xml": f"<Properties>{WHO}</Properties>",
        "customXml/item1.xml": f"<a>{WHO}</a>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}"><w:comment w:id="3" {by} w:initials="JR">'
        "<w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>",
        "word/people.xml": f"<people>{WHO}</people>",
        "word/settings.xml": f'<w:settings xmlns:w="{WORD}"><w:rsids><w:rsid w:val="00AA"/></w:rsids></w:settings>',
        "word/_rels/settings.xml.rels": relations(("r9", "attachedTemplate", f"file:///D:/{WHO}/x.dotx")),
        "word/_rels/document.xml.rels": relations(("r3", "image", "media/image1.jpeg"), ("r4", "people", "people.xml")),
        "word/media/image1.jpeg": image("JPEG"),
    }
    return package(parts | more)


def xlsx() -> bytes:
    """A table with a comment, the path it was saved at, and a printer."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}" xmlns:r="{RELATION}"><sheetData/><pageSetup r:id="r1"/><legacyDrawing r:id="r7"/></worksheet>'
    absolute = f'<x15ac:absPath xmlns:x15ac="urn:x" url="D:\\{WHO}\\"/>'
    return package(
        {
            "[Content_Types].xml": content_types("xl/workbook.xml"),
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml"), ("r2", "core", "docProps/core.xml")),
            "docProps/core.xml": CORE,
            "xl/media/image1.jpeg": image("JPEG"),
            "xl/workbook.xml": f'<workbook xmlns="{main}"><fileSharing userName="{WHO}"/>{absolute}</workbook>',
            "xl/worksheets/sheet1.xml": sheet,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("r1", "printerSettings", "../printerSettings/p1.bin")),
            "xl/printerSettings/p1.bin": WHO.encode("utf-16"),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{WORDS}</t></si></sst>',
            "xl/comments1.xml": f'<comments xmlns="{main}"><authors><author>{WHO}</author></authors></comments>',
            "xl/persons/person.xml": f'<personList xmlns="urn:p"><person displayName="{WHO}" userId="{WHO}" id="{{1}}"/></personList>',
        }
    )


def pptx() -> bytes:
    """A slide with a comment, and a table embedded in it."""
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    return package(
        {
            "[Content_Types].xml": content_types("ppt/presentation.xml"),
            "_rels/.rels": relations(
                ("r1", "officeDocument", "ppt/presentation.xml"), ("r2", "core", "docProps/core.xml")
            ),
            "docProps/core.xml": CORE,
            "docProps/thumbnail.jpeg": image("JPEG"),
            "ppt/media/image1.jpeg": image("JPEG"),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{main}"/>',
            "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{main}"><p:t>{WORDS}</p:t></p:sld>',
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst xmlns:p="{main}"><p:cmAuthor id="0" name="{WHO}" initials="JR"/></p:cmAuthorLst>',
            "ppt/embeddings/Sheet1.xlsx": xlsx(),
        }
    )


def odt(**more: str | bytes) -> bytes:
    """A letter with tracked changes, a note in the margin, a photograph and properties."""
    spaces = (
        f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    by = f"<dc:creator>{WHO}</dc:creator><dc:date>2026-01-02</dc:date>"
    changes = f"<text:tracked-changes><text:changed-region>{by}<text:p>Taken back.</text:p></text:changed-region></text:tracked-changes>"
    body = (
        f"{changes}<text:p>{WORDS}<text:change/> And more. "
        f"<office:annotation>{by}<text:p>Really?</text:p></office:annotation>"
        f"<text:author-name>{WHO}</text:author-name></text:p>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}"/>'
        for path in ("/", "content.xml", "meta.xml", "Thumbnails/t.png")
    )
    parts: dict[str, str | bytes] = {
        "content.xml": f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}>{by}</office:document-meta>",
        "settings.xml": f"<office:document-settings {spaces}>{WHO}</office:document-settings>",
        "Thumbnails/t.png": image("PNG"),
        "Pictures/p.jpg": image("JPEG"),
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">{listed}</manifest:manifest>',
    }
    return package({"mimetype": ODT} | parts | more)


def ods() -> bytes:
    """A table with tracked changes and a note in a cell, besides all that a letter tells."""
    by = f"<dc:creator>{WHO}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>"
    changes = f"<table:tracked-changes><table:cell-content-change><office:change-info>{by}</office:change-info></table:cell-content-change></table:tracked-changes>"
    cell = f"<table:table-cell><office:annotation>{by}<text:p>Really?</text:p></office:annotation><text:p>{WORDS}</text:p></table:table-cell>"
    rows = f"<table:table table:name='1'><table:table-row>{cell}</table:table-row></table:table>"
    return odt(
        **{"mimetype": ODS, "content.xml": _open_content(f"<office:spreadsheet>{changes}{rows}</office:spreadsheet>")}
    )


def odp() -> bytes:
    """A slide with a note by Jane, the name of the file in its foot and a photograph."""
    note = f"<office:annotation><dc:creator>{WHO}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><text:p>Really?</text:p></office:annotation>"
    slide = (
        f"<draw:page draw:name='1'><text:p>{WORDS}</text:p><text:author-name>{WHO}</text:author-name>{note}</draw:page>"
    )
    return odt(**{"mimetype": ODP, "content.xml": _open_content(f"<office:presentation>{slide}</office:presentation>")})


def _open_content(body: str) -> str:
    spaces = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "table"))
    spaces += f' xmlns:draw="{OASIS}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"


# --- sound and film ------------------------------------------------------------------------------------------
def recorded(ending: str, *arguments: str) -> bytes:
    """A second of sound, or of film, by ffmpeg, with an artist and a place."""
    told = [
        "-metadata",
        f"artist={WHO}",
        "-metadata",
        f"comment={WHO}",
        "-metadata",
        "creation_time=2020-01-01T10:00:00",
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{ending}"
        film = ["-f", "lavfi", "-i", "testsrc=d=1:s=64x32"] if ending in {"mp4", "mov"} else []
        command = [
            "ffmpeg",
            "-nostdin",
            "-loglevel",
            "error",
            "-f",
            "lavfi",
            "-i",
            "sine=d=1",
            *film,
            *arguments,
            *told,
        ]
        subprocess.run([*command, str(path)], check=True)
        return path.read_bytes()


def exiftool(data: bytes, ending: str) -> str:
    """Everything that exiftool finds in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending}"
        path.write_bytes(data)
        return subprocess.run(["exiftool", "-a", "-u", "-ee", "-G1", str(path)], capture_output=True, text=True).stdout


has_exiftool = shutil.which("exiftool") is not None
has_ffmpeg = shutil.which("ffmpeg") is not None
