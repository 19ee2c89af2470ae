"""The log as a sheet: one row for each entry."""

from collections.abc import Iterable

from django.utils import timezone

from chibo.sheets import Column, Mark, workbook
from reports.log.facts import Line

COLUMNS: list[Column[Line]] = [
    Column("Ngày", lambda line: line.day, 12),
    Column("Giờ", lambda line: f"{timezone.localtime(line.at):%H:%M:%S}", 10),
    Column("Người làm", lambda line: line.actor, 26),
    Column("Việc", lambda line: line.phrase, 30),
    Column("Của", lambda line: line.subject.name, 40),
    Column("Nội dung", lambda line: "\n".join(one.words for one in line.changes), 70),
    Column("Tổ chức", lambda line: line.place, 38),
]


def log_sheet(lines: Iterable[Line], mark: Mark) -> bytes:
    """Return the workbook of these lines, newest first as they come."""
    return workbook(title="Nhật ký", columns=COLUMNS, rows=lines, mark=mark)
