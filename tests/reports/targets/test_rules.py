import datetime
from decimal import Decimal

import pytest

from chibo.dates import UNKNOWN, parse
from reports.targets import rules
from reports.targets.rules import Aim, Line, Rated, Result, Time, Verdict

LEVELS = ["excellent", "good", "done", "not_done"]
LABELS = {"excellent": "Xuất sắc", "good": "Tốt", "done": "Hoàn thành", "not_done": "Không"}
TODAY = datetime.date(2026, 11, 22)
YEAR = Time(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


def percent(value, operator="at_least", unit=""):
    return Aim("percent", operator, Decimal(value), unit=unit)


def count(value, operator="at_least", unit=""):
    return Aim("count", operator, Decimal(value), unit=unit)


@pytest.mark.parametrize(
    ("aim", "result", "said"),
    [
        (percent(95), Result(n=19, total=20), "reached"),
        (percent(95), Result(n=94999, total=100000), "missed"),
        (percent(100, "equal"), Result(n=7, total=7), "reached"),
        (percent(15, "equal"), Result(n=1, total=7), "missed"),
        (percent(5, "at_most"), Result(n=1, total=20), "reached"),
        (percent(5, "at_most"), Result(n=2, total=20), "missed"),
        (percent("96.5"), Result(value=Decimal("96.5")), "reached"),
        (percent(0), Result(n=0, total=0), "unknown"),
        (percent(100), Result(stated="toàn thể"), "unknown"),
        (percent(100), Result(), "unknown"),
        (Aim("percent"), Result(n=1, total=1), "unknown"),
        (count(2), Result(value=Decimal(1)), "missed"),
        (count(2), Result(n=2, total=3), "reached"),
        (count(0, "equal"), Result(value=Decimal(0)), "reached"),
        (Aim("level", level="good"), Result(level="excellent"), "reached"),
        (Aim("level", level="good"), Result(level="good"), "reached"),
        (Aim("level", level="good"), Result(level="done"), "missed"),
        (Aim("level", "equal", level="good"), Result(level="excellent"), "missed"),
        (Aim("level", "at_most", level="good"), Result(level="excellent"), "missed"),
        (Aim("level", "at_most", level="good"), Result(level="done"), "reached"),
        (Aim("level", level="good"), Result(level="trong sạch"), "unknown"),
        (Aim("level", level="good"), Result(value=Decimal(1)), "unknown"),
    ],
)
def test_what_was_reached_is_held_against_the_aim(aim, result, said):
    assert rules.verdict(aim, result, LEVELS) == said


def test_without_a_regulation_no_level_can_be_compared():
    assert rules.verdict(Aim("level", level="good"), Result(level="good"), []) == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (percent(100), "100%"),
        (percent(90), "từ 90% trở lên"),
        (percent("8.300", "equal"), "8,3%"),
        (percent(5, "at_most", unit="đảng viên"), "không quá 5% đảng viên"),
        (count(1284, unit="đơn vị máu"), "từ 1.284 đơn vị máu trở lên"),
        (Aim("level", level="excellent"), "Xuất sắc"),
        (Aim("level", level="good"), "từ tốt trở lên"),
        (Aim("level", "equal", level="good"), "Tốt"),
        (Aim("percent"), ""),
    ],
)
def test_the_aim_in_words(aim, words):
    assert rules.plan_words(aim, LABELS) == words


@pytest.mark.parametrize(
    ("aim", "result", "words"),
    [
        (percent(90), Result(n=198, total=210), "198/210 · 94,29%"),
        (percent(90), Result(n=0, total=0), "0/0"),
        (percent(90), Result(value=Decimal("96.500")), "96,5%"),
        (percent(90), Result(n=7, total=7, stated="toàn thể đảng viên"), "toàn thể đảng viên"),
        (count(2, unit="đảng viên"), Result(value=Decimal("1.000")), "1 đảng viên"),
        (count(2, unit="đảng viên"), Result(n=1, total=2), "1/2 đảng viên"),
        (Aim("level"), Result(level="good"), "Tốt"),
        (Aim("level"), Result(level="cũ"), "cũ"),
        (percent(90), Result(), ""),
    ],
)
def test_what_was_reached_in_words(aim, result, words):
    assert rules.result_words(aim, result, LABELS) == words


def old(level, count, total=7, *, or_better=False, years=(2020, 2021)):
    return Rated(*years, level, or_better, count, total)


def test_those_rated_are_counted_over_all_who_stand_on_the_sheet():
    lines = [Line(2025, "excellent"), Line(2025, "good"), Line(2025, "done"), Line(2025, "")]
    assert rules.rated_share(lines, [], ["excellent", "good"]) == Result(n=2, total=4)
    assert rules.rated_share(lines, [], ["excellent"]) == Result(n=1, total=4)
    several = [Line(2025, "good", 30), Line(2025, "done", 12)]
    assert rules.rated_share(several, [], ["excellent", "good"]) == Result(n=30, total=42)


def test_a_sheet_without_any_level_says_nothing():
    assert rules.rated_share([Line(2025, "")] * 3, [], ["excellent"]) == Result()


def test_figures_of_old_years_count_where_no_lines_are():
    sums = [old("good", 7, or_better=True), old("excellent", 1)]
    assert rules.rated_share([], sums, ["excellent", "good"]) == Result(n=7, total=7)
    assert rules.rated_share([], sums, ["excellent"]) == Result(n=1, total=7)
    lines = [Line(2021, "good"), Line(2021, "done")]
    assert rules.rated_share(lines, sums, ["excellent", "good"]) == Result(n=1, total=2)
    later = [Line(2022, "good")]
    assert rules.rated_share(later, sums, ["excellent", "good"]) == Result(n=8, total=8)


def test_single_levels_of_old_years_are_added_up_and_never_guessed():
    sums = [old("excellent", 2, 10), old("good", 8, 10)]
    assert rules.rated_share([], sums, ["excellent", "good"]) == Result(n=10, total=10)
    assert rules.rated_share([], sums[:1], ["excellent", "good"]) == Result()
    assert rules.rated_share([], [old("excellent", 2, None)], ["excellent"]) == Result()
    assert rules.rated_share([], sums, []) == Result()


def setting(**given):
    usual = {
        "span": "year",
        "has_term": False,
        "year": 2026,
        "month": None,
        "text": "Dự sinh hoạt",
        "aim": percent(90),
        "levels": LEVELS,
    }
    return [reason.field for reason in rules.obstacles_to_setting(**{**usual, **given})]


def test_a_term_needs_a_term_a_year_a_year_and_a_month_both():
    assert setting() == []
    assert setting(span="term", year=None) == ["term"]
    assert setting(span="term", year=None, has_term=True) == []
    assert setting(year=None) == ["year"]
    assert setting(year=26) == ["year"]
    assert setting(span="month") == ["month"]
    assert setting(span="month", month=13) == ["month"]
    assert setting(span="month", year=None) == ["year", "month"]
    assert setting(span="month", month=12) == []


def test_a_percentage_lies_between_0_and_100():
    assert setting(aim=percent(0)) == setting(aim=percent(100)) == []
    assert setting(aim=percent("100.001")) == setting(aim=percent(-1)) == ["value"]
    assert setting(aim=Aim("percent")) == ["value"]


def test_a_count_is_whole_and_not_negative():
    assert setting(aim=count(0)) == setting(aim=count(129)) == []
    assert setting(aim=count(-1)) == setting(aim=count("1.5")) == ["value"]
    assert setting(aim=count(10**12)) == ["value"]


def test_a_level_is_one_of_the_regulation_and_no_number():
    assert setting(aim=Aim("level", level="excellent")) == []
    assert setting(aim=Aim("level", level="trong sạch")) == ["level"]
    assert setting(aim=Aim("level")) == ["level"]
    assert setting(aim=Aim("level", value=Decimal(1), level="good")) == ["value"]
    assert setting(aim=Aim("percent", value=Decimal(1), level="good")) == ["level"]


def test_a_target_has_words_that_are_not_there_already():
    assert setting(text=" ") == setting(is_taken=True) == ["text"]
    assert setting(is_of_another=True) == ["term"]


def test_what_the_book_measures_fits_the_kind_of_target():
    level = Aim("level", level="good")
    assert setting(indicator="attendance") == []
    assert setting(indicator="excellent", aim=count(1)) == []
    assert setting(indicator="attendance", aim=level) == ["indicator"]
    assert setting(indicator="organization_level", aim=level) == []
    assert setting(indicator="organization_level") == ["indicator"]
    assert setting(indicator="admitted", aim=count(2)) == []
    assert setting(indicator="thematic") == ["indicator"]
    assert setting(indicator="excellent", span="month", month=3) == ["indicator"]
    assert setting(indicator="attendance", span="month", month=3) == []


def test_a_target_with_results_keeps_its_kind_and_time():
    def fields(*changes, has_progress=True):
        found = rules.obstacles_to_recasting(changes, has_progress=has_progress)
        return [reason.field for reason in found]

    assert fields("text", "value") == []
    assert fields("year") == fields("term", "span") == ["span"]
    assert fields("measure", "value") == ["measure"]
    assert fields("measure", "year", has_progress=False) == []


def noting(**given):
    usual = {
        "measure": "percent",
        "time": YEAR,
        "when": parse("30/11/2025"),
        "result": Result(n=19, total=20),
        "levels": LEVELS,
        "today": TODAY,
    }
    return [reason.field for reason in rules.obstacles_to_noting(**{**usual, **given})]


def test_a_result_is_of_a_day_within_the_time_of_its_target():
    assert noting() == noting(when=parse("2025")) == noting(when=parse("31/12/2025")) == []
    assert noting(when=UNKNOWN) == ["when"]
    assert noting(when=parse("1/1/2026")) == noting(when=parse("2024")) == ["when"]
    assert noting(when=parse("23/11/2026"), time=Time()) == ["when"]


def test_a_result_says_how_much():
    assert noting(result=Result()) == noting(result=Result(stated=" ")) == ["value"]
    assert noting(result=Result(stated="toàn thể")) == []
    assert noting(measure="level", result=Result()) == ["level"]


def test_a_share_has_both_numbers_and_makes_sense():
    assert noting(result=Result(n=7)) == ["denominator"]
    assert noting(result=Result(total=7)) == ["numerator"]
    assert noting(result=Result(n=0, total=0)) == ["denominator"]
    assert noting(result=Result(n=8, total=7)) == ["numerator"]
    assert noting(result=Result(n=7, total=7, value=Decimal(100))) == ["value"]


def test_a_value_fits_the_kind_of_target():
    assert noting(result=Result(value=Decimal(105))) == []
    assert noting(result=Result(value=Decimal(9650))) == ["value"]
    assert noting(measure="count", result=Result(value=Decimal("1.5"))) == ["value"]
    assert noting(measure="count", result=Result(value=Decimal(2))) == []
    assert noting(result=Result(level="good")) == ["level"]
    assert noting(measure="level", result=Result(level="good")) == []
    assert noting(measure="level", result=Result(level="lạ")) == ["level"]
    assert noting(measure="level", result=Result(level="good", value=Decimal(1))) == ["value"]


def test_the_time_of_a_target():
    assert rules.time_of("year", 2025, None) == YEAR
    month = Time(datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    assert rules.time_of("month", 2024, 2) == month
    assert rules.time_of("term", None, None, parse("5/2025")).since == datetime.date(2025, 5, 1)
    assert rules.time_of("term", None, None, UNKNOWN) == Time()
    assert rules.time_of("month", 2024, None) == rules.time_of("year", None, None) == Time()


def test_removing_needs_a_reason():
    assert [reason.field for reason in rules.obstacles_to_removing(" ")] == ["reason"]
    assert rules.obstacles_to_removing("ghi trùng") == []
