"""Why a target, or what was reached of it, cannot be written down like this. Pure."""

import calendar
import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chibo.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from chibo.reasons import Reason
from chibo.vietnamese import day
from reports.targets.rules.judging import Aim, Result

RATED = frozenset({"good_or_better", "excellent", "organization_level"})
"""Indicators that rest on the ratings of a year."""

COUNTED = frozenset({"admitted", "thematic"})
"""Indicators that are a number, with no total to be part of."""

_YEARLY = RATED | {"tasks"}
_LIMIT = Decimal(10) ** 12
_MOST_PERCENT = 1000


@dataclass(frozen=True)
class Time:
    """For which time a target is: first and last day, None where unknown."""

    since: datetime.date | None = None
    until: datetime.date | None = None


def time_of(
    span: str, year: int | None, month: int | None, starts: PartialDate | None = None
) -> Time:
    """Return the time of a target; `starts` is the term's, which lasts until the next congress."""
    if span == "term":
        return Time(since=starts.earliest if starts else None)
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return Time()
    if span == "year":
        return Time(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if month is None or not 1 <= month <= 12:
        return Time()
    last = calendar.monthrange(year, month)[1]
    return Time(datetime.date(year, month, 1), datetime.date(year, month, last))


def obstacles_to_setting(
    *,
    span: str,
    has_term: bool,
    year: int | None,
    month: int | None,
    text: str,
    aim: Aim,
    indicator: str = "",
    levels: Sequence[str] = (),
    is_taken: bool = False,
    is_of_another: bool = False,
) -> list[Reason]:
    """Return why a target cannot be kept; `levels` are those of the regulation of its time.

    `is_taken`: the same words stand there for the same time; `is_of_another`: the term or the
    congress belongs to another organisation.
    """
    reasons = _about_time(span, has_term, year, month)
    if not text.strip():
        reasons.append(Reason("Ghi chỉ tiêu bằng một câu ngắn.", field="text"))
    elif is_taken:
        reasons.append(
            Reason(
                "Chỉ tiêu này đã có cho cùng thời gian. Sửa chỉ tiêu đã có, hoặc ghi câu khác.",
                field="text",
            )
        )
    if is_of_another:
        reasons.append(
            Reason("Nhiệm kỳ, đại hội phải là của chính tổ chức này. Chọn lại.", field="term")
        )
    return [*reasons, *_about_aim(aim, levels), *_about_indicator(indicator, aim.measure, span)]


def _about_time(span: str, has_term: bool, year: int | None, month: int | None) -> list[Reason]:
    if span == "term":
        if has_term:
            return []
        return [Reason("Chọn nhiệm kỳ; nếu chưa có, ghi nhiệm kỳ trước.", field="term")]
    reasons = []
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        reasons.append(
            Reason(f"Ghi năm, từ {EARLIEST_YEAR} đến {LATEST_YEAR}, như 2026.", field="year")
        )
    if span == "month" and (month is None or not 1 <= month <= 12):
        reasons.append(Reason("Chọn tháng của chỉ tiêu, từ 1 đến 12.", field="month"))
    return reasons


def _about_aim(aim: Aim, levels: Sequence[str]) -> list[Reason]:
    if aim.measure == "level":
        return _about_level(aim.level, aim.value, levels, "mức đề ra")
    reasons = []
    if aim.level:
        reasons.append(
            Reason("Chỉ tiêu bằng số thì không có mức xếp loại. Bỏ chọn mức.", field="level")
        )
    if aim.value is None:
        reasons.append(Reason("Ghi mức đề ra bằng số, như 100 hoặc 2.", field="value"))
    elif aim.measure == "percent" and not 0 <= aim.value <= 100:
        reasons.append(Reason("Tỷ lệ phải từ 0 đến 100%. Kiểm tra lại số.", field="value"))
    elif aim.measure == "count":
        reasons += _about_count(aim.value)
    return reasons


def _about_count(value: Decimal) -> list[Reason]:
    if value < 0 or value != value.to_integral_value():
        return [Reason("Số lượng là số nguyên, từ 0 trở lên. Kiểm tra lại số.", field="value")]
    if value >= _LIMIT:
        return [Reason("Số này quá lớn. Kiểm tra lại.", field="value")]
    return []


def _about_level(
    level: str, value: Decimal | None, levels: Sequence[str], name: str
) -> list[Reason]:
    reasons = []
    if value is not None:
        reasons.append(
            Reason("Chỉ tiêu theo mức xếp loại thì không ghi số. Bỏ số này.", field="value")
        )
    if not level:
        reasons.append(Reason(f"Chọn {name} trong các mức xếp loại.", field="level"))
    elif level not in levels:
        reasons.append(
            Reason("Quy định xếp loại của thời gian này không có mức ấy. Chọn lại.", field="level")
        )
    return reasons


def _about_indicator(indicator: str, measure: str, span: str) -> list[Reason]:
    if not indicator:
        return []
    if indicator == "organization_level":
        fits, words = measure == "level", "là một mức xếp loại"
    elif indicator in COUNTED:
        fits, words = measure == "count", "là số lượng"
    else:
        fits, words = measure != "level", "là tỷ lệ hoặc số lượng"
    if not fits:
        return [
            Reason(
                f"Số tính từ sổ này {words}. Chọn lại loại chỉ tiêu, hoặc để trống ô này.",
                field="indicator",
            )
        ]
    if span == "month" and indicator in _YEARLY:
        return [
            Reason(
                "Sổ chỉ tính được số này cho cả năm. Đặt cho năm, hoặc để trống ô này rồi ghi tay.",
                field="indicator",
            )
        ]
    return []


RECAST = frozenset({"span", "term", "year", "month", "measure"})
"""What cannot be changed about a target of which results are written."""


def obstacles_to_recasting(changes: Collection[str], *, has_progress: bool) -> list[Reason]:
    """Return why a target cannot become another one: its results would speak of something else."""
    recast = RECAST & set(changes)
    if not (has_progress and recast):
        return []
    field = "measure" if "measure" in recast else "span"
    return [
        Reason(
            "Đã ghi kết quả của chỉ tiêu này nên không đổi được loại và thời gian. Bỏ kết quả đã"
            " ghi trước, hoặc đặt chỉ tiêu mới.",
            field=field,
        )
    ]


def obstacles_to_noting(
    *,
    measure: str,
    time: Time,
    when: PartialDate,
    result: Result,
    levels: Sequence[str] = (),
    today: datetime.date | None = None,
) -> list[Reason]:
    """Return why what was reached cannot be kept: it has a day within the target's time, and says
    something that fits the kind of target.
    """
    reasons = _about_when(when, time, today) + _about_share(result)
    figures = result.value is not None or result.n is not None or result.total is not None
    if measure == "level":
        if figures:
            reasons.append(
                Reason("Chỉ tiêu theo mức xếp loại thì không ghi số. Bỏ số này.", field="value")
            )
        if result.level and result.level not in levels:
            reasons.append(
                Reason(
                    "Quy định xếp loại của thời gian này không có mức ấy. Chọn lại.", field="level"
                )
            )
    elif result.level:
        reasons.append(
            Reason("Chỉ tiêu bằng số thì không có mức xếp loại. Bỏ chọn mức.", field="level")
        )
    if not (figures or result.level or result.stated.strip()):
        reasons.append(
            Reason(
                "Chưa ghi đạt bao nhiêu. Ghi số hoặc mức; nếu nguồn chỉ nói bằng lời, ghi lời ấy.",
                field="level" if measure == "level" else "value",
            )
        )
    return reasons + _about_value(measure, result.value)


def _about_when(when: PartialDate, time: Time, today: datetime.date | None) -> list[Reason]:
    if when.earliest is None or when.latest is None:
        return [Reason("Ghi số này tính đến khi nào, ít nhất là năm.", field="when")]
    if today and when.earliest > today:
        return [Reason("Thời gian ở tương lai. Ghi số đã đạt đến hôm nay.", field="when")]
    if time.until and when.earliest > time.until:
        return [
            Reason(
                f"Chỉ tiêu này tính đến {day(time.until)}. Ghi số đạt đến ngày đó.", field="when"
            )
        ]
    if time.since and when.latest < time.since:
        return [Reason(f"Chỉ tiêu này tính từ {day(time.since)}. Ghi ngày sau đó.", field="when")]
    return []


def _about_share(result: Result) -> list[Reason]:
    if result.n is None and result.total is None:
        return []
    if result.n is None:
        return [Reason("Có tổng số mà chưa có số đạt. Ghi cả hai.", field="numerator")]
    if result.total is None:
        return [Reason("Có số đạt mà chưa có tổng số. Ghi cả hai.", field="denominator")]
    if result.total == 0:
        return [Reason("Tổng số là 0 thì chưa có gì để tính. Ghi tổng số.", field="denominator")]
    if result.n > result.total:
        return [Reason("Số đạt lớn hơn tổng số. Kiểm tra lại hai số.", field="numerator")]
    if result.value is not None:
        return [
            Reason("Đã ghi số đạt trên tổng số thì không ghi thêm số này. Bỏ một.", field="value")
        ]
    return []


def _about_value(measure: str, value: Decimal | None) -> list[Reason]:
    if value is None or measure == "level":
        return []
    if measure == "count":
        return _about_count(value)
    if not 0 <= value <= _MOST_PERCENT:
        return [Reason("Tỷ lệ này không thể đúng. Ghi như 96,5 cho 96,5%.", field="value")]
    return []


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a record cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
