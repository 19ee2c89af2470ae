"""The invented targets of the term 2025–2027 and of three years; some measured, some written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo.days import on
from chibo.organizations.models import Organization
from meetings.congress.models import Congress
from members.posts.models import Term
from reports.targets import actions


@dataclass(frozen=True)
class Aim:
    """A target in words, its kind and figure (a code for a level), and what the book measures."""

    text: str
    measure: str
    value: int | str
    indicator: str = ""
    operator: str = "at_least"
    unit: str = ""


_STUDY = Aim(
    "Đảng viên được học tập, quán triệt nghị quyết, chỉ thị của Đảng", "percent", 95, "study"
)
_ATTENDANCE = Aim("Đảng viên dự sinh hoạt chi bộ", "percent", 95, "attendance")
_GOOD = Aim("Đảng viên hoàn thành tốt nhiệm vụ trở lên", "percent", 90, "good_or_better")
_LEVEL = Aim("Xếp loại của chi bộ", "level", "good", "organization_level")
_DIGITAL = Aim("Hồ sơ công việc được lập và xử lý trên môi trường mạng", "percent", 90)
TERM = (
    _STUDY,
    _ATTENDANCE,
    _GOOD,
    _LEVEL,
    Aim("Kết nạp đảng viên mới", "count", 3, "admitted", unit="đảng viên"),
    _DIGITAL,
)
YEARLY = (
    _STUDY,
    _ATTENDANCE,
    Aim("Sinh hoạt chuyên đề", "count", 4, "thematic", unit="buổi"),
    Aim("Nhiệm vụ được giao hoàn thành trong năm", "percent", 90, "tasks"),
    Aim("Đảng viên đóng đảng phí đầy đủ, đúng hạn", "percent", 100, "dues"),
    Aim("Đảng viên được kiểm tra, giám sát", "percent", 10, "inspected"),
    _GOOD,
    Aim("Đảng viên hoàn thành xuất sắc nhiệm vụ", "percent", 20, "excellent", operator="at_most"),
    _LEVEL,
    _DIGITAL,
    Aim("Bồi dưỡng kỹ năng số cho cán bộ cấp xã", "count", 300, unit="lượt người"),
)
COMMITTEE = (
    _STUDY,
    Aim("Đảng viên dự sinh hoạt chi bộ", "percent", 90, "attendance"),
    Aim("Kết nạp đảng viên mới", "count", 2, "admitted", unit="đảng viên"),
    Aim("Đảng viên đóng đảng phí đầy đủ, đúng hạn", "percent", 100, "dues"),
    Aim("Xếp loại của đảng bộ", "level", "good", "organization_level"),
)
_ADMITTED = {2025: 1, 2026: 2}
_WRITTEN = {
    2024: ("31/12/2024", (1_702, 1_915), 312),
    2025: ("31/12/2025", (2_214, 2_290), 468),
    2026: ("31/10/2026", (1_878, 1_942), 205),
}
"""Year → by when, files on the network of all files, trained people."""


def load(*, by: By, cell: Organization, term: Term, congress: Congress) -> None:
    """Set the targets of the term and the years, and write what the book cannot measure."""
    for order, aim in enumerate(TERM, start=1):
        target = _set(by, cell, aim, order, span="term", term=term, congress=congress)
        if aim is _DIGITAL:
            actions.note_progress(
                by=by, target=target, when=on("31/12/2025"), numerator=1_168, denominator=1_204
            )
    for year in _WRITTEN:
        _year(by, cell, year)


def load_committee(*, by: By, committee: Organization) -> None:
    """Set what the committee wants to reach this year over all its cells."""
    for order, aim in enumerate(COMMITTEE, start=1):
        _set(by, committee, aim, order, span="year", year=2026, source="Kế hoạch 52-KH/ĐU")


def _year(by: By, cell: Organization, year: int) -> None:
    when, (digital, of), trained = _WRITTEN[year]
    aims: tuple[Aim, ...] = YEARLY
    if year in _ADMITTED:
        unit = "đảng viên"
        aims += (Aim("Kết nạp đảng viên mới", "count", _ADMITTED[year], "admitted", unit=unit),)
    source = f"Nghị quyết 01-NQ/CB về nhiệm vụ năm {year}"
    for order, aim in enumerate(aims, start=1):
        target = _set(by, cell, aim, order, span="year", year=year, source=source)
        written: dict[str, Any] = {}
        if aim is _DIGITAL:
            written = {"numerator": digital, "denominator": of}
        elif not aim.indicator:
            written = {"value": Decimal(trained)}
        if written:
            actions.note_progress(by=by, target=target, when=on(when), **written)


def _set(by: By, cell: Organization, aim: Aim, order: int, **of: Any) -> Any:
    figure: dict[str, Any] = (
        {"level": aim.value} if aim.measure == "level" else {"value": Decimal(aim.value)}
    )
    return actions.set_target(
        by=by,
        organization=cell,
        text=aim.text,
        measure=aim.measure,
        operator=aim.operator,
        unit=aim.unit,
        indicator=aim.indicator,
        order=order,
        **figure,
        **of,
    )
