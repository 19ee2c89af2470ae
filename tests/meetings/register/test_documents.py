"""What papers look like on paper."""

import datetime

import pytest

from chibo.access import Scope
from chibo.documents import html, printing
from chibo.documents.formats import HD_05_2026
from chibo.documents.tree import Heading, Listing, Paragraph
from chibo.organizations import actions as organizations
from meetings.minutes.models import Meeting, Vote
from meetings.register import documents
from tests.meetings.register.cells import TODAY

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def test_lines_become_headings_lists_and_paragraphs():
    text = (
        "I. ĐÁNH GIÁ\n1. Công tác tư tưởng\n2. Một câu dài, kết thúc như một câu.\n"
        "- ý một;\n– ý hai.\n\nII- PHƯƠNG HƯỚNG\nLời văn."
    )
    assert list(documents.blocks(text)) == [
        Heading("ĐÁNH GIÁ", level=2, number="I"),
        Heading("Công tác tư tưởng", level=3, number="1"),
        Paragraph.of("2. Một câu dài, kết thúc như một câu."),
        Listing.of("ý một;", "ý hai."),
        Heading("PHƯƠNG HƯỚNG", level=2, number="II"),
        Paragraph.of("Lời văn."),
    ]


def test_the_articles_of_a_decision_begin_bold():
    (article,) = documents.blocks("Điều 1. Công nhận đồng chí An.")
    assert [(part.text, part.bold) for part in article.inlines] == [
        ("Điều 1. ", True),
        ("Công nhận đồng chí An.", False),
    ]


def test_a_list_may_end_the_text():
    assert list(documents.blocks("- ý cuối.")) == [Listing.of("ý cuối.")]


def test_a_resolution_has_its_head_and_its_signer(cell):
    document = documents.draft(WHOLE, cell.paper())
    assert (document.title, document.about) == (
        "NGHỊ QUYẾT",
        "lãnh đạo thực hiện nhiệm vụ tháng 12",
    )
    head = document.letterhead
    assert (head.organization, head.parent_organization) == (
        "Chi bộ tt",
        "Đảng bộ Ủy ban Dân tộc",
    )
    assert (head.series, head.number, head.place) == ("NQ/CB", None, "Hà Nội")
    assert document.signature.signers[0].authority == "T/M CHI BỘ"
    assert document.recipients.lines == ("- Đảng ủy (để báo cáo);", "- Lưu Chi bộ.")
    assert document.format == HD_05_2026


def test_a_letter_has_no_title_and_says_to_whom(cell):
    document = documents.draft(WHOLE, cell.paper(type="CV", addressees="Đảng ủy Bộ\nĐảng ủy Sở"))
    assert document.title == ""
    assert document.addressees == ("Đảng ủy Bộ", "Đảng ủy Sở")


def test_a_resolution_that_was_voted_says_when_how_many_came_and_how_they_voted(cell):
    Meeting.objects.filter(pk=cell.meeting.pk).update(
        attending="counted", summoned_count=21, present_count=18
    )
    vote = Vote.objects.create(meeting=cell.meeting, order=1, question="?", yes=17, base=20)
    document = documents.draft(WHOLE, cell.paper(vote=vote))
    page = html.render(document, linked=False)
    assert "Ngày 20 tháng 11 năm 2026, Chi bộ tt họp" in page
    assert "18/21 (85,71%)" in page
    assert "Nghị quyết này được 17/20 (85%) đảng viên chính thức biểu quyết tán thành." in page
    assert {figure.url for figure in document.figures()} == {f"/sinh-hoat/{cell.meeting.pk}/"}
    plan = html.render(documents.draft(WHOLE, cell.paper(type="KH", vote=vote)), linked=False)
    assert "Kế hoạch này được 17/20" in plan
    assert "quyết nghị" not in plan


def test_the_names_are_those_of_the_day(cell):
    organizations.change(
        by=None,
        organization=cell.organization,
        on=datetime.date(2026, 11, 21),
        today=TODAY,
        type=cell.organization.type,
        name="Chi bộ Mới",
        parent=cell.committee,
    )
    old = documents.draft(WHOLE, cell.paper())
    new = documents.draft(WHOLE, cell.paper(dated=datetime.date(2026, 11, 21)))
    assert [one.letterhead.organization for one in (old, new)] == ["Chi bộ tt", "Chi bộ Mới"]


def test_the_usual_recipients_of_a_cell_and_of_a_committee():
    assert documents.usual_recipients("Đảng bộ Sở", in_cell=True) == (
        "Đảng ủy Sở (để báo cáo)\nCác đồng chí đảng viên\nLưu Chi bộ"
    )
    assert documents.usual_recipients("", in_cell=False) == "Các chi bộ trực thuộc\nLưu Văn phòng"
    assert documents.series("NQ", in_cell=False) == "NQ/ĐU"


def test_every_printer_prints_a_paper(cell):
    document = documents.draft(WHOLE, cell.paper())
    assert printing.printed(document, "docx").startswith(b"PK")
    assert "NGHỊ QUYẾT" in printing.printed(document, "html").decode()
