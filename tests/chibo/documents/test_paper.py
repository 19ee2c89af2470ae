"""The sheet as HTML for paper."""

from chibo.documents import paper
from chibo.documents.tree import Document, Heading, Letterhead, PageBreak, Paragraph, Table


def test_dots_stand_for_what_is_missing(report: Document) -> None:
    page = paper.render(report.written({"thuan-loi": ""}))

    assert "hole" not in page
    assert "<a " not in page
    assert "<p>……</p>" in page


def test_a_heading_is_boxed_with_what_follows() -> None:
    blocks = (Heading("A"), Heading("B", level=3), Paragraph.of("c"), Paragraph.of("d"))

    page = paper.render(Document(Letterhead("X"), "T", blocks=blocks))

    heading = '<p role="heading" aria-level="4"><strong>B</strong></p>'
    assert f'<div class="paper__keep"><h3>A</h3>{heading}<p>c</p></div>' in page


def test_the_last_paragraph_is_boxed_with_the_signature(report: Document) -> None:
    document = Document(
        report.letterhead, "T", "x", (Paragraph.of("c"), Paragraph.of("d")), report.signature
    )

    page = paper.render(document)

    assert '<p>c</p><div class="paper__keep"><p>d</p><div class="paper__sign">' in page


def test_a_table_has_its_name_and_heading_in_the_box_before_it(report: Document) -> None:
    tables = [block for block in report.blocks if isinstance(block, Table)]

    page = paper.render(Document(report.letterhead, "T", "x", (Heading("A"), *tables)))

    name = '<p class="paper__caption">Kết quả xếp loại</p>'
    assert f'<div class="paper__room"><h3>A</h3>{name}</div><div class="paper__table"' in page
    assert "<caption>" not in page


def test_nothing_is_lost_before_a_page_break_or_at_the_end() -> None:
    blocks = (Paragraph.of("a"), Heading("B"), PageBreak(), Heading("C"))

    page = paper.render(Document(Letterhead("X"), "T", blocks=blocks))

    assert '<p>a</p><h3>B</h3><hr class="paper__break">' in page
    assert "<h3>C</h3>" in page
