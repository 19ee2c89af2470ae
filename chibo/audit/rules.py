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
