"""What a member may ask to have corrected, and who may decide about it. Pure."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from chibo.reasons import Reason

_NOBODY_ALONE = "Không ai tự xét đề nghị của chính mình."


@dataclass(frozen=True)
class Proposal:
    """One fact of a record: what it said when somebody asked, and what it ought to say.

    Both as typed; `taken` is whether it was put right, None until somebody has decided.
    """

    name: str
    was: str
    to: str
    taken: bool | None = None


def proposals(text: str) -> tuple[Proposal, ...]:
    """Return what a stored request proposes, in its own order."""
    return tuple(Proposal(**each) for each in json.loads(text or "[]"))


def stored(proposed: Sequence[Proposal]) -> str:
    """Return proposals as text to store; `proposals` reads it back."""
    return json.dumps([asdict(one) for one in proposed], ensure_ascii=False)


def obstacles_to_asking(proposed: Sequence[Proposal], *, is_erased: bool) -> list[Reason]:
    """Return why a member's request cannot be sent."""
    if is_erased:
        return [Reason("Dữ liệu cá nhân trong hồ sơ này đã xóa nên không còn gì để sửa.")]
    if not proposed:
        return [
            Reason("Chưa đổi mục nào. Sửa ô ghi sai thành điều đúng, rồi gửi; ô đúng để nguyên.")
        ]
    return []


def obstacles_to_deciding(
    *,
    state: str,
    is_own: bool,
    is_stale: bool = False,
    sees_something: bool = True,
    others: Collection[str] = (),
) -> list[Reason]:
    """Return why somebody may not decide about a request now.

    `state` says how it was answered before, empty while it waits; `is_stale`: the request or the
    record changed after the page was opened; `others` are those who may decide here.
    """
    if state:
        return [Reason(f"Đề nghị này đã có trả lời: {state}. Mở lại trang để xem ai trả lời.")]
    if is_own:
        return [Reason(f"{_NOBODY_ALONE} {_who(others)}")]
    if not sees_something:
        return [
            Reason(
                "Đề nghị này chỉ gồm mục nhạy cảm; người được xem dữ liệu nhạy cảm mới xét được, "
                "thường là bí thư."
            )
        ]
    if is_stale:
        return [
            Reason(
                "Đề nghị hoặc hồ sơ vừa đổi sau khi đồng chí mở trang nên chưa ghi gì. "
                "Xem lại từng mục dưới đây rồi bấm lại."
            )
        ]
    return []


def obstacles_to_approving(
    taken: Collection[str], offered: Collection[str], answer: str
) -> list[Reason]:
    """Return why these of the offered facts cannot be put right: none ticked, some without a word."""
    if not set(taken) & set(offered):
        return [
            Reason(
                "Chưa chọn mục nào. Chọn mục sửa theo đề nghị; không nhận mục nào thì ghi lý do "
                "rồi bấm «Không chấp nhận».",
                field="taken",
            )
        ]
    if set(offered) - set(taken) and not answer.strip():
        return [Reason("Có mục không nhận. Ghi lý do để đồng chí ấy biết.", field="answer")]
    return []


def obstacles_to_refusing(reason: str) -> list[Reason]:
    """Return why a request cannot be refused: whoever asked is told why."""
    if reason.strip():
        return []
    return [Reason("Ghi lý do không chấp nhận; người đề nghị đọc được.", field="reason")]


def obstacles_to_withdrawing(*, state: str) -> list[Reason]:
    """Return why a request cannot be taken back."""
    return [Reason(f"Đề nghị này đã có trả lời: {state}.")] if state else []


def obstacles_to_exporting(
    reason: str, columns: Collection[str], count: int, *, most: int
) -> list[Reason]:
    """Return why a roll may not be taken out of the book; `most` is how many rows one file holds."""
    reasons = []
    if not reason.strip():
        reasons.append(
            Reason("Ghi mục đích xuất; mục đích in trên tệp và lưu trong nhật ký.", field="reason")
        )
    if not columns:
        reasons.append(Reason("Chọn ít nhất một cột.", field="columns"))
    if not count:
        reasons.append(Reason("Không có đồng chí nào để xuất. Chọn ngày hoặc danh sách khác."))
    if count > most:
        reasons.append(
            Reason(f"Danh sách có {count} người, quá {most} của một tệp. Chọn từng chi bộ để xuất.")
        )
    return reasons


def _who(others: Collection[str]) -> str:
    if others:
        return f"Người xét được ở chi bộ này: đồng chí {', đồng chí '.join(others)}."
    return (
        "Ở chi bộ này chưa có ai khác được sửa sổ: đề nghị cấp trên giao vai trò phó bí thư, "
        "hoặc ủy quyền cho một đồng chí."
    )
