import datetime
from decimal import Decimal

import pytest

from chibo.dates import UNKNOWN, parse
from reports.activities import rules

TODAY = datetime.date(2026, 11, 22)


def test_a_note_with_a_year_and_words_is_kept():
    assert rules.obstacles_to_noting(parse("2025"), "Đã làm.", TODAY) == []


def test_a_note_needs_a_time_and_words():
    fields = [reason.field for reason in rules.obstacles_to_noting(UNKNOWN, " ", TODAY)]
    assert fields == ["when", "text"]


def test_a_note_is_not_about_the_future_but_this_year_is_fine():
    assert rules.obstacles_to_noting(parse("2026"), "x", TODAY) == []
    assert rules.obstacles_to_noting(parse("2027"), "x", TODAY)[0].field == "when"


@pytest.mark.parametrize(
    ("quantity", "unit", "refused"),
    [
        (None, "", False),
        (Decimal(129), "đơn vị máu", False),
        (Decimal(5), "", False),
        (None, "văn bản", True),
        (Decimal(-1), "văn bản", True),
    ],
)
def test_a_unit_needs_its_quantity(quantity, unit, refused):
    assert bool(rules.obstacles_to_quantity(quantity, unit)) is refused


def test_a_kind_of_cause_needs_its_cause():
    assert rules.obstacles_to_cause("Kiêm nhiệm", "objective") == []
    assert rules.obstacles_to_cause("Kiêm nhiệm", "") == []
    assert rules.obstacles_to_cause(" ", "objective")[0].field == "cause"


def test_removing_needs_a_reason():
    assert rules.obstacles_to_removing("ghi nhầm") == []
    assert rules.obstacles_to_removing("  ")[0].field == "reason"
