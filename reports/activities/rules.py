"""What a note of the year must say. Pure."""

import datetime
import re
from decimal import Decimal

from chibo.dates import PartialDate
from chibo.reasons import Reason

_PERCENT = re.compile(r"(\d[\d.,]*)\s*(?:%|phần trăm)", re.ASCII | re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_WHOLE = 100


def obstacles_to_noting(
    when: PartialDate,
    text: str,
    today: datetime.date | None = None,
    *,
    may_lie_ahead: bool = False,
) -> list[Reason]:
    """Return why a note cannot be kept: it has a time, not wholly in the future, and words.

    `may_lie_ahead`: an event under which the coming year will stand is known before.
    """
    reasons = []
    if not when.is_known:
        reasons.append(
            Reason("Ghi thời gian, ít nhất là năm, để ghi chép vào đúng báo cáo.", field="when")
        )
    elif today and when.earliest and when.earliest > today and not may_lie_ahead:
        reasons.append(
            Reason("Thời gian ở tương lai. Ghi chép nói về việc đã diễn ra.", field="when")
        )
    if not text.strip():
        reasons.append(Reason("Chưa có nội dung. Ghi một hai câu.", field="text"))
    return reasons


def obstacles_to_quantity(quantity: Decimal | None, unit: str) -> list[Reason]:
    """Return why a quantity with its unit makes no sense; none at all is fine."""
    if quantity is None and unit:
        return [Reason("Có đơn vị mà chưa có số lượng. Ghi số, hoặc bỏ đơn vị.", field="quantity")]
    if quantity is not None and quantity < 0:
        return [Reason("Số lượng không thể âm. Kiểm tra lại số.", field="quantity")]
    return []


def obstacles_to_cause(cause: str, cause_kind: str) -> list[Reason]:
    """Return why a cause with its kind makes no sense; a kind alone says nothing."""
    if cause_kind and not cause.strip():
        return [
            Reason("Đã chọn loại nguyên nhân mà chưa ghi nguyên nhân. Ghi một câu.", field="cause")
        ]
    return []


def obstacles_to_keeping_up(since: PartialDate, when: PartialDate) -> list[Reason]:
    """Return why an activity cannot have been kept up since then: it began after it is told."""
    if since.earliest is None or when.latest is None or since.earliest <= when.latest:
        return []
    return [
        Reason(
            f"«Duy trì từ» sau thời gian của hoạt động ({when}). Kiểm tra lại hai ô.",
            field="since",
        )
    ]


def obstacles_to_stating(stated: str, total: int | None) -> list[Reason]:
    """Return why a figure of a source cannot be kept: it says how much, and no part exceeds all."""
    reasons = []
    if not stated.strip():
        reasons.append(
            Reason("Ghi bao nhiêu, đúng như nguồn: «73%», «toàn thể», «100%».", field="stated")
        )
    if any(_percentage(found[1]) > _WHOLE for found in _PERCENT.finditer(stated)):
        reasons.append(
            Reason(
                "Tỷ lệ lớn hơn 100%. Kiểm tra lại; nếu là mức tăng thì ghi ở «Kết quả đạt được».",
                field="stated",
            )
        )
    if total is not None and total < 1:
        reasons.append(Reason("Tổng số từ 1 trở lên; để trống nếu nguồn không ghi.", field="total"))
    return reasons


def _percentage(written: str) -> Decimal:
    """Read 73; 99,5; 99.5 and 1.000 as people write them; a sign that ends the number is left."""
    digits = written.rstrip(".,")
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    whole, _, rest = digits.replace(",", ".").partition(".")
    return Decimal(f"{whole}.{rest.replace('.', '') or '0'}")


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a note cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
