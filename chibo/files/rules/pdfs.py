"""Whether a PDF is only paper: no script, no program to start, no file inside, no password.

Pure. Names are looked for in all bytes, also where letters are written as #xx, and in object
streams once they are unpacked, up to a bound. What says that it holds objects is refused unless
its dictionary is written as programs write it, packed once by Flate or not at all: otherwise a
reader would unpack what is not seen here. Not seen: flaws of the program that draws the page.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from chibo.files.rules.archives import Unfit
from chibo.files.rules.uploads import MEGABYTE

HEAD = re.compile(rb"%PDF-[12]\.\d")
MOST_UNPACKED = 64 * MEGABYTE
_MOST_STREAMS = 40_000
_DICTIONARY = 4_000  # bytes around a name that are read as its dictionary
_HEAD = 60  # bytes before it in which the object must begin


def _name(name: str) -> bytes:
    """Return the pattern of a name, each letter as it is or as #xx."""
    letters = (f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in name)
    return "".join(letters).encode()


_ACTIVE = {
    "JavaScript": "có mã lệnh JavaScript",
    "Launch": "có lệnh mở chương trình khác",
    "EmbeddedFile": "có tệp đính kèm bên trong",
    "EmbeddedFiles": "có tệp đính kèm bên trong",
    "Encrypt": "bị khóa bằng mật khẩu",
    "RichMedia": "có phim hoặc nội dung động",
    "Rendition": "có phim hoặc nội dung động",
    "XFA": "là biểu mẫu động (XFA)",
    "SubmitForm": "có lệnh gửi dữ liệu đi nơi khác",
    "ImportData": "có lệnh lấy dữ liệu từ nơi khác",
    "GoToE": "có lệnh mở tệp bên trong",
    "GoToR": "có lệnh mở tệp khác",
}
_ENDS = rb"(?=[\s\0/<>\[\]()%{}]|$)"
_NAMES = re.compile(b"/(?:" + b"|".join(b"(%s)" % _name(name) for name in _ACTIVE) + b")" + _ENDS)
_SAYS = list(_ACTIVE.values())
_ODD = "đóng gói theo kiểu không thường gặp nên không xem xét được"
_STREAM = re.compile(rb"\s*stream\r?\n")
_OBJECTS = re.compile(
    b"/(?:" + _name("ObjStm") + b"|" + _name("First") + rb"(?!\s+\d+\s+\d+\s+R))" + _ENDS
)
"""Readers do not all ask whether it is an object stream: where its objects begin is enough."""
_BEGINS = re.compile(rb"[\r\n][ \t]*\d+\s+\d+\s+obj\s*\Z")
_PLAIN = re.compile(
    rb"(?:\s*/(?:Type\s*/ObjStm|(?:N|First|Length)\s+\d+|Length\s+\d+\s+\d+\s+R"
    rb"|Extends\s+\d+\s+\d+\s+R|Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])))*\s*"
)
"""The inside of the dictionary of an object stream, as programs write it."""
_FLATE = re.compile(rb"/FlateDecode\b")


def look_into(content: bytes) -> None:
    """Raise Unfit where a PDF is not only paper."""
    if not HEAD.match(content):
        raise Unfit("không bắt đầu như một tệp PDF")
    if b"%%EOF" not in content[-4096:]:
        raise Unfit("hỏng hoặc chép chưa hết")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit("có tệp nén nối vào, không phải PDF bình thường")
    _look_for_names(content)
    for objects in _object_streams(content):
        _look_for_names(objects)


def _look_for_names(content: bytes) -> None:
    if found := _NAMES.search(content):
        raise Unfit(_SAYS[(found.lastindex or 1) - 1])


def _object_streams(content: bytes) -> Iterator[bytes]:
    """Yield what object streams hold; Unfit where they are too many, too large or packed oddly."""
    left, last = MOST_UNPACKED, -1
    for count, said in enumerate(_OBJECTS.finditer(content)):
        if count == _MOST_STREAMS:
            raise Unfit(_ODD)
        dictionary, begins = _dictionary(content, said.start())
        if begins == last or not _FLATE.search(dictionary):
            continue  # seen before, or not packed: its bytes have been looked at
        last = begins
        unpacked = _unpacked(content, begins, left)
        left -= len(unpacked)
        if left <= 0:
            raise Unfit(f"bung ra quá {MOST_UNPACKED // MEGABYTE} MB, nặng bất thường")
        yield unpacked


def _dictionary(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the dictionary around a place and where its stream begins; Unfit for an odd one."""
    opens = content.rfind(b"<<", max(at - _DICTIONARY, 0), at)
    closes = content.find(b">>", at, at + _DICTIONARY)
    begins = _STREAM.match(content, closes + 2)
    inside = content[opens + 2 : closes]
    if begins is None or min(opens, closes) < 0 or not _PLAIN.fullmatch(inside):
        raise Unfit(_ODD)
    if not _BEGINS.search(content[max(opens - _HEAD, 0) : opens]):
        raise Unfit(_ODD)  # what seems to begin there may be a remark in another dictionary
    return inside, begins.end()


def _unpacked(content: bytes, begins: int, most: int) -> bytes:
    """Return the bytes of a Flate stream up to a bound; a damaged one gives what it holds."""
    reader, out, at = zlib.decompressobj(), bytearray(), begins
    try:
        while not reader.eof and len(out) < most and at < len(content):
            packed = content[at : at + 65_536]
            at += len(packed)
            while packed and len(out) < most:
                out += reader.decompress(packed, most - len(out))
                packed = reader.unconsumed_tail
    except zlib.error as error:
        if not out:
            raise Unfit("có phần hỏng, không đọc được") from error
    return bytes(out)
