"""Dates as people know them: a day, part of a month, a month, a quarter, a year, or unknown.

A partial date is its earliest possible day, its latest possible day and the words as written.
Beginnings compare by the earliest, endings by the latest.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from chibo.vietnamese import day, normalise

_PARTS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31)}
_DAY = re.compile(r"^(?:ngày\s+)?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$", re.ASCII)
_DAY_WORDS = re.compile(r"^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$", re.ASCII)
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$", re.ASCII)
_MONTH = re.compile(
    r"^(?:(đầu|giữa|cuối)\s+)?(?:tháng\s+)?(\d{1,2})\s*(?:[/.\-]|\s+năm\s+)\s*(\d{4})$", re.ASCII
)
_QUARTER = re.compile(r"^quý\s+(i{1,3}|iv|[1-4])\s*(?:[/.\-]|\s+năm\s+|\s+)\s*(\d{4})$", re.ASCII)
_YEAR = re.compile(r"^(?:năm\s+)?(\d{4})$", re.ASCII)
_YEARS = re.compile(r"^(?:năm\s+)?(\d{4})\s*[-–]\s*(\d{4})$", re.ASCII)
_UNKNOWN = {"", "không rõ", "chưa rõ", "không ghi"}
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_WORKING_DAYS = 5
_HINT = "Ghi như 26/12/2023, 8/2023, cuối tháng 3/2020, quý III/2023 hoặc 2023."


class UnreadableDate(ValueError):
    """The words do not name a date; the message is a sentence for the person who typed them."""


@dataclass(frozen=True)
class PartialDate:
    """A date of any precision: earliest day, latest day (both inclusive) and the words.

    Both days are None where nothing is known.
    """

    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    words: str = ""

    @classmethod
    def on(cls, date: datetime.date) -> "PartialDate":
        """Return the date known to the day."""
        return cls(date, date, day(date))

    @property
    def exact(self) -> datetime.date | None:
        """The day, where it is known to the day."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def is_known(self) -> bool:
        """Whether anything is known."""
        return self.earliest is not None

    def __str__(self) -> str:
        return day(self.exact) if self.exact else self.words

    def __bool__(self) -> bool:
        return self.is_known or bool(self.words)


UNKNOWN = PartialDate()


def parse(text: str) -> PartialDate:
    """Return the partial date that the words name; raises UnreadableDate with a Vietnamese sentence.

    >>> parse("cuối tháng 3/2020").earliest, parse("2023").latest
    (datetime.date(2020, 3, 21), datetime.date(2023, 12, 31))
    """
    words = " ".join(normalise(text).split())
    lower = words.lower()
    if lower in _UNKNOWN:
        return PartialDate(words=words)
    if found := _DAY.match(lower) or _DAY_WORDS.match(lower):
        return _exact(words, *(int(part) for part in found.groups()))
    if found := _ISO.match(lower):
        year, month, number = (int(part) for part in found.groups())
        return _exact(words, number, month, year)
    if found := _MONTH.match(lower):
        return _month(words, found[1], int(found[2]), int(found[3]))
    if found := _QUARTER.match(lower):
        return _quarter(words, found[1], int(found[2]))
    if found := _YEARS.match(lower):
        return _years(words, int(found[1]), int(found[2]))
    if found := _YEAR.match(lower):
        return _years(words, int(found[1]), int(found[1]))
    raise UnreadableDate(f"Không đọc được ngày «{words[:40]}». {_HINT}")


def _exact(words: str, number: int, month: int, year: int) -> PartialDate:
    check_year(year)
    try:
        return PartialDate.on(datetime.date(year, month, number))
    except ValueError:
        raise UnreadableDate(
            f"Không có ngày {number:02d}/{month:02d}/{year} trên lịch. Kiểm tra lại ngày và tháng."
        ) from None


def _month(words: str, part: str | None, month: int, year: int) -> PartialDate:
    check_year(year)
    if not 1 <= month <= 12:
        raise UnreadableDate(f"Không có tháng {month}. Tháng ghi từ 1 đến 12.")
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = _PARTS[part] if part else (1, last)
    return PartialDate(
        datetime.date(year, month, first_day),
        datetime.date(year, month, min(last_day, last)),
        words,
    )


def _quarter(words: str, sign: str, year: int) -> PartialDate:
    check_year(year)
    quarter = int(sign) if sign.isdigit() else {"i": 1, "ii": 2, "iii": 3, "iv": 4}[sign]
    last = quarter * 3
    return PartialDate(
        datetime.date(year, last - 2, 1),
        datetime.date(year, last, calendar.monthrange(year, last)[1]),
        words,
    )


def _years(words: str, first: int, last: int) -> PartialDate:
    check_year(first)
    check_year(last)
    if last < first:
        raise UnreadableDate(f"Năm sau ({last}) phải bằng hoặc sau năm trước ({first}).")
    return PartialDate(datetime.date(first, 1, 1), datetime.date(last, 12, 31), words)


def check_year(year: int) -> None:
    """Raise UnreadableDate where a year lies outside what this book can be about."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise UnreadableDate(
            f"Năm {year} nằm ngoài khoảng {EARLIEST_YEAR}–{LATEST_YEAR}. Kiểm tra lại năm."
        )


def add_months(date: datetime.date, months: int) -> datetime.date:
    """Return the day that many months later; the last day of the month where it is shorter."""
    index = date.year * 12 + date.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(date.day, last))


def add_working_days(date: datetime.date, days: int) -> datetime.date:
    """Return the day so many working days later: its end is the end of such a time.

    Saturdays and Sundays are left out; public holidays are not known here.
    """
    while days:
        date += datetime.timedelta(days=1)
        days -= date.weekday() < _WORKING_DAYS
    return date


def full_years(since: datetime.date, until: datetime.date) -> int:
    """Return the number of complete years between two days, 0 where until is earlier."""
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return max(years, 0)
