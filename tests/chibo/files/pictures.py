"""Pictures as they come from cameras, phones and people who mean harm."""

import io
import struct
import zlib

from PIL import Image

PLACE = b"10.7769 N 106.7009 E"


def picture(size=(640, 480), kind="JPEG", *, mode="RGB", colour=(180, 20, 30), **how) -> bytes:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **how)
    return out.getvalue()


def from_a_camera(size=(640, 480), *, orientation: int = 1) -> bytes:
    """Return a JPEG that says by which camera and where it was taken, and which way is up."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh mật"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[0x001D] = PLACE.decode()
    return picture(size, exif=exif, comment=PLACE, xmp=b"<x>" + PLACE + b"</x>")


def bomb(width: int, height: int) -> bytes:
    """Return a few bytes of PNG that claim so many points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def in_scans(times: int, *, between: bytes = b"") -> bytes:
    """Return a small JPEG whose last scan over all its points comes so many times more."""
    whole = picture((2000, 2000), mode="L", colour=128, progressive=True)
    last = between + whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * times + b"\xff\xd9"


EXE = b"MZ\x90\x00" + b"\x00" * 400
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(content: bytes) -> Image.Image:
    """Return a picture with its points unpacked."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
