"""What an organisation may be and how the tree may change. Pure."""

import datetime
import re
from collections.abc import Collection

from chibo.reasons import Reason

PATH_STEP = 4
MOST_CHILDREN = 9998
_OFFICIAL_CODE = re.compile(r"\d{2}\.?(?:\d{3}\.?){4}")

CONTAINS: dict[str, frozenset[str]] = {
    "upper_committee": frozenset({"upper_committee", "grassroots_committee", "grassroots_cell"}),
    "grassroots_committee": frozenset({"sub_committee", "section_committee", "cell"}),
    "sub_committee": frozenset({"cell"}),
    "section_committee": frozenset({"cell"}),
    "grassroots_cell": frozenset({"group"}),
    "cell": frozenset({"group"}),
    "group": frozenset(),
}


def obstacles_to_placing(type_: str, parent_type: str | None, last_child: int) -> list[Reason]:
    """Return why an organisation of this type may not stand under a parent of that type.

    `last_child` is the highest number that a child of the parent ever had; numbers are not given
    twice. Source: Điều lệ Đảng (2011) điều 10, 21.
    """
    if parent_type is None:
        return []
    if type_ not in CONTAINS[parent_type]:
        return [
            Reason(
                "Loại tổ chức này không đặt trực tiếp dưới tổ chức đã chọn. "
                "Chọn cấp trên khác hoặc sửa loại.",
                clause="Điều lệ Đảng, điều 10 và 21",
                field="parent",
            )
        ]
    if last_child >= MOST_CHILDREN:
        return [Reason(f"Một tổ chức chứa tối đa {MOST_CHILDREN} tổ chức con.", field="parent")]
    return []


def obstacles_to_containing(type_: str, child_types: Collection[str]) -> list[Reason]:
    """Return why an organisation of this type may not keep children of these types.

    Source: Điều lệ Đảng (2011) điều 10, 21.
    """
    if set(child_types) <= CONTAINS[type_]:
        return []
    return [
        Reason(
            "Loại mới không chứa được các tổ chức trực thuộc hiện có. "
            "Chuyển hoặc sửa loại của chúng trước.",
            clause="Điều lệ Đảng, điều 10 và 21",
            field="type",
        )
    ]


def obstacles_to_change(
    on: datetime.date, today: datetime.date, since: datetime.date | None
) -> list[Reason]:
    """Return why a change cannot take effect on a day.

    `since` is the earliest day of the running period. Changes are recorded when they have
    happened, one after the other.
    """
    if on > today:
        return [
            Reason("Ngày có hiệu lực ở tương lai. Ghi thay đổi khi đã có hiệu lực.", field="on")
        ]
    if since is not None and on <= since:
        return [
            Reason(
                "Ngày có hiệu lực phải sau ngày bắt đầu của tên, loại và cấp trên hiện nay.",
                field="on",
            )
        ]
    return []


def obstacles_to_working(closed_on: datetime.date | None) -> list[Reason]:
    """Return why an organisation may not be changed, closed or built upon: it has ended."""
    if closed_on is None:
        return []
    return [Reason("Tổ chức này đã kết thúc hoạt động, nên không thay đổi được nữa.")]


def obstacles_to_parent(closed_on: datetime.date | None) -> list[Reason]:
    """Return why an organisation may not stand under a parent that has ended."""
    if closed_on is None:
        return []
    return [Reason("Cấp trên đã chọn đã kết thúc hoạt động. Chọn cấp trên khác.", field="parent")]


def obstacles_to_official_code(code: str) -> list[Reason]:
    """Return why a code is not a 14-digit organisation code; an empty code is fine."""
    if not code or _OFFICIAL_CODE.fullmatch(code):
        return []
    return [
        Reason(
            "Mã tổ chức đảng gồm 14 chữ số, như 38.168.053.000.001. Để trống nếu chưa có.",
            field="official_code",
        )
    ]


def child_path(parent_path: str, number: int) -> str:
    """Return the path of the child with this number (1 to 9998) under a path, '' for roots."""
    return f"{parent_path}{number:0{PATH_STEP}d}"
