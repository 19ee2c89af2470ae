from decimal import Decimal

import pytest

from reports.activities.forms import (
    AchievementForm,
    ActivityForm,
    IdeologyForm,
    StatedFigureForm,
    quantity_words,
)

GIVEN = {"when": "2025", "text": "Hiến máu", "area": "masses"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("129", Decimal(129)),
        ("1.284", Decimal(1284)),
        ("38,5", Decimal("38.5")),
        ("61.400,25", Decimal("61400.25")),
        ("", None),
    ],
)
def test_a_quantity_is_read_as_written_in_vietnamese(typed, read):
    form = AchievementForm({**GIVEN, "quantity": typed, "unit": "x" if typed else ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["quantity"] == read


@pytest.mark.parametrize("typed", ["12 đơn vị", "1,2,3", "-4", "1.23", "9" * 16, "٣", "NaN"])
def test_an_unreadable_quantity_is_refused_with_a_sentence(typed):
    form = AchievementForm({**GIVEN, "quantity": typed})
    assert "Không đọc được số này" in form.errors["quantity"][0]


def test_a_quantity_is_shown_again_as_it_was_typed():
    assert quantity_words(Decimal("61400.250")) == "61.400,25"
    assert quantity_words(Decimal("1E+2")) == "100"


def test_letters_of_two_marks_become_one():
    form = AchievementForm({**GIVEN, "text": "Hie\u0302\u0301n máu"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Hiến máu"


def test_a_text_of_a_megabyte_is_refused_in_words():
    form = AchievementForm({**GIVEN, "text": "a" * 1_000_000})
    assert "Dài quá 20.000 chữ" in form.errors["text"][0]


def test_cases_are_a_whole_number():
    form = IdeologyForm({"when": "2025", "text": "Ổn định", "level": "stable", "cases": "-1"})
    assert form.errors["cases"] == ["Số trường hợp không thể âm."]


def test_since_when_may_stay_unknown_and_is_read_like_any_date():
    given = {"when": "2019", "text": "Hiến máu", "kind": "social"}
    form = ActivityForm(given)
    assert form.is_valid(), form.errors
    assert not form.cleaned_data["since"]
    assert "Không đọc được ngày" in ActivityForm({**given, "since": "lâu rồi"}).errors["since"][0]


def test_a_stated_figure_says_of_what_how_much_and_in_which_part():
    form = StatedFigureForm({"when": "2019", "total": "0"})
    assert form.errors == {
        "text": ["Ghi số liệu này về cái gì, của ai."],
        "stated": ["Ghi bao nhiêu, đúng như nguồn: 73%, toàn thể, 100%."],
        "total": ["Tổng số từ 1 trở lên; để trống nếu nguồn không ghi."],
        "subject": ["Chọn phần trong danh sách."],
    }
