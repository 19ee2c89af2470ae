"""What a news item and its photos must say. Pure."""

import datetime
from collections.abc import Sequence
from typing import TypeVar

from chibo.dates import PartialDate
from chibo.reasons import Reason

T = TypeVar("T")


def obstacles_to_press_item(
    title: str,
    published: PartialDate,
    *,
    is_own_meeting: bool = True,
    today: datetime.date | None = None,
) -> list[Reason]:
    """Return why a news item may not be written down; without `today` any day is let pass."""
    reasons = []
    if not title:
        reasons.append(Reason("Ghi tên bài như đã đăng.", field="title"))
    if today and published.earliest and published.earliest > today:
        reasons.append(
            Reason("Ngày đăng ở tương lai. Ghi khi bài đã đăng, hoặc sửa ngày.", field="published")
        )
    if not is_own_meeting:
        reasons.append(Reason("Buổi này của tổ chức khác. Chọn lại.", field="meeting"))
    return reasons


def obstacles_to_caption(caption: str) -> list[Reason]:
    """Return why a photo may not be called so."""
    if caption:
        return []
    return [Reason("Ghi chú thích: trong ảnh có ai, đang làm gì.", field="caption")]


def obstacles_to_removing(reason: str) -> list[Reason]:
    """Return why an item or a photo may not be removed."""
    if reason:
        return []
    return [Reason("Chưa bỏ: nhật ký cần lý do. Ghi lý do rồi bấm lại.", field="reason")]


def moved(row: Sequence[T], one: T, order: int) -> list[T]:
    """Return the row with one of it at another place, counted from 1; the others close up.

    >>> moved(["a", "b", "c"], "c", 1), moved(["a", "b", "c"], "a", 99)
    (['c', 'a', 'b'], ['b', 'c', 'a'])
    """
    others = [other for other in row if other != one]
    place = max(order - 1, 0)
    return [*others[:place], one, *others[place:]]
