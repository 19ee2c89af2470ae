"""Whether a PDF is only paper: no script, no program to start, no file inside, no password.

Pure. Names are looked for in all bytes, also where letters are written as #xx, and in object
streams once they are unpacked, up to a bound. Not seen: objects in streams that are packed more
than once or otherwise than by Flate, which are therefore refused where they say that they hold
objects; and flaws of the program that draws the page.
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
_MOST_STREAMS = 20_000
_DICTIONARY = 4_000  # bytes around a name that are read as its dictionary


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
_NAMES = re.compile(
    b"/(?:" + b"|".join(b"(%s)" % _name(name) for name in _ACTIVE) + rb")(?=[\s/<>\[\]()%{}]|$)"
)
_SAYS = list(_ACTIVE.values())
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECTS = re.compile(b"/" + _name("ObjStm"))
_FLATE = re.compile(rb"/" + _name("FlateDecode") + rb"|/Fl(?=[\s/\]>])")
_OTHER = re.compile(
    b"/(?:" + b"|".join(_name(f"{n}Decode") for n in ("ASCIIHex", "ASCII85", "LZW", "RunLength"))
    + rb"|AHx|A85|LZW|RL)(?=[\s/\]>])"
)  # fmt: skip


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
    left = MOST_UNPACKED
    for count, said in enumerate(_OBJECTS.finditer(content)):
        if count == _MOST_STREAMS:
            raise Unfit("đóng gói theo kiểu không thường gặp nên không xem xét được")
        begins = _STREAM.search(content, said.end(), said.end() + _DICTIONARY)
        if begins is None:
            continue
        dictionary = content[max(said.start() - _DICTIONARY, 0) : begins.start()]
        dictionary = dictionary[dictionary.rfind(b"obj") + 3 :]
        if _OTHER.search(dictionary):
            raise Unfit("đóng gói theo kiểu không thường gặp nên không xem xét được")
        if not _FLATE.search(dictionary):
            continue  # not packed: its bytes have been looked at
        unpacked = _unpacked(content, begins.end(), left)
        left -= len(unpacked)
        if left <= 0:
            raise Unfit(f"bung ra quá {MOST_UNPACKED // MEGABYTE} MB, nặng bất thường")
        yield unpacked


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
