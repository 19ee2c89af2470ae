import dataclasses
import datetime

import pytest

from chibo.access import Scope
from chibo.dates import parse
from chibo.documents import docx, html
from chibo.documents.tree import Document, Heading, Listing, Paragraph, Table
from meetings.minutes import documents, queries
from meetings.minutes.facts import (
    DirectiveContent,
    DocumentContent,
    GuestContent,
    ItemContent,
    Mark,
    OpinionContent,
    TaskContent,
    VoteContent,
    appraise,
)
from tests.meetings.factories import TODAY, MeetingFactory, written
from tests.meetings.library.factories import GuidingDocumentFactory

pytestmark = pytest.mark.django_db

GOLDEN = """\
Chi bộ Một | Đảng bộ Sở
BIÊN BẢN sinh hoạt chi bộ thường kỳ tháng 11 năm 2026
Thời gian: từ 14 giờ 00 đến 16 giờ 00, ngày 20 tháng 11 năm 2026.
Địa điểm: Phòng họp tầng 3.
Hình thức: trực tiếp và trực tuyến.
Tổng số đảng viên: 23 (chính thức 21, dự bị 2); sinh hoạt tạm thời: 0.
Miễn sinh hoạt: 1 (Cao Miễn).
Sinh hoạt tạm thời nơi khác: 1 (Cao Vắng).
Dự: 19/21 (90,48%) (chính thức 17, dự bị 2, sinh hoạt tạm thời 0).
Vắng có lý do: 1 – Lê Văn 03 (đi công tác).
Vắng không lý do: 1 – Lê Văn 04.
Đến muộn: 1 – Lê Văn 05.
Đại biểu cấp trên, khách mời:
- Đ/c Hà Hùng, Bí thư Đảng ủy, Thứ trưởng.
Chủ trì: Đ/c Lê Văn 01, Bí thư Chi bộ.
Thư ký: Đ/c Lê Văn 02.
Tình hình đóng đảng phí: 23/23 đồng chí.
I- NỘI DUNG VÀ THẢO LUẬN
1. Đánh giá tháng 10
Đ/c Lê Văn 01 trình bày.
Hoàn thành 6/7 nhiệm vụ.
Số hóa còn chậm.
Ý kiến thảo luận:
- Đ/c Lê Văn 02: Nhất trí
- Nên mượn máy quét
Kết luận: Chi bộ thống nhất.
II- Ý KIẾN CHỈ ĐẠO CỦA CẤP TRÊN
Đ/c Hà Hùng:
- Bàn sâu một việc
- Đánh giá: Sinh động hơn
III- KẾT LUẬN CHUNG
Quyết tâm hoàn thành.
IV- PHÂN CÔNG NHIỆM VỤ
1 | Số hóa hồ sơ | Lê Văn 02 | 25/12/2026
2 | Bàn sâu một việc | Chi bộ | –
V- BIỂU QUYẾT
1. Nghị quyết tháng 12 (bỏ phiếu kín): đồng ý 16/19 (84,21%); không đồng ý 1; ý kiến khác 0. \
Cần trên 1/2 tổng số đảng viên chính thức: thông qua.
VI- TỰ CHẤM ĐIỂM KỲ SINH HOẠT
Điểm tự chấm: 92/100, loại Tốt.
Buổi họp kết thúc lúc 16 giờ 00 cùng ngày.
NGƯỜI GHI BIÊN BẢN: Lê Văn 02
CHỦ TRÌ: Lê Văn 01"""


def text_of(parts):
    return "".join(part if isinstance(part, str) else str(part.text) for part in parts)


def lines(document: Document):
    head = document.letterhead
    yield f"{head.organization} | {head.parent_organization}"
    yield document.name
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.line
        elif isinstance(block, Paragraph):
            yield text_of(block.inlines)
        elif isinstance(block, Listing):
            for place, item in enumerate(block.items):
                yield block.marker(place) + text_of(item)
        elif isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(text_of(cell) for cell in row)
    for signer in document.signature.signers:
        yield f"{signer.authority}: {signer.name}"


def printed(meeting, titles=None):
    minutes = queries.minutes(Scope.whole(), meeting.pk)
    found = appraise(minutes, today=TODAY)
    return documents.build(minutes, found, titles=titles or {})


@pytest.fixture
def full(cell):
    first, second, third, fourth, fifth, *_ = cell.members
    return written(
        MeetingFactory(organization=cell.organization),
        place="Phòng họp tầng 3",
        form="both",
        chair_id=first.pk,
        secretary_id=second.pk,
        marks=(
            Mark(third.pk, "excused", "đi công tác"),
            Mark(fourth.pk, "unexcused"),
            Mark(fifth.pk, "late"),
        ),
        guests=(GuestContent("Hà Hùng", "Bí thư Đảng ủy\nThứ trưởng", True),),
        items=(
            ItemContent(
                "Đánh giá tháng 10",
                presenter_id=first.pk,
                body="Hoàn thành 6/7 nhiệm vụ.\nSố hóa còn chậm.",
                conclusion="Chi bộ thống nhất.",
                opinions=(
                    OpinionContent("Nhất trí", second.pk),
                    OpinionContent("Nên mượn\nmáy quét"),
                ),
                tasks=(TaskContent("Số hóa hồ sơ", second.pk, parse("25/12/2026")),),
            ),
        ),
        directives=(
            DirectiveContent("Bàn sâu một việc", "Hà Hùng", as_task=True),
            DirectiveContent("Sinh động hơn", "Hà Hùng", "evaluation"),
        ),
        votes=(VoteContent("Nghị quyết tháng 12", 16, 1, is_secret=True),),
        dues_note="23/23 đồng chí",
        self_score=92,
        closing="Quyết tâm hoàn thành.",
    )


def test_minutes_print_as_the_form_of_minutes_says(cell, full):
    document = printed(full, {cell.members[0].pk: "Bí thư Chi bộ"})
    assert "\n".join(lines(document)) == GOLDEN
    assert document.letterhead.date == datetime.date(2026, 11, 20)


def test_minutes_print_in_every_format(full):
    document = printed(full)
    assert "NGƯỜI GHI BIÊN BẢN" in html.render(document)
    assert docx.render(document).startswith(b"PK")
    assert Document.from_json(document.to_json()) == document


def test_what_nobody_recorded_is_not_printed(cell):
    meeting = MeetingFactory(organization=cell.neighbour, held=parse(""))
    meeting = written(
        meeting,
        held=parse(""),
        attending="all",
        starts_at=None,
        ends_at=None,
        items=(ItemContent("Quán triệt"),),
    )
    said = list(lines(printed(meeting)))
    assert said[2:] == [
        "Thời gian: không ghi ngày.",
        "Dự: toàn thể đảng viên.",
        "I- NỘI DUNG VÀ THẢO LUẬN",
        "1. Quán triệt",
        "NGƯỜI GHI BIÊN BẢN: ",
        "CHỦ TRÌ: ",
    ]


def test_counts_without_names_are_printed_over_their_base(cell):
    counts = {"attending": "counted", "summoned_count": 8, "present_count": 8}
    said = list(lines(printed(written(MeetingFactory(organization=cell.organization), **counts))))
    assert "Dự: 8/8 (100%) đảng viên được triệu tập." in said


def test_a_vote_that_failed_says_so(full):
    minutes = queries.minutes(Scope.whole(), full.pk)
    (vote,) = minutes.votes
    failed = dataclasses.replace(minutes, votes=(dataclasses.replace(vote, yes=12, no=0,
        needs_two_thirds=True),))  # fmt: skip
    document = documents.build(failed, appraise(failed, today=TODAY), titles={})
    assert any("từ 2/3 trở lên" in line and "không thông qua" in line for line in lines(document))


def test_documents_and_the_theme_are_printed_by_name(cell):
    chair, presenter, *_ = cell.members
    messy = GuidingDocumentFactory(
        organization=cell.organization, symbol="237/BTG - ĐUK", type="letter",
        title="Tuyên truyền một năm thực hiện NQTW4.",
    )  # fmt: skip
    party = GuidingDocumentFactory(
        organization=cell.organization, symbol="189-CV/ĐU", issued=parse("5/7/2013")
    )
    both = tuple(DocumentContent(each.pk) for each in (messy, party))
    theme = "Tư tưởng Hồ Chí Minh về đạo đức công vụ"
    meeting = written(
        MeetingFactory(organization=cell.organization, kinds={"regular", "thematic"}),
        kinds=frozenset({"regular", "thematic"}),
        items=(
            ItemContent("Văn bản mới", chair.pk, documents=both),
            ItemContent("Chuyên đề", presenter.pk, theme, True, body="Yêu cầu tối thiểu."),
            ItemContent("Chuyên đề hai", None, "Nêu gương", documents=both[:1]),
        ),
    )
    said = list(lines(printed(meeting)))
    start = said.index("1. Văn bản mới")
    assert said[start : start + 9] == [
        "1. Văn bản mới",
        "Đ/c Lê Văn 01 quán triệt:",
        "- Công văn số 237/BTG - ĐUK: Tuyên truyền một năm thực hiện NQTW4;",
        "- Công văn số 189-CV/ĐU, ngày 05/07/2013.",
        "2. Chuyên đề",
        f"Đ/c Lê Văn 02, được chi bộ phân công, trình bày chuyên đề “{theme}”.",
        "Yêu cầu tối thiểu.",
        "3. Chuyên đề hai",
        "Chuyên đề “Nêu gương”.",
    ]
    assert said[start + 9] == "Văn bản được quán triệt:"
