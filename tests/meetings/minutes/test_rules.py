import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.dates import UNKNOWN, PartialDate, parse
from meetings.minutes import rules
from meetings.minutes.rules import ItemState, Line, LockingState, Quorum

TODAY = datetime.date(2026, 11, 22)
TWO_THIRDS = Fraction(2, 3)
SYMBOL = "42-HD/BTCTW"


def roll(official=0, *, absent=0, exempt=0, away=0, probationary=0, temporary=0):
    return [
        *[Line(True, "present")] * official,
        *[Line(True, "excused")] * absent,
        *[Line(True, "exempt", status="exempt")] * exempt,
        *[Line(True, "away", status="away")] * away,
        *[Line(False, "present")] * probationary,
        *[Line(True, "present", is_temporary=True)] * temporary,
    ]


def test_absent_official_members_stay_in_the_voting_base():
    base, why = rules.voting_base(roll(17, absent=3))
    assert base == 20
    assert why == "20 đảng viên chính thức; 3 đồng chí vắng vẫn tính"


def test_away_and_absent_exempt_members_leave_the_voting_base():
    base, why = rules.voting_base(roll(16, absent=3, exempt=1, away=1, probationary=2))
    assert base == 19
    assert why == (
        "21 đảng viên chính thức, trừ 1 đồng chí sinh hoạt tạm thời nơi khác, "
        "trừ 1 đồng chí miễn sinh hoạt không dự; 3 đồng chí vắng vẫn tính"
    )


def test_an_exempt_member_who_came_counts_in_every_number():
    lines = [*roll(8, absent=1), Line(True, "present", status="exempt")]
    assert rules.voting_base(lines)[0] == 10
    assert rules.attendance(lines) == (9, 10)
    assert rules.quorum(lines, TWO_THIRDS) == Quorum(9, 10, 7)


def test_guests_of_the_roll_and_probationary_members_do_not_vote_but_attend():
    lines = roll(6, probationary=2, temporary=1)
    assert rules.voting_base(lines)[0] == 6
    assert rules.attendance(lines) == (9, 9)


def test_attendance_and_votes_have_different_denominators():
    lines = roll(16, absent=3, exempt=1, away=1, probationary=2)
    assert rules.attendance(lines) == (18, 21)
    assert rules.voting_base(lines)[0] == 19


@pytest.mark.parametrize(
    ("present", "absent", "met"), [(12, 6, True), (11, 7, False), (13, 6, True), (12, 7, False)]
)
def test_the_quorum_is_two_thirds_of_the_official_members_summoned(present, absent, met):
    assert rules.quorum(roll(present, absent=absent), TWO_THIRDS).is_met is met


def test_nobody_summoned_is_no_quorum():
    assert not rules.quorum([], TWO_THIRDS).is_met
    assert not rules.counted_quorum(0, 0, TWO_THIRDS).is_met


@pytest.mark.parametrize(
    ("yes", "base", "two_thirds", "passed"),
    [
        (10, 20, False, False),
        (11, 20, False, True),
        (10, 19, False, True),
        (9, 19, False, False),
        (12, 18, True, True),
        (11, 18, True, False),
        (13, 19, True, True),
        (12, 19, True, False),
        (0, 0, False, False),
        (0, 0, True, False),
    ],
)
def test_a_vote_passes_above_half_or_from_two_thirds_exactly(yes, base, two_thirds, passed):
    assert rules.vote_outcome(yes, base, two_thirds).passed is passed


def test_a_result_says_the_votes_the_base_and_the_bar():
    assert rules.vote_outcome(16, 19, False).words == "Đạt: 16/19 (84,21%), cần trên 1/2"
    assert rules.vote_outcome(8, 21, True).words == ("Không đạt: 8/21 (38,10%), cần từ 2/3 trở lên")


@given(st.integers(0, 500), st.integers(1, 500))
def test_outcomes_agree_with_exact_fractions(yes, base):
    assert rules.vote_outcome(yes, base, False).passed == (Fraction(yes, base) > Fraction(1, 2))
    assert rules.vote_outcome(yes, base, True).passed == (Fraction(yes, base) >= TWO_THIRDS)


def test_more_votes_than_voters_are_refused():
    (reason,) = rules.obstacles_to_vote(1, 18, 1, 1, 19)
    assert "20 phiếu" in reason.text
    assert reason.clause
    assert reason.field == "votes-0-base"
    assert rules.obstacles_to_vote(1, 17, 1, 1, 19) == []
    assert rules.obstacles_to_vote(2, 17, 1, 1, None)[0].field == "votes-1-base"


def test_a_meeting_ends_after_it_starts():
    two, three = datetime.time(14), datetime.time(15)
    assert rules.obstacles_to_hours(two, three) == []
    assert rules.obstacles_to_hours(None, three) == []
    assert rules.obstacles_to_hours(three, two)[0].field == "ends_at"
    assert rules.obstacles_to_hours(two, two)


def test_nobody_attends_who_was_not_summoned():
    assert rules.obstacles_to_counts(8, 8) == []
    assert rules.obstacles_to_counts(None, 8) == []
    assert rules.obstacles_to_counts(7, 8)[0].field == "present_count"


@pytest.mark.parametrize(("score", "fine"), [(0, True), (100, True), (101, False), (None, True)])
def test_a_score_runs_from_0_to_100(score, fine):
    assert (rules.obstacles_to_score(score) == []) is fine


@pytest.mark.parametrize(
    ("score", "band"), [(100, "Tốt"), (90, "Tốt"), (89, "Khá"), (50, "Trung bình"), (49, "Kém")]
)
def test_a_score_falls_into_its_band(score, band):
    bands = [("Tốt", 90), ("Khá", 70), ("Trung bình", 50), ("Kém", 0)]
    assert rules.score_band(score, bands) == band
    assert rules.score_band(score, []) == ""


def test_nobody_is_marked_and_no_guest_named_twice():
    assert rules.obstacles_to_roll([1, 2]) == []
    assert rules.obstacles_to_roll([1, 2, 1])
    assert rules.obstacles_to_guests(["An", "Bình"], ["An", ""]) == []
    assert rules.obstacles_to_guests(["An", "An"], [])
    assert "«Chi»" in rules.obstacles_to_guests(["An"], ["Chi"])[0].text


def test_opening_unlocking_and_discarding_ask_for_what_they_need():
    assert rules.obstacles_to_opening([])[0].field == "kinds"
    assert rules.obstacles_to_opening(["regular"]) == []
    assert rules.obstacles_to_unlocking("")[0].field == "reason"
    assert rules.obstacles_to_unlocking("Sai số") == []
    assert len(rules.obstacles_to_discarding("", 2)) == 2
    assert rules.obstacles_to_discarding("Mở nhầm", 0) == []


def state(**said):
    usual = {
        "held": PartialDate.on(datetime.date(2026, 11, 20)),
        "attending": "by_name",
        "starts_at": datetime.time(14),
        "ends_at": datetime.time(16),
        "has_chair": True,
        "has_secretary": True,
        "unexplained": (),
        "items": (ItemState(1, True, True),),
        "vote_count": 0,
        "quorum": Quorum(16, 19, 13),
    }
    return LockingState(**usual | said)


def obstacles(**said):
    return [r.text for r in rules.obstacles_to_locking(state(**said), TODAY, SYMBOL)]


def notes(**said):
    found = rules.notes_on_locking(
        state(**said), TODAY, SYMBOL, least_minutes=90, finish_within_days=2
    )
    return [reason.text for reason in found]


GAPS = {
    "ends_at": None,
    "has_chair": False,
    "has_secretary": False,
    "unexplained": ("Lê An",),
    "items": (ItemState(1, False, False), ItemState(2, True, False, 2), ItemState(3, False, False)),
}


def test_complete_minutes_may_be_locked():
    assert obstacles() == []
    assert notes() == []


def test_what_is_missing_hinders_a_recent_meeting_called_by_name():
    assert obstacles(**GAPS) == [
        "Chưa ghi giờ kết thúc.",
        "Chưa ghi đồng chí chủ trì.",
        "Chưa ghi thư ký buổi họp.",
        "Chưa ghi lý do vắng: Lê An.",
        "Nội dung 1 và 3 chưa ghi, chưa bỏ.",
        "Nội dung 2 có ý kiến thảo luận nhưng chưa có kết luận.",
    ]
    assert notes(**GAPS) == []


@pytest.mark.parametrize(
    "old",
    [
        {"held": parse("26/12/2023")},
        {"held": UNKNOWN},
        {"attending": "all", "quorum": None},
        {"attending": "unknown", "quorum": None},
    ],
)
def test_what_nobody_recorded_long_ago_is_a_note_and_no_obstacle(old):
    assert obstacles(**GAPS | old) == []
    assert "Chưa ghi giờ kết thúc." in notes(**GAPS | old)


@pytest.mark.parametrize("held", ["20/11/2026", "20/11/2013"])
def test_empty_minutes_are_never_locked(held):
    empty = {"held": parse(held), "items": ()}
    assert obstacles(**empty) == ["Biên bản chưa có nội dung, chưa có kết luận nào."]
    assert obstacles(**empty, has_closing=True) == []


def test_sixty_days_still_count_as_recent():
    recent = PartialDate.on(TODAY - datetime.timedelta(days=60))
    past = PartialDate.on(TODAY - datetime.timedelta(days=61))
    assert obstacles(held=recent, ends_at=None)
    assert not obstacles(held=past, ends_at=None)


def test_a_meeting_to_come_cannot_be_locked():
    tomorrow = PartialDate.on(TODAY + datetime.timedelta(days=1))
    assert "ở sau hôm nay" in obstacles(held=tomorrow)[0]
    assert obstacles(held=PartialDate.on(TODAY)) == []


@pytest.mark.parametrize("held", ["20/11/2026", "20/11/2020"])
def test_votes_without_a_quorum_are_never_locked(held):
    found = rules.obstacles_to_locking(
        state(held=parse(held), vote_count=1, quorum=Quorum(12, 19, 13)), TODAY, SYMBOL
    )
    assert "12/19" in found[0].text
    assert SYMBOL in found[0].clause
    assert obstacles(vote_count=0, quorum=Quorum(12, 19, 13)) == []


def test_short_late_and_overfull_meetings_are_noted():
    assert notes(ends_at=datetime.time(15)) == ["Buổi họp dài 60 phút, ngắn hơn 90 phút."]
    assert notes(held=parse("19/11/2026")) == ["Đã quá 2 ngày sau buổi họp (19/11/2026)."]
    assert "17 phiếu" in notes(votes_cast=17)[0]


@pytest.mark.parametrize(
    ("kinds", "held", "name"),
    [
        ({"regular"}, "20/11/2026", "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026"),
        ({"regular", "thematic"}, "", "sinh hoạt chi bộ thường kỳ, chuyên đề"),
        ({"regular", "thematic"}, "8/2013", "sinh hoạt chi bộ thường kỳ, chuyên đề tháng 8 năm 2013"),
        ({"regular", "year_end"}, "26/12/2023",
         "hội nghị tổng kết công tác Đảng năm 2023; sinh hoạt thường kỳ"),
        ({"congress"}, "29/9/2022", "đại hội chi bộ"),
        ({"committee"}, "2/2026", "họp chi ủy tháng 2 năm 2026"),
        ({"field"}, "2019", "sinh hoạt chi bộ thực tế, về nguồn năm 2019"),
    ],
)  # fmt: skip
def test_a_meeting_is_called_by_its_kinds_and_month(kinds, held, name):
    assert rules.meeting_name(kinds, parse(held), review_year=2023) == name


def test_a_title_of_its_own_wins():
    assert rules.meeting_name({"regular"}, UNKNOWN, "Về nguồn Điện Biên") == "Về nguồn Điện Biên"


def test_the_agenda_follows_the_kinds_and_names_the_months():
    titles = rules.agenda({"regular", "thematic"}, parse("5/12/2026"), None, None)
    assert "Đánh giá công tác tháng 11, kết quả thực hiện nghị quyết kỳ trước" in titles
    assert "Nhiệm vụ tháng 1/2027" in titles
    assert titles[-1] == "Sinh hoạt chuyên đề"
    assert "Nhiệm vụ tháng tới" in rules.agenda({"regular"}, UNKNOWN, None, None)
    assert rules.agenda({"year_end"}, UNKNOWN, 2021, 2022)[:2] == [
        "Báo cáo tổng kết công tác Đảng năm 2021",
        "Phương hướng, nhiệm vụ năm 2022",
    ]


def test_a_theme_and_the_kinds_of_its_meeting_should_fit():
    said = notes(items=(ItemState(1, True, True),), themes=(1,))
    assert any("chưa đánh dấu loại Chuyên đề" in note for note in said)
    assert "Chưa ghi tên chuyên đề của buổi họp." in notes(is_thematic=True)
    fitting = notes(is_thematic=True, themes=(1,))
    assert not any("huyên đề" in note for note in fitting)


def test_documents_of_no_register_are_refused():
    assert rules.obstacles_to_documents(0) == []
    assert "2 văn bản kèm theo" in rules.obstacles_to_documents(2)[0].text


def test_a_save_logs_only_the_rows_that_differ_and_the_length_of_long_words():
    before = {"closing": "Cũ", "votes": [{"yes": 1}, {"yes": 2}], "place": "Hội trường"}
    after = {"closing": "x" * 2000, "votes": [{"yes": 1}, {"yes": 3}], "place": "Hội trường"}
    assert rules.changes(before, after) == {
        "closing": ["Cũ", {"length": 2000}],
        "votes": [[{"yes": 2}], [{"yes": 3}]],
    }


def test_a_date_whose_roll_forgets_marks_is_refused_beside_it():
    (reason,) = rules.obstacles_to_day("20/11/1926", 0, 2, ["An"])
    assert (reason.field, "2 đồng chí đã điểm danh" in reason.text) == ("held", True)
    (reason,) = rules.obstacles_to_day("20/10/2026", 21, 2, ["An"])
    assert "không có An" in reason.text
    assert rules.obstacles_to_day("", 0, 0, []) == []
