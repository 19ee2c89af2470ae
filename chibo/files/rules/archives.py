"""Whether an archive may be opened at all: judged by its directory, then unpacked into nothing.

Pure, in bounded memory, never onto a disk: the directory is measured before it is read, and an
entry is unpacked a piece at a time. `Unfit` says what is wrong as an ending of «Tệp …».
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from chibo.files.rules.uploads import MEGABYTE

MOST_ENTRIES = 2_000
MOST_DIRECTORY = MEGABYTE
"""Bytes of the directory; a thousand-page document has some 300 entries of about 80 bytes."""
MOST_UNPACKED = 64 * MEGABYTE
MOST_RATIO = 200
"""How many times larger than packed one entry may be, once it is over a megabyte."""
PIECE = MEGABYTE

HEAD = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SIGN, _ZIP64_SIGN = b"PK\x05\x06", b"PK\x06\x07"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PACKED_AS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CONTROL = re.compile(r"[\x00-\x1f\\:]")
_WITHIN = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"%PDF", b"#!", b"{\\rtf")
_BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


class Unfit(Exception):
    """Why a file is not taken: the ending of a sentence that begins with «Tệp»."""


class Archive:
    """An archive whose directory is sound: no entry lies, overlaps, climbs out or is locked."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        directory = _directory(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise Unfit("hỏng hoặc chép chưa hết") from error
        self._entries = self._zip.infolist()
        _look_at_names(self._entries)
        for entry in self._entries:
            _look_at(entry)
        if sum(entry.file_size for entry in self._entries) > MOST_UNPACKED:
            raise Unfit(f"bung ra quá {MOST_UNPACKED // MEGABYTE} MB, nặng bất thường")
        self._look_at_places(directory)

    @property
    def names(self) -> list[str]:
        """The names of the entries, without folders."""
        return [entry.filename for entry in self._entries if not entry.is_dir()]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield an entry piece by piece; Unfit where it is not what the directory says."""
        try:
            with self._zip.open(name) as packed:
                while piece := packed.read(PIECE):
                    yield piece
        except _BROKEN as error:
            raise Unfit("hỏng hoặc chép chưa hết") from error

    def _look_at_places(self, end: int) -> None:
        """Refuse entries that share bytes, or whose own head says another name."""
        reached = 0
        for entry in sorted(self._entries, key=lambda entry: entry.header_offset):
            at = entry.header_offset
            if at < reached or (reached == 0 and at != 0) or at + _LOCAL.size > end:
                raise Unfit("có các phần chồng lên nhau, không phải tệp văn phòng bình thường")
            sign, _, flags, *_, name, extra = _LOCAL.unpack_from(self._content, at)
            begins = at + _LOCAL.size
            written = self._content[begins : begins + name]
            reached = begins + name + extra + entry.compress_size
            if sign != HEAD or flags & _ENCRYPTED or written != _raw_name(entry) or reached > end:
                raise Unfit("có mục lục không khớp với nội dung")


def begins_as(head: bytes) -> str:
    """Return what bytes give themselves out for, where that has no place inside a document."""
    if head.startswith(_WITHIN):
        return "tệp nén"
    return "chương trình hoặc tệp khác" if head.startswith(_PROGRAMS) else ""


def _directory(content: bytes) -> int:
    """Return where the directory begins; Unfit where it is too long, split, or not the last thing."""
    at = len(content) - _END.size
    if at < 0 or content[at : at + 4] != _END_SIGN:
        raise Unfit("hỏng, chép chưa hết, hoặc có thứ khác nối vào cuối")
    _, disk, start, here, entries, size, offset, _ = _END.unpack_from(content, at)
    if content[max(at - 20, 0) :][:4] == _ZIP64_SIGN or 0xFFFF in (here, entries):
        raise Unfit("đóng gói theo kiểu tệp rất lớn (ZIP64)")
    if (disk, start) != (0, 0) or here != entries or offset + size != at:
        raise Unfit("có mục lục không khớp với nội dung")
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise Unfit(f"gồm quá {MOST_ENTRIES} phần, nhiều bất thường")
    return int(offset)


def _look_at_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(names) != len(set(names)):
        raise Unfit("có hai phần cùng tên")


def _look_at(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if name.startswith("/") or _CONTROL.search(name) or ".." in name.split("/") or not name:
        raise Unfit("có phần mang tên dẫn ra ngoài tệp")
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Unfit("có phần là đường dẫn tắt, không phải nội dung")
    if entry.flag_bits & _ENCRYPTED:
        raise Unfit("có phần bị khóa bằng mật khẩu")
    if entry.compress_type not in _PACKED_AS:
        raise Unfit("nén theo kiểu mà Word và Excel không dùng")
    if entry.file_size > max(MEGABYTE, MOST_RATIO * entry.compress_size):
        raise Unfit("bung ra lớn gấp hàng trăm lần, nặng bất thường")


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a name as the directory holds them."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
