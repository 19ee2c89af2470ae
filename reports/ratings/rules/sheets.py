"""A cell's sheet of ratings: who is rated, what may be written, which way it may go. Pure."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chibo.dates import PartialDate, add_months
from chibo.reasons import Reason
from chibo.regulations.parameters import RatingParameters
from chibo.vietnamese import day

DRAFT, SUBMITTED, RETURNED, DECIDED = "draft", "submitted", "returned", "decided"
WRITABLE = frozenset({DRAFT, RETURNED})
_ROUND_BEGINS = 10  # month from which on the current year is being rated
_EARLIEST = 1990
_MOST_POINTS = 100
NOT_SHOWN = "Có người vừa lưu bảng này sau khi đồng chí mở trang."


@dataclass(frozen=True)
class OnRoll:
    """Somebody on the cell's roll on the day of the sheet; `status` as on the roll."""

    member_id: int
    is_official: bool
    status: str
    admitted: PartialDate


@dataclass(frozen=True)
class Line:
    """What a sheet says of one member; `key` tells its fields in a form from others'."""

    key: int
    name: str
    is_official: bool
    is_rated: bool = True
    not_rated_reason: str = ""
    self_level: str = ""
    score: int | None = None
    votes: int | None = None
    base: int | None = None
    proposed_level: str = ""
    remark: str = ""


def year_being_rated(today: datetime.date) -> int:
    """Return the year that is rated on a day: this year from October on, else last year (§5.5)."""
    return today.year if today.month >= _ROUND_BEGINS else today.year - 1


def day_of_sheet(year: int, today: datetime.date) -> datetime.date:
    """Return the day whose roll a sheet lists: the last of its year, today while that is ahead."""
    return min(datetime.date(year, 12, 31), today)


def why_not_rated(who: OnRoll, *, on: datetime.date, least_months: int) -> str:
    """Return why a member is not rated, empty for those who are.

    124-QĐ/TW art. 5.2: the exempt, the suspended, those admitted less than six months before;
    domain reference §5.4. Who is away temporarily is rated where they are on the roll.
    """
    if who.status == "exempt":
        return "được miễn công tác và sinh hoạt đảng"
    if who.status == "suspended":
        return "đang bị đình chỉ sinh hoạt đảng"
    since = who.admitted.earliest
    if since and least_months and add_months(since, least_months) > on:
        return f"kết nạp {who.admitted}, chưa đủ {least_months} tháng"
    return ""


def entitled(roll: Sequence[OnRoll]) -> int:
    """Return over how many official members a cell's vote on ratings is counted.

    All official members, absent ones too, without those temporarily elsewhere and the exempt
    (294-QĐ/TW art. 9.3.2; domain reference §3.4).
    """
    return sum(who.is_official and who.status not in {"away", "exempt"} for who in roll)


def obstacles_to_opening(
    *, is_cell: bool, year: int, today: datetime.date, on_roll: int, existing: str, levels: int
) -> list[Reason]:
    """Return why no sheet can be made; `existing` is the address of the year's sheet, if any."""
    if not is_cell:
        return [Reason("Chỉ chi bộ lập bảng xếp loại đảng viên. Chọn chi bộ ở đầu trang.")]
    if not _EARLIEST <= year <= today.year:
        return [Reason(f"Chưa xếp loại được năm {year}. Chọn năm nay hoặc một năm đã qua.")]
    if existing:
        return [Reason(f"Bảng xếp loại năm {year} đã lập rồi.", url=existing)]
    if not levels:
        return [Reason(f"Chưa có quy định về xếp loại áp dụng cho năm {year}.")]
    if not on_roll:
        return [Reason("Danh sách chi bộ ngày ấy chưa có đảng viên nào. Ghi đảng viên trước.")]
    return []


def obstacles_to_changing(status: str) -> list[Reason]:
    """Return why a cell may not change its sheet now: it lies with the committee."""
    if status in WRITABLE:
        return []
    if status == DECIDED:
        text = "Bảng đã có quyết định nên không sửa được. Cần sửa thì đề nghị đảng ủy mở lại."
    else:
        text = "Bảng đã gửi đảng ủy nên không sửa được. Cần sửa thì đề nghị đảng ủy trả lại."
    return [Reason(text)]


def obstacles_to_version(opened: int, stored: int) -> list[Reason]:
    """Return why a deed on what one has seen is refused: a colleague saved meanwhile."""
    if opened == stored:
        return []
    return [Reason(f"{NOT_SHOWN} Xem lại rồi bấm lần nữa.", field="version")]


def obstacles_to_saving(opened: int, stored: int) -> list[Reason]:
    """Return why what was typed is not saved yet: a colleague saved meanwhile."""
    if opened == stored:
        return []
    text = (
        f"{NOT_SHOWN} Chữ của đồng chí vẫn còn dưới đây, bản đã lưu ghi dưới ô khác nhau. "
        "Xem lại rồi bấm Lưu lần nữa để giữ chữ của đồng chí."
    )
    return [Reason(text, field="version")]


def obstacles_to_writing(
    lines: Sequence[Line], *, levels: Collection[str], official: int
) -> list[Reason]:
    """Return what cannot be right on a sheet; each reason names the field of its line.

    A sheet may be incomplete while it is written; what is written must hold.
    """
    return [reason for line in lines for reason in _faults(line, levels, official)]


def _faults(line: Line, levels: Collection[str], official: int) -> list[Reason]:
    reasons = []
    if not line.is_rated:
        if not line.not_rated_reason.strip():
            text = f"Ghi lý do không xếp loại đồng chí {line.name}."
            reasons.append(_at(line, "not_rated_reason", text))
        if line.proposed_level:
            text = (
                f"Đồng chí {line.name} không xếp loại thì bỏ mức đề nghị, hoặc đánh dấu xếp loại."
            )
            reasons.append(_at(line, "proposed_level", text))
    for name in ("self_level", "proposed_level"):
        value = getattr(line, name)
        if value and value not in levels:
            text = "Quy định của năm này không có mức đã chọn. Chọn lại."
            reasons.append(_at(line, name, text))
    if line.score is not None and not 0 <= line.score <= _MOST_POINTS:
        reasons.append(_at(line, "score", "Điểm từ 0 đến 100."))
    return reasons + _wrong_votes(line, official)


def _wrong_votes(line: Line, official: int) -> list[Reason]:
    reasons = []
    if line.votes is not None and line.base is None:
        reasons.append(_at(line, "base", "Ghi tổng số đảng viên chính thức có quyền biểu quyết."))
    elif line.votes is not None and line.base is not None and line.votes > line.base:
        text = f"{line.votes} phiếu tán thành nhiều hơn tổng số {line.base}. Kiểm tra lại."
        reasons.append(_at(line, "votes", text))
    if line.base is not None and line.base > official:
        text = (
            f"Chi bộ có {official} đảng viên chính thức; đảng viên dự bị không biểu quyết. "
            f"Tổng số không quá {official}."
        )
        reasons.append(_at(line, "base", text))
    return reasons


def _at(line: Line, name: str, text: str) -> Reason:
    return Reason(text, field=field_of(line.key, name))


def field_of(key: int, name: str) -> str:
    """Return the name of a line's field in the form of the whole sheet."""
    return f"r{key}-{name}"


def filled_from_self(lines: Sequence[Line]) -> list[Line]:
    """Return lines whose empty proposals of rated members are what they said of themselves."""
    return [
        Line(**{**vars(line), "proposed_level": line.self_level})
        if line.is_rated and not line.proposed_level
        else line
        for line in lines
    ]


def obstacles_to_submitting(status: str, lines: Sequence[Line]) -> list[Reason]:
    """Return why a sheet cannot be sent; a reason names who is incomplete."""
    if status not in WRITABLE:
        return obstacles_to_changing(status)
    rated = [line for line in lines if line.is_rated]
    if not rated:
        return [Reason("Bảng chưa có đồng chí nào được xếp loại. Ghi bảng trước khi gửi.")]
    reasons = []
    if missing := [line.name for line in rated if not line.proposed_level]:
        reasons.append(Reason(f"Chưa có mức chi bộ đề nghị: {_names(missing)}."))
    if missing := [line.name for line in rated if line.votes is None or line.base is None]:
        reasons.append(Reason(f"Chưa ghi số phiếu tán thành: {_names(missing)}."))
    return reasons


def obstacles_to_answering(status: str, text: str) -> list[Reason]:
    """Return why a returned sheet is not sent again: the committee's reason wants an answer."""
    if status != RETURNED or text.strip():
        return []
    text = "Đảng ủy đã trả lại bảng này. Ghi đã sửa gì, hoặc giải trình vì sao giữ nguyên."
    return [Reason(text, field="text")]


def cautions_about_submitting(
    lines: Sequence[Line], *, has_meeting: bool, has_own_level: bool
) -> list[Reason]:
    """Return what to look at before sending; none of it hinders.

    A level needs the votes of more than half of the official members (§3.4).
    """
    reasons = []
    if not has_meeting:
        reasons.append(Reason("Chưa chọn hội nghị kiểm điểm, nơi chi bộ đã bỏ phiếu."))
    if not has_own_level:
        reasons.append(Reason("Chưa ghi mức tự xếp loại của chi bộ."))
    short = [
        f"{line.name} ({line.votes}/{line.base})"
        for line in lines
        if line.is_rated and line.votes is not None and line.base and 2 * line.votes <= line.base
    ]
    if short:
        text = f"Số phiếu tán thành chưa quá một nửa tổng số đảng viên chính thức: {_names(short)}."
        reasons.append(Reason(text))
    return reasons


def obstacles_to_returning(status: str, reason: str) -> list[Reason]:
    """Return why a committee may not return a sheet: it does not lie there, or no reason."""
    if status != SUBMITTED:
        return [Reason("Chỉ trả lại được bảng mà chi bộ đã gửi và chưa có quyết định.")]
    if not reason.strip():
        return [Reason("Ghi lý do trả lại để chi bộ biết phải sửa gì.", field="reason")]
    return []


def obstacles_to_reopening(status: str, reason: str, *, is_concerned: bool) -> list[Reason]:
    """Return why a decided sheet may not be opened again; who stands on it leaves it to others."""
    if status != DECIDED:
        return [Reason("Chỉ mở lại được bảng đã có quyết định.")]
    if own := obstacles_to_judging(is_concerned):
        return own
    if not reason.strip():
        return [Reason("Ghi lý do mở lại; lý do được lưu cùng bảng.", field="reason")]
    return []


def obstacles_to_judging(is_concerned: bool) -> list[Reason]:
    """Return why this person may not decide on a sheet: it rates them, too."""
    if not is_concerned:
        return []
    text = (
        "Đồng chí có tên trong bảng này nên không tự quyết định được. "
        "Để đồng chí khác trong lãnh đạo đảng ủy quyết định."
    )
    return [Reason(text)]


def obstacles_to_deciding(
    status: str,
    lines: Sequence[Line],
    decided: Mapping[int, str],
    *,
    levels: Collection[str],
    is_concerned: bool,
) -> list[Reason]:
    """Return why a sheet may not be decided so; `decided` is line key → level.

    `is_concerned`: the doer stands on the sheet; nobody decides his own rating.
    """
    if status != SUBMITTED:
        return [Reason("Chỉ quyết định được bảng mà chi bộ đã gửi và chưa có quyết định.")]
    if own := obstacles_to_judging(is_concerned):
        return own
    return [
        Reason(f"Chọn mức của đồng chí {line.name}.", field=field_of(line.key, "decided_level"))
        for line in lines
        if line.is_rated and decided.get(line.key, "") not in levels
    ]


def obstacles_to_the_decision(
    decision: str, decided_on: datetime.date | None, *, year: int, today: datetime.date
) -> list[Reason]:
    """Return what is missing or wrong about the number and the day of a decision."""
    reasons = []
    if not decision.strip():
        reasons.append(Reason("Ghi số, ký hiệu quyết định.", field="decision"))
    if decided_on is None:
        reasons.append(Reason("Ghi ngày quyết định.", field="decided_on"))
    elif decided_on > today:
        text = f"Ngày {day(decided_on)} chưa đến. Ghi ngày đã ký quyết định."
        reasons.append(Reason(text, field="decided_on"))
    elif decided_on.year < year:
        text = f"Ngày {day(decided_on)} trước năm {year} được xếp loại. Kiểm tra lại ngày."
        reasons.append(Reason(text, field="decided_on"))
    return reasons


def band_of(score: int | None, parameters: RatingParameters) -> str:
    """Return the code of the level that a score reaches; empty where points are not counted."""
    if score is None:
        return ""
    for level in parameters.levels:
        if level.least_score is not None and score >= level.least_score:
            return level.code
    return ""


_MOST_NAMES = 5


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return f"{shown} và {rest} đồng chí khác" if rest > 0 else shown
