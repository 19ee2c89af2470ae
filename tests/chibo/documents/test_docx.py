"""The sheet as a Word file, read back."""

import datetime
import io
import zipfile

import docx as word
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chibo.documents import docx, paper
from chibo.documents.tree import (
    Column,
    Document,
    Letterhead,
    Listing,
    Paragraph,
    Recipients,
    Signatures,
    Table,
)


def opened(document: Document) -> WordDocument:
    return word.Document(io.BytesIO(docx.render(document)))


@pytest.fixture
def sheet(report: Document) -> WordDocument:
    return opened(report)


def text_of(sheet: WordDocument) -> list[str]:
    """The lines of text in reading order, tables included."""
    lines = []
    for part in sheet.iter_inner_content():
        cells = [part] if hasattr(part, "runs") else [c for row in part.rows for c in row.cells]
        lines += [line for cell in cells for line in cell.text.split("\n") if line]
    return lines


def test_the_file_reads_as_a_party_document(sheet: WordDocument) -> None:
    assert text_of(sheet) == [
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
        "Kỳ họp tháng 11: ……",
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


def test_margins_and_paper_are_those_of_the_format(sheet: WordDocument) -> None:
    section = sheet.sections[0]

    def millimetres(length: int) -> int:
        return round(length / Mm(1))

    assert [millimetres(section.page_width), millimetres(section.page_height)] == [210, 297]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [millimetres(margin) for margin in margins] == [20, 20, 30, 15]


def test_the_page_number_stands_on_top_but_not_on_the_first_page(sheet: WordDocument) -> None:
    section = sheet.sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.is_linked_to_previous


def test_body_text_is_set_as_prescribed(sheet: WordDocument) -> None:
    style = sheet.styles["Nội dung"]
    fonts = style.element.rPr.find(qn("w:rFonts"))

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert style.font.size == Pt(14)
    assert style.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert style.paragraph_format.line_spacing == Pt(20)
    assert round(style.paragraph_format.first_line_indent / Mm(1)) == 10


def test_headings_are_black_and_stay_with_what_follows(sheet: WordDocument) -> None:
    for level in range(1, 5):
        heading = sheet.styles[f"Heading {level}"]
        assert str(heading.font.color.rgb) == "000000"
        assert heading.paragraph_format.keep_with_next
        assert heading.next_paragraph_style.name == "Nội dung"


def test_a_table_repeats_its_head_and_splits_no_row(sheet: WordDocument) -> None:
    table = sheet.tables[1]

    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    widths = [cell.width / Mm(1) for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(165, abs=0.5)


def test_the_signature_stays_on_one_page_with_the_text_before_it(report: Document) -> None:
    sheet = opened(
        Document(report.letterhead, "BÁO CÁO", "x", (Paragraph.of("Hết."),), report.signature)
    )

    ending = next(line for line in sheet.paragraphs if line.text == "Hết.")
    assert ending.paragraph_format.keep_with_next
    assert sheet.tables[-1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_the_file_speaks_vietnamese_and_names_nobody(report: Document) -> None:
    data = docx.render(report)
    properties = word.Document(io.BytesIO(data)).core_properties
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert 'w:lang w:val="vi-VN"' in archive.read("word/styles.xml").decode()
        assert not [name for name in archive.namelist() if "thumbnail" in name]

    assert properties.title.startswith("BÁO CÁO tổng kết")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.date() == datetime.date(2026, 12, 5)


def test_minutes_are_signed_by_two(minutes: Document) -> None:
    left, right = opened(minutes).tables[-1].rows[0].cells

    assert left.text.split() == "NGƯỜI GHI BIÊN BẢN Trần Thị Ngọc Ánh".split()
    assert right.text.split() == "CHỦ TRÌ Đinh Công Phúc".split()


def test_recipients_of_minutes_stand_below_both_signers(minutes: Document) -> None:
    sheet = opened(
        Document(
            minutes.letterhead,
            "BIÊN BẢN",
            signature=Signatures(minutes.signature.signers),
            recipients=Recipients.of("Lưu Chi bộ"),
        )
    )

    assert sheet.tables[-1].cell(0, 0).text == "Nơi nhận:\n- Lưu Chi bộ."


def test_a_wide_sheet_lies_on_its_side() -> None:
    table = Table.of([Column(str(place)) for place in range(12)], [["x"] * 12])
    sheet = opened(Document(Letterhead("A"), "BIỂU", "x", (table,), orientation="landscape"))

    assert sheet.sections[0].page_width > sheet.sections[0].page_height


def test_hostile_text_is_text(hostile: Document) -> None:
    lines = text_of(opened(hostile))

    assert any(line.startswith('<script>alert("1")</script>&') for line in lines)


def test_a_megabyte_in_one_paragraph_is_written() -> None:
    long = "từ ngữ " * 150_000

    sheet = opened(Document(Letterhead("A"), "BÁO CÁO", "x", (Paragraph.of(long),)))

    assert long in [line.text for line in sheet.paragraphs]


def test_a_lead_in_stays_with_what_it_announces() -> None:
    lead = Paragraph.of("Ý kiến thảo luận:")
    document = Document(
        letterhead=Letterhead(organization="Chi bộ A"),
        title="BÁO CÁO",
        blocks=(lead, Listing.of("một;"), Paragraph.of("Hết.")),
    )
    read = opened(document)
    kept = {p.text: bool(p.paragraph_format.keep_with_next) for p in read.paragraphs}
    assert (kept["Ý kiến thảo luận:"], kept["Hết."]) == (True, False)
    assert '<div class="paper__keep"><p>Ý kiến thảo luận:</p>' in paper.render(document)
