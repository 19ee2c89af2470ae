import datetime
from dataclasses import replace

import pytest

from reports.yearend import rules
from reports.yearend.rules import ReportHeading

D = datetime.date
TODAY = D(2026, 11, 22)
HEADING = ReportHeading(
    about="tổng kết", place="Sơn Hà", dated=D(2026, 1, 8), signer_name="A", recipients="Lưu"
)
READY = rules.Readiness(heading=HEADING, today=TODAY)


@pytest.mark.parametrize(
    ("starts", "ends", "term", "words"),
    [
        (D(2021, 1, 1), D(2021, 12, 31), "2020-2025", "năm 2021"),
        (D(2013, 7, 1), D(2013, 7, 31), "", "tháng 7 năm 2013"),
        (D(2013, 7, 1), D(2013, 8, 31), "", "tháng 7 - tháng 8 năm 2013"),
        (D(2020, 3, 1), D(2022, 9, 29), "2020-2022", "nhiệm kỳ 2020-2022"),
        (D(2020, 3, 1), D(2022, 9, 29), "", "từ 01/03/2020 đến 29/09/2022"),
        (D(2015, 9, 1), D(2016, 8, 31), "2015-2020", "từ 01/09/2015 đến 31/08/2016"),
    ],
)
def test_a_period_is_said_as_people_say_it(starts, ends, term, words):
    assert rules.period_words(starts, ends, term) == words


def test_the_time_ahead_is_the_next_year_only_after_a_whole_year():
    assert rules.plan_words(D(2021, 1, 1), D(2021, 12, 31)) == "năm 2022"
    assert rules.plan_words(D(2013, 7, 1), D(2013, 8, 31)) == "thời gian tới"


def test_the_abstract_follows_the_period():
    assert rules.about(D(2021, 1, 1), D(2021, 12, 31)) == (
        "tổng kết công tác Đảng năm 2021, phương hướng, nhiệm vụ năm 2022"
    )
    assert rules.about(D(2013, 7, 1), D(2013, 7, 31)) == (
        "kết quả công tác tháng 7 năm 2013, phương hướng, nhiệm vụ tháng 8 năm 2013"
    )


@pytest.mark.parametrize(
    ("official", "told", "known"), [(3, 1, True), (2, 2, False), (20, 0, False), (0, 0, False)]
)
def test_names_from_an_article_are_no_roll(official, told, known):
    assert rules.knows_head_count(official=official, least=3, told=told) is known


def test_a_period_ends_after_it_begins_and_is_no_longer_than_a_term():
    assert rules.obstacles_to_starting(starts=D(2025, 1, 1), ends=D(2025, 1, 1)) == []
    backwards = rules.obstacles_to_starting(starts=D(2025, 1, 2), ends=D(2025, 1, 1))
    endless = rules.obstacles_to_starting(starts=D(2001, 1, 1), ends=D(2025, 1, 1))
    assert [reason.field for reason in backwards + endless] == ["ends", "ends"]


def test_a_group_and_a_second_draft_are_refused():
    span = {"starts": D(2025, 1, 1), "ends": D(2025, 12, 31)}
    assert rules.obstacles_to_starting(**span, is_group=True)
    assert rules.obstacles_to_starting(**span, drafted="/bao-cao/7/")[0].url == "/bao-cao/7/"


def test_a_save_goes_on_the_version_that_was_opened():
    assert rules.obstacles_to_writing(is_issued=False, version=3, stored=3) == []
    assert rules.obstacles_to_writing(is_issued=False, version=2, stored=3)[0].field == "version"
    assert rules.obstacles_to_writing(is_issued=True, version=3, stored=3)


def test_a_ready_report_may_be_issued():
    assert rules.obstacles_to_issuing(READY) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unwritten": (("uu-diem", "Ưu điểm"),)}, "Chưa viết: Ưu điểm."),
        ({"heading": replace(HEADING, about="")}, "Chưa có trích yếu."),
        ({"heading": replace(HEADING, place="")}, "Chưa có địa danh."),
        ({"heading": replace(HEADING, dated=None)}, "Chưa có ngày ký."),
        ({"heading": replace(HEADING, dated=D(2026, 11, 23))}, "Ngày ký ở tương lai"),
        ({"heading": replace(HEADING, signer_name="")}, "Chưa có người ký."),
        ({"heading": replace(HEADING, recipients=" \n")}, "Chưa có nơi nhận."),
        ({"has_term": False}, "đánh theo nhiệm kỳ"),
        ({"balances": False}, "không khớp"),
    ],
)
def test_each_thing_that_is_missing_is_one_reason(change, words):
    (reason,) = rules.obstacles_to_issuing(replace(READY, **change))
    assert words in reason.text


def test_numbering_by_year_needs_no_term():
    assert rules.obstacles_to_issuing(replace(READY, has_term=False, numbers_by_term=False)) == []


def test_only_an_issued_report_is_corrected_and_only_once():
    assert rules.obstacles_to_correcting(is_issued=True) == []
    assert rules.obstacles_to_correcting(is_issued=False)
    assert rules.obstacles_to_correcting(is_issued=True, corrected_by="/x/")[0].url == "/x/"


def test_only_a_draft_is_discarded_and_with_a_reason():
    assert rules.obstacles_to_discarding(is_issued=False, reason="trùng") == []
    assert rules.obstacles_to_discarding(is_issued=False, reason=" ")[0].field == "reason"
    assert rules.obstacles_to_discarding(is_issued=True, reason="trùng")


def test_months_without_a_meeting_are_counted_up_to_this_month():
    met = frozenset({(2026, month) for month in range(1, 10)})
    missing = rules.months_missing(D(2026, 1, 1), D(2026, 12, 31), TODAY, met)
    assert missing == ((2026, 10), (2026, 11))


def test_gaps_name_what_the_records_lack_with_the_page_to_mend_it():
    held = rules.Coverage(
        starts=D(2025, 1, 1), ends=D(2025, 12, 31), today=TODAY, knows_head_count=False,
        months_met=frozenset({(2025, month) for month in range(1, 11)}), unlocked=2,
        achievements=0, limitations=1, assessments=1, inspections=1, plans=1, has_meeting=True,
        urls={"meetings": "/sinh-hoat/", "notebook": "/ghi-chep/"},
    )  # fmt: skip
    found = rules.gaps(held)
    assert [reason.text for reason in found] == [
        "Sổ đảng viên chưa đủ nên báo cáo chưa nêu số đảng viên.",
        "Chưa có sinh hoạt thường kỳ: tháng 11, 12.",
        "2 biên bản chưa thông qua và khóa.",
        "Chưa ghi kết quả đạt được nào.",
    ]
    assert [reason.url for reason in found] == ["", "/sinh-hoat/", "/sinh-hoat/", "/ghi-chep/"]


def test_a_figure_left_out_because_somebody_lacks_the_fact_is_named():
    held = rules.Coverage(
        starts=D(2025, 1, 1), ends=D(2025, 1, 31), today=TODAY, knows_head_count=True,
        months_met=frozenset({(2025, 1)}), unlocked=0, achievements=1, limitations=1,
        assessments=1, inspections=1, plans=1, has_meeting=True, members=22,
        facts_of_members=(("giới tính", 20), ("ngày sinh", 22)), urls={"roll": "/dang-vien/"},
    )  # fmt: skip
    assert [(reason.text, reason.url) for reason in rules.gaps(held)] == [
        (
            "2/22 đồng chí chưa ghi giới tính, nên báo cáo không nêu số liệu này.",
            "/dang-vien/",
        )
    ]


def test_a_report_plans_the_next_month_or_the_next_year():
    assert rules.plan_of(D(2013, 7, 1), D(2013, 7, 31)) == (2013, 8)
    assert rules.plan_of(D(2013, 12, 1), D(2013, 12, 31)) == (2014, 1)
    assert rules.plan_of(D(2013, 1, 1), D(2013, 12, 31)) == (2014, None)
    assert rules.plan_of(D(2013, 7, 1), D(2013, 7, 30)) == (2014, None)
