"""What a note of the year must say. Pure."""

import datetime
from decimal import Decimal

from chibo.dates import PartialDate
from chibo.reasons import Reason


def obstacles_to_noting(
    when: PartialDate, text: str, today: datetime.date | None = None
) -> list[Reason]:
    """Return why a note cannot be kept: it has a time, not wholly in the future, and words."""
    reasons = []
    if not when.is_known:
        reasons.append(
            Reason("Ghi thời gian, ít nhất là năm, để ghi chép vào đúng báo cáo.", field="when")
        )
    elif today and when.earliest and when.earliest > today:
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


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a note cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
