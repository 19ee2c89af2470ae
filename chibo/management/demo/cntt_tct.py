"""Đảng bộ bộ phận Cục Công nghệ thông tin, Tổng cục Thuế: what its article on 2019 tells.

Rows 2-1 to 2-23 of the domain reference §13.3. The article names one of the 69 members and none of
the five cells: the other names are invented, and so is who stands in which cell. It bears no date
and dates no meeting; the field meetings it names stand without a day.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.dates import UNKNOWN
from chibo.management.demo.articles import record_meeting
from chibo.management.demo.days import at, on
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization
from meetings.congress import actions as congress
from meetings.library import actions as library
from meetings.library.models import GuidingDocument
from meetings.minutes.facts import ItemContent, MinutesContent
from meetings.minutes.models import Meeting
from meetings.press import actions as press
from meetings.study import actions as study
from meetings.tasks import actions as tasks
from members.posts import actions as posts
from members.roster import actions as roster
from members.roster.models import Member
from reports.activities import actions as activities
from reports.yearend import actions as yearend
from reports.yearend import documents as reports

COMMITTEE, CODE = "dang-bo-tct", "cntt-tct"
CELLS = tuple(f"{CODE}-{number}" for number in range(1, 6))
_TOLD = datetime.date(2020, 3, 1)
_YEAR = (datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))

_NAMED = "Vũ Lê Huy"
_SIZES = (14, 14, 14, 14, 13)
"""Members of each cell; the last of each of the first four is on probation."""
_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Đặng", "Bùi", "Đỗ", "Ngô", "Hồ", "Dương",
)  # fmt: skip
_MIDDLES = ("Minh", "Thanh", "Ngọc", "Hồng", "Kim", "Xuân", "Hoài")
_GIVEN = (
    "An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lam", "Linh", "Nam", "Phương", "Quân",
    "Sơn", "Thảo", "Tùng", "Vân", "Yên",
)  # fmt: skip

_FIELD_KINDS = frozenset({"field", "regular", "year_end", "admission"})
"""The article tells of all of them together, not which was held where."""
_PLACES = (
    "Nghĩa trang liệt sỹ Trường Sơn",
    "Khu di tích lịch sử Mường Phăng - Điện Biên",
    "Nhà tù Sơn La",
    "Ngã ba Đồng Lộc",
    "Đền thờ Bác Hồ tại Ba Vì",
)
_ACHIEVEMENTS = (
    "Nâng cấp nhiều phiên bản ứng dụng khai, nộp, hoàn thuế điện tử",
    "Tích hợp dịch vụ công của ngành thuế với Cổng dịch vụ công quốc gia",
)
_CIRCUMSTANCES = (
    ("2019", "advantage", "Cơ cấu tổ chức mạnh, số lượng đảng viên vượt trội so với các tổ chức "
     "đảng khác trong Đảng bộ cơ quan Tổng cục Thuế; sự nhiệt huyết và quyết tâm của tuổi trẻ"),
    ("2019", "difficulty", "Khối lượng công việc lớn theo yêu cầu cải cách và hiện đại hóa ngành"),
    ("2020", "event", "Kỷ niệm 75 năm Ngày thành lập ngành tài chính và Ngày truyền thống ngành "
     "thuế"),
    ("2020", "event", "Năm tiến hành đại hội Đảng các cấp tiến tới Đại hội đại biểu toàn quốc lần "
     "thứ XIII của Đảng"),
)  # fmt: skip
_STATED = (
    ("strength", "Tỷ lệ đảng viên trên tổng số công chức", "73%"),
    ("strength", "Cán bộ, công chức có tuổi đời khá trẻ", "hầu hết"),
    ("attendance", "Tỷ lệ đảng viên tham dự đầy đủ các buổi sinh hoạt", "100%"),
    ("study", "Tỷ lệ đảng viên quán triệt nghiêm túc các nghị quyết của Đảng", "100%"),
)
_GOAL = (
    "Năm 2020 có nhiều sự kiện quan trọng của Đảng và đất nước: kỷ niệm 75 năm Ngày thành lập "
    "ngành tài chính và Ngày truyền thống ngành thuế, tiến hành đại hội Đảng các cấp tiến tới Đại "
    "hội Đảng toàn quốc lần thứ XIII. Đảng bộ tiếp tục lãnh đạo, chỉ đạo thực hiện tốt các nhiệm vụ"
)
_KEY_TASKS = (
    "Phát triển ứng dụng theo chỉ đạo của Thủ tướng Chính phủ về cải cách thủ tục hành chính thuế "
    "và xây dựng chính phủ điện tử",
    "Đảm bảo quản trị vận hành và hỗ trợ hạ tầng đáp ứng yêu cầu triển khai các ứng dụng tập trung "
    "của ngành",
)
_TASKS = (
    "Thực hiện tốt công tác giáo dục chính trị, tư tưởng, lối sống, nâng cao nhận thức của công "
    "chức, đảng viên",
    "Quán triệt sâu sắc tới từng đảng viên các văn bản, nghị quyết của Đảng ủy cấp trên, Luật Thực "
    "hành tiết kiệm, chống lãng phí, Luật Phòng, chống tham nhũng",
    "Thực hiện nguyên tắc tập trung dân chủ, phê bình và tự phê bình thông qua các buổi họp chuyên "
    "môn và sinh hoạt chính trị",
    "Phát huy tính tiên phong, gương mẫu của cán bộ, đảng viên trong việc chấp hành quy định của "
    "Đảng, nhất là đảng viên giữ chức vụ lãnh đạo, quản lý",
)
_TEXTS = {
    "chinh-tri-tu-tuong": (
        "Nét mới, cũng là đặc thù riêng, là ứng dụng công nghệ vào việc phổ biến các nghị quyết, "
        "chỉ thị, hướng dẫn của Đảng ủy cấp trên tới từng chi bộ, đảng viên qua thư điện tử, với "
        "yêu cầu toàn thể đảng viên nghiêm túc học tập và triển khai thực hiện.\n"
        "Tại các buổi sinh hoạt định kỳ, ngoài việc phổ biến chủ trương, đường lối, chính sách mới "
        "của Đảng, Nhà nước, Đảng bộ còn lồng ghép các buổi nói chuyện chuyên đề về Đảng và Bác "
        "Hồ, qua đó nâng cao nhận thức chính trị cho từng đảng viên."
    ),
    "nhiem-vu-chinh-tri": (
        "Đảng bộ tích cực tuyên truyền, đề cao tinh thần đoàn kết nhất trí và dân chủ trong hoạt "
        "động chuyên môn; mặc dù khối lượng công việc lớn, luôn hoàn thành tốt nhiệm vụ được "
        "giao.\n"
        "Đã nâng cấp nhiều phiên bản ứng dụng khai, nộp, hoàn thuế điện tử, đặc biệt là tích hợp "
        "dịch vụ công của ngành thuế với Cổng dịch vụ công quốc gia, vừa đáp ứng yêu cầu nghiệp "
        "vụ, vừa cải cách thủ tục hành chính, giảm thời gian, chi phí cho người dân và doanh "
        "nghiệp."
    ),
    "xay-dung-dang": ("Công tác xây dựng, bồi dưỡng đảng viên mới được cấp ủy quan tâm sâu sát."),
    "uu-diem-chung": (
        "Từ nhiệt huyết và sự gương mẫu của cấp ủy, mọi nhiệm vụ chính trị được giao đều được đảng "
        "viên thực hiện nghiêm túc và hăng say; ý thức tự giác làm việc, hăng say lao động lan tỏa "
        "sâu rộng trong toàn Đảng bộ."
    ),
    "nhiem-vu-giai-phap": "\n".join(
        (
            "Hướng tới Đại hội Đảng bộ cơ quan Tổng cục Thuế, khẩn trương hoàn thành các khâu "
            "chuẩn bị Đại hội Đảng bộ bộ phận Cục Công nghệ thông tin.",
            *(f"{text}." for text in _TASKS),
        )
    ),
}


def load(*, by: By, today: datetime.date) -> tuple[Organization, ...]:
    """Load the committee above, the section's committee with its year 2019, and its five cells."""
    above = organizations.found(
        by=by,
        code=COMMITTEE,
        type="grassroots_committee",
        name="Đảng bộ cơ quan Tổng cục Thuế",
    )
    section = organizations.found(
        by=by,
        code=CODE,
        type="section_committee",
        name="Đảng bộ bộ phận Cục Công nghệ thông tin",
        parent=above,
    )
    cells = [
        organizations.found(by=by, code=code, type="cell", name=f"Chi bộ {n}", parent=section)
        for n, code in enumerate(CELLS, start=1)
    ]
    deputy = _people(by, cells, today)
    posts.appoint(
        by=by, member=deputy, organization=section, post="deputy", title="Phó Bí thư Đảng bộ"
    )
    _study(by, section, _documents(by, section, today))
    _year(by, section)
    _meetings(by, section)
    _ahead(by, above, section)
    _publish(by, section)
    _draft(by, section)
    return above, section, *cells


def _people(by: By, cells: list[Organization], today: datetime.date) -> Member:
    """Enter the members of every cell; return the one whom the article names."""
    names = _names()
    entered = [
        roster.enter_member(
            by=by,
            organization=cell,
            full_name=next(names),
            is_official=number < size or size < max(_SIZES),
            education="university",
            today=today,
        )
        for cell, size in zip(cells, _SIZES, strict=True)
        for number in range(1, size + 1)
    ]
    return entered[0]


def _names() -> Iterator[str]:
    """Yield the name that is told, then invented ones: no two alike, as no two lengths share one.

    The lengths of the three tables have no common divisor, so their walk repeats only at the end.
    """
    yield _NAMED
    for n in range(len(_FAMILIES) * len(_MIDDLES) * len(_GIVEN)):
        family, middle, given = (table[n % len(table)] for table in (_FAMILIES, _MIDDLES, _GIVEN))
        yield f"{family} {middle} {given}"


def _documents(
    by: By, section: Organization, today: datetime.date
) -> tuple[GuidingDocument, GuidingDocument, GuidingDocument]:
    """Register what the article names; return those that were studied."""
    given: dict[str, Any] = {"by": by, "organization": section, "today": today}
    marxism = library.register_document(
        **given,
        type="directive",
        symbol="23-CT/TW",
        issuer="Ban Bí thư",
        title="Tiếp tục đổi mới, nâng cao chất lượng, hiệu quả học tập, nghiên cứu, vận dụng và "
        "phát triển chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh trong tình hình mới",
    )
    plenum = library.register_document(
        **given,
        type="resolution",
        common_name="Nghị quyết Trung ương 4 (khóa XII)",
        title="Tăng cường xây dựng, chỉnh đốn Đảng, ngăn chặn, đẩy lùi sự suy thoái về tư tưởng "
        "chính trị, đạo đức, lối sống",
    )
    following = library.register_document(
        **given, type="directive", symbol="05-CT/TW", issuer="Bộ Chính trị"
    )
    for name in ("Luật Thực hành tiết kiệm, chống lãng phí", "Luật Phòng, chống tham nhũng"):
        library.register_document(**given, type="law", common_name=name, is_state=True)
    return marxism, plenum, following


def _study(
    by: By,
    section: Organization,
    studied: tuple[GuidingDocument, GuidingDocument, GuidingDocument],
) -> None:
    """Record what was studied: in meetings, after Ho Chi Minh's example, by e-mail."""
    told: dict[str, Any] = {"by": by, "organization": section, "when": on("2019")}
    marxism, plenum, following = studied
    study.record_study(**told, documents=[marxism, plenum], extent="unknown")
    study.record_study(
        **told,
        title="Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        documents=[following],
        extent="all",
        outcome="Lan tỏa trong toàn Đảng bộ ý thức tự giác làm việc, hăng say lao động",
    )
    study.record_study(
        **told,
        title="Nghị quyết, chỉ thị, hướng dẫn của Đảng ủy cấp trên",
        form="email",
        recipients="từng chi bộ, đảng viên",
        extent="unknown",
    )


def _year(by: By, section: Organization) -> None:
    given: dict[str, Any] = {"by": by, "organization": section}
    told: dict[str, Any] = {**given, "when": on("2019")}
    for when, kind, text in _CIRCUMSTANCES:
        activities.note_circumstance(**given, when=on(when), kind=kind, text=text)
    for subject, text, stated in _STATED:
        activities.state_figure(**told, subject=subject, text=text, stated=stated)
    for text in _ACHIEVEMENTS:
        activities.note_achievement(**told, area="political_task", text=text)
    activities.assess_ideology(
        **told,
        level="stable",
        text="Đảng viên giữ vững phẩm chất chính trị, đạo đức, lối sống, không có hiện tượng suy "
        "thoái về tư tưởng, chính trị; không có biểu hiện “tự diễn biến”, “tự chuyển hóa”",
        cases=0,
        population="đảng viên, công chức, nhân viên",
    )
    activities.note_activity(
        **told,
        kind="work_plan",
        text="Chỉ đạo tập thể lãnh đạo cơ quan xây dựng kế hoạch công tác cho từng tháng, quý và "
        "đôn đốc triển khai kế hoạch đề ra",
    )
    activities.note_activity(
        **told,
        kind="social",
        text="Chương trình “Hiến máu nhân đạo”",
        since=on("2011"),
        quantity=Decimal(129),
        unit="đơn vị máu",
        participants="cán bộ, công chức, đảng viên của Cục và nhiều cán bộ, công chức của Tổng cục "
        "Thuế",
    )
    activities.note_activity(
        **told,
        kind="heritage",
        text="Sinh hoạt thực tế định kỳ, kết hợp với sơ kết, tổng kết hoạt động của Đảng bộ và kết "
        "nạp đảng viên mới, tại những địa điểm gắn liền với dấu ấn cách mạng như Nghĩa trang liệt "
        "sỹ Trường Sơn, khu di tích lịch sử Mường Phăng - Điện Biên, nhà tù Sơn La, ngã ba Đồng "
        "Lộc, đền thờ Bác Hồ tại Ba Vì",
    )


def _meetings(by: By, section: Organization) -> None:
    """Record the thematic talks and the five field meetings, none of which the article dates."""
    talks = ItemContent(
        title="Nói chuyện chuyên đề", theme="Về Đảng và Bác Hồ",
        body="Lồng ghép trong các buổi sinh hoạt định kỳ, nâng cao nhận thức chính trị cho từng "
        "đảng viên.",
    )  # fmt: skip
    reviews = ItemContent(title="Sơ kết, tổng kết hoạt động của Đảng bộ; kết nạp đảng viên mới")
    said = [(frozenset({"regular", "thematic"}), "", talks)]
    said += [(_FIELD_KINDS, place, reviews) for place in _PLACES]
    for kinds, place, item in said:
        content = MinutesContent(
            held=UNKNOWN,
            kinds=kinds,
            title=f"Sinh hoạt thực tế: {place}" if place else "",
            place=place,
            attending=Meeting.Attending.UNKNOWN,
            items=(item,),
        )
        record_meeting(by=by, cell=section, content=content, at=at(_TOLD))


def _ahead(by: By, above: Organization, section: Organization) -> None:
    """Record what 2020 is to bring: the goal, the tasks, two congresses."""
    given: dict[str, Any] = {"by": by, "organization": section}
    tasks.set_goal(**given, plan_year=2020, text=_GOAL)
    for order, text in enumerate((*_KEY_TASKS, *_TASKS), start=1):
        is_key = text in _KEY_TASKS
        tasks.add_task(**given, text=text, plan_year=2020, is_key=is_key, order=order)
    congress.plan_congress(**given, when=on("cuối tháng 3/2020"))
    congress.plan_congress(by=by, organization=above, when=on("2020"))


def _publish(by: By, section: Organization) -> None:
    press.record_press_item(
        by=by,
        organization=section,
        title="Đảng bộ bộ phận Cục Công nghệ thông tin phát huy sức trẻ trong triển khai nghị "
        "quyết Đảng",
        outlet="TCT online",
        author="Minh Huệ",
    )


def _draft(by: By, section: Organization) -> None:
    """Start the report on 2019, which no meeting heard, and write its passages; not issued."""
    told: dict[str, Any] = {"by": by, "at": at(_TOLD)}
    starts, ends = _YEAR
    report = yearend.start_report(
        organization=section, kind="year", starts=starts, ends=ends, **told
    )
    heading = reports.usual_heading(Scope.whole(), section, starts, ends)
    yearend.write_report(
        report=report, texts=_TEXTS, heading=heading, version=report.version, **told
    )
