"""Vietnamese text: order of names, folding of marks, numbers, percentages and dates in words.

Pure functions on text and numbers. Everything that enters the product is normalised to NFC
here, so that two spellings of one letter never differ.
"""

import datetime
import re
import unicodedata
from decimal import Decimal

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=11)}
# Order of the tones in Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NOTHING = "không có"
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return text in NFC, without surrounding blanks and without control characters but line ends.

    >>> normalise("  Bí thư\\r\\n")
    'Bí thư'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTED.sub("", lines)).strip()


def fold(text: str) -> str:
    """Return text for searching: lower case, no marks, đ as d, single blanks.

    >>> fold("Đồng chí  Nguyễn Thị ĐÀO")
    'dong chi nguyen thi dao'
    """
    plain = unicodedata.normalize("NFD", normalise(text).lower()).replace("đ", "d")
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(bare.split())


def matches(q: str, *texts: str) -> bool:
    """Return whether every word of a question stands in the texts, in any order, marks apart.

    >>> matches("hop chi bo", "Họp thường kỳ", "Chi bộ Một"), matches("hop dang uy", "Họp chi bộ")
    (True, False)
    """
    words = fold(" ".join(texts))
    return all(word in words for word in fold(q).split())


def name_key(full_name: str) -> str:
    """Return a key of digits that sorts names by given name, then middle names, then family name.

    Letters come first, the tone decides between equal letters, as in Vietnamese dictionaries;
    on which vowel the tone is written («Thúy», «Thuý») makes no difference. Only digits stand in
    the key, so that every database sorts it alike.

    >>> sorted(["Trần Văn Ân", "Lê Thị An", "Đỗ Văn Bình"], key=name_key)
    ['Lê Thị An', 'Trần Văn Ân', 'Đỗ Văn Bình']
    """
    words = full_name.split()
    if not words:
        return ""
    family, *middle = words[:-1] or [""]
    return "".join(_word_key(word) for word in [words[-1], *middle, family])


def _word_key(word: str) -> str:
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        base = letter
        marks = unicodedata.normalize("NFD", letter)
        for mark, code in _TONES.items():
            if mark in marks:
                base = unicodedata.normalize("NFC", marks.replace(mark, ""))
                tones.append(code)
        letters.append(_LETTER_CODES.get(base, "10"))
    return "".join(letters) + "00" + "".join(tones) + "00"


def number(value: int | float | Decimal, places: int | None = None) -> str:
    """Return a number as written in Vietnamese: points for thousands, a comma for decimals.

    >>> number(1234567), number(38.4), number(Decimal("2.50"), places=2)
    ('1.234.567', '38,4', '2,50')
    """
    if places is None:
        written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    else:
        written = f"{value:,.{places}f}"
    return written.translate(str.maketrans(",.", ".,"))


def percent(n: int, base: int) -> str:
    """Return n of base as a percentage with two decimals, «không có» where the base is none.

    A whole percentage is written without decimals. Halves are rounded up, exactly.

    >>> percent(80, 84), percent(21, 21), percent(0, 0)
    ('95,24%', '100%', 'không có')
    """
    if base <= 0:
        return _NOTHING
    hundredths = (2 * n * 10000 + base) // (2 * base)
    whole, rest = divmod(hundredths, 100)
    return (
        f"{number(whole)}%" if rest == 0 and n * 100 % base == 0 else f"{number(whole)},{rest:02d}%"
    )


def day(date: datetime.date) -> str:
    """Return a date as written in forms: 05/11/2026."""
    return f"{date.day:02d}/{date.month:02d}/{date.year:04d}"


def day_in_words(date: datetime.date) -> str:
    """Return a date as written in sentences and under letterheads.

    Days below 10 and the months 1 and 2 carry a zero (HD 05-HD/VPTW, 27/5/2026).

    >>> day_in_words(datetime.date(2026, 2, 3)), day_in_words(datetime.date(2026, 5, 13))
    ('ngày 03 tháng 02 năm 2026', 'ngày 13 tháng 5 năm 2026')
    """
    month = f"{date.month:02d}" if date.month <= 2 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def weekday(date: datetime.date) -> str:
    """Return the day of the week in words: «thứ Sáu», «Chủ nhật»."""
    names = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
    return names[date.weekday()]


def roman(value: int) -> str:
    """Return an integer from 1 to 89 in roman numerals, as in «Đại hội lần thứ IV»."""
    steps = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    written = ""
    for size, sign in steps:
        count, value = divmod(value, size)
        written += sign * count
    return written
