"""What the invented cell was praised for, what it did for others, and a figure as stated."""

from decimal import Decimal
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo.days import on
from chibo.organizations.models import Organization
from members.conduct import actions as conduct
from members.roster.models import Member
from reports.activities import actions as activities

_ABOVE, _OFFICE = "Đảng ủy Sở", "Giám đốc Sở"
_PROVINCE = "Chủ tịch Ủy ban nhân dân tỉnh"
_SERVICE = "Có thành tích trong đưa dịch vụ công trực tuyến vào vận hành"

AWARDS: tuple[tuple[int | None, dict[str, Any], str], ...] = (
    (2, {"form": "merit", "issuer": _ABOVE, "decision": "QĐ 96-QĐ/ĐU", "reason": _SERVICE},
     "19/12/2024"),
    (7, {"form": "title", "title": "Chiến sĩ thi đua cơ sở", "issuer": _OFFICE}, "12/2024"),
    (1, {"form": "certificate", "issuer": _PROVINCE, "period": "2020–2025",
         "reason": "Có thành tích trong chuyển đổi số của tỉnh"}, "22/08/2025"),
    (3, {"form": "praise", "reason": "Thực hiện tốt công tác thư ký, lưu trữ hồ sơ đảng"},
     "12/2025"),
    (14, {"form": "merit", "issuer": _ABOVE, "reason": _SERVICE}, "19/05/2026"),
    (0, {"form": "title", "title": "Chiến sĩ thi đua cấp tỉnh", "issuer": _PROVINCE,
         "standing": "nominated"}, "10/2026"),
    (None, {"form": "merit", "issuer": _ABOVE,
            "reason": "Chi bộ hoàn thành tốt nhiệm vụ năm 2024"}, "27/12/2024"),
    (None, {"form": "certificate", "issuer": _PROVINCE,
            "collective": "Trung tâm Công nghệ thông tin", "period": "2021–2025"}, "22/08/2025"),
)  # fmt: skip
"""Index of the member, None for the cell or a collective; what was given; when."""

_YEARS = (
    (2024, 48, 6, "Khu di tích lịch sử cách mạng của tỉnh"),
    (2025, 52, 7, "Bảo tàng tỉnh, nghĩa trang liệt sĩ"),
    (2026, 39, 5, "Nhà truyền thống của tỉnh"),
)
"""Year, notices sent, families helped, where the cell went."""


def load(*, by: By, cell: Organization, members: list[Member]) -> None:
    """Record awards, activities of every year, and one figure that only its source counts."""
    for index, award, when in AWARDS:
        receiver = None if index is None else members[index]
        conduct.commend(by=by, organization=cell, member=receiver, when=on(when), **award)
    for year, notices, families, place in _YEARS:
        _activities(by, cell, year, notices, families, place)
    activities.state_figure(
        by=by,
        organization=cell,
        when=on("2024"),
        text="Đảng viên cài đặt, sử dụng Sổ tay đảng viên điện tử",
        subject="study",
        stated="100%",
    )


def _activities(
    by: By, cell: Organization, year: int, notices: int, families: int, place: str
) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell}
    activities.note_activity(
        **given,
        when=on(str(year)),
        kind="propaganda",
        text="Đưa tin hoạt động của chi bộ, phổ biến văn bản mới",
        channel="Trang nội bộ, nhóm trao đổi của đơn vị",
        since=on("2021"),
        quantity=Decimal(notices),
        unit="tin",
    )
    activities.note_activity(
        **given,
        when=on(f"quý III/{year}"),
        kind="social",
        text="Thăm, tặng quà gia đình có công với cách mạng",
        quantity=Decimal(families),
        unit="gia đình",
        participants="chi ủy, công đoàn Trung tâm",
    )
    activities.note_activity(
        **given, when=on(f"7/{year}"), kind="heritage", text=f"Về nguồn tại {place}"
    )
