"""What an export of the log needs. Pure."""

from chibo.reasons import Reason
from chibo.vietnamese import number


def obstacles_to_exporting(reason: str, count: int, most: int) -> list[Reason]:
    """Return why the log cannot be taken out: the log keeps why it was, and a sheet has an end."""
    reasons = []
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
