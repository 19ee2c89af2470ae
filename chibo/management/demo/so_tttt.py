"""Chi bộ Sở Thông tin và Truyền thông: what its article on the year 2021 tells, nothing more.

Rows 4-1 to 4-13 of the domain reference §13.5. The article does not name the province, nor who
attended, nor when the secretary took office: neither does this.
"""

import datetime
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo.articles import draft_report, record_meeting
from chibo.management.demo.days import at, on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from meetings.minutes.facts import ItemContent, MinutesContent, OpinionContent
from meetings.minutes.models import Meeting
from meetings.tasks import actions as tasks
from members.posts import actions as posts
from members.roster import actions as roster
from members.roster.models import Member
from reports.activities import actions as activities
from reports.inspection import actions as inspection

CODE = "so-tttt"
_HELD = datetime.date(2022, 1, 13)
_YEAR = (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))

KEY_TASKS = (
    "Nâng cao năng lực lãnh đạo, sức chiến đấu của tổ chức cơ sở đảng và chất lượng đội ngũ "
    "cán bộ, đảng viên",
    "Đẩy mạnh cải cách hành chính và văn hóa công sở",
    "Phát huy vai trò nêu gương của cán bộ, đảng viên trong lãnh đạo, tham mưu thực hiện nhiệm vụ "
    "phát triển ngành Thông tin và Truyền thông năm 2022",
)
_ACHIEVEMENTS = (
    "Tham mưu Hội đồng nhân dân, Ủy ban nhân dân tỉnh ban hành nhiều cơ chế, chính sách, văn bản "
    "quan trọng; tiếp tục chỉ đạo thực hiện có hiệu quả các văn bản đã ban hành",
    "Thường xuyên thông tin, tuyên truyền kịp thời thông tin chỉ đạo của tỉnh và tình hình dịch "
    "bệnh Covid-19",
    "Tham mưu giải pháp ứng dụng công nghệ thông tin hỗ trợ làm việc qua mạng, họp trực tuyến để "
    "phòng, chống dịch Covid-19",
)
_TEXTS = {
    "xay-dung-dang": (
        "Công tác xây dựng Đảng có nhiều chuyển biến tích cực. Công tác tổ chức cán bộ tiếp tục "
        "được tăng cường; công tác phát triển đảng viên tiếp tục được quan tâm thực hiện."
    ),
    "uu-diem-chung": (
        "Cấp ủy chi bộ cùng tập thể lãnh đạo Sở phối hợp chặt chẽ trong lãnh đạo, chỉ đạo, điều "
        "hành, từ nhiệm vụ chính trị, giáo dục chính trị tư tưởng đến tổ chức xây dựng Đảng; giữ "
        "vững đoàn kết, thống nhất trong toàn chi bộ.\n"
        "Kết quả công tác tác động tích cực đến văn hóa, xã hội, an ninh chính trị, trật tự an "
        "toàn xã hội và an sinh xã hội trên địa bàn tỉnh; hoàn thành tốt nhiệm vụ chính trị trên "
        "các lĩnh vực của ngành."
    ),
}


def load(*, by: By, today: datetime.date) -> Organization:
    """Load the cell with its one meeting, its year 2021, its plan for 2022 and a draft report."""
    cell = organizations.found(
        by=by,
        code=CODE,
        type="grassroots_cell",
        name="Chi bộ Sở Thông tin và Truyền thông",
    )
    chair = _secretary(by, cell, today)
    meeting = _meeting(by, cell, chair)
    _year(by, cell)
    _plan(by, cell)
    draft_report(
        by=by, cell=cell, kind="year", period=_YEAR, meeting=meeting, texts=_TEXTS, at=at(_HELD)
    )
    return cell


def _secretary(by: By, cell: Organization, today: datetime.date) -> Member:
    member = roster.enter_member(
        by=by, organization=cell, full_name="Phạm Hồng Quảng", is_official=True, today=today
    )
    given: dict[str, Any] = {"by": by, "member": member, "organization": cell}
    posts.appoint(**given, post="secretary")
    posts.appoint(**given, post="government", title="Giám đốc Sở Thông tin và Truyền thông")
    return member


def _meeting(by: By, cell: Organization, chair: Member) -> Meeting:
    content = MinutesContent(
        held=on("13/01/2022"),
        session="morning",
        kinds=frozenset({"year_end"}),
        review_year=2021,
        plan_year=2022,
        chair_id=chair.pk,
        attending=Meeting.Attending.UNKNOWN,
        items=(
            ItemContent(title="Tổng kết công tác Đảng năm 2021"),
            ItemContent(title="Triển khai nhiệm vụ năm 2022"),
            ItemContent(
                title="Thảo luận",
                opinions=(
                    OpinionContent(
                        "Hội nghị thảo luận, góp ý kiến nhằm triển khai nhiệm vụ năm 2022 đạt "
                        "hiệu quả."
                    ),
                ),
            ),
        ),
    )
    return record_meeting(by=by, cell=cell, content=content, at=at(_HELD))


def _year(by: By, cell: Organization) -> None:
    told: dict[str, Any] = {"by": by, "organization": cell, "when": on("2021")}
    activities.note_circumstance(
        **told,
        kind="difficulty",
        text="Dịch bệnh Covid-19 ảnh hưởng rất lớn đến hoạt động của ngành",
    )
    for text in _ACHIEVEMENTS:
        activities.note_achievement(**told, area="political_task", text=text)
    activities.assess_ideology(**told, level="stable", text="Tư tưởng cán bộ, đảng viên ổn định")
    inspection.note_inspection(
        **told,
        kind="general",
        conclusion="Công tác kiểm tra, giám sát được triển khai thực hiện tốt",
    )


def _plan(by: By, cell: Organization) -> None:
    tasks.set_goal(
        by=by,
        organization=cell,
        plan_year=2022,
        text="Đổi mới phương thức lãnh đạo, tập trung thực hiện tốt 03 nhiệm vụ trọng tâm",
        horizon="2022–2025",
    )
    for order, text in enumerate(KEY_TASKS, start=1):
        tasks.add_task(
            by=by, organization=cell, text=text, plan_year=2022, is_key=True, order=order
        )
