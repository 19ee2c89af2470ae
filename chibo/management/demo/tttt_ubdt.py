"""Chi bộ Trung tâm Thông tin, Ủy ban Dân tộc: what its article of August 2013 tells.

Rows 3-1 to 3-17 of the domain reference §13.4. The day of the meeting is not written; it looked
back on July, planned August and was told of on 06/08/2013: it stands here in August. Who chaired
is not said. What the guest asked for stays as directions: made tasks, they would be counted as
done or not done, which the article does not tell.
"""

import datetime
from typing import Any

from chibo.audit.ledger import By
from chibo.management.demo.articles import draft_report, publish, record_meeting
from chibo.management.demo.days import at, on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from meetings.library import actions as library
from meetings.library.models import GuidingDocument
from meetings.minutes.facts import (
    DirectiveContent,
    DocumentContent,
    GuestContent,
    ItemContent,
    MinutesContent,
    OpinionContent,
)
from meetings.minutes.models import Meeting
from meetings.register import actions as register
from members.posts import actions as posts
from members.roster import actions as roster
from members.roster.models import Member

ABOVE, COMMITTEE, CODE = "dang-uy-khoi-ubdt", "dang-uy-ubdt", "tttt-ubdt"
_TOLD = datetime.date(2013, 8, 6)
_PERIOD = (datetime.date(2013, 7, 1), datetime.date(2013, 8, 31))

_LETTERS = (
    ("237/BTG - ĐUK", "Đảng ủy khối", "Tuyên truyền một năm thực hiện Nghị quyết Trung ương 4"),
    ("189-CV/ĐU", "", "Đề cương thông báo nhanh kết quả Hội nghị Trung ương 7"),
)
_OPINIONS = (
    "Tăng cường hơn nữa công tác phát triển Đảng, ổn định công tác tổ chức",
    "Quyết liệt đổi mới việc đưa tin hoạt động của lãnh đạo Ủy ban Dân tộc, của Ủy ban với các địa "
    "phương",
    "Nâng cao chất lượng thông tin",
    "Tăng cường đào tạo, nâng cao năng lực cho cán bộ",
    "Phối hợp với các Bộ, ngành trong xây dựng, triển khai cơ sở dữ liệu của cơ quan",
)
_EVALUATION = "Sinh hoạt chi bộ đã đổi mới, nội dung được chuẩn bị kỹ hơn, sinh động hơn"
_DIRECTIONS = (
    "Chất lượng đảng viên phải tốt",
    "Chi ủy phải đảm bảo năng lực, trình độ, sức chiến đấu",
    "Nội dung sinh hoạt mỗi tháng phải được nâng cao hơn, đổi mới về nội dung, phương pháp",
    "Không nhất thiết phiên thường kỳ nào cũng có chuyên đề; phải bàn kỹ, bàn sâu từng chuyên đề và "
    "đưa thành nhiệm vụ cụ thể",
    "Dành thời gian cho: thực hiện nhiệm vụ chính trị, Nghị quyết Đại hội chi bộ, Nghị quyết Trung "
    "ương 4, Chỉ thị 03, xây dựng chuẩn mực đạo đức của chi bộ",
    "Nâng cao chất lượng các chuyên đề và phải có tổng kết chuyên đề",
    "Tăng cường phối hợp với các Vụ, đơn vị trong cơ quan",
    "Chủ động nâng cao chất lượng thông tin phục vụ chỉ đạo, điều hành của lãnh đạo Ủy ban Dân tộc",
    "Tăng cường tập huấn ứng dụng công nghệ thông tin cho toàn thể cán bộ cơ quan",
    "Cập nhật các chuyên đề lên Cổng Thông tin Đảng ủy cơ quan để các chi bộ chia sẻ, trao đổi kinh "
    "nghiệm",
)
_THEME = "Tư tưởng Hồ Chí Minh về đạo đức công vụ"
_STRESSED = (
    "Nhấn mạnh những yêu cầu tối thiểu đối với cán bộ, viên chức công tác trong lĩnh vực công nghệ "
    "thông tin và đối với các Trung tâm Thông tin."
)
_PROPOSED = (
    "đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh đối với toàn thể cán bộ, đảng "
    "viên và quần chúng trong đơn vị"
)
_TEXTS = {
    "chinh-tri-tu-tuong": (
        "Chi bộ quán triệt Công văn 237/BTG - ĐUK của Đảng ủy khối về tuyên truyền một năm thực "
        "hiện Nghị quyết Trung ương 4 và Công văn số 189-CV/ĐU về đề cương thông báo nhanh kết quả "
        "Hội nghị Trung ương 7.\n"
        "Chuyên đề nhấn mạnh những yêu cầu tối thiểu đối với cán bộ, viên chức công tác trong lĩnh "
        "vực công nghệ thông tin và đối với các Trung tâm Thông tin."
    ),
    "nhiem-vu-chinh-tri": (
        "Đồng chí Nguyễn Ngọc Hà, Chi ủy viên, Giám đốc Trung tâm báo cáo kết quả công tác tháng "
        "7, phương hướng nhiệm vụ trọng tâm tháng 8 của chi bộ."
    ),
    "uu-diem-chung": ("Sinh hoạt chi bộ có đổi mới, nội dung được chuẩn bị kỹ hơn, sinh động hơn."),
    "kien-nghi-de-xuat": (
        "Đảng viên trong chi bộ đề nghị ban hành nghị quyết nhằm đẩy mạnh việc học tập và làm theo "
        "tấm gương đạo đức Hồ Chí Minh đối với toàn thể cán bộ, đảng viên và quần chúng trong đơn "
        "vị."
    ),
}


def load(*, by: By, today: datetime.date) -> tuple[Organization, Organization, Organization]:
    """Load the two superiors and the cell: its people, one meeting, a proposal, a draft report."""
    above = organizations.found(by=by, code=ABOVE, type="upper_committee", name="Đảng ủy khối")
    committee = organizations.found(
        by=by,
        code=COMMITTEE,
        type="grassroots_committee",
        name="Đảng ủy cơ quan Ủy ban Dân tộc",
        parent=above,
    )
    cell = organizations.found(
        by=by, code=CODE, type="cell", name="Chi bộ Trung tâm Thông tin", parent=committee
    )
    meeting = _meeting(by, cell, _people(by, cell, today), _documents(by, cell, today))
    register.propose(
        by=by,
        organization=cell,
        type="NQ",
        subject=_PROPOSED,
        at=at(_TOLD),
        proposed_in=meeting,
        proposed_by="Đảng viên trong Chi bộ",
    )
    draft_report(
        by=by, cell=cell, kind="period", period=_PERIOD, meeting=meeting, texts=_TEXTS, at=at(_TOLD)
    )
    publish(
        by=by,
        meeting=meeting,
        title="Chi bộ Trung tâm Thông tin sinh hoạt chuyên đề về đẩy mạnh việc học tập và làm theo "
        "tấm gương đạo đức Hồ Chí Minh",
        published="06/08/2013",
        author="Xuân Thường",
        captions=[
            "Đ/c Hà Hùng, Bí thư Đảng ủy, Thứ trưởng, Phó Chủ nhiệm UBDT phát biểu tại buổi sinh "
            "hoạt"
        ],
    )
    return above, committee, cell


def _people(by: By, cell: Organization, today: datetime.date) -> list[Member]:
    """Enter the three members who are named: the secretary, the director, who gave the theme."""
    names = ("Nguyễn Hoàng Hải", "Nguyễn Ngọc Hà", "Cao Cường")
    secretary, director, presenter = (
        roster.enter_member(by=by, organization=cell, full_name=name, is_official=True, today=today)
        for name in names
    )
    given: dict[str, Any] = {"by": by, "organization": cell}
    posts.appoint(**given, member=secretary, post="secretary")
    posts.appoint(**given, member=director, post="committee_member")
    posts.appoint(**given, member=director, post="government", title="Giám đốc Trung tâm")
    return [secretary, director, presenter]


def _documents(by: By, cell: Organization, today: datetime.date) -> list[GuidingDocument]:
    """Register what the article names; return the two letters that were disseminated."""
    given: dict[str, Any] = {"by": by, "organization": cell, "today": today}
    library.register_document(**given, type="directive", symbol="03")
    library.register_document(**given, type="resolution", common_name="Nghị quyết Trung ương 4")
    return [
        library.register_document(**given, type="letter", symbol=symbol, issuer=issuer, title=title)
        for symbol, issuer, title in _LETTERS
    ]


def _meeting(
    by: By, cell: Organization, people: list[Member], letters: list[GuidingDocument]
) -> Meeting:
    secretary, director, presenter = people
    said = [("evaluation", _EVALUATION), *(("direction", text) for text in _DIRECTIONS)]
    content = MinutesContent(
        held=on("8/2013"),
        kinds=frozenset({"regular", "thematic"}),
        attending=Meeting.Attending.ALL,
        guests=(
            GuestContent(
                name="Hà Hùng",
                posts="Bí thư Đảng ủy\nThứ trưởng\nPhó Chủ nhiệm Ủy ban Dân tộc",
                gave_directive=True,
            ),
            GuestContent(
                name="Phan Văn Hùng",
                posts="Ủy viên BCH Đảng bộ\nThứ trưởng\nPhó Chủ nhiệm Ủy ban Dân tộc",
            ),
        ),
        items=(
            ItemContent(
                title="Quán triệt một số văn bản cấp trên",
                presenter_id=secretary.pk,
                documents=tuple(DocumentContent(letter.pk) for letter in letters),
            ),
            ItemContent(
                title="Báo cáo kết quả công tác tháng 7, phương hướng nhiệm vụ trọng tâm tháng 8",
                presenter_id=director.pk,
                opinions=tuple(OpinionContent(text) for text in _OPINIONS),
            ),
            ItemContent(
                title="Sinh hoạt chuyên đề",
                presenter_id=presenter.pk,
                theme=_THEME,
                was_assigned=True,
                body=_STRESSED,
            ),
        ),
        directives=tuple(DirectiveContent(text, guest="Hà Hùng", kind=kind) for kind, text in said),
    )
    return record_meeting(by=by, cell=cell, content=content, at=at(_TOLD))
