"""PDFs: their pages stay as they are; scripts, attachments, authors and histories go."""

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from vault.cleaning.held import EMBEDDED, ENCRYPTED, REMAINS, TOO_MUCH, CannotClean
from vault.cleaning.images import cut_jpeg, cut_jpeg2000

MOST_OBJECTS = 300_000
LARGEST_PICTURE = 64 * 1024 * 1024
NAMED_AND_TELLING = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")
# Dictionaries whose keys are names that the document chose, so that `/AA` may be a font there.
CHOSEN_NAMES = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties"}
# Of any object: who made it, with what, when, what it was before, and what happens by itself.
TELLING_KEYS = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/JS", "/Thumb", "/OpenAction", "/Perms", "/Collection",
    "/SpiderInfo", "/DSS", "/Legal", "/Requirements", "/Extensions", "/XFA", "/EF",
    "/OPI", "/CreatorInfo",
)  # fmt: skip
# Actions that run something or reach out. A link that somebody has to click (URI) is part of what was written.
ACTING = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/ResetForm", "/SetOCGState", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/Trans",
}  # fmt: skip
# Notes on a page that carry a file or a player.
CARRYING = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Redact"}
# Of a note on a page: who wrote it and when. Of a form field /T is the field's own name, so it stays.
NOTE_KEYS = ("/M", "/CreationDate", "/NM", "/RC", "/Subj")
WAYS_TO_CUT = {"/DCTDecode": cut_jpeg, "/JPXDecode": cut_jpeg2000}


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Write a PDF anew from its living objects: what earlier versions held is gone with the rest."""
    try:
        document = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise CannotClean(ENCRYPTED) from None
    with document as pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            raise CannotClean(TOO_MUCH)
        _clean_document(pdf)
        for found in _dictionaries(pdf):
            _clean_object(found)
        pdf.save(target, deterministic_id=True, fix_metadata_version=False)
    _check(target)
    return media_type


def _clean_document(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    if "/AcroForm" in root and root.get("/NeedsRendering", False):
        raise CannotClean(EMBEDDED)  # a form that is drawn by its own program: without it the pages are empty
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    if "/Names" in root:
        for tree in NAMED_AND_TELLING:
            if tree in root.Names:
                del root.Names[tree]
    if isinstance(root.get("/URI"), Dictionary):
        del root["/URI"]
    for page in pdf.pages:
        if isinstance(page.obj.get("/Annots"), Array):
            page.obj.Annots = Array([note for note in page.obj.Annots if not _carries(note)])


def _carries(note: Object) -> bool:
    return isinstance(note, Dictionary) and str(note.get("/Subtype", "")) in CARRYING


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every dictionary and stream of the document, those inside others included."""
    yield pdf.Root
    chosen = {value.objgen for found in pdf.objects for value in _chosen_names(found) if value.is_indirect}
    waiting: list[Any] = [found for found in pdf.objects if found.objgen not in chosen]
    while waiting:
        found = waiting.pop()
        if isinstance(found, (Dictionary, Stream)):
            yield found
            inside = {key: value for key, value in found.items() if _is_inside(value)}
            for names in _chosen_names(found):
                waiting.extend(value for _key, value in names.items() if _is_inside(value))
            waiting.extend(value for key, value in inside.items() if not _is_chosen(key, value))
        elif isinstance(found, Array):
            waiting.extend(value for value in found if _is_inside(value))


def _chosen_names(found: Object) -> list[Any]:
    if not isinstance(found, (Dictionary, Stream)):
        return []
    return [value for key, value in found.items() if _is_chosen(key, value)]


def _is_chosen(key: str, value: Any) -> bool:
    return key in CHOSEN_NAMES and isinstance(value, Dictionary) and "/Type" not in value and "/S" not in value


def _is_inside(value: Any) -> bool:
    """Whether a value is written inside its owner; those with a number of their own are met by themselves."""
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def _clean_object(found: Object) -> None:
    for key in TELLING_KEYS:
        if key in found:
            del found[key]
    for key in ("/A", "/Next", "/PA"):
        if isinstance(found.get(key), Dictionary) and _acts(found[key]):
            del found[key]
    if _acts(found):
        found[Name.S] = Name("/Nothing")
    if _is_note(found):
        _clean_note(found)
    if "/ByteRange" in found:
        _clean_signature(found)
    if isinstance(found, Stream):
        _clean_stream(found)


def _acts(action: Object) -> bool:
    return str(action.get("/S", "")) in ACTING if isinstance(action.get("/S"), Name) else False


def _is_note(found: Object) -> bool:
    kind = found.get("/Subtype")
    return "/Rect" in found and isinstance(kind, Name) and str(kind) != "/Widget"


def _clean_note(note: Object) -> None:
    for key in NOTE_KEYS:
        if key in note:
            del note[key]
    if "/T" in note:
        note[Name.T] = pikepdf.String("Author")


def _clean_signature(signature: Object) -> None:
    """A signature names its signer in many ways, and no longer fits a document that was written anew."""
    for key in list(signature.keys()):
        if key not in ("/Type", "/Filter", "/SubFilter"):
            del signature[key]


def _clean_stream(stream: Stream) -> None:
    """Pictures inside are often whole camera files: what they tell is cut out, their points stay."""
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    if names[-1] not in WAYS_TO_CUT:
        return
    data = stream.read_raw_bytes()
    if names[:-1] == ["/FlateDecode"]:
        data = _inflated(data)
    elif names[:-1]:
        raise CannotClean(EMBEDDED)
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, Array):
        parameters = parameters[len(parameters) - 1]
    kept = parameters if isinstance(parameters, Dictionary) else None
    stream.write(WAYS_TO_CUT[names[-1]](data), filter=Name(names[-1]), decode_parms=kept)


def _inflated(data: bytes) -> bytes:
    opened = zlib.decompressobj()
    plain = opened.decompress(data, LARGEST_PICTURE)
    if opened.unconsumed_tail:
        raise CannotClean(TOO_MUCH)
    return plain


def _check(target: BinaryIO) -> None:
    """Look at the result as a stranger would."""
    target.seek(0)
    with pikepdf.open(target) as pdf:
        root = pdf.Root
        names = root.get("/Names", Dictionary())
        if "/Info" in pdf.trailer or any(key in root for key in ("/Metadata", "/OpenAction", "/AA")):
            raise CannotClean(REMAINS)
        if any(tree in names for tree in NAMED_AND_TELLING):
            raise CannotClean(REMAINS)
