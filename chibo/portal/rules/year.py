"""What a year of meetings shows at a glance: its months, quarters, minutes and gaps. Pure."""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chibo.vietnamese import roman

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Held:
    """One meeting: the month it surely lies in, 0 where that is not known, and its counts."""

    pk: int
    organization_id: int
    month: int
    last_day: datetime.date | None
    kinds: frozenset[str]
    is_locked: bool
    present: int | None = None
    summoned: int | None = None


@dataclass(frozen=True)
class MeetingLaw:
    """The guidance on cell meetings in force in a time, `until` excluded; its clause is `symbol`."""

    since: datetime.date
    until: datetime.date | None
    symbol: str
    attendance_aim: int
    finish_within_days: int | None
    thematic_per_quarter: int


NO_LAW = MeetingLaw(datetime.date.min, None, "", 0, None, 0)


@dataclass(frozen=True)
class Mark:
    """One tile of a year: its kind as in the component `tile`, and what it leads to.

    `meeting` is the record behind it; without one, `records` is the kind of meeting to record in
    `month`, or «dues» for the month's book of dues; empty where there is nothing to do.
    """

    kind: str = "none"
    text: str = ""
    icon: str = ""
    before: str = ""
    after: str = ""
    meeting: int | None = None
    records: str = ""
    month: int = 0


@dataclass(frozen=True)
class Probation:
    """A probationary member, the day probation ends and the last day to consider recognition."""

    member_id: int
    name: str
    ends: datetime.date
    due: datetime.date
    clause: str


@dataclass(frozen=True)
class DuesMonth:
    """How many charges of a month there are, and how many of them are paid in full."""

    month: int
    settled: int
    charged: int


@dataclass(frozen=True)
class Requests:
    """What members asked to have corrected and this person may answer: how many, since and by when."""

    n: int
    since: datetime.date
    due: datetime.date
    law: str


@dataclass(frozen=True)
class Situation:
    """All that decides what a cell has to do on a day.

    `since` is the first month of which its book ought to tell; `report` is the state of the
    report on `report_year`: "", draft or issued. `term_ended` is the day the last term ended.
    `dues` is None for those who see none; `dues_since` is the first month ever charged. `rating`
    is the state of the sheet of `rating_year`: "", or a status of `RatingSheet`.
    """

    today: datetime.date
    year: int
    since: datetime.date
    meetings: tuple[Held, ...]
    laws: tuple[MeetingLaw, ...]
    charter: str
    probations: tuple[Probation, ...] = ()
    has_secretary: bool = True
    term_label: str = ""
    term_ended: datetime.date | None = None
    report_year: int = 0
    report: str = "issued"
    dues: tuple[DuesMonth, ...] | None = None
    dues_since: datetime.date | None = None
    rating_year: int = 0
    rating: str = "decided"
    requests: Requests | None = None


def law_on(laws: Iterable[MeetingLaw], day: datetime.date) -> MeetingLaw:
    """Return the guidance in force on a day; one that asks for nothing where none is known."""
    for law in laws:
        if law.since <= day and (law.until is None or law.until > day):
            return law
    return NO_LAW


def month_end(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def month_of(first: datetime.date | None, last: datetime.date | None, year: int) -> int:
    """Return the month of a year that a meeting surely lies in, 0 where that is not known."""
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return 0
    return first.month if first.year == year else 0


def tense(year: int, month: int, today: datetime.date) -> int:
    """Return -1 for a month that is over, 0 for this month, 1 for one to come."""
    there, here = (year, month), (today.year, today.month)
    return (there > here) - (there < here)


def is_expected(situation: Situation, month: int) -> bool:
    """Return whether the book ought to tell of a month that is over."""
    over = tense(situation.year, month, situation.today) < 0
    return over and month_end(situation.year, month) >= situation.since


def regular_mark(
    found: Sequence[Held], year: int, month: int, today: datetime.date, *, aim: int, expected: bool
) -> Mark:
    """Return the tile of a month's regular meeting; `aim` is the percent that ought to attend."""
    held = next((meeting for meeting in found if "regular" in meeting.kinds), None)
    before = f"Thường kỳ tháng {month}:"
    if held is None:
        return _missing(year, month, today, expected=expected, before=before)
    if held.present is None or not held.summoned:
        return Mark("ok", icon="check", before=before, after="đã họp", meeting=held.pk, month=month)
    low = held.present * 100 < aim * held.summoned
    return Mark(
        "low" if low else "ok",
        text=f"{held.present}/{held.summoned}",
        before=before,
        after=f"dưới {aim}%" if low else "",
        meeting=held.pk,
        month=month,
    )


def _missing(year: int, month: int, today: datetime.date, *, expected: bool, before: str) -> Mark:
    when = tense(year, month, today)
    if when == 0:
        return Mark("now", "Ghi", "plus", before, "chưa họp", records="regular", month=month)
    if when < 0 and expected:
        return Mark("gap", "Thiếu", "", before, "", records="regular", month=month)
    return Mark(before=before, after="chưa đến" if when > 0 else "không ghi", month=month)


def thematic_mark(situation: Situation, month: int) -> Mark:
    """Return the tile of a month's thematic meeting; a quarter's gap stands in its last month."""
    found = [meeting for meeting in situation.meetings if "thematic" in meeting.kinds]
    before = f"Chuyên đề tháng {month}:"
    for meeting in found:
        if meeting.month == month:
            return Mark("ok", "", "check", before, "đã họp", meeting=meeting.pk, month=month)
    quarter = (month - 1) // 3 + 1
    if not quarter_is_short(situation, quarter):
        return Mark(before=before, after="không có", month=month)
    name = f"chuyên đề quý {roman(quarter)}"
    if month == quarter * 3 and is_expected(situation, month):
        return Mark("gap", "Thiếu", "", "", name, records="thematic", month=month)
    if tense(situation.year, month, situation.today) == 0:
        return Mark("next", "chưa", "", "", f"họp {name}", records="thematic", month=month)
    return Mark(before=before, after="không có", month=month)


def quarter_is_short(situation: Situation, quarter: int) -> bool:
    """Return whether a quarter has fewer thematic meetings than the guidance asks for."""
    last = month_end(situation.year, quarter * 3)
    held = sum(
        "thematic" in meeting.kinds and (meeting.month - 1) // 3 + 1 == quarter
        for meeting in situation.meetings
        if meeting.month
    )
    return held < law_on(situation.laws, last).thematic_per_quarter


def minutes_mark(found: Sequence[Held], month: int) -> Mark:
    """Return the tile of a month's minutes: locked, or one that is still a draft."""
    before = f"Biên bản tháng {month}:"
    draft = next((meeting for meeting in found if not meeting.is_locked), None)
    if draft is not None:
        return Mark("open", "Nháp", "pencil", before, "chưa khóa", meeting=draft.pk, month=month)
    if not found:
        return Mark(before=before, after="chưa có", month=month)
    return Mark("ok", "", "lock", before, "đã khóa", meeting=found[0].pk, month=month)


def other_mark(found: Sequence[Held], month: int) -> Mark:
    """Return the tile of a month's further meetings: congress, review, committee and the like."""
    others = [meeting for meeting in found if not meeting.kinds & {"regular", "thematic"}]
    before = f"Cuộc họp khác tháng {month}:"
    if not others:
        return Mark(before=before, after="không có", month=month)
    text = str(len(others)) if len(others) > 1 else ""
    return Mark("ok", text, "meet", before, "", meeting=others[0].pk, month=month)


def dues_mark(situation: Situation, month: int) -> Mark:
    """Return the tile of a month's dues: how many have paid in full of how many who owe."""
    before = f"Đảng phí tháng {month}:"
    held = next((one for one in situation.dues or () if one.month == month), None)
    if held is not None and held.charged:
        done = held.settled >= held.charged
        text = f"{held.settled}/{held.charged}"
        after = "đã đóng đủ" if done else "chưa đóng đủ"
        return Mark("ok" if done else "low", text, "", before, after, records="dues", month=month)
    if is_due_for_dues(situation, month):
        return Mark("gap", "Thiếu", "", before, "chưa mở sổ", records="dues", month=month)
    return Mark(before=before, after="chưa có", month=month)


def is_due_for_dues(situation: Situation, month: int) -> bool:
    """Return whether the book of dues ought to tell of a month that is over."""
    since = situation.dues_since
    over = tense(situation.year, month, situation.today) < 0
    return over and since is not None and month_end(situation.year, month) >= since


def year_strip(situation: Situation) -> list[tuple[Mark, ...]]:
    """Return twelve months: regular, thematic, minutes, others, and dues for those who see them."""
    strip = []
    for month in MONTHS:
        found = [meeting for meeting in situation.meetings if meeting.month == month]
        law = law_on(situation.laws, month_end(situation.year, month))
        regular = regular_mark(
            found,
            situation.year,
            month,
            situation.today,
            aim=law.attendance_aim,
            expected=is_expected(situation, month),
        )
        marks = (
            regular,
            thematic_mark(situation, month),
            minutes_mark(found, month),
            other_mark(found, month),
        )
        dues = () if situation.dues is None else (dues_mark(situation, month),)
        strip.append((*marks, *dues))
    return strip
