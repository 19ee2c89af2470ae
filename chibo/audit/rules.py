"""How an entry is hashed, and how a chain is checked. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """One entry as it stands in its chain; `values` is None where they were erased."""

    chain_key: int
    sequence: int
    at: str
    actor_id: int | None
    verb: str
    subject_type: str
    subject_id: str
    values: Any
    salt: str
    digest: str
    previous: str
    hash: str


def canonical(value: Any) -> str:
    """Return a value as JSON text that is the same whenever the value is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(salt: str, values: Any) -> str:
    """Return the SHA-256 of the salted values, 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}\n{canonical(values)}".encode()).hexdigest()


def hash_of(link: Link) -> str:
    """Return the SHA-256 that binds an entry to the one before it; covers all but the values."""
    bound = [
        link.previous,
        link.chain_key,
        link.sequence,
        link.at,
        link.actor_id,
        link.verb,
        link.subject_type,
        link.subject_id,
        link.digest,
    ]
    return hashlib.sha256(canonical(bound).encode()).hexdigest()


def faults(links: Iterable[Link], length: int, head: str) -> list[str]:
    """Return what is wrong with one chain, in order of sequence; an empty list means whole.

    `length` and `head` are what the chain's head row says.
    """
    found: list[str] = []
    previous, count = "", 0
    for link in links:
        count += 1
        where = f"dòng {link.sequence}"
        if link.sequence != count:
            return [*found, f"{where}: thiếu dòng {count}"]
        if link.previous != previous:
            found.append(f"{where}: không nối với dòng trước")
        if link.hash != hash_of(link):
            found.append(f"{where}: nội dung đã bị sửa")
        if link.values is not None and link.digest != digest_of(link.salt, link.values):
            found.append(f"{where}: giá trị đã bị sửa")
        previous = link.hash
    if (count, previous) != (length, head):
        found.append(f"đầu chuỗi ghi {length} dòng, tìm thấy {count}")
    return found


ERASE = "erase_values"
"""The verb of the entry that says how many values an erasure emptied."""


def faults_in_erasing(emptied: int, told: Iterable[Any]) -> list[str]:
    """Return what is wrong where entries are empty that no erasure emptied.

    Emptied values leave the chain whole, so their number must be what the erasures wrote down;
    `told` are the values of those entries.

    >>> faults_in_erasing(3, [{"entries": 2}])
    ['3 dòng không còn giá trị, các lần xóa chỉ ghi 2']
    """
    said = sum(one["entries"] for one in told)
    if emptied == said:
        return []
    return [f"{emptied} dòng không còn giá trị, các lần xóa chỉ ghi {said}"]


@dataclass(frozen=True)
class Head:
    """The head of a chain as it was written down at some time; `at` is the last entry's moment."""

    key: int
    length: int
    hash: str
    at: str

    @property
    def line(self) -> str:
        """The head as one line of a file: key, length, hash, moment."""
        return f"{self.key} {self.length} {self.hash or _NONE} {self.at or _NONE}"


_NONE = "-"


class UnreadableHeads(ValueError):
    """Text that is no list of heads; the message is for the person."""


def heads_of(text: str) -> list[Head]:
    """Return the heads that a file holds, a line each; lines that begin with # are remarks.

    >>> heads_of("# remark\\n7 2 ab 2026-11-22T00:00:00.000000Z\\n")
    [Head(key=7, length=2, hash='ab', at='2026-11-22T00:00:00.000000Z')]
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = ["" if part == _NONE else part for part in line.split()]
        if len(parts) != 4 or not all(_is_count(part) for part in parts[:2]):
            raise UnreadableHeads(f"dòng {number} không phải đầu chuỗi: «{line[:60]}»")
        found.append(Head(int(parts[0]), int(parts[1]), parts[2], parts[3]))
    if not found:
        raise UnreadableHeads("không có đầu chuỗi nào")
    return found


def faults_since(kept: Head, length: int, link: Link | None) -> list[str]:
    """Return what happened to a chain since its head was kept; an empty list means it only grew.

    `length` is how many entries there are now, `link` the entry that was last then.
    """
    if length < kept.length:
        return [f"bị cắt: khi ghi đầu chuỗi có {kept.length} dòng, nay còn {length}"]
    if kept.length and link is None:
        return [f"dòng {kept.length} đã mất"]
    if link is not None and (link.hash, link.at) != (kept.hash, kept.at):
        return [f"dòng {kept.length} không còn là dòng khi ghi đầu chuỗi: chuỗi đã bị thay"]
    return []


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
