import datetime

import pytest

from chibo.dates import UNKNOWN, parse
from reports.ratings.rules import figures as rules
from reports.ratings.rules.figures import Figure, Law, Scale

TODAY = datetime.date(2026, 11, 22)
LEVELS = (
    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
    ("good", "Hoàn thành tốt nhiệm vụ"),
    ("done", "Hoàn thành nhiệm vụ"),
    ("not_done", "Không hoàn thành nhiệm vụ"),
)
SCALE = Scale("132-QĐ/TW", datetime.date(2018, 3, 8), datetime.date(2023, 10, 4), LEVELS)
NEXT = Scale("124-QĐ/TW", datetime.date(2023, 10, 4), None, LEVELS)
GOOD = Figure(2020, 2021, "good", True, 7, 7)
EXCELLENT = Figure(2020, 2021, "excellent", False, 1)


def fields(reasons):
    return [reason.field for reason in reasons]


def obstacles(figure, *others, scale=SCALE):
    return rules.obstacles_to_aggregate(figure, others, scale=scale, this_year=2026)


def test_a_year_is_rated_by_what_is_in_force_at_its_end():
    found = [rules.scale_of([NEXT, SCALE], year) for year in (2017, 2018, 2022, 2023)]
    assert found == [None, SCALE, SCALE, NEXT]


def test_where_two_regulations_overlap_the_newer_one_holds():
    first = Law("cũ", datetime.date(2020, 1, 2), None)
    second = Law("mới", datetime.date(2026, 1, 1), None)
    assert rules.law_on([second, first], datetime.date(2026, 1, 1)) == second
    assert rules.law_on([second, first], datetime.date(2025, 12, 31)) == first


def test_a_level_and_better_covers_what_stands_above_it():
    assert SCALE.covered("good", or_better=True) == {"excellent", "good"}
    assert SCALE.covered("good", or_better=False) == {"good"}
    assert SCALE.covered("excellent", or_better=True) == {"excellent"}
    assert SCALE.covered("unknown", or_better=True) == {"unknown"}


def test_figures_of_the_same_years_make_one_sentence():
    assert rules.sentence([EXCELLENT, GOOD], SCALE) == (
        "2020–2021: 7/7 đảng viên hoàn thành tốt nhiệm vụ trở lên, "
        "trong đó 1 đồng chí hoàn thành xuất sắc nhiệm vụ"
    )


def test_a_level_beside_the_widest_stands_apart_in_the_sentence():
    done = Figure(2021, 2021, "done", False, 1, 8)
    good = Figure(2021, 2021, "good", True, 7, 8)
    assert rules.sentence([done, good], SCALE) == (
        "2021: 7/8 đảng viên hoàn thành tốt nhiệm vụ trở lên; 1 đồng chí hoàn thành nhiệm vụ"
    )


def test_a_sentence_does_without_a_total_and_without_figures():
    alone = Figure(2021, 2021, "excellent", True, 1234)
    words = "2021: 1.234 đảng viên hoàn thành xuất sắc nhiệm vụ"
    assert rules.sentence([alone], SCALE) == words
    assert rules.sentence([], SCALE) == ""


def test_levels_without_a_regulation_are_written_as_they_are_kept():
    assert rules.sentence([GOOD], None) == "2020–2021: 7/7 đảng viên good trở lên"


def test_a_figure_that_agrees_with_the_others_is_kept():
    assert obstacles(GOOD) == []
    assert obstacles(EXCELLENT, GOOD) == []
    assert obstacles(GOOD, EXCELLENT) == []


@pytest.mark.parametrize(
    ("figure", "field"),
    [
        (Figure(2021, 2020, "good", False, 7), "to_year"),
        (Figure(2026, 2027, "good", False, 7), "to_year"),
        (Figure(2020, 2021, "medal", False, 7), "level"),
        (Figure(2020, 2021, "good", False, 8, 7), "count"),
    ],
)
def test_years_level_and_count_make_sense_by_themselves(figure, field):
    assert fields(obstacles(figure)) == [field]


def test_a_year_without_a_regulation_is_refused_at_the_year():
    assert fields(obstacles(Figure(1985, 1985, "good", False, 7), scale=None)) == ["to_year"]


def test_the_same_level_is_not_kept_twice_for_the_same_years():
    assert fields(obstacles(Figure(2020, 2021, "good", True, 6), GOOD)) == ["level"]
    best_and_better = Figure(2020, 2021, "excellent", True, 1)
    assert fields(obstacles(best_and_better, EXCELLENT)) == ["level"]
    assert obstacles(Figure(2021, 2021, "good", True, 6), GOOD) == []


def test_a_narrower_level_never_counts_more_than_the_one_it_lies_in():
    good = Figure(2020, 2021, "good", True, 5, 7)
    excellent = Figure(2020, 2021, "excellent", False, 6)
    (reason,) = obstacles(excellent, good)
    assert "không thể nhiều hơn 5" in reason.text
    (reason,) = obstacles(good, excellent)
    assert "từ 6 trở lên" in reason.text


def test_levels_that_exclude_each_other_fit_into_the_total():
    good = Figure(2020, 2021, "good", False, 5, 7)
    assert obstacles(Figure(2020, 2021, "excellent", False, 2), good) == []
    (reason,) = obstacles(Figure(2020, 2021, "excellent", False, 3), good)
    assert "được 8, nhiều hơn tổng số 7" in reason.text
    assert obstacles(Figure(2019, 2019, "excellent", False, 3), good) == []


def rating_obstacles(**given):
    usual = {
        "year": 2025,
        "self_level": "good",
        "decided_level": "",
        "decided_by": "",
        "decision": "",
        "decided_on": None,
        "scale": NEXT,
        "is_rated": False,
        "this_year": 2026,
    }
    return fields(rules.obstacles_to_organization_rating(**{**usual, **given}))


def test_one_level_is_enough_to_rate_an_organization():
    assert rating_obstacles() == []
    assert rating_obstacles(self_level="", decided_level="good") == []
    assert rating_obstacles(self_level="") == ["self_level"]


def test_an_organization_is_rated_once_a_year_and_not_before_it():
    assert rating_obstacles(is_rated=True) == ["year"]
    assert rating_obstacles(year=2027) == ["year"]
    assert rating_obstacles(scale=None) == ["year"]


def test_a_decision_needs_the_level_it_decided():
    assert rating_obstacles(decision="15-QĐ/ĐU") == ["decided_level"]
    assert rating_obstacles(decided_by="Đảng ủy Sở") == ["decided_level"]
    assert rating_obstacles(decided_on=datetime.date(2026, 1, 5)) == ["decided_level"]
    assert rating_obstacles(decided_level="medal") == ["decided_level"]


def stating(**given):
    usual = {
        "superior": "",
        "touched": {"decided_level", "decision"},
        "decided_level": "good",
        "decided_by": "Đảng ủy Sở",
    }
    return fields(rules.obstacles_to_stating_a_decision(**{**usual, **given}))


def test_nobody_writes_what_is_decided_about_himself_while_a_superior_does():
    assert stating(superior="Đảng ủy Sở") == ["decided_level"]
    assert stating(superior="Đảng ủy Sở", touched={"decision"}) == ["decision"]
    assert stating(superior="Đảng ủy Sở", touched=set()) == []


def test_what_a_superior_outside_decided_is_written_with_its_issuer():
    assert stating() == []
    assert stating(decided_by=" ") == ["decided_by"]
    assert stating(decided_by=" ", touched=set()) == []


def test_a_superior_decides_about_others_and_where_no_sheet_does():
    def refused(**given):
        usual = {"year": 2025, "is_superior": True, "is_own": False, "has_sheet": False}
        found = rules.obstacles_to_deciding_about("Chi bộ Một", **{**usual, **given})
        return [reason.text for reason in found]

    assert refused() == []
    assert "không ở cấp trên" in refused(is_superior=False)[0]
    assert "không tự quyết định được" in refused(is_own=True)[0]
    assert "có bảng xếp loại" in refused(has_sheet=True)[0]


@pytest.mark.parametrize(
    ("status", "touched", "refused"),
    [
        ("decided", set(), []),
        ("decided", {"decided_level", "decision"}, ["decided_level"]),
        ("decided", {"decision"}, ["decision"]),
        ("decided", {"self_level"}, ["self_level"]),
        ("submitted", {"self_level", "decided_level"}, ["self_level"]),
        ("submitted", {"decided_level"}, []),
        ("returned", {"self_level", "decided_level"}, []),
        ("", {"self_level", "decided_level"}, []),
    ],
)
def test_what_the_sheet_of_the_year_says_stays(status, touched, refused):
    given = {"year": 2025, "status": status, "touched": touched}
    assert fields(rules.obstacles_to_overruling(**given)) == refused


def test_remarks_are_said_as_they_are_printed():
    rest = "đảng viên được giới thiệu được cấp ủy nơi cư trú nhận xét tốt"
    assert rules.remark_words("Tốt", "all") == f"100% {rest}"
    assert rules.remark_words("Tốt", "counted", count=6, total=7) == f"6/7 {rest}"
    assert rules.remark_words("Tốt", "counted", count=6) == f"6 {rest}"
    one = rules.remark_words("Chưa tốt", "by_name", name="Lê Văn An")
    assert one == "Đồng chí Lê Văn An được cấp ủy nơi cư trú nhận xét chưa tốt"


def review_obstacles(**given):
    usual = {
        "when": parse("2022"),
        "extent": "all",
        "has_member": False,
        "count": None,
        "total": None,
        "is_repeated": False,
        "today": TODAY,
    }
    return fields(rules.obstacles_to_residence_review(**{**usual, **given}))


def test_a_remark_is_on_all_on_a_number_or_on_one():
    assert review_obstacles() == []
    assert review_obstacles(extent="counted", count=6, total=7) == []
    assert review_obstacles(extent="by_name", has_member=True) == []


def test_a_remark_says_only_what_belongs_to_whom_it_is_on():
    assert review_obstacles(extent="unknown") == ["extent"]
    assert review_obstacles(extent="by_name") == ["member"]
    assert review_obstacles(has_member=True) == ["member"]
    assert review_obstacles(extent="counted", total=7) == ["count"]
    assert review_obstacles(extent="counted", count=8, total=7) == ["count"]
    assert review_obstacles(count=7) == ["count"]
    assert review_obstacles(total=7) == ["total"]


def test_a_remark_has_a_time_of_its_own_that_has_come():
    assert review_obstacles(when=UNKNOWN) == ["when"]
    assert review_obstacles(when=parse("2027")) == ["when"]
    assert review_obstacles(is_repeated=True) == ["when"]
