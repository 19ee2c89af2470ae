"""Which photos may be uploaded, and how they are kept: upright, bounded, without metadata. Pure."""

import io
import re
import struct
import zlib
from dataclasses import dataclass

import filetype
from PIL import Image

from chibo.files.rules.uploads import MEGABYTE, SECRETS, obstacles_to_weight, stem_and_extension
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import number

MOST_BYTES = 8 * MEGABYTE
MOST_PIXELS = 40_000_000
"""Width by height; what a photo unpacks to in memory grows with it, not with its bytes."""
MOST_SCANS, _MOST_SEGMENTS = 60, 5_000
"""How often a JPEG may go over its points, and its parts; programs write a dozen scans at most."""
SIDE, THUMBNAIL_SIDE = 1600, 400
"""The longest side, in pixels, of a photo as it is kept and of its thumbnail."""
PAGE_SIDE = 2400
"""The same of a page that was photographed: small print stays readable."""
KEPT_TYPE = "image/jpeg"

PHOTO_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG"}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SOI, _TEM, _EOI, _SOS = b"\xd8", b"\x01", b"\xd9", b"\xda"
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept, with its size in pixels and a small copy for lists."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def obstacles_to_size(size: int) -> list[Reason]:
    """Return why a photo of so many bytes may not be uploaded."""
    return obstacles_to_weight(size, MOST_BYTES, "Thu nhỏ ảnh rồi chọn lại.", field="photo")


def obstacles_to_photo(content: bytes, *, is_classified: bool) -> list[Reason]:
    """Return why bytes may not be kept as a photo; the type is read from them, not from a name."""
    if is_classified:
        return [
            Reason(
                "Không đưa lên đây ảnh có tài liệu mang dấu độ mật, kể cả đã che một phần. "
                "Giữ bản giấy nơi quy định và chọn ảnh khác.",
                clause=SECRETS,
                field="is_classified",
            )
        ]
    if reasons := obstacles_to_size(len(content)):
        return reasons
    if filetype.guess_mime(content) not in PHOTO_TYPES:
        return [
            Reason(
                "Tệp này không phải ảnh PNG hoặc JPEG, dù tên tệp có thể ghi như vậy. "
                "Mở ảnh trên máy, lưu lại thành JPEG rồi chọn lại.",
                field="photo",
            )
        ]
    return _obstacles_to_opening(content)


def prepared(content: bytes, *, side: int = SIDE) -> Picture:
    """Return a photo as it is kept: JPEG, upright, bounded, without metadata but its colours.

    Raises Refusal where the picture breaks off while it is read.
    """
    try:
        image = _opened(content)
        image.draft("RGB", (side, side))
        profile = None if image.mode == "CMYK" else image.info.get("icc_profile")
        turn = _turn(image)
        kept = _on_white(image)
    except _BROKEN as error:
        raise Refusal([_broken()]) from error
    kept.thumbnail((side, side))
    kept = kept.transpose(turn) if turn is not None else kept
    small = kept.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Picture(_saved(kept, profile), _saved(small, profile), kept.width, kept.height)


def kept_name(name: str) -> str:
    """Return what a photo is called once it is kept: the name it came with, as a JPEG.

    >>> kept_name("Ảnh đại hội.PNG")
    'Ảnh đại hội.jpg'
    """
    return f"{stem_and_extension(name)[0] or 'anh'}.jpg"


def _opened(content: bytes) -> Image.Image:
    """Return the picture with its head read and its points not yet unpacked."""
    return Image.open(io.BytesIO(content), formats=tuple(PHOTO_TYPES.values()))


def _obstacles_to_opening(content: bytes) -> list[Reason]:
    try:
        image = _opened(content)
        width, height = image.size
    except _BOMBS:
        return [_too_large("")]
    except _BROKEN:
        return [_broken()]
    if width * height > MOST_PIXELS:
        return [_too_large(f" ({number(width)} × {number(height)} điểm ảnh)")]
    return [_too_slow()] if image.format != "PNG" and _is_slow(content) else []


def _is_slow(content: bytes) -> bool:
    """Return whether a JPEG goes over its points so often that it would take minutes or hours.

    Reads the markers as libjpeg does, up to the end of the picture.
    """
    at, scans = 0, 0
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(content, at)
        if found is None or found[1] == _EOI:
            return False
        at = found.end()
        if found[1] not in (_SOI, _TEM):
            at += int.from_bytes(content[at : at + 2], "big")
        scans += found[1] == _SOS
        if scans > MOST_SCANS:
            return True
    return True


def _too_large(size: str) -> Reason:
    most = MOST_PIXELS // 1_000_000
    return Reason(
        f"Ảnh quá lớn{size}: máy chủ chỉ mở ảnh đến {most} triệu điểm ảnh. "
        "Thu nhỏ ảnh rồi chọn lại.",
        field="photo",
    )


def _too_slow() -> Reason:
    return Reason(
        "Ảnh nén theo kiểu bất thường nên máy chủ không mở. "
        "Mở ảnh trên máy, lưu lại thành JPEG rồi chọn lại.",
        field="photo",
    )


def _broken() -> Reason:
    return Reason(
        "Không mở được ảnh: tệp hỏng hoặc chép chưa hết. Mở thử trên máy, lưu lại rồi chọn lại.",
        field="photo",
    )


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return how to turn a picture so that it stands upright; a damaged note says nothing."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except (*_BROKEN, TypeError):
        return None


def _on_white(image: Image.Image) -> Image.Image:
    """Return the points alone, in RGB; where the picture lets through, white shows."""
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off, not scale
        return image.convert("I").point(lambda grey: grey / 256).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _saved(image: Image.Image, profile: bytes | None) -> bytes:
    """Return the JPEG of these points; nothing the camera wrote beside them comes along."""
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True, icc_profile=profile)
    return out.getvalue()
