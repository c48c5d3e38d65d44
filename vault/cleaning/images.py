"""Pictures: drawn anew from their points, so that nothing but what can be seen goes over."""

import io
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps, ImageSequence

from vault.cleaning.held import REMAINS, TOO_MUCH, UNREADABLE, CannotClean

# A photograph of the largest phones has 200 million points; beyond this, memory is at risk.
MOST_POINTS = 80_000_000
MOST_FRAMES = 2000
MOST_POINTS_OF_ALL_FRAMES = 400_000_000
Image.MAX_IMAGE_PIXELS = MOST_POINTS

# Which readers may try: each kind its own, so that no exotic one is ever reached.
READERS: dict[str, tuple[str, ...]] = {
    "image/png": ("PNG",),
    "image/jpeg": ("JPEG", "MPO"),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/tiff": ("TIFF",),
    "image/heic": ("HEIF",),
    "image/bmp": ("BMP",),  # inside documents only
}
# Photographs of this kind open on few computers, and nothing of ours writes it.
WRITTEN_AS = {"image/heic": "image/jpeg"}
WRITERS: dict[str, tuple[str, dict[str, Any]]] = {
    "image/png": ("PNG", {}),
    "image/jpeg": ("JPEG", {"quality": 92, "optimize": True}),
    "image/gif": ("GIF", {}),
    "image/webp": ("WEBP", {"quality": 92, "method": 4}),
    "image/tiff": ("TIFF", {"compression": "tiff_adobe_deflate"}),
    "image/bmp": ("BMP", {}),
}
IN_JPEG = {"L", "RGB", "CMYK"}
IN_WEBP = {"RGB", "RGBA"}
MOVING = {"image/gif", "image/webp", "image/tiff"}
# What a picture says of itself that is not about who took it, where, when, or with what.
HARMLESS = frozenset(
    {
        "version", "background", "transparency", "duration", "loop", "extension", "jfif", "jfif_version", "jfif_unit",
        "jfif_density", "dpi", "progressive", "progression", "compression", "timestamp", "resolution", "interlace",
        "gamma", "disposal",
    }
)  # fmt: skip


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Draw a picture anew; returns the kind it is written as."""
    made = WRITTEN_AS.get(media_type, media_type)
    if media_type == "image/heic":
        _learn_heic()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(source, formats=READERS[media_type]) as picture:
                frames, timing = _frames(picture, made)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise CannotClean(TOO_MUCH) from None
    _write(frames, timing, target, made)
    _check(target, made)
    return made


def clean_bytes(data: bytes, media_type: str) -> bytes:
    """The same for a picture inside a document."""
    target = io.BytesIO()
    clean(io.BytesIO(data), target, media_type)
    return target.getvalue()


def _learn_heic() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _frames(picture: Image.Image, made: str) -> tuple[list[Image.Image], dict[str, Any]]:
    if made not in MOVING or getattr(picture, "n_frames", 1) == 1:
        return [_drawn(picture, made)], {}
    count = picture.n_frames  # type: ignore[attr-defined]
    if count > MOST_FRAMES or count * picture.width * picture.height > MOST_POINTS_OF_ALL_FRAMES:
        raise CannotClean(TOO_MUCH)
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(int(frame.info.get("duration", 0)) or 100)
        frames.append(_drawn(frame, made))
    if made == "image/tiff":
        return frames, {}
    return frames, {"duration": durations, "loop": int(picture.info.get("loop", 0) or 0)}


def _drawn(picture: Image.Image, made: str) -> Image.Image:
    """The points alone, upright and in common colours."""
    profile = picture.info.get("icc_profile")
    see_through = "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture)
    if upright.mode == "P" or see_through:
        upright = upright.convert("RGBA" if see_through else "RGB")
    fresh = _in_common_colours(_fitting(upright, made), profile)
    drawn: Image.Image = fresh.copy()
    drawn.info = {}
    drawn.getexif().clear()
    return drawn


def _fitting(picture: Image.Image, made: str) -> Image.Image:
    """In a mode that the written kind can hold."""
    if made == "image/jpeg" and picture.mode not in IN_JPEG:
        return _on_white(picture)
    if made == "image/webp" and picture.mode not in IN_WEBP:
        return picture.convert("RGBA" if picture.mode in {"LA", "PA"} else "RGB")
    if made == "image/bmp" and picture.mode not in {"1", "L", "RGB"}:
        return _on_white(picture)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.mode:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A colour profile names cameras and printers: its colours are worked in, and it goes."""
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _write(frames: list[Image.Image], timing: dict[str, Any], target: BinaryIO, made: str) -> None:
    name, how = WRITERS[made]
    more = {"save_all": True, "append_images": frames[1:], **timing} if len(frames) > 1 else {}
    target.seek(0)
    target.truncate()
    frames[0].save(target, name, **how, **more)
    target.flush()


def _check(target: BinaryIO, made: str) -> None:
    """Look at the result as a stranger would: a cleaner that fails open is worse than none."""
    target.seek(0)
    with Image.open(target, formats=READERS[made]) as picture:
        picture.load()
        told = set(picture.info) - HARMLESS
        if told or len(picture.getexif()) > (0 if made != "image/tiff" else len(_OF_A_TIFF)):
            raise CannotClean(REMAINS)
        if made == "image/tiff" and set(picture.getexif()) - _OF_A_TIFF:
            raise CannotClean(REMAINS)
        if picture.size[0] * picture.size[1] == 0:
            raise CannotClean(UNREADABLE)


# Tags without which a TIFF is no picture: sizes, samples, strips, compression and resolution.
_OF_A_TIFF = frozenset(
    {254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 296, 297, 317, 320, 322, 323, 324, 325,
     338, 339}
)  # fmt: skip

# --- pictures inside PDFs: cut, not drawn anew -------------------------------------------------------------------
# Segments that hold the picture; all others (EXIF, XMP, comments, makers' notes, thumbnails) are cut.
_JPEG_SCAN, _JPEG_COMMENT = 0xDA, 0xFE
_JP2_TELLING = {b"uuid", b"xml ", b"uinf"}


def cut_jpeg(data: bytes) -> bytes:
    """A JPEG without its telling segments; not one point changes. Raises `CannotClean`."""
    if data[:2] != b"\xff\xd8":
        raise CannotClean(UNREADABLE)
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise CannotClean(UNREADABLE)
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _JPEG_SCAN:
            return bytes(kept) + _scans(data[at:])
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if not _is_telling(marker, data[at + 4 : at + 9]):
            kept += data[at : at + 2 + length]
        at += 2 + length
    raise CannotClean(UNREADABLE)


def _is_telling(marker: int, begin: bytes) -> bool:
    if marker == 0xE0:
        return begin != b"JFIF\x00"  # another kind of this segment holds a thumbnail
    # 0xEE is Adobe's note on how the colours are mixed.
    return marker == _JPEG_COMMENT or (0xE1 <= marker <= 0xEF and marker != 0xEE)


def _scans(data: bytes) -> bytes:
    """Up to the end of the picture; what hangs behind it is no part of it."""
    end = data.find(b"\xff\xd9")
    return data[: end + 2] if end >= 0 else data


def cut_jpeg2000(data: bytes) -> bytes:
    """A JPEG 2000 file without its telling boxes."""
    if data[:4] == b"\xff\x4f\xff\x51":  # a bare stream of points
        return data
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        length = int.from_bytes(data[at + 8 : at + 16], "big") if length == 1 else length or len(data) - at
        if length < 8:
            raise CannotClean(UNREADABLE)
        if kind not in _JP2_TELLING:
            kept += data[at : at + length]
        at += length
    return bytes(kept)
