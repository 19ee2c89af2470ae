"""Chi bộ Cục Công nghệ thông tin, Bộ Tư pháp: what its article on the year 2023 tells.

Rows 0-1 to 0-26 of the domain reference §13.1. The article names the secretary and one guest, no
chi ủy viên; it does not say who chaired nor what the guest asked for: neither does this. The key
task (0-15) stands in a passage: as a task of 2023 it would be counted as done or not done.
"""

import datetime
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo.articles import draft_report, publish, record_meeting
from chibo.management.demo.days import at, on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from meetings.library import actions as library
from meetings.minutes.facts import GuestContent, ItemContent, MinutesContent
from meetings.minutes.models import Meeting
from members.posts import actions as posts
from members.roster import actions as roster
from members.roster.models import Member
from reports.activities import actions as activities
from reports.inspection import actions as inspection

COMMITTEE, CODE = "dang-uy-btp", "cuc-cntt-btp"
_HELD = datetime.date(2023, 12, 26)
_YEAR = (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))

_DECISION_06 = (
    "Phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ "
    "chuyển đổi số quốc gia giai đoạn 2022 - 2025, tầm nhìn đến năm 2030"
)
_DIFFICULTIES = (
    "Số lượng nhân lực còn hạn chế",
    "Đơn vị trong thời gian chuyển giao thế hệ lãnh đạo",
)
_ACHIEVEMENTS = (
    ("political_task", "Chất lượng các mặt công tác chuyên môn từng bước được nâng lên"),
    ("political_task", "Công tác xây dựng thể chế từng bước được bổ sung"),
    ("party_building", "Công tác tổ chức cán bộ từng bước được kiện toàn, bổ sung"),
    ("masses", "Chăm lo cho các tổ chức quần chúng"),
)
_TOPICS = (
    "Nền nếp sinh hoạt",
    "Thu nộp đảng phí",
    "Việc nghiên cứu, học tập của đảng viên",
    "Kế hoạch rèn luyện của đảng viên",
)
_LIMITATIONS = (
    ("8/2023", "leadership", "Việc phối hợp giữa cấp ủy và Thủ trưởng đơn vị có mặt còn hạn chế",
     "Chức danh Cục trưởng đến tháng 8/2023 mới từng bước được kiện toàn (Quyền Cục trưởng)"),
    ("2023", "staff", "Tiến độ công việc năm 2023 của Cục bị ảnh hưởng",
     "Thiếu hụt nghiêm trọng nhân sự"),
    ("2023", "meeting", "Nội dung sinh hoạt định kỳ đã đổi mới nhưng chưa phong phú, đa dạng", ""),
    ("2023", "study", "Việc quán triệt nghị quyết của cấp trên có lúc chưa kịp thời", ""),
    ("2023", "staff", "Công chức, viên chức làm công tác đảng chưa thực sự chuyên tâm",
     "Làm kiêm nhiệm, công việc chuyên môn nặng, chiếm nhiều thời gian"),
)  # fmt: skip
_TEXTS = {
    "chinh-tri-tu-tuong": (
        "Chi bộ tiếp tục thực hiện Nghị quyết Đại hội XIII của Đảng và các nhiệm vụ được giao theo "
        "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ.\n"
        "Cán bộ, đảng viên, công chức, viên chức có trách nhiệm cao, đoàn kết, nhất trí, quyết tâm "
        "hoàn thành xuất sắc nhiệm vụ."
    ),
    "nhiem-vu-chinh-tri": (
        "Cán bộ, công chức, viên chức của Cục nỗ lực hoàn thành các nhiệm vụ được giao. Đảng viên "
        "gương mẫu, đi đầu trong việc quán triệt chủ trương, đường lối và thực hiện nhiệm vụ chính "
        "trị, chuyên môn.\n"
        "Chất lượng các mặt công tác chuyên môn từng bước được nâng lên; công tác xây dựng thể chế "
        "từng bước được bổ sung."
    ),
    "xay-dung-dang": (
        "Công tác đảng viên và xây dựng tổ chức Đảng trong sạch, vững mạnh là nhiệm vụ trọng tâm "
        "của chi bộ. Cấp ủy chủ động chỉ đạo, nêu gương; hoạt động của chi bộ đúng chủ trương, có "
        "nền nếp. Công tác tổ chức cán bộ từng bước được kiện toàn, bổ sung."
    ),
    "uu-diem-chung": (
        "Các đồng chí chi ủy viên chủ động với nhiệm vụ của mình; nhiều chủ trương của cấp ủy được "
        "triển khai kịp thời; sự ổn định và kỷ luật trong chi bộ được giữ vững.\n"
        "Chi ủy và Thủ trưởng đơn vị phối hợp, thống nhất cao trong lãnh đạo, điều hành công tác "
        "của Đảng và chuyên môn."
    ),
}
_CAPTIONS = (
    "Phó Bí thư thường trực Đảng ủy Bộ Tư pháp Nguyễn Kim Tinh phát biểu chỉ đạo tại cuộc họp",
    "Bí thư Chi bộ Cục Công nghệ thông tin Tạ Thành Trung phát biểu tiếp thu ý kiến chỉ đạo của "
    "Phó Bí thư thường trực Đảng ủy Bộ Nguyễn Kim Tinh và quán triệt một số nội dung đến các Đảng "
    "viên Chi bộ",
)


def load(*, by: By, today: datetime.date) -> tuple[Organization, Organization]:
    """Load the superior committee and the cell: its meeting, its year 2023, a draft report."""
    committee = organizations.found(
        by=by, code=COMMITTEE, type="grassroots_committee", name="Đảng ủy Bộ Tư pháp"
    )
    cell = organizations.found(
        by=by, code=CODE, type="cell", name="Chi bộ Cục Công nghệ thông tin", parent=committee
    )
    secretary = roster.enter_member(
        by=by, organization=cell, full_name="Tạ Thành Trung", is_official=True, today=today
    )
    posts.appoint(by=by, member=secretary, organization=cell, post="secretary")
    _documents(by, cell, today)
    meeting = _meeting(by, cell, secretary)
    _year(by, cell)
    draft_report(
        by=by, cell=cell, kind="year", period=_YEAR, meeting=meeting, texts=_TEXTS, at=at(_HELD, 19)
    )
    publish(
        by=by,
        meeting=meeting,
        title="Chi bộ Cục Công nghệ thông tin: Sinh hoạt Chi bộ và tổng kết công tác Đảng năm 2023",
        published="26/12/2023",
        author="Thu Nga",
        captions=_CAPTIONS,
    )
    return committee, cell


def _documents(by: By, cell: Organization, today: datetime.date) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell, "today": today}
    library.register_document(
        **given, type="resolution", common_name="Nghị quyết Đại hội XIII của Đảng"
    )
    library.register_document(
        **given,
        type="decision",
        symbol="06/QĐ-TTg",
        issued=on("06/01/2022"),
        issuer="Thủ tướng Chính phủ",
        title=_DECISION_06,
        period="giai đoạn 2022–2025, tầm nhìn đến năm 2030",
    )


def _meeting(by: By, cell: Organization, secretary: Member) -> Meeting:
    content = MinutesContent(
        held=on("26/12/2023"),
        kinds=frozenset({"regular", "year_end"}),
        review_year=2023,
        attending=Meeting.Attending.ALL,
        guests=(
            GuestContent(
                name="Nguyễn Kim Tinh",
                posts="Phó Bí thư thường trực Đảng ủy Bộ Tư pháp",
                gave_directive=True,
            ),
        ),
        items=(
            ItemContent(title="Tổng kết công tác Đảng năm 2023"),
            ItemContent(
                title="Tiếp thu ý kiến chỉ đạo, quán triệt một số nội dung đến đảng viên",
                presenter_id=secretary.pk,
            ),
        ),
    )
    return record_meeting(by=by, cell=cell, content=content, at=at(_HELD))


def _year(by: By, cell: Organization) -> None:
    given: dict[str, Any] = {"by": by, "organization": cell}
    told: dict[str, Any] = {**given, "when": on("2023")}
    for text in _DIFFICULTIES:
        activities.note_circumstance(**told, kind="difficulty", text=text)
    for area, text in _ACHIEVEMENTS:
        activities.note_achievement(**told, area=area, text=text)
    activities.assess_ideology(
        **told, level="mostly_stable", text="Không có tư tưởng xấu phát sinh"
    )
    for when, area, text, cause in _LIMITATIONS:
        activities.note_limitation(**given, when=on(when), area=area, text=text, cause=cause)
    inspection.note_inspection(
        **told,
        kind="general",
        topics="Sinh hoạt chi bộ",
        conclusion="Công tác kiểm tra, giám sát được thực hiện nghiêm túc",
    )
    inspection.note_inspection(
        **told,
        kind="general",
        topics="\n".join(_TOPICS),
        conclusion="Công tác kiểm tra được thực hiện thường xuyên",
    )
