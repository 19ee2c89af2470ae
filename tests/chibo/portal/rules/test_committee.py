"""A committee's view of its cells."""

import datetime

import pytest

from chibo.portal.rules.committee import (
    Cell,
    Group,
    cell_marks,
    cell_situation,
    group_mark,
    lateness,
)
from chibo.portal.rules.year import Held, MeetingLaw

D = datetime.date
TODAY = D(2026, 11, 22)
LAWS = (MeetingLaw(D(2025, 10, 28), None, "42-HD/BTCTW", 90, 2, 1),)
CELL = Cell(7, "chi-bo", "Chi bộ Một", D(2026, 1, 5))


def held(month, *, locked=True, organization=7):
    return Held(month, organization, month, D(2026, month, 5), frozenset({"regular"}), locked, 9, 9)


def seen(*meetings, cell=CELL):
    return cell_situation(cell, meetings, LAWS, 2026, TODAY)


def late(*meetings, cell=CELL):
    return lateness(cell, seen(*meetings, cell=cell), "Điều lệ Đảng")


def test_a_row_shows_counts_drafts_gaps_and_this_month():
    marks = cell_marks(seen(*(held(m, locked=m != 9) for m in range(1, 11) if m != 8)))
    assert [mark.kind for mark in marks[6:]] == ["ok", "gap", "open", "ok", "next", "none"]


def test_a_row_counts_only_its_own_cells_meetings():
    assert cell_marks(seen(held(3, organization=8)))[2].kind == "gap"


def test_a_cell_in_order_is_not_late():
    assert late(*(held(month) for month in range(1, 11))) is None


def test_lateness_names_missing_months_and_drafts_by_the_oldest_deadline():
    duty = late(*(held(m, locked=m != 4) for m in range(1, 11) if m not in {8, 9}))
    assert duty is not None
    assert duty.reason == "Chưa họp tháng 8, tháng 9; biên bản tháng 4 chưa khóa."
    assert duty.due == D(2026, 4, 7)
    assert duty.clause == "Điều lệ Đảng"


def test_a_cell_that_never_recorded_is_told_apart_from_a_late_one():
    duty = late(cell=Cell(7, "chi-bo", "Chi bộ Một", None))
    assert duty is not None
    assert duty.reason == "Chưa ghi buổi họp nào vào sổ."
    assert duty.due == D(2026, 11, 30)


@pytest.mark.parametrize(
    ("month", "met", "kind"),
    [(9, 40, "ok"), (9, 39, "low"), (9, 0, "gap"), (11, 3, "next"), (12, 0, "none")],
)
def test_a_group_shows_how_many_of_its_cells_met(month, met, kind):
    mark = group_mark(Group("xa", "Đảng bộ Xã", 40, {month: met}), 2026, month, TODAY)
    assert mark.kind == kind
    assert mark.text == ("" if kind == "none" else f"{met}/40")
