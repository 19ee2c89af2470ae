"""What a cell has to do next: by when, why, by which clause. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from chibo.portal.rules.year import (
    MONTHS,
    Requests,
    Situation,
    is_due_for_dues,
    is_expected,
    law_on,
    month_end,
    quarter_is_short,
    tense,
)
from chibo.vietnamese import roman

MOST_SINGLE_GAPS = 3
"""More missing months than this are one line of the list, not one each."""

AHEAD = datetime.timedelta(days=60)
_SOON = 30
_NOVEMBER, _DECEMBER, _JANUARY = 11, 12, 1


@dataclass(frozen=True)
class Duty:
    """One thing to be done: by when, why, and by which clause; `key` says which page does it.

    `situation` is how things stand while it is not done, for the title of the desk.
    """

    key: str
    due: datetime.date
    title: str
    reason: str
    clause: str = ""
    subject: int = 0
    month: int = 0
    situation: str = ""


def duties(situation: Situation) -> list[Duty]:
    """Return what a cell has to do, the earliest deadline first."""
    found = [
        *_regular_duties(situation),
        *_thematic_duties(situation),
        *minutes_duties(situation),
        *_recognition_duties(situation),
        *_rating_duties(situation),
        *_dues_duties(situation),
        *_report_duties(situation),
        *_committee_duties(situation),
        *correction_duties(situation.requests),
    ]
    return sorted(found, key=lambda duty: duty.due)


def missing_months(situation: Situation) -> list[int]:
    """Return the months up to this one without a regular meeting that ought to have one."""
    met = {meeting.month for meeting in situation.meetings if "regular" in meeting.kinds}
    return [
        month
        for month in MONTHS
        if month not in met
        and (is_expected(situation, month) or tense(situation.year, month, situation.today) == 0)
    ]


def _regular_duties(situation: Situation) -> list[Duty]:
    clause = f"{situation.charter}: mỗi tháng một lần" if situation.charter else ""
    missing = missing_months(situation)
    over = [m for m in missing if tense(situation.year, m, situation.today) < 0]
    found = []
    if len(over) > MOST_SINGLE_GAPS:
        names = ", ".join(str(month) for month in over)
        found.append(
            Duty(
                "regular",
                month_end(situation.year, over[0]),
                f"Ghi bù sinh hoạt thường kỳ {len(over)} tháng",
                f"Sổ chưa có buổi họp các tháng {names}.",
                clause,
                month=over[-1],
            )
        )
        missing = [month for month in missing if month not in over]
    for month in missing:
        late = month in over
        found.append(
            Duty(
                "regular",
                month_end(situation.year, month),
                f"{'Ghi bù sinh hoạt' if late else 'Họp'} thường kỳ tháng {month}",
                f"Sổ chưa có buổi họp thường kỳ tháng {month}.",
                clause,
                month=month,
                situation=f"Tháng\N{NO-BREAK SPACE}{month} chưa họp thường\N{NO-BREAK SPACE}kỳ",
            )
        )
    return found


def _thematic_duties(situation: Situation) -> list[Duty]:
    found = []
    for quarter in (1, 2, 3, 4):
        last = quarter * 3
        first = datetime.date(situation.year, last - 2, 1)
        begun = first <= situation.today and month_end(situation.year, last) >= situation.since
        if not begun or not quarter_is_short(situation, quarter):
            continue
        end = month_end(situation.year, last)
        name = roman(quarter)
        found.append(
            Duty(
                "thematic",
                end,
                f"{'Họp bù' if end < situation.today else 'Họp'} chuyên đề quý {name}",
                f"Quý {name} chưa có buổi sinh hoạt chuyên đề nào.",
                f"{law_on(situation.laws, end).symbol}: mỗi quý ít nhất một lần",
                month=min(last, situation.today.month) if end >= situation.today else last,
                situation=f"Quý\N{NO-BREAK SPACE}{name} chưa họp chuyên\N{NO-BREAK SPACE}đề",
            )
        )
    return found


def minutes_duties(situation: Situation) -> list[Duty]:
    """Return the minutes of meetings held that are still drafts."""
    found = []
    for meeting in situation.meetings:
        if meeting.is_locked or meeting.last_day is None or meeting.last_day > situation.today:
            continue
        law = law_on(situation.laws, meeting.last_day)
        days = law.finish_within_days
        name = f"ngày {meeting.last_day:%d/%m}" if meeting.month else "còn nháp"
        found.append(
            Duty(
                "minutes",
                meeting.last_day + datetime.timedelta(days=days or 0),
                f"Khóa biên bản {name}",
                "Biên bản còn ở bản nháp, chưa thông qua.",
                f"{law.symbol}: xong trong {days} ngày sau buổi họp" if days else "",
                subject=meeting.pk,
                month=meeting.month,
                situation=f"Biên bản {name} chưa\N{NO-BREAK SPACE}khóa",
            )
        )
    return found


def _recognition_duties(situation: Situation) -> list[Duty]:
    return [
        Duty(
            "recognition",
            probation.due,
            f"Xét công nhận chính thức đ/c {probation.name}",
            f"Hết thời gian dự bị ngày {probation.ends:%d/%m/%Y}.",
            probation.clause,
            subject=probation.member_id,
            situation=f"Đ/c {probation.name} đã hết thời gian dự\N{NO-BREAK SPACE}bị",
        )
        for probation in situation.probations
        if probation.ends <= situation.today + AHEAD
    ]


def report_year(today: datetime.date) -> int:
    """Return the year that is being reported on: the last one, in December this one."""
    return today.year if today.month == _DECEMBER else today.year - 1


def _rating_duties(situation: Situation) -> list[Duty]:
    year = situation.rating_year
    if situation.rating == "returned":
        return [
            Duty(
                "rating",
                situation.today,
                f"Trả lời đảng ủy về bảng xếp loại năm {year}",
                "Đảng ủy đã trả lại bảng xếp loại, kèm lý do.",
                situation=f"Đảng ủy trả lại bảng xếp\N{NO-BREAK SPACE}loại năm\N{NO-BREAK SPACE}{year}",
            )
        ]
    in_season = situation.today.month in (_NOVEMBER, _DECEMBER, _JANUARY)
    if situation.rating not in ("", "draft") or not in_season:
        return []
    words = "đang lập, chưa gửi" if situation.rating == "draft" else "chưa lập"
    return [
        Duty(
            "rating",
            datetime.date(year, 12, 31),
            f"Lập, gửi bảng xếp loại năm {year}",
            f"Bảng xếp loại năm {year} {words}.",
            situation=f"Bảng xếp loại năm\N{NO-BREAK SPACE}{year} chưa\N{NO-BREAK SPACE}gửi",
        )
    ]


def _dues_duties(situation: Situation) -> list[Duty]:
    """Return the months of which the book of dues is not opened, in one line."""
    kept = {one.month for one in situation.dues or () if one.charged}
    missing = [month for month in MONTHS if month not in kept and is_due_for_dues(situation, month)]
    if situation.dues is None or not missing:
        return []
    names = ", ".join(str(month) for month in missing)
    return [
        Duty(
            "dues",
            month_end(situation.year, missing[0]),
            f"Mở sổ đảng phí tháng {names}",
            "Sổ đảng phí chưa ghi các tháng này.",
            month=missing[0],
        )
    ]


def _report_duties(situation: Situation) -> list[Duty]:
    in_season = situation.today.month in (_DECEMBER, _JANUARY)
    if situation.report == "issued" or not (in_season or situation.report == "draft"):
        return []
    year = situation.report_year
    words = "đang soạn, chưa ban hành" if situation.report == "draft" else "chưa bắt đầu soạn"
    return [
        Duty(
            "report",
            datetime.date(year, 12, 31),
            f"Ban hành báo cáo tổng kết năm {year}",
            f"Báo cáo năm {year} {words}.",
            situation=f"Báo cáo năm\N{NO-BREAK SPACE}{year} chưa ban\N{NO-BREAK SPACE}hành",
        )
    ]


def _committee_duties(situation: Situation) -> list[Duty]:
    found = []
    if situation.term_ended is not None and situation.term_ended <= situation.today:
        found.append(
            Duty(
                "term",
                situation.term_ended,
                "Đại hội hoặc ghi văn bản kéo dài nhiệm kỳ",
                f"Nhiệm kỳ {situation.term_label} đã hết; số văn bản chạy theo nhiệm kỳ.",
                situation=f"Nhiệm kỳ {situation.term_label} đã\N{NO-BREAK SPACE}hết",
            )
        )
    if not situation.has_secretary:
        found.append(
            Duty(
                "secretary",
                situation.today,
                "Ghi bí thư chi bộ",
                "Sổ chưa có bí thư đương nhiệm nên chưa điền được người chủ trì, người ký.",
            )
        )
    return found


def correction_duties(requests: Requests | None) -> list[Duty]:
    """Return the requests of members that wait for an answer, in one line due with the oldest."""
    if requests is None:
        return []
    return [
        Duty(
            "corrections",
            requests.due,
            f"Trả lời {requests.n} đề nghị sửa hồ sơ",
            f"Đảng viên đợi trả lời từ ngày {requests.since:%d/%m/%Y}.",
            requests.law,
            situation=f"{requests.n} đề nghị sửa hồ\N{NO-BREAK SPACE}sơ đang chờ trả\N{NO-BREAK SPACE}lời",
        )
    ]


def headline(todo: Sequence[Duty], today: datetime.date) -> tuple[str, str, Duty | None]:
    """Return (how things stand, a note, the duty that answers it) for the head of a cell's desk.

    This month's meeting comes first, then what has been due longest.
    """
    for duty in todo:
        if duty.key == "regular" and duty.month == today.month and duty.due >= today:
            left = (duty.due - today).days
            return duty.situation, f"Còn {left} ngày." if left else "Hôm nay là ngày cuối.", duty
    month = f"Tháng\N{NO-BREAK SPACE}{today.month}"
    late = [duty for duty in todo if duty.due < today]
    if late:
        return late[0].situation or late[0].title, f"{month} đã họp thường kỳ.", late[0]
    return f"{month} đã họp, không việc nào quá\N{NO-BREAK SPACE}hạn", "", None


def deadline(due: datetime.date, today: datetime.date) -> tuple[str, str]:
    """Return (kind of state, words) for a deadline: overdue, soon, or some time ahead."""
    days = (due - today).days
    if days < 0:
        return "bad", f"Quá hạn {-days} ngày"
    if days == 0:
        return "warn", "Hạn hôm nay"
    return ("warn" if days <= _SOON else "idle"), f"Còn {days} ngày"
