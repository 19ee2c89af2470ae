"""What an export of the log needs. Pure."""

from chibo.reasons import Reason
from chibo.vietnamese import number


def obstacles_to_exporting(
    reason: str, count: int, most: int, *, is_read: bool = True
) -> list[Reason]:
    """Return why the log cannot be taken out: the log keeps why it was, and a sheet has an end.

    `is_read`: what the lines are narrowed by could be read; else more would go out than meant.
    """
    reasons = []
    if not is_read:
        reasons.append(Reason("Bộ lọc có chỗ chưa đọc được. Sửa bộ lọc ở trên rồi xuất."))
    if not reason.strip():
        reasons.append(Reason("Ghi lý do xuất; lý do được lưu trong nhật ký.", field="reason"))
    if count > most:
        reasons.append(
            Reason(
                f"Có {number(count)} dòng, mỗi tệp chứa nhiều nhất {number(most)}. "
                "Thu hẹp theo ngày hoặc loại việc rồi xuất từng phần."
            )
        )
    return reasons
