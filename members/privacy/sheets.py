"""The roll as a sheet: the columns one may choose, those that lie sealed apart."""

import datetime
from collections.abc import Callable, Iterable, Mapping

from chibo.dates import PartialDate
from chibo.sheets import Column, Mark, Value, workbook
from chibo.vietnamese import day
from members.privacy.facts import FIELDS, RollLine, typed, words
from members.roster.models import Member


def _of_file(name: str) -> Callable[[RollLine], str]:
    """Return how a fact of the file is found; nothing where the file is no longer in scope."""

    def value(line: RollLine) -> str:
        return words(name, typed(line.file, name)) if line.file else ""

    return value


def _opened(name: str) -> Callable[[RollLine], str]:
    """Return how a sealed fact is found; nothing where it may not be seen."""
    return lambda line: typed(line.opened, name) if line.opened else ""


def _fact(name: str, width: int = 16) -> Column[RollLine]:
    return Column(FIELDS[name], _of_file(name), width)


def _when(date: PartialDate) -> Value:
    """Return a day as a day, which Excel can sort by, and anything vaguer as its words."""
    return date.exact or str(date)


COLUMNS: dict[str, Column[RollLine]] = {
    "full_name": Column("Họ và tên", lambda line: line.membership.member.full_name, 26),
    "organization": Column("Chi bộ", lambda line: line.membership.organization.name, 38),
    "standing": Column("Đảng tịch", lambda line: "Chính thức" if line.is_official else "Dự bị", 12),
    "gender": Column("Giới tính", lambda line: line.membership.member.get_gender_display(), 10),
    "born": Column("Ngày sinh", lambda line: _when(line.membership.member.born), 12),
    "admitted": Column("Ngày kết nạp", lambda line: _when(line.membership.member.admitted), 14),
    "recognised": Column(
        "Ngày chính thức", lambda line: _when(line.membership.member.recognised), 16
    ),
    "titles": Column("Chức vụ", lambda line: line.titles, 36),
    **{name: _fact(name, 24) for name in ("home_town", "education", "profession")},
    **{name: _fact(name) for name in ("political_theory", "phone")},
    "email": _fact("email", 26),
    **{name: _fact(name) for name in ("card_number", "file_number")},
}
"""What may be taken out of the roll, in the order of the sheet."""

SEALED: dict[str, Column[RollLine]] = {
    name: Column(FIELDS[name], _opened(name)) for name in Member.SEALED
}
"""What lies sealed: offered only to those who may see it, and never ticked beforehand."""

USUAL = tuple(COLUMNS)[:8]
"""The columns that are ticked to begin with: what the roll itself shows."""


def choices(*, sealed: bool) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (key, heading) of the columns one may choose, the open and the sealed ones."""
    return _headings(COLUMNS), _headings(SEALED) if sealed else []


def chosen(names: Iterable[str]) -> dict[str, Column[RollLine]]:
    """Return the columns of these keys in the order of the sheet."""
    wanted = set(names)
    return {name: one for name, one in (COLUMNS | SEALED).items() if name in wanted}


def roll_sheet(
    place: str,
    as_of: datetime.date,
    columns: Mapping[str, Column[RollLine]],
    rows: Iterable[RollLine],
    mark: Mark,
) -> bytes:
    """Return the workbook of a roll with these columns, marked with who took it out and why."""
    title = f"Danh sách đảng viên, {place}, tính đến {day(as_of)}"
    return workbook(title=title, columns=list(columns.values()), rows=rows, mark=mark)


def _headings(columns: Mapping[str, Column[RollLine]]) -> list[tuple[str, str]]:
    return [(name, column.heading) for name, column in columns.items()]
