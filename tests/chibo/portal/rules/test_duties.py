"""What a cell has to do next, and what the head of its desk says."""

import datetime

import pytest

from chibo.portal.rules import duties
from chibo.portal.rules.duties import deadline, headline, report_year
from chibo.portal.rules.year import DuesMonth, Held, MeetingLaw, Probation, Requests, Situation
from reports.ratings.rules import year_being_rated

D = datetime.date
TODAY = D(2026, 11, 22)
NEW = MeetingLaw(D(2025, 10, 28), None, "42-HD/BTCTW", 90, 2, 1)
THEMES = [(2, "thematic"), (5, "thematic"), (8, "thematic"), (11, "thematic")]


def held(month, *kinds, locked=True, pk=1):
    return Held(pk, 7, month, D(2026, month, 5), frozenset(kinds), locked, 19, 20)


def year_of(*months, locked=True):
    meetings = [held(month, "regular", locked=locked) for month in months]
    return (*meetings, *(held(month, kind) for month, kind in THEMES))


def situation(meetings=None, today=TODAY, **other):
    met = year_of(*range(1, 12)) if meetings is None else meetings
    return Situation(
        **{
            "today": today,
            "year": today.year,
            "since": D(2024, 1, 4),
            "meetings": met,
            "laws": (NEW,),
            "charter": "Điều lệ Đảng",
            "report_year": report_year(today),
            **other,
        }
    )


def keys(*args, **kwargs):
    return [duty.key for duty in duties.duties(situation(*args, **kwargs))]


def test_a_cell_in_order_has_nothing_to_do():
    assert keys() == []


def test_this_months_meeting_is_due_at_the_end_of_the_month_by_the_charter():
    (duty,) = duties.duties(situation(year_of(*range(1, 11))))
    assert (duty.key, duty.due, duty.month) == ("regular", D(2026, 11, 30), 11)
    assert duty.title == "Họp thường kỳ tháng 11"
    assert duty.clause == "Điều lệ Đảng: mỗi tháng một lần"


def test_three_missing_months_are_three_lines_more_are_one():
    three = duties.duties(situation(year_of(*range(4, 12))))
    assert [duty.month for duty in three] == [1, 2, 3]
    (one,) = duties.duties(situation(year_of(*range(5, 12))))
    assert one.title == "Ghi bù sinh hoạt thường kỳ 4 tháng"
    assert "1, 2, 3, 4" in one.reason


def test_a_quarter_without_a_theme_names_quarter_and_guidance():
    meetings = tuple(m for m in year_of(*range(1, 12)) if m.month != 8 or "regular" in m.kinds)
    (duty,) = duties.duties(situation(meetings))
    assert (duty.due, duty.title) == (D(2026, 9, 30), "Họp bù chuyên đề quý III")
    assert duty.clause == "42-HD/BTCTW: mỗi quý ít nhất một lần"
    assert duty.month == 9


def test_the_current_quarter_may_still_hold_its_theme():
    meetings = tuple(m for m in year_of(*range(1, 12)) if "thematic" not in m.kinds or m.month < 9)
    (duty,) = duties.duties(situation(meetings))
    assert (duty.due, duty.title, duty.month) == (D(2026, 12, 31), "Họp chuyên đề quý IV", 11)


def test_a_draft_is_due_as_many_days_after_the_meeting_as_the_guidance_says():
    draft = held(9, "regular", locked=False, pk=4)
    meetings = (*tuple(m for m in year_of(*range(1, 12)) if m.month != 9), draft)
    (duty,) = duties.duties(situation(meetings))
    assert (duty.key, duty.due, duty.subject) == ("minutes", D(2026, 9, 7), 4)
    assert duty.clause == "42-HD/BTCTW: xong trong 2 ngày sau buổi họp"


def test_a_draft_of_a_meeting_to_come_is_not_due():
    planned = Held(9, 7, 12, D(2026, 12, 5), frozenset({"regular"}), False)
    assert keys((*year_of(*range(1, 12)), planned)) == []


@pytest.mark.parametrize(("ends", "listed"), [(D(2026, 12, 12), True), (D(2027, 5, 19), False)])
def test_recognition_is_listed_when_probation_ends_soon(ends, listed):
    probation = Probation(5, "Đỗ Thị Dung", ends, ends, "Điều lệ Đảng, điều 5")
    found = duties.duties(situation(probations=(probation,)))
    assert [duty.subject for duty in found] == ([5] if listed else [])


@pytest.mark.parametrize(
    ("today", "state", "listed"),
    [
        (D(2026, 11, 22), "", False),
        (D(2026, 11, 22), "draft", True),
        (D(2026, 12, 1), "", True),
        (D(2027, 1, 31), "", True),
        (D(2026, 12, 1), "issued", False),
        (D(2027, 2, 1), "", False),
    ],
)
def test_the_years_report_is_asked_for_in_december_and_january(today, state, listed):
    found = duties.duties(situation((), today=today, since=today, report=state))
    assert ("report" in [duty.key for duty in found]) is listed


def test_the_report_year_is_the_last_one_and_in_december_this_one():
    assert report_year(D(2026, 11, 30)) == 2025
    assert report_year(D(2026, 12, 1)) == 2026
    assert report_year(D(2027, 1, 5)) == 2026


def test_an_ended_term_and_a_missing_secretary_are_told():
    assert keys(term_label="2022–2025", term_ended=D(2025, 6, 20)) == ["term"]
    assert keys(term_label="2025–2027", term_ended=D(2027, 6, 20)) == []
    assert keys(has_secretary=False) == ["secretary"]


def test_duties_stand_in_the_order_of_their_deadlines():
    found = duties.duties(situation(year_of(*range(1, 8))))
    assert [duty.due for duty in found] == sorted(duty.due for duty in found)


def test_the_title_speaks_of_this_month_before_what_is_overdue():
    todo = duties.duties(situation(year_of(*range(1, 9))))
    title, note, answer = headline(todo, TODAY)
    assert title == "Tháng\N{NO-BREAK SPACE}11 chưa họp thường\N{NO-BREAK SPACE}kỳ"
    assert note == "Còn 8 ngày."
    assert answer is not None
    assert answer.month == 11


def test_the_title_then_speaks_of_what_has_been_due_longest():
    draft = held(9, "regular", locked=False, pk=4)
    meetings = (*tuple(m for m in year_of(*range(1, 12)) if m.month != 9), draft)
    title, _, answer = headline(duties.duties(situation(meetings)), TODAY)
    assert title == "Biên bản ngày 05/09 chưa\N{NO-BREAK SPACE}khóa"
    assert answer is not None
    assert answer.subject == 4


def test_the_title_says_when_all_is_well():
    title, _, answer = headline([], TODAY)
    assert title.startswith("Tháng\N{NO-BREAK SPACE}11 đã họp")
    assert answer is None


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (D(2026, 11, 1), ("bad", "Quá hạn 21 ngày")),
        (D(2026, 11, 22), ("warn", "Hạn hôm nay")),
        (D(2026, 12, 22), ("warn", "Còn 30 ngày")),
        (D(2026, 12, 23), ("idle", "Còn 31 ngày")),
    ],
)
def test_deadlines_are_said_in_days(due, said):
    assert deadline(due, TODAY) == said


@pytest.mark.parametrize(
    ("rating", "today", "title"),
    [
        ("", D(2026, 11, 22), "Lập, gửi bảng xếp loại năm 2026"),
        ("draft", D(2026, 12, 31), "Lập, gửi bảng xếp loại năm 2026"),
        ("returned", D(2026, 5, 22), "Trả lời đảng ủy về bảng xếp loại năm 2025"),
    ],
)
def test_a_sheet_of_ratings_is_due_in_season_and_answered_whenever_it_comes_back(
    rating, today, title
):
    year = year_being_rated(today)
    found = duties.duties(situation(today=today, rating=rating, rating_year=year))
    assert [duty.title for duty in found if duty.key == "rating"] == [title]


@pytest.mark.parametrize(
    ("rating", "today"),
    [("", D(2026, 9, 1)), ("draft", D(2026, 3, 1)), ("submitted", D(2026, 12, 1)),
     ("decided", D(2026, 12, 1))],
)  # fmt: skip
def test_out_of_season_or_sent_no_sheet_is_due(rating, today):
    year = year_being_rated(today)
    found = duties.duties(situation(today=today, rating=rating, rating_year=year))
    assert [duty for duty in found if duty.key == "rating"] == []


def test_months_without_dues_are_one_line():
    kept = {"dues": (DuesMonth(8, 19, 19),), "dues_since": D(2026, 8, 1)}
    (duty,) = [one for one in duties.duties(situation(**kept)) if one.key == "dues"]
    assert (duty.title, duty.due, duty.month) == (
        "Mở sổ đảng phí tháng 9, 10",
        D(2026, 9, 30),
        9,
    )


# Requests of members ------------------------------------------------------------------------------


def test_requests_that_wait_are_one_line_due_with_the_oldest():
    asked = Requests(2, D(2026, 10, 3), D(2026, 10, 6), "91/2025/QH15")
    (duty,) = duties.duties(situation(requests=asked))
    assert (duty.key, duty.due, duty.clause) == ("corrections", D(2026, 10, 6), "91/2025/QH15")
    assert duty.title == "Trả lời 2 đề nghị sửa hồ sơ"
    assert duty.reason == "Đảng viên đợi trả lời từ ngày 03/10/2026."


def test_where_no_request_waits_there_is_no_line():
    assert duties.correction_duties(None) == []
