"""What cannot be right about dues: a month to come, money that is none, a base that says nothing.

Pure; days and the regulation in force are handed in.
"""

import datetime

from chibo.dates import add_months
from chibo.reasons import Reason
from chibo.vietnamese import number
from members.dues.rules.charging import (
    INCOME,
    MINIMUM_WAGE,
    REGIONS,
    WHOLE,
    Law,
    Profile,
    minimum_wage_on,
    rate_on,
)

LEAST_BASE, MOST_BASE = 100_000, 1_000_000_000
"""A month's income below or above this is a slip of the pen: thousands typed for đồng, or 000 twice."""

MOST_TIMES, ALWAYS_PLAUSIBLE = 20, 1_000_000
"""More may be paid than is due, but not so many times as much, unless it is a small sum."""

MOST_PASSED_ON = 1_000_000_000_000
_AHEAD = 12


def first_day(date: datetime.date) -> datetime.date:
    """Return the first day of a date's month: how the book names a month."""
    return date.replace(day=1)


def obstacles_to_opening(month: datetime.date, law: Law, *, today: datetime.date) -> list[Reason]:
    """Return why nobody may be charged for a month yet."""
    if month > today:
        return [Reason(f"Tháng {month:%m/%Y} chưa đến. Lập khi tháng ấy bắt đầu.")]
    if not law.is_known:
        return [Reason(f"Chưa có quy định về đảng phí áp dụng cho tháng {month:%m/%Y}.")]
    return []


def obstacles_to_own_relief(*, is_doer: bool, eases: bool, field: str) -> list[Reason]:
    """Return why somebody may not free or ease himself of dues; what he pays he may record.

    A reduction is applied for and decided by others (01-QĐ/TW; domain reference §6.1). Whoever
    else keeps the book writes it down: the deputy, the collector, the secretary.
    """
    if not (is_doer and eases):
        return []
    text = (
        "Không tự ghi miễn, giảm đảng phí của mình. "
        "Để đồng chí khác giữ sổ ở đây (bí thư, phó bí thư hoặc người thu) ghi."
    )
    return [Reason(text, field=field)]


def obstacles_to_receiving(
    name: str, *, due: int, paid: int, seen: int, amount: int, field: str
) -> list[Reason]:
    """Return why money may not be received for one charge; all in đồng.

    `paid` is what the book says by now, `seen` what it said when the page was opened.
    """
    if paid != seen:
        return [
            Reason(
                f"Vừa có người ghi thu của đồng chí {name} (đã đóng {number(paid)} đồng). "
                "Mở lại trang này để xem còn thiếu bao nhiêu.",
                field=field,
            )
        ]
    if amount <= 0:
        return [
            Reason("Số tiền phải lớn hơn 0. Đồng chí nào chưa đóng thì bỏ dấu ở tên.", field=field)
        ]
    if paid + amount > max(MOST_TIMES * due, ALWAYS_PLAUSIBLE):
        return [
            Reason(
                f"Số tiền gấp hơn {MOST_TIMES} lần mức phải đóng ({number(due)} đồng). "
                "Kiểm tra có thừa số 0 không.",
                field=field,
            )
        ]
    return []


def obstacles_to_paying_on(
    paid_on: datetime.date, month: datetime.date, *, today: datetime.date
) -> list[Reason]:
    """Return why dues of a month cannot have been paid on a day; up to a year ahead is possible."""
    if paid_on > today:
        return [Reason("Ngày đóng ở tương lai. Ghi khi đã nhận tiền.", field="paid_on")]
    if paid_on < add_months(month, -_AHEAD):
        return [
            Reason(
                f"Ngày đóng trước tháng {month:%m/%Y} hơn một năm. Kiểm tra lại năm.",
                field="paid_on",
            )
        ]
    return []


def obstacles_to_correcting(amount: int, reason: str, *, before: int) -> list[Reason]:
    """Return why what a member owes may not be set to another amount in đồng; 0 frees of it."""
    reasons = unexplained(reason, "Ghi lý do sửa; lý do được lưu trong nhật ký.")
    if amount == before:
        reasons.append(Reason("Số này đang ghi trong sổ. Ghi số khác.", field="amount"))
    if amount < 0 or amount > MOST_BASE:
        reasons.append(Reason("Số tiền không hợp lý. Kiểm tra lại.", field="amount"))
    return reasons


def unexplained(reason: str, words: str) -> list[Reason]:
    """Return the reason that a deed which changes the book was not explained."""
    return [] if reason.strip() else [Reason(words, field="reason")]


def obstacles_to_withdrawing(
    amount: int, reason: str, *, collected: int | None, remitted: int
) -> list[Reason]:
    """Return why a payment cannot be taken back: what went up for its month was collected.

    `collected` and `remitted` as for remitting, in đồng.
    """
    reasons = unexplained(reason, "Ghi lý do bỏ; lý do được lưu trong nhật ký.")
    if collected is not None and collected - amount < remitted:
        text = (
            f"Tháng này đã ghi nộp cấp trên {number(remitted)} đồng; bỏ lần đóng này thì sổ chỉ "
            f"còn thu {number(collected - amount)} đồng. Bỏ lần nộp cấp trên trước, ghi lại sau."
        )
        reasons.append(Reason(text))
    return reasons


def obstacles_to_remitting(
    amount: int,
    remitted_on: datetime.date,
    month: datetime.date,
    *,
    collected: int | None,
    remitted: int,
    today: datetime.date,
) -> list[Reason]:
    """Return why an amount cannot have been passed upward for a month.

    `collected` and `remitted` are what came in and what went up so far, in đồng; `collected` is
    None for a committee, which is handed what its cells collect.
    """
    reasons = []
    if amount <= 0:
        reasons.append(Reason("Số tiền nộp phải lớn hơn 0.", field="amount"))
    elif collected is not None and remitted + amount > collected:
        reasons.append(
            Reason(
                f"Tháng này mới thu {number(collected)} đồng, đã ghi nộp {number(remitted)} đồng: "
                f"nộp thêm được nhiều nhất {number(max(collected - remitted, 0))} đồng. "
                "Ghi thu trước, hoặc kiểm tra lại số.",
                field="amount",
            )
        )
    elif amount > MOST_PASSED_ON:
        reasons.append(Reason("Số tiền không hợp lý. Kiểm tra lại.", field="amount"))
    if remitted_on > today:
        reasons.append(Reason("Ngày nộp ở tương lai. Ghi khi đã nộp.", field="remitted_on"))
    elif remitted_on < month:
        reasons.append(
            Reason(f"Ngày nộp trước tháng {month:%m/%Y}. Kiểm tra lại ngày.", field="remitted_on")
        )
    return reasons


def obstacles_to_profile(
    profile: Profile, month: datetime.date, law: Law, *, today: datetime.date
) -> list[Reason]:
    """Return why a member cannot be charged on this base from a month (its first day) on."""
    if not law.is_known:
        return [
            Reason(f"Chưa có quy định về đảng phí cho tháng {month:%m/%Y}.", field="starts"),
        ]
    reasons = []
    if month > add_months(today, _AHEAD):
        reasons.append(Reason("Tháng bắt đầu còn quá xa. Kiểm tra lại năm.", field="starts"))
    rate = rate_on(law.parameters, profile.category, month)
    if rate is None:
        reasons.append(
            Reason(
                f"Đối tượng này không có trong quy định áp dụng từ tháng {month:%m/%Y}. Chọn lại.",
                clause=law.symbol,
                field="category",
            )
        )
    elif rate.of == INCOME:
        reasons += _implausible(profile.base)
    elif rate.of == MINIMUM_WAGE:
        reasons += _regionless(profile.region, law, month)
    return reasons + _wrong_reduction(profile)


def _implausible(base: int | None) -> list[Reason]:
    if base is None:
        return [Reason("Ghi thu nhập tháng để tính đảng phí.", field="base")]
    if not LEAST_BASE <= base <= MOST_BASE:
        return [
            Reason(
                "Thu nhập tháng ghi bằng đồng, từ "
                f"{number(LEAST_BASE)} đến {number(MOST_BASE)}. Kiểm tra thừa, thiếu số 0.",
                field="base",
            )
        ]
    return []


def _regionless(region: str, law: Law, month: datetime.date) -> list[Reason]:
    if region not in REGIONS:
        return [Reason("Chọn vùng lương tối thiểu nơi đồng chí làm việc.", field="region")]
    if minimum_wage_on(law.parameters, region, month) is None:
        return [
            Reason(
                f"Chưa có mức lương tối thiểu vùng {region} cho tháng {month:%m/%Y}.",
                clause=law.symbol,
                field="region",
            )
        ]
    return []


def _wrong_reduction(profile: Profile) -> list[Reason]:
    if not 0 <= profile.reduction <= WHOLE:
        return [Reason("Mức giảm từ 0 đến 100 phần trăm.", field="reduction")]
    if profile.reduction and not profile.decision.strip():
        return [Reason("Miễn, giảm thì ghi quyết định hoặc nghị quyết.", field="decision")]
    if profile.decision.strip() and not profile.reduction:
        return [Reason("Có quyết định thì ghi mức giảm (100 là miễn).", field="reduction")]
    return []
