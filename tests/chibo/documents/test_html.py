"""The sheet as HTML."""

import re

from django.utils.html import format_html, strip_tags

from chibo.documents import html
from chibo.documents.formats import PageFormat
from chibo.documents.tree import Document, Letterhead, Narrative, PageBreak, Paragraph


def text_of(markup: str) -> list[str]:
    """The lines of text that a reader sees."""
    broken = re.sub(r"<br>|</p>|</h\d>|</t[dh]>|</caption>", "\n", markup)
    return [line for line in strip_tags(broken).split("\n") if line]


def test_the_sheet_reads_as_a_party_document(report: Document) -> None:
    assert text_of(html.render(report)) == [
        "ĐẢNG BỘ SỞ KHOA HỌC",
        "VÀ CÔNG NGHỆ",
        "CHI BỘ TRUNG TÂM",
        "CÔNG NGHỆ THÔNG TIN",
        "*",
        "Số 05-BC/CB",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Sơn Hà, ngày 05 tháng 12 năm 2026",
        "BÁO CÁO",
        "tổng kết công tác Đảng năm 2026,",
        "phương hướng, nhiệm vụ năm 2027",
        "-----",
        "Phần thứ nhất",
        "KẾT QUẢ NĂM 2026",
        "I- ĐẶC ĐIỂM TÌNH HÌNH",
        "Chi bộ có 23 đảng viên; 9/23 nữ (39,13%); tuổi bình quân 38,4.",
        "Đoạn một.",
        "Đoạn hai.",
        "1. Công tác chính trị",
        "- học tập nghị quyết;",
        "- kiểm tra.",
        "Kỳ họp tháng 11: chưa họp",
        "Kết quả xếp loại",
        "Mức",
        "Số",
        "Tỉ lệ",
        "Hoàn thành tốt",
        "15/21",
        "71,43%",
        "Không hoàn thành",
        "không có",
        "không có",
        "Nơi nhận:",
        "- Đảng ủy Sở (để báo cáo);",
        "- Lưu Chi bộ.",
        "T/M CHI BỘ",
        "BÍ THƯ",
        "Đinh Công Phúc",
    ]


def test_figures_and_holes_are_doors(report: Document) -> None:
    page = html.render(report)

    assert '<a class="evidence" href="/dang-vien/">23</a>' in page
    assert '<a class="hole" href="/sinh-hoat/">chưa họp</a>' in page
    assert '<h3 id="dac-diem">' in page


def test_without_links_nothing_is_a_door(report: Document) -> None:
    page = html.render(report, linked=False)

    assert "<a " not in page
    assert '<span class="hole">chưa họp</span>' in page


def test_an_unissued_number_is_a_hole() -> None:
    page = html.render(Document(Letterhead("Chi bộ A", series="BC/CB"), "BÁO CÁO"))

    assert 'Số <span class="hole">cấp khi ban hành</span>-BC/CB' in page


def test_a_required_passage_without_words_shows_as_a_hole(report: Document) -> None:
    page = html.render(report.written({"thuan-loi": ""}))

    assert '<span class="hole">chưa viết: Thuận lợi</span>' in page


def test_the_composer_puts_its_own_field_in_a_passage(report: Document) -> None:
    def field(passage: Narrative) -> str:
        return format_html('<textarea name="{}">{}</textarea>', passage.key, passage.text)

    page = html.render(report, narrative=field)

    assert '<textarea name="thuan-loi">Đoạn một.\n\nĐoạn hai.</textarea>' in page
    assert "<p>Đoạn một.</p>" not in page


def test_a_plain_string_from_the_composer_is_escaped(report: Document) -> None:
    assert "&lt;b&gt;" in html.render(report, narrative=lambda passage: "<b>")


def test_minutes_have_two_signers_and_no_number(minutes: Document) -> None:
    lines = text_of(html.render(minutes))

    assert lines[-4:] == ["NGƯỜI GHI BIÊN BẢN", "Trần Thị Ngọc Ánh", "CHỦ TRÌ", "Đinh Công Phúc"]
    assert not any(line.startswith("Số") for line in lines)


def test_a_letter_has_its_subject_under_the_number() -> None:
    letter = Document(
        Letterhead("Chi bộ A", series="CV/CB", number="07"),
        title="",
        about="V/v giới thiệu đảng viên",
        blocks=(Paragraph.of("Nội dung."), PageBreak()),
        addressees=("Đảng ủy B",),
    )

    lines = text_of(html.render(letter))

    assert lines[2:4] == ["Số 07-CV/CB", "V/v giới thiệu đảng viên"]
    assert "Kính gửi: Đảng ủy B" in lines
    assert "-----" not in lines


def test_a_format_without_line_and_dashes_prints_none(report: Document) -> None:
    page = PageFormat(party_underlined=False, dashes="")
    plain = Document(report.letterhead, "BÁO CÁO", format=page)

    assert '<p class="paper__party">ĐẢNG CỘNG SẢN VIỆT NAM</p>' in html.render(plain)
    assert "paper__dash" not in html.render(plain)


def test_text_is_never_markup(hostile: Document) -> None:
    page = html.render(hostile)

    assert "<script" not in page.lower()
    assert "&lt;script&gt;" in page
    assert not set(page) & {"\x00", "\x0b", "\x1b"}


def test_nothing_carries_a_style_attribute(report: Document) -> None:
    assert "style=" not in html.render(report)
