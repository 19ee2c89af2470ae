"""What every upload has: a name, bytes, a weight, and the question about its secrecy mark. Pure."""

import math
import re
import unicodedata
from dataclasses import dataclass

from chibo.reasons import Reason
from chibo.vietnamese import normalise, number

MEGABYTE = 1024 * 1024
SECRETS = "Luật Bảo vệ bí mật nhà nước"

_LONGEST_NAME = 150
_FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*\s]+')


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name it had there and its bytes."""

    name: str
    content: bytes


def obstacles_to_weight(size: int, most: int, what_to_do: str, *, field: str) -> list[Reason]:
    """Return why a file of so many bytes may not be uploaded."""
    if size <= most:
        return []
    weight = number(math.ceil(size * 10 / MEGABYTE) / 10, 1)
    words = f"Tệp nặng {weight} MB, quá giới hạn {most // MEGABYTE} MB. {what_to_do}"
    return [Reason(words, field=field)]


def stem_and_extension(name: str) -> tuple[str, str]:
    """Return the two parts of a file's name, safe to show, to log and to save under.

    Folders before it, control characters and those that turn the direction of writing are left
    out; the extension is what the last dot begins, in lower case.

    >>> stem_and_extension("..\\\\kế hoạch\\u202e.PDF")
    ('kế hoạch', 'pdf')
    """
    last = re.split(r"[\\/]", normalise(name))[-1]
    plain = "".join(" " if c in "\n\t" else c for c in last if unicodedata.category(c) != "Cf")
    stem, dot, extension = plain.rpartition(".")
    stem, extension = (stem, extension) if dot else (extension, "")
    stem = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", stem).split()).strip(" .")
    return stem[:_LONGEST_NAME].strip(), extension.strip().lower()[:10]
