"""The fixed lines of a Party document."""

import datetime

import pytest

from chibo.documents import letters
from chibo.documents.formats import PageFormat


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (datetime.date(2022, 1, 5), "Hà Nội, ngày 05 tháng 01 năm 2022"),
        (datetime.date(2026, 2, 13), "Hà Nội, ngày 13 tháng 02 năm 2026"),
        (datetime.date(2026, 3, 9), "Hà Nội, ngày 09 tháng 3 năm 2026"),
        (datetime.date(2026, 12, 26), "Hà Nội, ngày 26 tháng 12 năm 2026"),
        (None, "Hà Nội, ngày … tháng … năm …"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(
    day: datetime.date | None, line: str
) -> None:
    assert letters.place_and_date("Hà Nội", day) == line


def test_a_format_may_pad_otherwise() -> None:
    page = PageFormat(pad_days_below=0, pad_months_below=0, pad_numbers_below=0)

    assert letters.date_line(datetime.date(2026, 1, 5), page) == "ngày 5 tháng 1 năm 2026"
    assert letters.padded_number(5, page) == "5"


def test_number_and_symbol_have_a_hyphen_and_no_colon() -> None:
    assert letters.symbol_line(letters.padded_number(5), "BC/CB") == "Số 05-BC/CB"
    assert letters.symbol_line(letters.padded_number(12), "NQ/CB") == "Số 12-NQ/CB"


def test_a_missing_place_leaves_dots() -> None:
    assert letters.place_and_date("", None).startswith("……, ngày")


def test_names_are_set_in_capitals_of_one_normal_form() -> None:
    assert letters.capitals("Đảng  ủy xã") == "ĐẢNG ỦY XÃ"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ĐẢNG BỘ BỘ TƯ PHÁP", ("ĐẢNG BỘ BỘ TƯ PHÁP",)),
        ("ĐẢNG BỘ SỞ KHOA HỌC VÀ CÔNG NGHỆ", ("ĐẢNG BỘ SỞ KHOA HỌC", "VÀ CÔNG NGHỆ")),
        (
            "CHI BỘ TRUNG TÂM CÔNG NGHỆ THÔNG TIN",
            ("CHI BỘ TRUNG TÂM", "CÔNG NGHỆ THÔNG TIN"),
        ),
        ("", ()),
        ("A\nB", ("A", "B")),
    ],
)
def test_names_break_between_compounds(text: str, lines: tuple[str, ...]) -> None:
    assert letters.wrapped(text, size=14, width=79) == lines


def test_a_subject_breaks_after_its_comma() -> None:
    text = "tổng kết công tác Đảng năm 2023, phương hướng, nhiệm vụ năm 2024"

    assert letters.wrapped(text, size=14, width=130)[0].endswith("năm 2023,")


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert letters.wrapped("A " + "B" * 80, size=14, width=79) == ("A", "B" * 80)
