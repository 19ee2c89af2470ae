"""A cell's year at a glance."""

import datetime

import pytest

from chibo.portal.rules.year import (
    NO_LAW,
    DuesMonth,
    Held,
    MeetingLaw,
    Situation,
    dues_mark,
    is_expected,
    law_on,
    minutes_mark,
    month_of,
    other_mark,
    regular_mark,
    tense,
    thematic_mark,
    year_strip,
)

D = datetime.date
TODAY = D(2026, 11, 22)
BEGAN = D(2024, 1, 4)
OLD = MeetingLaw(D(2018, 7, 6), D(2025, 10, 28), "12-HD", 85, None, 1)
NEW = MeetingLaw(D(2025, 10, 28), None, "42-HD", 90, 2, 1)


def held(month, *kinds, locked=True, present=18, summoned=20, pk=1, year=2026):
    return Held(
        pk, 7, month, D(year, month, 5), frozenset(kinds or {"regular"}), locked, present, summoned
    )


def situation(*meetings, since=BEGAN, today=TODAY, year=2026, **other):
    return Situation(today, year, since, meetings, (NEW, OLD), "Điều lệ Đảng", **other)


def regular(*meetings, month=8, aim=90, expected=True):
    return regular_mark(meetings, 2026, month, TODAY, aim=aim, expected=expected)


def test_a_meeting_shows_how_many_of_how_many_came():
    mark = regular(held(8, present=18, summoned=20))
    assert (mark.kind, mark.text, mark.meeting) == ("ok", "18/20", 1)


def test_fewer_than_the_aim_is_low_and_says_the_aim():
    mark = regular(held(8, present=17, summoned=19))
    assert (mark.kind, mark.after) == ("low", "dưới 90%")


def test_an_uncounted_meeting_was_held_all_the_same():
    mark = regular(held(8, present=None, summoned=None))
    assert (mark.kind, mark.icon, mark.after) == ("ok", "check", "đã họp")


@pytest.mark.parametrize(
    ("month", "expected", "kind", "records"),
    [
        (10, True, "gap", "regular"),
        (10, False, "none", ""),
        (11, True, "now", "regular"),
        (12, True, "none", ""),
    ],
)
def test_a_month_without_a_meeting_is_a_gap_only_when_it_is_over(month, expected, kind, records):
    mark = regular(month=month, expected=expected)
    assert (mark.kind, mark.records) == (kind, records)


def test_months_before_the_book_began_are_no_gaps():
    begun = situation(since=D(2026, 6, 4))
    assert [month for month in range(1, 13) if is_expected(begun, month)] == [6, 7, 8, 9, 10]


def test_tense_tells_past_present_and_future():
    assert [tense(2026, m, TODAY) for m in (10, 11, 12)] == [-1, 0, 1]
    assert tense(2025, 12, TODAY) == -1
    assert tense(2027, 1, TODAY) == 1


def test_the_gap_of_a_quarter_stands_in_its_last_month():
    strip = [thematic_mark(situation(held(2, "thematic")), month) for month in range(1, 13)]
    assert [mark.kind for mark in strip] == [
        "none", "ok", "none", "none", "none", "gap", "none", "none", "gap", "none", "next", "none",
    ]  # fmt: skip


def test_a_session_that_was_both_counts_for_both():
    meetings = situation(held(9, "regular", "thematic"))
    strip = year_strip(meetings)
    assert strip[8][0].kind == "ok"
    assert strip[8][1].kind == "ok"


def test_a_draft_among_the_months_minutes_comes_first():
    mark = minutes_mark([held(9, pk=1), held(9, locked=False, pk=2)], 9)
    assert (mark.kind, mark.meeting) == ("open", 2)
    assert minutes_mark([held(9)], 9).icon == "lock"
    assert minutes_mark([], 9).kind == "none"


def test_other_meetings_have_their_own_row():
    found = [held(12, "year_end", pk=3), held(12, "review", pk=4), held(12, pk=5)]
    mark = other_mark(found, 12)
    assert (mark.text, mark.meeting) == ("2", 3)


def test_the_aim_is_that_of_the_guidance_in_force_in_that_month():
    meeting = held(9, present=17, summoned=19, year=2025)
    assert year_strip(situation(meeting, year=2025))[8][0].kind == "ok"
    assert year_strip(situation(held(9, present=17, summoned=19)))[8][0].kind == "low"


def test_a_day_without_guidance_asks_for_nothing():
    assert law_on((NEW, OLD), D(2010, 1, 1)) == NO_LAW
    assert law_on((NEW, OLD), D(2025, 10, 28)) == NEW
    assert law_on((NEW, OLD), D(2025, 10, 27)) == OLD


def test_a_meeting_of_uncertain_month_stands_in_none():
    assert month_of(D(2026, 3, 21), D(2026, 3, 31), 2026) == 3
    assert month_of(D(2026, 7, 1), D(2026, 9, 30), 2026) == 0
    assert month_of(None, None, 2026) == 0
    assert month_of(D(2025, 3, 5), D(2025, 3, 5), 2026) == 0


def test_dues_show_who_paid_of_who_owes_and_what_is_missing():
    kept = situation(
        dues=(DuesMonth(3, 19, 19), DuesMonth(4, 17, 19), DuesMonth(5, 0, 0)),
        dues_since=D(2026, 3, 1),
    )
    marks = [dues_mark(kept, month) for month in (2, 3, 4, 5, 11, 12)]
    assert [mark.kind for mark in marks] == ["none", "ok", "low", "gap", "none", "none"]
    assert [mark.text for mark in marks[1:3]] == ["19/19", "17/19"]
    assert {mark.records for mark in marks[1:4]} == {"dues"}


def test_a_book_of_dues_that_was_never_begun_misses_nothing():
    never = situation(dues=(), dues_since=None)
    assert {dues_mark(never, month).kind for month in range(1, 13)} == {"none"}


def test_the_strip_has_a_row_of_dues_only_for_those_who_see_them():
    assert {len(marks) for marks in year_strip(situation())} == {4}
    assert {len(marks) for marks in year_strip(situation(dues=()))} == {5}
