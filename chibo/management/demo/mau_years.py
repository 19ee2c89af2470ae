"""The invented years: notes, goals, key tasks, the issued report on 2024, the draft on 2025."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.documents.printing import prints
from chibo.documents.tree import Document
from chibo.management.demo.days import at, on
from chibo.organizations.models import Organization
from meetings.minutes.models import Meeting
from meetings.tasks import actions as tasks
from members.roster.models import Member
from reports.activities import actions as activities
from reports.inspection import actions as inspection
from reports.yearend import actions as yearend
from reports.yearend import documents as reports
from reports.yearend.models import Report

ISSUED_YEAR, DRAFT_YEAR = 2024, 2025
_ISSUED_ON = datetime.date(2024, 12, 30)


@dataclass(frozen=True)
class Told:
    """What the cell is told to have done in a year: counted results and what fell short."""

    year: int
    documents: int
    trained: int
    blood: int
    limitation: str
    cause: str


YEARS = (
    Told(2024, 18420, 312, 14, "Tiến độ số hóa hồ sơ lưu trữ quý II chậm so với kế hoạch",
         "Thiết bị quét được cấp muộn hai tháng"),
    Told(2025, 26750, 468, 17, "Một số buổi sinh hoạt chuyên đề còn ít ý kiến thảo luận",
         "Tài liệu gửi đảng viên muộn, có tháng chỉ gửi trước nửa ngày"),
    Told(2026, 21300, 205, 11, "Việc rà soát phần mềm không còn dùng chưa xong ở hai phòng",
         "Phân công chưa rõ người chịu trách nhiệm chính"),
)  # fmt: skip
_CAUSE_KINDS = {2024: "objective", 2025: "subjective", 2026: "subjective"}
_KEY_TASKS = (
    "Vận hành ổn định trung tâm giám sát an toàn thông tin của tỉnh",
    "Đưa toàn bộ hồ sơ lưu trữ của Sở lên kho dữ liệu dùng chung",
    "Bồi dưỡng kỹ năng số cho cán bộ cấp xã và tổ công nghệ số cộng đồng",
)
_TEXTS = {
    "nhiem-vu-chinh-tri": (
        "Chi bộ lãnh đạo Trung tâm hoàn thành kế hoạch chuyển đổi số được giao; hệ thống dùng "
        "chung của tỉnh vận hành thông suốt, không để xảy ra sự cố mất an toàn thông tin nghiêm "
        "trọng."
    ),
    "uu-diem-chung": (
        "Nền nếp sinh hoạt được giữ vững, sinh hoạt chuyên đề gắn với việc thật của từng phòng. "
        "Đảng viên nêu gương trong công việc, nội bộ đoàn kết."
    ),
    "kien-nghi-de-xuat": (
        "Đề nghị Đảng ủy Sở quan tâm mở lớp bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy chi bộ."
    ),
}


def load(*, by: By, cell: Organization, members: list[Member], reviews: dict[int, Meeting]) -> None:
    """Record the notes of three years, the plans, and the reports on the first two."""
    for told in YEARS:
        _notes(by, cell, told)
        _plan(by, cell, members, told.year)
    issued = _draft(by, cell, ISSUED_YEAR, reviews[ISSUED_YEAR], _TEXTS)
    _issue(by, issued)
    _draft(by, cell, DRAFT_YEAR, reviews[DRAFT_YEAR], {"uu-diem-chung": _TEXTS["uu-diem-chung"]})


def _notes(by: By, cell: Organization, told: Told) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell, "when": on(str(told.year))}
    activities.note_circumstance(
        **given,
        kind="advantage",
        text="Được Đảng ủy và lãnh đạo Sở quan tâm chỉ đạo, cấp kinh phí chuyển đổi số",
    )
    activities.note_circumstance(
        **given, kind="difficulty", text="Nhân lực kỹ thuật thiếu so với khối lượng công việc"
    )
    activities.note_achievement(
        **given,
        area="political_task",
        text="Số hóa, đưa vào kho dữ liệu dùng chung",
        quantity=Decimal(told.documents),
        unit="hồ sơ",
    )
    activities.note_achievement(
        **given,
        area="political_task",
        text="Bồi dưỡng kỹ năng số cho cán bộ cấp xã",
        quantity=Decimal(told.trained),
        unit="lượt người",
    )
    activities.note_achievement(
        **given,
        area="masses",
        text="Đảng viên, quần chúng tham gia hiến máu tình nguyện",
        quantity=Decimal(told.blood),
        unit="đơn vị máu",
    )
    activities.note_limitation(
        **given,
        area="work" if told.year != DRAFT_YEAR else "meeting",
        text=told.limitation,
        cause=told.cause,
        cause_kind=_CAUSE_KINDS[told.year],
    )
    activities.assess_ideology(
        **given,
        level="stable",
        text="Đảng viên yên tâm công tác, tin tưởng sự lãnh đạo của Đảng",
        cases=0,
    )
    inspection.note_inspection(
        by=by,
        organization=cell,
        kind="thematic_supervision",
        when=on(f"quý III/{told.year}"),
        topics="Việc thực hiện nhiệm vụ được phân công\nViệc chấp hành quy chế làm việc",
        subject_count=2,
        conclusion="Các đồng chí được giám sát thực hiện tốt nhiệm vụ được phân công",
    )


def _plan(by: By, cell: Organization, members: list[Member], year: int) -> None:
    tasks.set_goal(
        by=by,
        organization=cell,
        plan_year=year,
        text="Xây dựng chi bộ trong sạch, vững mạnh; hoàn thành kế hoạch chuyển đổi số được giao",
    )
    for order, text in enumerate(_KEY_TASKS, start=1):
        task = tasks.add_task(
            by=by,
            organization=cell,
            text=text,
            plan_year=year,
            is_key=True,
            order=order,
            assignee=members[order],
            due=on(f"15/12/{year}"),
        )
        if year < 2026:
            tasks.finish_task(
                by=by, task=task, done=on(f"12/{year}"), result="Hoàn thành đúng kế hoạch"
            )


def _draft(
    by: By, cell: Organization, year: int, meeting: Meeting, texts: dict[str, str]
) -> Report:
    whole = Scope.whole()
    starts, ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    report = yearend.start_report(
        by=by,
        organization=cell,
        kind="year",
        starts=starts,
        ends=ends,
        at=at(datetime.date(year, 12, 20)),
        meeting=meeting,
    )
    dated = _ISSUED_ON if year == ISSUED_YEAR else None
    return yearend.write_report(
        by=by,
        report=report,
        texts=texts,
        heading=reports.usual_heading(whole, cell, starts, ends, dated=dated),
        version=report.version,
        at=at(datetime.date(year, 12, 28)),
        meeting=meeting,
    )


def _issue(by: By, report: Report) -> None:
    """Issue the report and keep its prints, as the page does."""
    issued = yearend.issue(by=by, scope=Scope.whole(), report=report, at=at(_ISSUED_ON))
    made, _ = prints(Document.from_json(issued.snapshot.document))
    yearend.keep_prints(by=by, report=issued, prints=made)
