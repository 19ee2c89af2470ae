"""What a record of inspection and supervision must say. Pure."""

import datetime

from chibo.dates import PartialDate
from chibo.reasons import Reason


def topics_of(text: str) -> tuple[str, ...]:
    """Return the topics of an inspection, one per line, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def obstacles_to_noting(
    *,
    when: PartialDate,
    topics: str,
    conclusion: str,
    has_subject: bool,
    subject_count: int | None,
    today: datetime.date | None = None,
) -> list[Reason]:
    """Return why a record cannot be kept; one named member is not several."""
    reasons = []
    if not when.is_known:
        reasons.append(Reason("Ghi thời gian, ít nhất là năm.", field="when"))
    elif today and when.earliest and when.earliest > today:
        reasons.append(Reason("Thời gian ở tương lai. Ghi khi đã làm.", field="when"))
    if not topics_of(topics) and not conclusion.strip():
        reasons.append(
            Reason("Ghi nội dung kiểm tra, giám sát hoặc kết quả, ít nhất một.", field="topics")
        )
    if has_subject and subject_count is not None and subject_count != 1:
        reasons.append(
            Reason(
                "Đã chọn một đồng chí thì số đảng viên là 1. Bỏ tên, hoặc sửa số.",
                field="subject_count",
            )
        )
    return reasons


def obstacles_to_judging(*, is_doer: bool, under_signs: bool) -> list[Reason]:
    """Return why this person may not write of an inspection: it is of their own signs of violation."""
    if not (is_doer and under_signs):
        return []
    text = (
        "Kiểm tra khi có dấu hiệu vi phạm của mình thì không tự ghi, sửa hay bỏ. "
        "Người khác có quyền ghi vào sổ này sẽ làm."
    )
    return [Reason(text, field="subject")]


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why a record cannot be removed: the log keeps why it went."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do bỏ; lý do được lưu trong nhật ký.", field="reason")]
