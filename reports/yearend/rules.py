"""When a report may be started, saved, issued and corrected, and what is still missing. Pure."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from chibo.reasons import Reason
from chibo.vietnamese import day

LONGEST_PERIOD_YEARS = 6
"""A term is five years (Điều lệ Đảng) and may be prolonged."""
MOST_CELLS = 600
"""How many cells below a place one report gathers at once.

The statements stay the same, but every member and meeting is read: 300 cells of 20 members that met
twelve times take 1.3 s on SQLite, so this many take as long as a person waits for a page. A larger
place has committees below it, which report to it.
"""
_FORMAT_CLAUSE = "Thể thức văn bản của Đảng"


def usual_year(today: datetime.date) -> int:
    """Return the year that is looked back on: from October on this one, before it the last."""
    return today.year if today.month >= 10 else today.year - 1


@dataclass(frozen=True)
class ReportHeading:
    """What stands at the head and the foot of a report: recipients one per line."""

    about: str
    place: str = ""
    dated: datetime.date | None = None
    authority: str = "T/M CHI BỘ"
    signer_post: str = ""
    signer_name: str = ""
    recipients: str = ""


@dataclass(frozen=True)
class Readiness:
    """What must be known before a report is issued; `unwritten` holds (key, title) pairs."""

    heading: ReportHeading
    today: datetime.date
    unwritten: tuple[tuple[str, str], ...] = ()
    numbers_by_term: bool = True
    has_term: bool = True
    balances: bool = True
    urls: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Coverage:
    """What the records of the period hold; `urls` lead to the pages where they are made.

    `facts_of_members` are (fact in words, how many of `members` have it written down).
    """

    starts: datetime.date
    ends: datetime.date
    today: datetime.date
    knows_head_count: bool
    months_met: frozenset[tuple[int, int]]
    unlocked: int
    achievements: int
    limitations: int
    assessments: int
    inspections: int
    plans: int
    has_meeting: bool
    urls: dict[str, str] = field(default_factory=dict)
    members: int = 0
    facts_of_members: tuple[tuple[str, int], ...] = ()


def period_words(starts: datetime.date, ends: datetime.date, term: str = "") -> str:
    """Return a period as it is said in titles: «năm 2021», «tháng 7 năm 2013», «nhiệm kỳ …».

    `term` is the label of the term; it is used for periods of more than one year.

    >>> period_words(datetime.date(2013, 7, 1), datetime.date(2013, 8, 31))
    'tháng 7 - tháng 8 năm 2013'
    """
    whole_months = starts.day == 1 and ends.day == calendar.monthrange(ends.year, ends.month)[1]
    same_year = starts.year == ends.year
    if whole_months and same_year and (starts.month, ends.month) == (1, 12):
        return f"năm {starts.year}"
    if term and is_longer_than_a_year(starts, ends):
        return f"nhiệm kỳ {term}"
    if whole_months and same_year and starts.month == ends.month:
        return f"tháng {starts.month} năm {starts.year}"
    if whole_months and same_year:
        return f"tháng {starts.month} - tháng {ends.month} năm {starts.year}"
    return f"từ {day(starts)} đến {day(ends)}"


def is_longer_than_a_year(starts: datetime.date, ends: datetime.date) -> bool:
    """Return whether a period looks back on a term, not on a year or less."""
    return (ends - starts).days > 366


def is_month(starts: datetime.date, ends: datetime.date) -> bool:
    """Return whether a period is exactly one month of the calendar."""
    last = calendar.monthrange(ends.year, ends.month)[1]
    return (starts, ends.day) == (ends.replace(day=1), last)


def is_part_of_a_year(starts: datetime.date, ends: datetime.date) -> bool:
    """Return whether a period is shorter than a year of the calendar.

    >>> is_part_of_a_year(datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    False
    """
    return (ends - starts).days + 1 < 365


def plan_of(starts: datetime.date, ends: datetime.date) -> tuple[int, int | None]:
    """Return (year, month) that a report plans: the next month after a month, else the next year.

    >>> plan_of(datetime.date(2013, 7, 1), datetime.date(2013, 7, 31))
    (2013, 8)
    """
    if not is_month(starts, ends):
        return ends.year + 1, None
    return (ends.year + 1, 1) if ends.month == 12 else (ends.year, ends.month + 1)


def plan_words(starts: datetime.date, ends: datetime.date, next_term: str = "") -> str:
    """Return the time ahead: «năm 2022» after a year, «tháng 8 năm 2013» after a month.

    «nhiệm kỳ …» where a term has followed; «thời gian tới» after all else.
    """
    if next_term and is_longer_than_a_year(starts, ends):
        return f"nhiệm kỳ {next_term}"
    year, month = plan_of(starts, ends)
    if month:
        return f"tháng {month} năm {year}"
    return f"năm {year}" if period_words(starts, ends) == f"năm {ends.year}" else "thời gian tới"


def about(starts: datetime.date, ends: datetime.date, term: str = "", next_term: str = "") -> str:
    """Return the usual abstract of a report on a period."""
    period, ahead = period_words(starts, ends, term), plan_words(starts, ends, next_term)
    work = "kết quả công tác" if period.startswith(("tháng", "từ")) else "tổng kết công tác Đảng"
    return f"{work} {period}, phương hướng, nhiệm vụ {ahead}"


def knows_head_count(*, official: int, least: int, told: int) -> bool:
    """Return whether a roll is complete enough to count: no cell has fewer official members.

    `least` is the least number of official members of a cell (Điều lệ Đảng, điều 21), `told` how
    many on the roll have any fact beside their name: names taken from an article are no roll.
    """
    return official >= least and told > 0


def obstacles_to_starting(
    *,
    starts: datetime.date,
    ends: datetime.date,
    is_group: bool = False,
    cells: int = 0,
    drafted: str = "",
    issued: str = "",
) -> list[Reason]:
    """Return why a report on a period cannot be started.

    `cells` is how many stand below the place; `drafted` and `issued` are the pages of the draft
    and of the issued report on this very period.
    """
    if is_group:
        return [Reason("Tổ đảng không ban hành báo cáo. Soạn báo cáo ở chi bộ.")]
    if ends < starts:
        return [Reason("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.", field="ends")]
    if ends.year - starts.year > LONGEST_PERIOD_YEARS:
        text = f"Kỳ báo cáo dài quá {LONGEST_PERIOD_YEARS} năm. Kiểm tra lại ngày đầu và ngày cuối."
        return [Reason(text, field="ends")]
    if cells > MOST_CELLS:
        text = (
            f"Có {cells} chi bộ bên dưới; một báo cáo gộp nhiều nhất {MOST_CELLS} chi bộ. "
            "Soạn báo cáo ở từng đảng bộ bên dưới."
        )
        return [Reason(text)]
    if drafted:
        text = "Đã có bản đang soạn cho đúng kỳ này. Mở bản ấy để soạn tiếp."
        return [Reason(text, url=drafted)]
    if issued:
        text = "Báo cáo kỳ này đã ban hành. Mở báo cáo ấy để lập bản sửa đổi."
        return [Reason(text, url=issued)]
    return []


def obstacles_to_writing(*, is_issued: bool, version: int, stored: int) -> list[Reason]:
    """Return why a save is refused: the report is issued, or a colleague saved meanwhile."""
    if is_issued:
        text = "Báo cáo đã ban hành nên không sửa được nữa. Lập bản sửa đổi để chữa."
        return [Reason(text)]
    if version != stored:
        return [
            Reason(
                "Có người vừa lưu báo cáo này. Chữ của đồng chí vẫn còn dưới đây, bản đã lưu đặt "
                "cạnh chỗ khác nhau. Xem lại rồi bấm Lưu lần nữa để giữ chữ của đồng chí.",
                field="version",
            )
        ]
    return []


def obstacles_to_confirming(*, is_issued: bool, version: int, stored: int) -> list[Reason]:
    """Return why what was confirmed is not issued: it is, or nobody confirmed what is stored."""
    if is_issued:
        return [Reason("Báo cáo này đã ban hành rồi.")]
    if version != stored:
        text = (
            "Có người lưu báo cáo này sau khi đồng chí mở trang này nên chưa ban hành, chưa cấp số."
            " Bấm “Chưa, soạn tiếp” để đọc bản mới rồi ban hành."
        )
        return [Reason(text)]
    return []


def obstacles_to_issuing(ready: Readiness) -> list[Reason]:
    """Return why a report cannot be issued yet, each with the place where it can be mended."""
    heading, urls = ready.heading, ready.urls
    reasons = [
        Reason(f"Chưa viết: {title}.", url=f"{urls.get('write', '')}#{key}")
        for key, title in ready.unwritten
    ]
    for value, text in (
        (heading.about, "Chưa có trích yếu."),
        (heading.place, "Chưa có địa danh."),
        (heading.dated, "Chưa có ngày ký."),
        (heading.authority, "Chưa có thẩm quyền ký, như T/M CHI BỘ."),
        (heading.signer_name, "Chưa có người ký."),
        (heading.recipients.strip(), "Chưa có nơi nhận."),
    ):
        if not value:
            url = f"{urls.get('write', '')}#the-thuc"
            reasons.append(Reason(text, clause=_FORMAT_CLAUSE, url=url))
    if heading.dated and heading.dated > ready.today:
        url = f"{urls.get('write', '')}#the-thuc"
        reasons.append(Reason("Ngày ký ở tương lai. Ban hành vào ngày ký.", url=url))
    if ready.numbers_by_term and heading.dated and not ready.has_term:
        text = (
            "Số văn bản đánh theo nhiệm kỳ nhưng chưa ghi nhiệm kỳ nào có ngày ký này. "
            "Ghi nhiệm kỳ, hoặc chuyển sang đánh số theo năm ở trang tổ chức."
        )
        reasons.append(Reason(text, url=urls.get("organization", "")))
    if not ready.balances:
        text = (
            "Biểu biến động đảng viên không khớp: đầu kỳ cộng tăng trừ giảm khác cuối kỳ. "
            "Kiểm tra ngày vào, ngày rời sổ."
        )
        reasons.append(Reason(text, url=urls.get("roll", "")))
    return reasons


def obstacles_to_correcting(*, is_issued: bool, corrected_by: str = "") -> list[Reason]:
    """Return why no correction can be started; `corrected_by` is the page of one that exists."""
    if not is_issued:
        return [Reason("Báo cáo chưa ban hành thì sửa ngay trong bản soạn.")]
    if corrected_by:
        return [Reason("Báo cáo này đã có bản sửa đổi. Mở bản ấy.", url=corrected_by)]
    return []


def obstacles_to_discarding(*, is_issued: bool, reason: str) -> list[Reason]:
    """Return why a draft cannot be thrown away; what is issued stays."""
    if is_issued:
        return [Reason("Báo cáo đã ban hành được lưu giữ, không bỏ được.")]
    if not reason.strip():
        return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
    return []


def months_missing(
    starts: datetime.date,
    ends: datetime.date,
    today: datetime.date,
    months_met: frozenset[tuple[int, int]],
) -> tuple[tuple[int, int], ...]:
    """Return the (year, month) pairs of the period, up to this month, without a meeting."""
    last = min(ends, today)
    first, count = starts.year * 12 + starts.month - 1, last.year * 12 + last.month
    months = ((index // 12, index % 12 + 1) for index in range(first, count))
    return tuple(month for month in months if month not in months_met)


def _facts_missing(held: Coverage) -> list[Reason]:
    """Return which figures are left out because the roll does not say them of everybody."""
    if not held.knows_head_count:
        return []
    return [
        Reason(
            f"{held.members - known}/{held.members} đồng chí chưa ghi {fact}, "
            "nên báo cáo không nêu số liệu này.",
            url=held.urls.get("roll", ""),
        )
        for fact, known in held.facts_of_members
        if known < held.members
    ]


def gaps(held: Coverage) -> list[Reason]:
    """Return what the records of the period lack; a report may be issued with gaps."""
    reasons = []
    urls = held.urls
    if not held.knows_head_count:
        text = "Sổ đảng viên chưa đủ nên báo cáo chưa nêu số đảng viên."
        reasons.append(Reason(text, url=urls.get("roll", "")))
    reasons += _facts_missing(held)
    missing = months_missing(held.starts, held.ends, held.today, held.months_met)
    if missing:
        some = f"Chưa có sinh hoạt thường kỳ: {_months(missing)}."
        text = some if held.months_met else "Chưa ghi kỳ sinh hoạt thường kỳ nào."
        reasons.append(Reason(text, url=urls.get("meetings", "")))
    if held.unlocked:
        text = f"{held.unlocked} biên bản chưa thông qua và khóa."
        reasons.append(Reason(text, url=urls.get("meetings", "")))
    for count, text, place in (
        (held.achievements, "Chưa ghi kết quả đạt được nào.", "notebook"),
        (held.assessments, "Chưa ghi đánh giá tình hình tư tưởng.", "notebook"),
        (held.inspections, "Chưa ghi kiểm tra, giám sát.", "inspections"),
        (held.limitations, "Chưa ghi hạn chế, nguyên nhân.", "notebook"),
        (held.plans, "Chưa ghi mục tiêu, nhiệm vụ trọng tâm của kỳ tới.", "tasks"),
        (int(held.has_meeting), "Chưa chọn hội nghị thông qua báo cáo.", "heading"),
    ):
        if not count:
            reasons.append(Reason(text, url=urls.get(place, "")))
    return reasons


def _months(months: Sequence[tuple[int, int]]) -> str:
    if len({year for year, _ in months}) == 1:
        return f"tháng {', '.join(str(month) for _, month in months)}"
    return ", ".join(f"{month}/{year}" for year, month in months)
