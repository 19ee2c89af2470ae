"""The tree: figures with evidence, canonical JSON, what is still missing."""

import datetime
import json
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from chibo.documents.formats import HD_05_2026, HD_36_2018
from chibo.documents.tree import (
    Column,
    Document,
    Figure,
    Heading,
    Hole,
    Letterhead,
    Listing,
    Narrative,
    PageBreak,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Table,
    Text,
    UnreadableDocument,
)

words = st.text(max_size=20)
urls = st.sampled_from(["", "/", "/dang-vien/?q=1", "#muc-1"])
numbers = st.integers(0, 10**6)
figures = st.one_of(
    st.builds(Figure.count, numbers, url=urls),
    st.builds(Figure.ratio, numbers, numbers, url=urls),
    st.builds(Figure.percent, numbers, numbers, url=urls),
    st.builds(Figure.share, numbers, numbers, url=urls),
    st.builds(Figure.stated, words, url=urls),
    st.builds(Figure.number, st.decimals(0, 1000, allow_nan=False, places=3), decimals=st.just(1)),
)
lines = st.lists(
    st.one_of(
        st.builds(Text, words, st.booleans(), st.booleans()), figures, st.builds(Hole, words)
    ),
    max_size=3,
).map(tuple)
tables = st.integers(1, 3).flatmap(
    lambda size: st.builds(
        Table,
        st.tuples(*[st.builds(Column, words, st.integers(1, 9))] * size),
        st.lists(st.tuples(*[lines] * size), max_size=3).map(tuple),
        words,
    )
)
blocks = st.one_of(
    st.builds(Heading, words, st.integers(1, 4), words),
    st.builds(Paragraph, lines, st.booleans(), st.sampled_from(["left", "center", "justify"])),
    tables,
    st.builds(Listing, st.lists(lines, max_size=3).map(tuple)),
    st.just(PageBreak()),
)
documents = st.builds(
    Document,
    letterhead=st.builds(
        Letterhead,
        organization=words,
        number=st.none() | words,
        date=st.none() | st.dates(),
    ),
    title=words,
    about=words,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    signature=st.none() | st.builds(Signatures.of, st.builds(Signer, words, words, words)),
    recipients=st.none() | st.builds(Recipients.of, words),
    format=st.sampled_from([HD_05_2026, HD_36_2018]),
)


@given(documents)
@settings(max_examples=60, deadline=None)
def test_a_document_comes_back_from_json_as_it_was(document: Document) -> None:
    text = document.to_json()

    again = Document.from_json(text)

    assert again == document
    assert again.to_json() == text


def test_json_is_canonical_and_says_its_schema(report: Document) -> None:
    text = report.to_json()

    stored = json.loads(text)
    assert stored["schema"] == 1
    assert text == json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "Đinh Công Phúc" in text


@pytest.mark.parametrize("change", [{"schema": 2}, {"blocks": [{"kind": "macro"}]}, {"extra": 1}])
def test_json_of_another_shape_is_refused_in_a_sentence(report: Document, change: dict) -> None:
    text = json.dumps(json.loads(report.to_json()) | change)

    with pytest.raises(UnreadableDocument, match="Văn bản đã lưu không đọc được"):
        Document.from_json(text)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure.count(1284, "lượt"), "1.284 lượt"),
        (Figure.ratio(80, 84), "80/84"),
        (Figure.ratio(0, 0), "không có"),
        (Figure.percent(80, 84), "95,24%"),
        (Figure.percent(21, 21), "100%"),
        (Figure.percent(0, 0), "không có"),
        (Figure.share(80, 84), "80/84 (95,24%)"),
        (Figure.share(0, 0), "không có"),
        (Figure.number(Decimal("38.45"), 1), "38,5"),
        (Figure.money(48620000), "48.620.000 đồng"),
        (Figure.stated("73%"), "73%"),
    ],
)
def test_figures_print_as_vietnamese_numbers(figure: Figure, text: str) -> None:
    assert figure.text == text


@pytest.mark.parametrize(
    "shape", [{"text": "95%"}, {"text": "95%", "n": 80, "base": 84}, {"text": "95%", "n": 80}]
)
def test_a_percentage_without_its_own_evidence_is_no_figure(shape: dict) -> None:
    with pytest.raises(ValidationError):
        Figure(**shape)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//other.example/", "https://other.example", "/a\\b", "/a\nb"]
)
def test_a_link_cannot_leave_the_site(url: str) -> None:
    with pytest.raises(ValidationError):
        Figure.count(1, url=url)
    with pytest.raises(ValidationError):
        Hole("thiếu", url)


def test_a_document_cannot_be_changed(report: Document) -> None:
    with pytest.raises(FrozenInstanceError):
        report.title = "KHÁC"  # type: ignore[misc]


def test_a_document_knows_its_figures_holes_and_headings(report: Document) -> None:
    assert [figure.text for figure in report.figures()][:3] == ["23", "9/23", "39,13%"]
    assert report.figures()[4].url == "/xep-loai/"
    assert report.holes() == (Hole("chưa họp", "/sinh-hoat/"),)
    assert [heading.line for heading in report.headings()] == [
        "Phần thứ nhất\nKẾT QUẢ NĂM 2026",
        "I- ĐẶC ĐIỂM TÌNH HÌNH",
        "1. Công tác chính trị",
    ]


def test_figures_in_lists_are_found() -> None:
    document = Document(Letterhead("A"), "T", blocks=(Listing.of(Figure.count(3)),))

    assert [figure.text for figure in document.figures()] == ["3"]


def test_a_required_passage_is_unwritten_until_it_has_words(report: Document) -> None:
    emptied = report.written({"thuan-loi": " \n "})

    assert [passage.key for passage in emptied.unwritten()] == ["thuan-loi"]
    assert emptied.written({"thuan-loi": "Có."}).unwritten() == ()
    assert report.narratives()[0].paragraphs == ("Đoạn một.", "Đoạn hai.")


def test_two_passages_cannot_share_a_key() -> None:
    with pytest.raises(ValidationError):
        Document(Letterhead("A"), "T", blocks=(Narrative("a"), Narrative("a")))


def test_a_row_has_one_cell_per_column() -> None:
    with pytest.raises(ValidationError):
        Table.of([Column("a"), Column("b")], [["1"]])


def test_issuing_sets_number_and_date_and_nothing_else(report: Document) -> None:
    issued = report.issued(number="06", on=datetime.date(2026, 12, 31))

    assert issued.letterhead.number == "06"
    assert issued.letterhead.date == datetime.date(2026, 12, 31)
    assert issued.blocks == report.blocks


def test_lists_are_marked_with_vietnamese_letters() -> None:
    letters = Listing.of("x", style="letter")

    assert [letters.marker(place) for place in range(5)] == ["a) ", "b) ", "c) ", "d) ", "đ) "]
    assert Listing.of("x", style="number").marker(9) == "10. "


def test_recipients_end_with_a_full_stop() -> None:
    assert Recipients.of("Đảng ủy;", "Lưu Chi bộ").lines == ("- Đảng ủy;", "- Lưu Chi bộ.")
