"""The invented meetings: every month of 2024 and 2025, January to October of 2026."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chibo.access import Scope
from chibo.audit.ledger import By
from chibo.dates import PartialDate
from chibo.management.demo.days import at, workday
from chibo.organizations.models import Organization
from meetings.library.models import GuidingDocument
from meetings.minutes import actions, queries
from meetings.minutes.facts import (
    DocumentContent,
    ItemContent,
    Mark,
    MinutesContent,
    OpinionContent,
    TaskContent,
    VoteContent,
)
from meetings.minutes.models import Meeting
from meetings.tasks import actions as tasks
from meetings.tasks.models import Task
from members.roster.models import Member

DRAFT_MONTH = (2026, 9)
LAST_MONTHS = {2024: 12, 2025: 12, 2026: 10}
UNFINISHED = {(2024, 8), (2025, 7), (2026, 9), (2026, 10)}
"""Months whose task was not done in time."""

CONGRESS = datetime.date(2025, 6, 20)

SMALL_GAP = 8
"""The month of 2026 in which the small cell did not meet."""

_WORK = (
    "nghiệm thu hệ thống thư điện tử công vụ",
    "số hóa hồ sơ lưu trữ của Sở",
    "nâng cấp cổng thông tin điện tử của tỉnh",
    "bồi dưỡng kỹ năng số cho cán bộ cấp xã",
    "đưa dịch vụ công trực tuyến vào vận hành",
    "kiểm tra an toàn hệ thống thông tin theo cấp độ",
    "thay thế thiết bị mạng trục",
    "kết nối cơ sở dữ liệu dùng chung của tỉnh",
    "trực vận hành trung tâm giám sát an toàn thông tin",
    "hỗ trợ tổ công nghệ số cộng đồng ở thôn, bản",
    "rà soát, tắt các phần mềm không còn dùng",
    "tổng kết kế hoạch chuyển đổi số trong năm",
)
_THEMES = (
    "Xây dựng đội ngũ đảng viên trẻ làm chủ công nghệ",
    "Học tập và làm theo Bác về thực hành tiết kiệm trong mua sắm thiết bị",
    "Nâng cao trách nhiệm nêu gương của đảng viên giữ chức vụ quản lý",
    "Bảo vệ nền tảng tư tưởng của Đảng trên không gian mạng",
)
_REASONS = ("đi công tác", "nghỉ ốm", "đi học tập trung", "chăm con ốm")


@dataclass(frozen=True)
class Sitting:
    """One meeting to be recorded: its day, its kinds and its items."""

    held: datetime.date
    kinds: frozenset[str]
    items: tuple[ItemContent, ...]
    question: str
    absent: tuple[int, ...] = ()
    minutes: int = 95
    review_year: int | None = None
    is_secret: bool = False
    is_draft: bool = False


@dataclass
class Meetings:
    """The meetings that other rooms point at: regular ones by (year, month), others by year.

    `ratings` voted on the ratings of a year, `closing` heard the report on it.
    """

    regular: dict[tuple[int, int], Meeting] = field(default_factory=dict)
    ratings: dict[int, Meeting] = field(default_factory=dict)
    closing: dict[int, Meeting] = field(default_factory=dict)
    congress: Meeting | None = None


Reading = Mapping[tuple[int, int], Sequence[GuidingDocument]]
"""(year, month) → the documents that its regular meeting reads."""


def load(*, by: By, cell: Organization, members: list[Member], reading: Reading) -> Meetings:
    """Record the meetings of the large cell."""
    held = Meetings()
    for year, last in LAST_MONTHS.items():
        for month in range(1, last + 1):
            sitting = _regular(year, month, members, reading.get((year, month), ()))
            held.regular[year, month] = _record(by, cell, members, sitting)
            if month % 3 == 2 and (year < 2026 or month < 6):
                _record(by, cell, members, _thematic(year, month, members))
        if year < 2026:
            held.ratings[year] = _record(by, cell, members, _rating(year, 12, members))
            held.closing[year] = _record(by, cell, members, _closing(year, members))
    held.congress = _record(by, cell, members, _congress(members))
    return held


def load_small(*, by: By, cell: Organization, members: list[Member], reading: Reading) -> Meetings:
    """Record the meetings of the small cell in 2026, one month left out."""
    held = Meetings()
    for month in range(1, LAST_MONTHS[2026] + 1):
        if month != SMALL_GAP:
            sitting = _regular(2026, month, members, reading.get((2026, month), ()))
            held.regular[2026, month] = _record(by, cell, members, replace(sitting, is_draft=False))
    held.ratings[2026] = _record(by, cell, members, _rating(2026, 11, members))
    return held


def _regular(
    year: int, month: int, members: list[Member], documents: Sequence[GuidingDocument]
) -> Sitting:
    done, next_work = _WORK[month - 2], _WORK[month - 1]
    speaker, other = members[(month % 5 + 2) % len(members)], members[month % 3]
    doer = members[month % 5]
    due = workday(year, month, 25)
    items = (
        ItemContent(
            "Thông tin thời sự, văn bản mới",
            presenter_id=members[1].pk,
            documents=tuple(DocumentContent(document.pk) for document in documents),
            body=f"Thông tin tình hình thời sự tháng {month}/{year}; quán triệt văn bản mới của "
            "đảng ủy và của Sở.",
            conclusion="Chi bộ nắm thông tin, tiếp tục tuyên truyền đến quần chúng.",
        ),
        ItemContent(
            "Đánh giá công tác tháng trước, kết quả thực hiện nghị quyết kỳ trước",
            presenter_id=members[0].pk,
            body=f"Đã hoàn thành việc {done}; các nhiệm vụ khác đúng tiến độ.",
            opinions=(
                OpinionContent(
                    f"Nhất trí với đánh giá; đề nghị ghi rõ khối lượng việc {done}.",
                    speaker.pk,
                ),
                OpinionContent("Cần phân công người theo dõi từng việc cụ thể hơn.", other.pk),
            ),
            conclusion="Tiếp thu ý kiến; từ tháng này mỗi việc ghi rõ người phụ trách và hạn.",
        ),
        ItemContent(
            f"Nhiệm vụ tháng {month}",
            presenter_id=members[0].pk,
            body=f"Trọng tâm: {next_work}.",
            opinions=(OpinionContent(f"Nhận phụ trách việc {next_work}.", doer.pk),),
            conclusion=f"Tập trung {next_work}, báo cáo tại kỳ sinh hoạt sau.",
            tasks=(TaskContent(_capital(next_work), doer.pk, PartialDate.on(due)),),
        ),
    )
    return Sitting(
        held=workday(year, month, 4),
        kinds=frozenset({"regular"}),
        items=items,
        question="Thông qua kết luận của buổi sinh hoạt",
        absent=_absent(year, month, len(members)),
        is_draft=(year, month) == DRAFT_MONTH,
    )


def _thematic(year: int, month: int, members: list[Member]) -> Sitting:
    theme = _THEMES[(month // 3 + year) % len(_THEMES)]
    item = ItemContent(
        "Sinh hoạt chuyên đề",
        theme=theme,
        was_assigned=True,
        presenter_id=members[month % 4 + 1].pk,
        body="Trình bày chuyên đề, liên hệ với nhiệm vụ của Trung tâm.",
        opinions=(
            OpinionContent("Đề nghị mỗi phòng đăng ký một việc làm cụ thể.", members[4].pk),
            OpinionContent("Nhất trí; cần kiểm điểm việc đăng ký vào cuối quý.", members[2].pk),
        ),
        conclusion="Mỗi phòng đăng ký một việc, chi ủy theo dõi và đánh giá cuối quý.",
    )
    return Sitting(
        held=workday(year, month, 18),
        kinds=frozenset({"thematic"}),
        items=(item,),
        question=f"Thông qua kết luận chuyên đề “{theme}”",
        absent=_absent(year, month + 1, len(members)),
        minutes=100,
    )


def _rating(year: int, month: int, members: list[Member]) -> Sitting:
    items = (
        ItemContent(
            f"Kiểm điểm tập thể chi ủy, cá nhân đảng viên năm {year}",
            presenter_id=members[0].pk,
            body="Từng đồng chí trình bày bản tự kiểm điểm, tự nhận mức xếp loại.",
            opinions=(
                OpinionContent("Nhất trí với tự nhận của các đồng chí.", members[4].pk),
                OpinionContent("Cần nêu rõ hơn hạn chế trong phối hợp công việc.", members[2].pk),
            ),
            conclusion="Tập thể, cá nhân tiếp thu, đưa hạn chế vào kế hoạch khắc phục.",
        ),
        ItemContent(
            "Bỏ phiếu đề nghị xếp loại chất lượng đảng viên",
            presenter_id=members[1].pk,
            body="Phổ biến tiêu chuẩn từng mức, phát phiếu, kiểm phiếu.",
            conclusion="Chi bộ thống nhất mức đề nghị theo kết quả bỏ phiếu, gửi đảng ủy.",
        ),
    )
    return Sitting(
        held=workday(year, month, 12),
        kinds=frozenset({"review"}),
        items=items,
        question="Đề nghị mức xếp loại theo kết quả kiểm phiếu",
        review_year=year,
        is_secret=True,
    )


def _congress(members: list[Member]) -> Sitting:
    items = (
        ItemContent(
            "Báo cáo chính trị và kiểm điểm nhiệm kỳ 2022–2025",
            presenter_id=members[0].pk,
            body="Trình bày kết quả nhiệm kỳ, phương hướng, chỉ tiêu nhiệm kỳ 2025–2027.",
            opinions=(
                OpinionContent("Đề nghị giữ chỉ tiêu dự sinh hoạt từ 95% trở lên.", members[6].pk),
                OpinionContent("Cần chỉ tiêu về hồ sơ xử lý trên mạng.", members[8].pk),
            ),
            conclusion="Đại hội thông qua phương hướng và sáu chỉ tiêu nhiệm kỳ 2025–2027.",
        ),
        ItemContent(
            "Bầu chi ủy, bí thư, phó bí thư nhiệm kỳ 2025–2027",
            presenter_id=members[5].pk,
            body="Bầu bằng phiếu kín; ban kiểm phiếu công bố kết quả từng chức danh.",
            conclusion="Chi ủy nhiệm kỳ mới gồm năm đồng chí, nhận nhiệm vụ ngay.",
        ),
    )
    return Sitting(
        held=CONGRESS,
        kinds=frozenset({"congress"}),
        items=items,
        question="Thông qua nghị quyết đại hội",
        minutes=170,
    )


def _closing(year: int, members: list[Member]) -> Sitting:
    items = (
        ItemContent(
            f"Báo cáo tổng kết công tác Đảng năm {year}",
            presenter_id=members[0].pk,
            body="Trình bày dự thảo báo cáo.",
            opinions=(
                OpinionContent("Nhất trí với dự thảo; bổ sung số liệu đào tạo.", members[3].pk),
            ),
            conclusion="Tiếp thu, hoàn thiện báo cáo để ban hành.",
        ),
        ItemContent(
            f"Phương hướng, nhiệm vụ năm {year + 1}",
            presenter_id=members[1].pk,
            body="Trình bày mục tiêu và các nhiệm vụ trọng tâm.",
            conclusion="Chi bộ thống nhất mục tiêu và các nhiệm vụ trọng tâm.",
        ),
    )
    return Sitting(
        held=workday(year, 12, 24),
        kinds=frozenset({"year_end"}),
        items=items,
        question=f"Thông qua báo cáo tổng kết năm {year}",
        minutes=120,
        review_year=year,
    )


def _absent(year: int, month: int, size: int) -> tuple[int, ...]:
    """Return whose turn it is to be away: mostly nobody or one; four in one month of 2026."""
    if (year, month) == (2026, 8):
        return tuple(range(6, 10)) if size > 10 else (2,)
    if size <= 10 or (year + month) % 2:
        return ()
    return ((month * 5) % (size - 5) + 5,)


def _record(by: By, cell: Organization, members: list[Member], sitting: Sitting) -> Meeting:
    whole, held = Scope.whole(), PartialDate.on(sitting.held)
    begins, ends = datetime.time(14), _end(sitting.minutes)
    plan_year = sitting.review_year + 1 if sitting.review_year else None
    meeting = actions.open_meeting(
        by=by,
        scope=whole,
        organization=cell,
        kinds=sitting.kinds,
        held=held,
        at=at(sitting.held, 14),
        review_year=sitting.review_year,
        plan_year=plan_year,
    )
    absent = {members[index].pk: _REASONS[index % len(_REASONS)] for index in sitting.absent}
    content = MinutesContent(
        held=held,
        kinds=sitting.kinds,
        starts_at=begins,
        ends_at=ends if not sitting.is_draft else None,
        place="Phòng họp tầng 2",
        form="in_person",
        review_year=sitting.review_year,
        plan_year=plan_year,
        chair_id=members[0].pk,
        secretary_id=members[3].pk,
        marks=tuple(Mark(pk, "excused", reason) for pk, reason in absent.items()),
        items=sitting.items if not sitting.is_draft else sitting.items[:2],
        votes=_vote(meeting, sitting, absent),
        dues_note=_dues_note(sitting),
    )
    meeting = actions.write_minutes(
        by=by, meeting=meeting, content=content, version=meeting.version, at=at(sitting.held)
    )
    if sitting.is_draft:
        return meeting
    for task in Task.objects.filter(item__meeting=meeting):
        if (sitting.held.year, sitting.held.month) not in UNFINISHED:
            tasks.finish_task(by=by, task=task, done=task.due, result="Hoàn thành đúng hạn")
    return actions.lock_minutes(by=by, meeting=meeting, at=at(sitting.held, 18), today=sitting.held)


def _vote(meeting: Meeting, sitting: Sitting, absent: Collection[int]) -> tuple[VoteContent, ...]:
    """Return the vote of a meeting: every official member who came said yes."""
    opened = queries.minutes(Scope.whole(), meeting.pk)
    if opened is None or sitting.is_draft:
        return ()
    yes = sum(
        row.is_official and row.state == "present" and row.member.id not in absent
        for row in opened.attendances
    )
    return (VoteContent(sitting.question, yes=yes, is_secret=sitting.is_secret),)


def _dues_note(sitting: Sitting) -> str:
    return "Đã thu đủ đảng phí đến hết tháng trước." if "regular" in sitting.kinds else ""


def _end(minutes: int) -> datetime.time:
    return datetime.time(14 + minutes // 60, minutes % 60)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
