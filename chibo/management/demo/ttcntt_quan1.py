"""Chi bộ Trung tâm Công nghệ thông tin Quận 1: what the article on its congress of 2022 tells.

Rows 1-1 to 1-28 of the domain reference §13.2. Two of the eight members are named; the other six
have invented names and nothing else. The article gives no votes, no chair, no shortcoming and no
day of its own, and no day within the term for what was done in it: neither does this. What the
guest asked for stays as directions: made tasks, they would be counted as done or not done.
"""

import datetime
from decimal import Decimal
from typing import Any

from chibo.audit.ledger import By
from chibo.dates import PartialDate
from chibo.management.demo.articles import draft_report, publish, record_meeting
from chibo.management.demo.days import at, on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from meetings.congress import actions as congresses
from meetings.congress.actions import Row
from meetings.congress.models import Congress
from meetings.congress.rules import NewTerm
from meetings.library import actions as library
from meetings.library.models import GuidingDocument
from meetings.minutes.facts import DirectiveContent, GuestContent, ItemContent, MinutesContent
from meetings.minutes.models import Meeting
from meetings.study import actions as study
from members.conduct import actions as conduct
from members.posts import actions as posts
from members.roster import actions as roster
from members.roster.models import Member
from reports.activities import actions as activities
from reports.ratings.actions import figures as ratings
from reports.targets import actions as targets

ABOVE, COMMITTEE, CODE = "quan-uy-quan1", "dang-uy-cqcq-quan1", "ttcntt-quan1"
_HELD = datetime.date(2022, 9, 29)
_PERIOD = (datetime.date(2020, 1, 1), _HELD)
_TERM, _NEXT = "2020–2022", "2022–2025"
_CENTRE = "Trung tâm Công nghệ thông tin Quận 1"
_GUEST = "Bùi Văn Thịnh"

_ELECTED = (
    ("Phạm Anh Tuấn", "secretary", f"Giám đốc {_CENTRE}"),
    ("Nguyễn Hoàng Tuấn", "deputy", f"Phó Giám đốc {_CENTRE}"),
)
_INVENTED = ("Lê Thị Thu Hà", "Trần Quốc Bảo", "Võ Minh Trí", "Đặng Thị Ngọc Lan", "Huỳnh Tấn Phát")
_PROBATIONARY = "Ngô Thanh Tùng"

_DOCUMENTS = (
    ("directive", "10-CT/TW", "Nâng cao chất lượng sinh hoạt chi bộ"),
    ("guidance", "12-HD/TW", ""),
    ("rule", "213-QĐ/TW", ""),
    ("conclusion", "01-KL/TW", ""),
    ("conclusion", "21-KL/TW", "Đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị"),
)
_EVALUATIONS = (
    "Đại hội chi bộ là đợt sinh hoạt chính trị tư tưởng để đảng viên cùng tham gia đóng góp ý "
    "kiến, đề ra những giải pháp thực hiện nhiệm vụ tốt hơn",
    "Đồng tình với kết quả đạt được, nhất là trong đại dịch Covid-19 chi bộ đã có nhiều công "
    "trình, sáng kiến, góp phần nâng cao công tác quản lý, cải cách hành chính của quận",
)
_DIRECTIONS = (
    "Tập trung công tác giáo dục chính trị, thường xuyên nắm bắt tình hình tư tưởng đảng viên",
    "Quán triệt các nghị quyết, chủ trương của Đảng để đảng viên tu dưỡng, rèn luyện",
    "Duy trì sinh hoạt chi bộ theo Hướng dẫn 12-HD/TW và Chỉ thị số 10-CT/TW về nâng cao chất "
    "lượng sinh hoạt chi bộ",
    "Phân công nhiệm vụ cho đảng viên",
    "Sinh hoạt chi bộ định kỳ, sinh hoạt chuyên đề theo quy định",
    "Góp phần ngăn ngừa sai phạm, tham nhũng, lãng phí, tiêu cực",
    "Quan tâm rà soát nguồn quy hoạch, đào tạo, bồi dưỡng cán bộ",
    "Mạnh dạn tạo nguồn phát triển đảng, tăng số lượng phát triển đảng viên",
    "Tăng cường công tác kiểm tra, giám sát; có kế hoạch giám sát định kỳ hàng năm, giám sát "
    "thường xuyên về đạo đức, lối sống, “tự diễn biến”, “tự chuyển hóa”",
    "Lãnh đạo thực hiện tốt nhiệm vụ chuyên môn, tiếp tục tham mưu cho UBND quận các nội dung, "
    "chương trình về công tác cải cách hành chính",
    "Phát huy hết thế mạnh của chi bộ",
    "Xây dựng quy chế sau đại hội",
    "Phân công trách nhiệm cho từng đảng viên để phát huy sức mạnh tập thể",
    "Hoàn thành tốt các chỉ tiêu và nhiệm vụ trong nhiệm kỳ tới",
)
_MODEL = (
    "Mô hình “Tiếp nhận đăng ký giải quyết hồ sơ thủ tục hành chính không giấy” trên các dịch vụ "
    "công trực tuyến"
)
_PROGRAMMES = (
    "Chương trình “Chuyển đổi số của Thành phố Hồ Chí Minh” và Đề án “Xây dựng Thành phố Hồ Chí "
    "Minh trở thành đô thị thông minh”"
)
_ACHIEVEMENTS: tuple[dict[str, Any], ...] = (
    {
        "text": "Chi bộ lãnh đạo tham mưu UBND quận xây dựng phần mềm ứng dụng tại Quận 1",
        "programme": _PROGRAMMES,
    },
    {
        "text": "Nhiều sản phẩm phần mềm giúp tăng năng suất, hiệu quả giải quyết thủ tục hành "
        "chính, tiết kiệm chi phí cho người dân và doanh nghiệp, như "
        f"{_MODEL[0].lower()}{_MODEL[1:]}",
    },
    {
        "text": "Triển khai kịp thời các văn bản chỉ đạo của cấp trên và UBND Quận 1 trong giai "
        "đoạn dịch Covid-19 diễn biến phức tạp",
    },
    {
        "text": "Kết nối họp trực tuyến giữa thành phố với quận và phường",
        "quantity": Decimal(10),
        "unit": "phường",
    },
    {"text": "Cập nhật dữ liệu cho người dân và doanh nghiệp trong thời gian dịch Covid-19"},
    {
        "text": "Xây dựng và đưa vào sử dụng bản đồ vùng nguy cơ Covid-19 trên địa bàn Quận 1, giúp "
        "Ban Chỉ đạo phòng, chống Covid-19 Quận 1 và phường nắm tình hình, kiểm soát dịch bệnh, "
        "ngăn chặn lây lan, bảo vệ vùng xanh",
    },
    {
        "text": "Dùng tính năng của Google Maps phân ranh, tô màu cho các tổ dân phố trên bản đồ",
        "quantity": Decimal(874),
        "unit": "tổ dân phố",
    },
)  # fmt: skip
_TARGETS: tuple[dict[str, Any], ...] = (
    {
        "text": "Đảng viên được học tập, quán triệt nghị quyết, chỉ thị của Đảng",
        "measure": "percent",
        "value": Decimal(100),
        "indicator": "study",
    },
    {
        "text": "Đảng viên hoàn thành tốt nhiệm vụ trở lên",
        "measure": "percent",
        "value": Decimal(100),
        "indicator": "good_or_better",
    },
    {
        "text": "Đảng viên hoàn thành xuất sắc nhiệm vụ",
        "measure": "percent",
        "operator": "equal",
        "value": Decimal(15),
        "indicator": "excellent",
    },
    {
        "text": "Chi bộ được xếp loại",
        "measure": "level",
        "level": "excellent",
        "indicator": "organization_level",
    },
    {
        "text": "Phát triển đảng viên mới",
        "measure": "count",
        "operator": "equal",
        "value": Decimal(2),
        "unit": "đảng viên",
    },
)
_TEXTS = {
    "chinh-tri-tu-tuong": (
        "Chi bộ thường xuyên quan tâm công tác giáo dục chính trị tư tưởng, rèn luyện phẩm chất "
        "đạo đức trong cán bộ, đảng viên, viên chức và người lao động; tập trung thực hiện các "
        "biện pháp đấu tranh phòng, chống suy thoái về tư tưởng, chính trị, đạo đức, lối sống, “tự "
        "diễn biến”, “tự chuyển hóa” gắn với đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong "
        "cách Hồ Chí Minh."
    ),
    "xay-dung-dang": (
        "Chi bộ thực hiện nghiêm Chỉ thị số 10-CT/TW về “Nâng cao chất lượng sinh hoạt chi bộ” và "
        "Hướng dẫn số 12-HD/TW."
    ),
    "uu-diem-chung": (
        "Trong đại dịch Covid-19, chi bộ có nhiều công trình, sáng kiến, góp phần nâng cao công "
        "tác quản lý, cải cách hành chính của quận."
    ),
}  # fmt: skip


def load(*, by: By, today: datetime.date) -> tuple[Organization, Organization, Organization]:
    """Load the two superiors and the cell: its people, term, congress, targets, a draft report."""
    above = organizations.found(by=by, code=ABOVE, type="upper_committee", name="Quận ủy Quận 1")
    committee = organizations.found(
        by=by,
        code=COMMITTEE,
        type="grassroots_committee",
        name="Đảng ủy Cơ quan Chính quyền Quận 1",
        parent=above,
    )
    cell = organizations.found(
        by=by, code=CODE, type="cell", name=f"Chi bộ {_CENTRE}", parent=committee
    )
    people = _people(by, cell, today)
    documents = _documents(by, cell, today)
    _term(by, cell, documents)
    meeting = _meeting(by, cell)
    _targets(by, _congress(by, cell, meeting, people, today))
    draft_report(
        by=by, cell=cell, kind="term", period=_PERIOD, meeting=meeting, texts=_TEXTS, at=at(_HELD)
    )
    publish(
        by=by,
        meeting=meeting,
        title=f"Đại hội {cell.name} lần thứ IV, nhiệm kỳ 2022 – 2025",
        published="",
        author="K.L",
        captions=(),
    )
    return above, committee, cell


def _people(by: By, cell: Organization, today: datetime.date) -> list[Member]:
    """Enter the eight members; return the two whom the congress elected, with their offices."""
    given: dict[str, Any] = {"by": by, "organization": cell}
    elected = []
    for name, _, office in _ELECTED:
        member = roster.enter_member(**given, full_name=name, is_official=True, today=today)
        posts.appoint(**given, member=member, post="government", title=office)
        elected.append(member)
    for name in _INVENTED:
        roster.enter_member(**given, full_name=name, is_official=True, today=today)
    roster.enter_member(**given, full_name=_PROBATIONARY, is_official=False, today=today)
    return elected


def _documents(by: By, cell: Organization, today: datetime.date) -> dict[str, GuidingDocument]:
    """Register what the article names, symbols as written; return them by their symbols."""
    return {
        symbol: library.register_document(
            by=by, organization=cell, today=today, type=type_, symbol=symbol, title=title
        )
        for type_, symbol, title in _DOCUMENTS
    }


def _term(by: By, cell: Organization, documents: dict[str, GuidingDocument]) -> None:
    """Write down the term that the congress looked back on, and what was done in it."""
    posts.record_term(
        by=by, organization=cell, label=_TERM, starts=on("2020"), ends=on("29/9/2022")
    )
    told: dict[str, Any] = {"by": by, "organization": cell, "when": on(_TERM)}
    _study(told, documents)
    _activities(told)
    for achieved in _ACHIEVEMENTS:
        activities.note_achievement(**told, area="political_task", **achieved)
    _judged(told)
    _honours(by, cell)


def _study(told: dict[str, Any], documents: dict[str, GuidingDocument]) -> None:
    study.record_study(
        **told,
        title="Các buổi sinh hoạt chính trị",
        organizer="Quận ủy, UBND quận, Đảng ủy và các đoàn thể",
        extent="all",
    )
    for symbol in ("01-KL/TW", "21-KL/TW"):
        study.record_study(
            **told,
            title="Hội nghị triển khai, quán triệt",
            documents=[documents[symbol]],
            extent="all",
        )
    study.record_commitment(
        **told,
        kind="following",
        text="Cuộc vận động học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        population="staff",
        extent="all",
    )
    study.record_commitment(
        **told,
        kind="conduct",
        text="Thực hiện nghiêm quy tắc ứng xử trên mạng xã hội và đạo đức công vụ",
        extent="unknown",
    )


def _activities(told: dict[str, Any]) -> None:
    activities.note_activity(
        **told,
        kind="propaganda",
        text="Đảng viên chủ động nghiên cứu, đọc và chia sẻ các tin bài",
        channel="trang Cột cờ Thủ Ngữ, Trái Tim Thành phố",
    )
    activities.note_activity(
        **told,
        kind="propaganda",
        text="Duy trì tốt bản tin tuyên truyền nội bộ, thông tin các văn bản quy định của nhà nước",
    )
    activities.state_figure(
        **told,
        subject="tasks",
        text="Đảng viên nghiêm túc hoàn thành nhiệm vụ chi bộ phân công",
        stated="100%",
    )


def _judged(told: dict[str, Any]) -> None:
    """Write down the ratings of two years, of which the sums are told, and the remarks."""
    rated: dict[str, Any] = {"by": told["by"], "organization": told["organization"]}
    rated |= {"from_year": 2020, "to_year": 2021, "total": 7}
    ratings.note_rating_aggregate(**rated, level="good", or_better=True, count=7)
    ratings.note_rating_aggregate(**rated, level="excellent", count=1)
    ratings.note_residence_review(**told, result="good", extent="all")


def _honours(by: By, cell: Organization) -> None:
    conduct.commend(
        by=by,
        organization=cell,
        collective=_CENTRE,
        form="certificate",
        issuer="UBND Thành phố Hồ Chí Minh",
        when=on("2020"),
        reason="đã có thành tích trong thực hiện cải cách hành chính nhà nước trên địa bàn thành "
        "phố",
        period="2011–2020",
    )
    conduct.commend(
        by=by,
        organization=cell,
        collective=_CENTRE,
        standing="nominated",
        form="prize",
        title="Giải thưởng sáng tạo Thành phố Hồ Chí Minh lần thứ 2",
        when=on("2021"),
        reason=_MODEL,
    )


def _meeting(by: By, cell: Organization) -> Meeting:
    said = [
        *(("evaluation", text) for text in _EVALUATIONS),
        *(("direction", text) for text in _DIRECTIONS),
    ]
    content = MinutesContent(
        held=PartialDate.on(_HELD),
        kinds=frozenset({"congress"}),
        title=f"Đại hội {cell.name} lần thứ IV, nhiệm kỳ {_NEXT}",
        attending=Meeting.Attending.COUNTED,
        summoned_count=8,
        present_count=8,
        guests=(
            GuestContent(
                name=_GUEST,
                posts="Ủy viên Ban Thường vụ Đảng ủy\n"
                "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Cơ quan Chính quyền Quận 1",
                gave_directive=True,
            ),
        ),
        items=(
            ItemContent(title=f"Tổng kết nhiệm kỳ {_TERM}"),
            ItemContent(title=f"Thông qua các chỉ tiêu, phương hướng nhiệm kỳ {_NEXT}"),
            ItemContent(title="Bầu Bí thư, Phó Bí thư Chi bộ"),
        ),
        directives=tuple(DirectiveContent(text, guest=_GUEST, kind=kind) for kind, text in said),
    )
    return record_meeting(by=by, cell=cell, content=content, at=at(_HELD))


def _congress(
    by: By, cell: Organization, meeting: Meeting, elected: list[Member], today: datetime.date
) -> Congress:
    """Write down the congress with its new term and whom it elected; they take their seats."""
    congress = congresses.record_congress(
        by=by,
        organization=cell,
        ordinal=4,
        when=PartialDate.on(_HELD),
        new_term=NewTerm(_NEXT, ends=on("2025")),
        meeting=meeting,
        documents=f"các chỉ tiêu, phương hướng nhiệm kỳ {_NEXT}",
        today=today,
    )
    rows = [
        Row(post=post, member=member)
        for member, (_, post, _) in zip(elected, _ELECTED, strict=True)
    ]
    congresses.record_results(by=by, congress=congress, rows=rows)
    congresses.seat_elected(by=by, congress=congress, today=today)
    return congress


def _targets(by: By, congress: Congress) -> None:
    for order, target in enumerate(_TARGETS, start=1):
        targets.set_target(
            by=by,
            organization=congress.organization,
            span="term",
            term=congress.term,
            congress=congress,
            order=order,
            **target,
        )
