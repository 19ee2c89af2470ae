"""What an organisation may be and how the tree may change. Pure."""

import datetime
import re

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


def obstacles_to_placing(type_: str, parent_type: str | None, child_count: int) -> list[Reason]:
    """Return why an organisation of this type may not stand under a parent of that type.

    `child_count` is how many children the parent has. Source: Điều lệ Đảng (2011) điều 10, 21.
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
    if child_count >= MOST_CHILDREN:
        return [Reason(f"Một tổ chức chứa tối đa {MOST_CHILDREN} tổ chức con.", field="parent")]
    return []


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
