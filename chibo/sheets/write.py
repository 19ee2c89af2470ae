"""Writing a workbook: every text stays text, and every copy says who took it out, when and why."""

import datetime
import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.utils import timezone

from chibo.vietnamese import day

Row = TypeVar("Row")
Value = str | int | datetime.date | None

_WARNING = "Tài liệu có thông tin nội bộ. Người nhận chịu trách nhiệm giữ gìn, không chuyển tiếp."
_NUMBERS_END = 10**15
"""Excel keeps 15 digits of a number; longer ones are written as text."""
_CELL = 32_000
"""Characters of one cell; Excel takes 32,767 units of UTF-16."""
_LINE = 90
"""Characters of the reason in the header of each printed page, which takes 255 in all."""
_PAGE = 230
"""Widths of columns, in characters, that can still be read when one page across holds them."""
_WORD = 3
"""Characters that a line loses on average where it breaks between words."""
_LINE_HEIGHT = 15
"""Points of one line; Excel takes rows of 409 at most."""
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Before it the calendars of Excel and of the world differ; such days are written as text."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what stands over it, how a row's value is found, its width in characters."""

    heading: str
    value: Callable[[Row], Value]
    width: int = 16


@dataclass(frozen=True)
class Mark:
    """Who took the data out, when and why, and the code under which the log knows this copy."""

    by: str
    at: datetime.datetime
    reason: str
    code: str

    @property
    def moment(self) -> str:
        """When, as written on the sheet: 22/11/2026 14:05."""
        at = timezone.localtime(self.at)
        return f"{day(at)} {at:%H:%M}"


def workbook(
    *, title: str, columns: Sequence[Column[Row]], rows: Iterable[Row], mark: Mark
) -> bytes:
    """Return a workbook of one sheet: the mark, the headings, the rows in their order.

    Rows are written as they come and not kept, so that many of them cost no memory.
    """
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {
                "title": title,
                "author": mark.by,
                "comments": f"Mã bản xuất {mark.code}",
                "created": timezone.localtime(mark.at).replace(tzinfo=None),
            }
        )
        sheet = book.add_worksheet("Danh sách")
        writer = _Writer(book, sheet, columns)
        _lay_out(sheet, columns, mark)
        first = _head(writer, title, mark)
        writer.headings(first)
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)
        for line, row in enumerate(rows, start=first + 1):
            writer.row(line, [column.value(row) for column in columns])
    return file.getvalue()


class _Writer:
    """Writes cells by their kind; nothing that is text is ever read as a formula or a link."""

    def __init__(self, book: Any, sheet: Any, columns: Sequence[Column[Any]]) -> None:
        self.sheet = sheet
        self.columns = columns
        # Format 49, text, and the quote mark keep text what it is even when the cell is edited in Excel.
        plain = {"num_format": 49, "quote_prefix": True, "valign": "top"}
        self.plain = book.add_format({**plain, "text_wrap": True})
        self.line = book.add_format(plain)
        self.title = book.add_format({**plain, "bold": True, "font_size": 14})
        self.heading = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#F3EEE4"}
        )
        self.number = book.add_format({"num_format": "0", "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})

    def headings(self, row: int) -> None:
        """Write what stands over the columns."""
        self._heighten(row, [column.heading for column in self.columns])
        for place, column in enumerate(self.columns):
            self.text(row, place, column.heading, self.heading)

    def row(self, row: int, values: Sequence[Value]) -> None:
        """Write the values of a row, high enough to show all lines."""
        self._heighten(row, values)
        for place, value in enumerate(values):
            self.value(row, place, value)

    def _heighten(self, row: int, values: Sequence[Value]) -> None:
        """Make room for broken lines; LibreOffice does not find out how much by itself."""
        lines = max(
            _lines(value, column.width) for value, column in zip(values, self.columns, strict=True)
        )
        if lines > 1:
            self.sheet.set_row(row, min(lines * _LINE_HEIGHT, 409))

    def value(self, row: int, column: int, value: Value) -> None:
        """Write a value; no value leaves the cell empty."""
        if value is None or value == "":
            return
        if isinstance(value, datetime.date):
            self._day(row, column, value)
        elif isinstance(value, int) and abs(value) < _NUMBERS_END:
            self.sheet.write_number(row, column, value, self.number)
        else:
            self.text(row, column, str(value), self.plain)

    def text(self, row: int, column: int, text: str, style: Any) -> None:
        """Write text as it is; what no cell can hold ends with «…»."""
        if len(text.encode("utf-16-le")) // 2 > _CELL:
            text = text.encode("utf-16-le")[: 2 * _CELL].decode("utf-16-le", "ignore") + "…"
        if text.startswith("<r>") and text.endswith("</r>"):
            # The writer takes such text for its own markup; in two pieces it is text again.
            self.sheet.write_rich_string(row, column, "<", self.line, text[1:], style)
        else:
            self.sheet.write_string(row, column, text, style)

    def _day(self, row: int, column: int, value: datetime.date) -> None:
        if value < _FIRST_DAY:
            self.text(row, column, day(value), self.plain)
        else:
            plain = datetime.date(value.year, value.month, value.day)
            self.sheet.write_datetime(row, column, plain, self.day)


def _lay_out(sheet: Any, columns: Sequence[Column[Any]], mark: Mark) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    across = math.ceil(sum(column.width for column in columns) / _PAGE)
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0)  # whose line it is stands on every page
    by, reason = (_shortened(text).replace("&", "&&") for text in (mark.by, mark.reason))
    sheet.set_header(f"&L{by} xuất {mark.moment}&R{mark.code}")
    sheet.set_footer(f"&L{reason}&RTrang &P/&N")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)


def _head(writer: _Writer, title: str, mark: Mark) -> int:
    """Write what stands above the list; return the row of the headings."""
    lines = [
        title,
        f"Người xuất: {mark.by}",
        f"Thời điểm xuất: {mark.moment}",
        f"Lý do: {mark.reason}",
        f"Mã bản xuất: {mark.code}",
        _WARNING,
    ]
    writer.sheet.set_row(0, 1.5 * _LINE_HEIGHT)
    for row, line in enumerate(lines):
        writer.text(row, 0, line, writer.line if row else writer.title)
    return len(lines) + 1


def _lines(value: Value, width: int) -> int:
    """Return on how many lines a value of a column stands; a broken one ends a short word early."""
    if not isinstance(value, str):
        return 1
    parts = (len(part) for part in value.split("\n"))
    return sum(1 if long <= width else math.ceil(long / (width - _WORD)) for long in parts)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"
