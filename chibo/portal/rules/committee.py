"""What a committee sees of its cells: month by month, and which of them are late. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chibo.portal.rules.duties import Duty, minutes_duties
from chibo.portal.rules.year import (
    MONTHS,
    Held,
    Mark,
    MeetingLaw,
    Situation,
    is_expected,
    law_on,
    month_end,
    regular_mark,
    tense,
)

_NOBODY_ASKED = datetime.date.max


@dataclass(frozen=True)
class Cell:
    """A cell of the committee; `since` is the month from which its book ought to tell."""

    pk: int
    code: str
    name: str
    since: datetime.date | None


@dataclass(frozen=True)
class Group:
    """A part of the tree below the committee: how many cells it has, how many met each month."""

    code: str
    name: str
    cells: int
    met: Mapping[int, int]


def cell_situation(
    cell: Cell,
    meetings: Sequence[Held],
    laws: tuple[MeetingLaw, ...],
    year: int,
    today: datetime.date,
) -> Situation:
    """Return what the committee sees of one cell's year."""
    found = tuple(meeting for meeting in meetings if meeting.organization_id == cell.pk)
    since = cell.since or _NOBODY_ASKED
    return Situation(today, year, since, found, laws, charter="")


def cell_marks(situation: Situation) -> list[Mark]:
    """Return twelve tiles of a cell's regular meetings, drafts of minutes before counts."""
    marks = []
    for month in MONTHS:
        found = [
            meeting
            for meeting in situation.meetings
            if meeting.month == month and "regular" in meeting.kinds
        ]
        draft = next((meeting for meeting in found if not meeting.is_locked), None)
        if draft is not None:
            marks.append(Mark("open", "Nháp", "pencil", meeting=draft.pk, month=month))
            continue
        aim = law_on(situation.laws, month_end(situation.year, month)).attendance_aim
        mark = regular_mark(
            found,
            situation.year,
            month,
            situation.today,
            aim=aim,
            expected=is_expected(situation, month),
        )
        marks.append(Mark("next", "chưa", month=month) if mark.kind == "now" else mark)
    return marks


def group_mark(group: Group, year: int, month: int, today: datetime.date) -> Mark:
    """Return how many cells of a group had their regular meeting in a month."""
    met = group.met.get(month, 0)
    when = tense(year, month, today)
    if when > 0 and not met:
        return Mark(month=month, after="chưa đến")
    text = f"{met}/{group.cells}"
    if met >= group.cells:
        return Mark("ok", text, month=month)
    if when == 0:
        return Mark("next", text, month=month)
    return Mark("low" if met else "gap", text, month=month, after="chi bộ đã họp")


def lateness(cell: Cell, situation: Situation, clause: str) -> Duty | None:
    """Return why a cell is late, by its oldest gap; None where it is not."""
    if cell.since is None:
        return Duty(
            "cell",
            month_end(situation.today.year, situation.today.month),
            cell.name,
            "Chưa ghi buổi họp nào vào sổ.",
            subject=cell.pk,
        )
    marks = cell_marks(situation)
    missing = [mark.month for mark in marks if mark.kind == "gap"]
    drafts = [mark.month for mark in marks if mark.kind == "open"]
    due = [month_end(situation.year, month) for month in missing]
    due += [duty.due for duty in minutes_duties(situation)]
    if not due:
        return None
    said = []
    if missing:
        said.append(f"chưa họp {_months(missing)}")
    if drafts:
        said.append(f"biên bản {_months(drafts)} chưa khóa")
    words = "; ".join(said) or "biên bản còn nháp"
    return Duty(
        "cell",
        min(due),
        cell.name,
        f"{words[0].upper()}{words[1:]}.",
        clause if missing else "",
        subject=cell.pk,
    )


def _months(months: Sequence[int]) -> str:
    return ", ".join(f"tháng {month}" for month in months)
