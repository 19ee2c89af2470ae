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


def test_an_event_may_lie_ahead_but_has_a_time():
    ahead = rules.obstacles_to_noting(parse("2027"), "Kỷ niệm", TODAY, may_lie_ahead=True)
    assert ahead == []
    unknown = rules.obstacles_to_noting(UNKNOWN, "Kỷ niệm", TODAY, may_lie_ahead=True)
    assert [reason.field for reason in unknown] == ["when"]


@pytest.mark.parametrize(
    ("since", "refused"),
    [("2011", False), ("", False), ("2025", False), ("12/2025", False), ("1/2026", True)],
)
def test_an_activity_did_not_begin_after_it_was_told(since, refused):
    assert bool(rules.obstacles_to_keeping_up(parse(since), parse("2025"))) is refused


@pytest.mark.parametrize(
    "stated", ["73%", "100%", "100,0 %", "99.5%", "toàn thể", "8/8", "bảy mươi ba phần trăm"]
)
def test_a_figure_is_stated_as_its_source_writes_it(stated):
    assert rules.obstacles_to_stating(stated, None) == []


@pytest.mark.parametrize(
    "stated", ["101%", "100,1%", "1.000 %", "từ 90% lên 120%", "150 phần trăm", " "]
)
def test_a_part_does_not_exceed_the_whole_and_nothing_is_no_figure(stated):
    assert [reason.field for reason in rules.obstacles_to_stating(stated, None)] == ["stated"]


def test_a_total_is_at_least_one():
    assert rules.obstacles_to_stating("7", 7) == []
    assert rules.obstacles_to_stating("0", 0)[0].field == "total"


def test_removing_needs_a_reason():
    assert rules.obstacles_to_removing("ghi nhầm") == []
    assert rules.obstacles_to_removing("  ")[0].field == "reason"
