"""Vietnamese text: order of names, folding, numbers and dates in words."""

import datetime
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.vietnamese import (
    day,
    day_in_words,
    fold,
    name_key,
    normalise,
    number,
    percent,
    roman,
    weekday,
)

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # ngang huyền hỏi ngã sắc nặng
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
VOWELS = "aăâeêioôơuưy"

plain_words = st.text(alphabet=ALPHABET, min_size=1, max_size=4)
toned_vowels = st.builds(
    lambda vowel, tone: unicodedata.normalize("NFC", vowel + tone),
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
)
syllables = st.builds("".join, st.tuples(plain_words, toned_vowels, st.sampled_from(["", "n"])))
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)
vietnamese_text = st.text(
    alphabet=st.one_of(st.sampled_from(ALPHABET + ALPHABET.upper() + " \n"), toned_vowels)
)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_normalised_text_is_nfc_without_control_characters(text):
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(c) == "Cc" for c in clean if c not in "\n\t")


def test_normalising_joins_marks_that_a_control_character_kept_apart():
    assert normalise("e\x00\u0301") == "é"


def test_normalising_keeps_lines_and_unifies_their_ends():
    assert normalise("một\r\nhai\rba") == "một\nhai\nba"


@given(vietnamese_text)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese_text)
def test_folding_leaves_ascii_letters_and_single_blanks(text):
    assert fold(text).isascii()
    assert fold(text) == " ".join(fold(text).split())


@given(vietnamese_text)
def test_folding_does_not_care_how_letters_are_composed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ĐẢNG BỘ", "dang bo"),
        ("đạo đức", "dao duc"),
        ("Nguyễn  Thị\nƯỡng", "nguyen thi uong"),
        ("Sở TT&TT 2021", "so tt&tt 2021"),
        ("an\x00h", "anh"),
    ],
)
def test_folding_of_what_people_write(written, folded):
    assert fold(written) == folded


def _reference(name: str) -> list[tuple[list[int], int]]:
    """Given name first, then middle names, then family; letters, then the tone of the syllable."""
    words = name.split()
    ordered = [words[-1], *words[1:-1], *(words[:1] if len(words) > 1 else [])]
    key = []
    for word in ordered:
        marks = unicodedata.normalize("NFD", word)
        tone = next((place for place, mark in enumerate(TONES) if mark and mark in marks), 0)
        bare = "".join(c for c in marks if c not in TONES)
        key.append(([ALPHABET.index(c) for c in unicodedata.normalize("NFC", bare)], tone))
    return key


@given(names, names)
def test_names_sort_as_in_a_vietnamese_dictionary(one, other):
    reference = _reference(one), _reference(other)
    assert (name_key(one) < name_key(other)) == (reference[0] < reference[1])
    assert (name_key(one) == name_key(other)) == (reference[0] == reference[1])


@given(names)
def test_the_key_of_a_name_does_not_care_about_composition_or_case(name):
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(name)
    assert name_key(name.title()) == name_key(name)


@given(names)
def test_the_key_of_a_name_is_digits_that_every_database_sorts_alike(name):
    assert name_key(name).isdigit()


def test_names_sort_by_given_name_then_middle_then_family():
    roll = ["Đỗ An", "Nguyễn Văn Ân", "Lê Đình Ánh", "Lê Dũng", "Trần Thị An", "Bùi Thị An"]
    assert sorted(roll, key=name_key) == [
        "Đỗ An", "Bùi Thị An", "Trần Thị An", "Lê Đình Ánh", "Nguyễn Văn Ân", "Lê Dũng",
    ]  # fmt: skip


def test_the_six_tones_stand_in_dictionary_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=name_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [("Thuý", "Thúy"), ("Hoà", "Hòa"), ("Thuỷ", "Thủy")])
def test_two_ways_to_place_a_tone_sort_alike(old, new):
    assert name_key(f"Lê {old}") == name_key(f"Lê {new}")


def test_an_empty_name_has_an_empty_key():
    assert name_key("  ") == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1234567, "1.234.567"),
        (-1500, "-1.500"),
        (38.4, "38,4"),
        (Decimal("1234.50"), "1.234,50"),
        (Decimal(129).normalize(), "129"),
        (Decimal("1.2E+3"), "1.200"),
    ],
)
def test_numbers_are_written_with_points_and_commas(value, written):
    assert number(value) == written


def test_numbers_take_a_fixed_count_of_decimals():
    assert number(Decimal("2.5"), places=2) == "2,50"
    assert number(1234, places=1) == "1.234,0"


@given(st.integers(0, 500_000), st.integers(1, 500_000))
def test_percent_rounds_halves_up_exactly(n, base):
    exact = Fraction(n * 100, base)
    written = Fraction(percent(n, base).removesuffix("%").replace(".", "").replace(",", "."))
    assert -Fraction(1, 200) < written - exact <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("n", "base", "written"),
    [
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (80, 84, "95,24%"),
        (1, 800, "0,13%"),  # 0,125 exactly half
        (1, 16, "6,25%"),
        (21, 21, "100%"),
        (0, 21, "0%"),
        (1000, 1, "100.000%"),
        (5, 0, "không có"),
    ],
)
def test_percent_of_what_people_count(n, base, written):
    assert percent(n, base) == written


def test_dates_in_forms_and_in_sentences():
    assert day(datetime.date(2026, 11, 5)) == "05/11/2026"
    assert day_in_words(datetime.date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert day_in_words(datetime.date(2026, 3, 13)) == "ngày 13 tháng 3 năm 2026"
    assert day_in_words(datetime.date(2026, 12, 10)) == "ngày 10 tháng 12 năm 2026"


def test_days_of_the_week():
    monday = datetime.date(2026, 11, 16)
    week = [weekday(monday + datetime.timedelta(days=d)) for d in range(7)]
    assert week == [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX"), (44, "XLIV")]
)
def test_roman_numerals_of_congresses(value, written):
    assert roman(value) == written
