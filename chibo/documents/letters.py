"""The fixed lines of a Party document: symbol, place and date, names, and where lines break."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from chibo.documents.formats import HD_05_2026, PageFormat

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
BLANK = "……"
"""What stands on paper where a value is missing, to be filled in by hand."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Leave out the control characters that neither HTML nor Word can hold."""
    return _UNPRINTABLE.sub("", text)


def padded_number(number: int, page: PageFormat = HD_05_2026) -> str:
    """Write the number of a document: 5 is "05" (HD 05-HD/VPTW)."""
    return f"{number:02d}" if number < page.pad_numbers_below else str(number)


def symbol_line(number: str, series: str) -> str:
    """Write number and symbol: "Số 05-BC/CB", with a hyphen and no colon."""
    return f"Số {number}-{series}"


def date_line(day: date | None, page: PageFormat = HD_05_2026) -> str:
    """Write a date: "ngày 05 tháng 01 năm 2022", "ngày 12 tháng 5 năm 2022".

    Days below 10 and January and February get a zero (HD 05-HD/VPTW). No date leaves gaps.
    """
    if day is None:
        return "ngày … tháng … năm …"
    day_text = f"{day.day:02d}" if day.day < page.pad_days_below else str(day.day)
    month_text = f"{day.month:02d}" if day.month < page.pad_months_below else str(day.month)
    return f"ngày {day_text} tháng {month_text} năm {day.year}"


def place_and_date(place: str, day: date | None, page: PageFormat = HD_05_2026) -> str:
    """Write the place and date line: "Hà Nội, ngày 05 tháng 01 năm 2022"."""
    return f"{place or BLANK}, {date_line(day, page)}"


def head_columns(page: PageFormat, *, landscape: bool = False) -> tuple[float, float]:
    """Give the widths in mm of the two columns at the head of the first page."""
    sheet = page.height if landscape else page.width
    content = sheet - page.margin_left - page.margin_right
    return round(content * 0.48, 1), round(content * 0.52, 1)


def capitals(name: str) -> str:
    """Write a name in capitals, in NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).upper().split())


# Line wrapping ---------------------------------------------------------------------------------

_BOLD_WIDTHS = {
    "A": 722, "B": 667, "C": 722, "D": 722, "E": 667, "F": 611, "G": 778, "H": 778, "I": 389,
    "J": 500, "K": 778, "L": 667, "M": 944, "N": 722, "O": 778, "P": 611, "Q": 778, "R": 722,
    "S": 556, "T": 667, "U": 722, "V": 722, "W": 1000, "X": 722, "Y": 722, "Z": 667,
    "a": 500, "b": 556, "c": 444, "d": 556, "e": 444, "f": 333, "g": 500, "h": 556, "i": 278,
    "j": 333, "k": 556, "l": 278, "m": 833, "n": 556, "o": 500, "p": 556, "q": 556, "r": 444,
    "s": 389, "t": 333, "u": 556, "v": 500, "w": 722, "x": 500, "y": 500, "z": 444,
    " ": 250, ",": 250, ".": 250, "-": 333, "/": 278, "…": 1000,
    "0": 500, "1": 500, "2": 500, "3": 500, "4": 500, "5": 500, "6": 500, "7": 500, "8": 500,
    "9": 500,
}  # fmt: skip
"""Advance of Times bold in thousandths of an em; marks above and below add nothing."""

_COMPOUNDS = frozenset(
    tuple(pair.split())
    for pair in (
        "chi bộ|đảng bộ|đảng ủy|đảng uỷ|chi ủy|chi uỷ|bộ phận|cơ sở|cơ quan|trung tâm|văn phòng|"
        "công nghệ|thông tin|khoa học|truyền thông|kế hoạch|đầu tư|tài chính|giáo dục|đào tạo|"
        "tư pháp|dân tộc|tổng cục|ủy ban|uỷ ban|nhân dân|thành phố|tiểu học|mầm non|trung học|"
        "phổ thông|bệnh viện|trạm y|y tế|khu phố|tổ dân|dân phố|quản lý|tổ chức|cán bộ|nội vụ|"
        "công an|quân sự|nông nghiệp|môi trường|xây dựng|công thương|giao thông|lao động|xã hội|"
        "tổng kết|công tác|phương hướng|nhiệm vụ|thường kỳ|chuyên đề|sinh hoạt|kiểm tra|giám sát|"
        "đánh giá|xếp loại|đảng viên|chất lượng|lãnh đạo|thực hiện|kiểm điểm|tập thể|cá nhân"
    ).split("|")
)
"""Two-syllable words that a line break should not tear."""


def text_width(text: str, size: float) -> float:
    """Estimate the width of bold text in mm at `size` points, on the generous side."""
    base = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    units = sum(
        _BOLD_WIDTHS.get(letter, 600) for letter in base if not unicodedata.combining(letter)
    )
    return units / 1000 * size * 25.4 / 72


def wrapped(text: str, *, size: float, width: float) -> tuple[str, ...]:
    """Break text into as few lines as fit `width` mm at `size` points, evenly.

    Breaks do not tear known compounds, and like to stand after a comma. Line feeds stay breaks.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        words = part.split()
        if words:
            lines.extend(_balanced(words, size, width))
    return tuple(lines)


def _balanced(words: list[str], size: float, width: float) -> list[str]:
    """Choose the breaks with the least cost, going through the words once from the left."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        choices = []
        for start in range(max(0, end - 40), end):
            line = text_width(" ".join(words[start:end]), size)
            if line > width and end - start > 1:
                continue
            slack = max(0.0, width - line) / width
            choices.append((best[start][0] + 4 + slack**2 + _tear(words, end), start))
        best.append(min(choices))
    lines, end = [], len(words)
    while end:
        start = best[end][1]
        lines.append(" ".join(words[start:end]))
        end = start
    return lines[::-1]


def _tear(words: list[str], end: int) -> float:
    """How bad a line break before word `end` is: tearing a compound costs, a comma is welcome."""
    if end == len(words):
        return 0.0
    pair = (words[end - 1].lower(), words[end].lower().strip(",;."))
    if pair in _COMPOUNDS:
        return 3.0
    return -0.5 if words[end - 1].endswith((",", ";")) else 0.0
