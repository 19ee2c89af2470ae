"""Partial dates: what people write, and the days it means."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.dates import (
    UNKNOWN,
    PartialDate,
    UnreadableDate,
    add_months,
    add_working_days,
    full_years,
    parse,
)
from chibo.vietnamese import day

D = datetime.date
days = st.dates(min_value=D(1900, 1, 1), max_value=D(2100, 12, 31))
years = st.integers(1900, 2100)
written = st.one_of(
    days.map(day),
    days.map(lambda d: d.isoformat()),
    days.map(lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}"),
    days.map(lambda d: f"{d.month}/{d.year}"),
    days.map(lambda d: f"tháng {d.month} năm {d.year}"),
    st.builds(
        "{} tháng {}/{}".format, st.sampled_from(["đầu", "giữa", "Cuối"]), st.integers(1, 12), years
    ),
    st.builds("quý {}/{}".format, st.sampled_from(["I", "II", "III", "IV", "1", "4"]), years),
    years.map(str),
    years.map("năm {}".format),
    st.builds(lambda a, b: f"{min(a, b)}–{max(a, b)}", years, years),
)


@given(written)
def test_what_is_written_reads_back_the_same(words):
    date = parse(words)
    assert parse(str(date)) == date


@given(written)
def test_the_earliest_day_is_never_after_the_latest(words):
    date = parse(words)
    assert date.earliest <= date.latest


@given(days)
def test_a_day_known_to_the_day_is_exact(date):
    assert parse(day(date)) == PartialDate.on(date)
    assert PartialDate.on(date).exact == date


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("26/12/2023", D(2023, 12, 26), D(2023, 12, 26)),
        ("26-12-2023", D(2023, 12, 26), D(2023, 12, 26)),
        ("ngày 5.3.2020", D(2020, 3, 5), D(2020, 3, 5)),
        ("ngày 05 tháng 3 năm 2020", D(2020, 3, 5), D(2020, 3, 5)),
        ("2023-12-26", D(2023, 12, 26), D(2023, 12, 26)),
        ("tháng 8/2023", D(2023, 8, 1), D(2023, 8, 31)),
        ("8/2023", D(2023, 8, 1), D(2023, 8, 31)),
        ("Tháng 02 năm 2024", D(2024, 2, 1), D(2024, 2, 29)),
        ("đầu tháng 3/2020", D(2020, 3, 1), D(2020, 3, 10)),
        ("giữa tháng 3/2020", D(2020, 3, 11), D(2020, 3, 20)),
        ("cuối tháng 3/2020", D(2020, 3, 21), D(2020, 3, 31)),
        ("cuối tháng 2/2021", D(2021, 2, 21), D(2021, 2, 28)),
        ("quý I/2023", D(2023, 1, 1), D(2023, 3, 31)),
        ("Quý IV năm 2023", D(2023, 10, 1), D(2023, 12, 31)),
        ("QUÝ III/2023", D(2023, 7, 1), D(2023, 9, 30)),
        ("quý ii/2023", D(2023, 4, 1), D(2023, 6, 30)),
        ("quý 3 2023", D(2023, 7, 1), D(2023, 9, 30)),
        ("2023", D(2023, 1, 1), D(2023, 12, 31)),
        ("Năm 2023", D(2023, 1, 1), D(2023, 12, 31)),
        ("2020–2022", D(2020, 1, 1), D(2022, 12, 31)),
        ("2020 - 2022", D(2020, 1, 1), D(2022, 12, 31)),
    ],
)
def test_forms_that_people_write(words, earliest, latest):
    assert (parse(words).earliest, parse(words).latest) == (earliest, latest)


@pytest.mark.parametrize("words", ["", "  ", "không rõ", "Chưa rõ", "không ghi"])
def test_an_unknown_date_has_no_days(words):
    date = parse(words)
    assert (date.earliest, date.latest, date.is_known) == (None, None, False)
    assert date.exact is None


def test_no_date_is_not_the_same_as_a_date_said_to_be_unknown():
    assert not UNKNOWN
    assert parse("không rõ")
    assert parse("") == UNKNOWN


def test_a_partial_date_keeps_the_words_as_written():
    assert str(parse(" cuối  tháng 3/2020 ")) == "cuối tháng 3/2020"


def test_an_exact_date_is_written_in_one_way():
    assert str(parse("ngày 5 tháng 3 năm 2020")) == "05/03/2020"


def test_a_date_in_decomposed_letters_is_read():
    assert parse("cuô\u0301i tha\u0301ng 3/2020").earliest == D(2020, 3, 21)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("30/2/2023", "Không có ngày 30/02/2023 trên lịch"),
        ("31/04/2023", "Không có ngày 31/04/2023"),
        ("0/5/2023", "Không có ngày 00/05/2023"),
        ("13/2023", "Không có tháng 13"),
        ("0/2023", "Không có tháng 0"),
        ("5/11/0202", "Năm 202 nằm ngoài khoảng"),
        ("3000", "Năm 3000 nằm ngoài khoảng"),
        ("2023–2020", "Năm sau (2020) phải bằng hoặc sau năm trước (2023)"),
        ("quý V/2023", "Không đọc được ngày"),
        ("hôm qua", "Không đọc được ngày «hôm qua»"),
        ("5/11", "Không đọc được ngày"),
        ("<script>alert(1)</script>", "Không đọc được ngày"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(words, says):
    with pytest.raises(UnreadableDate, match=r".+") as refused:
        parse(words)
    assert says in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_a_date_or_a_refusal(text):
    try:
        date = parse(text)
    except UnreadableDate as refused:
        date, said = UNKNOWN, str(refused)
    else:
        said = ""
    assert len(said) < 200
    assert date.earliest is None or date.earliest <= date.latest


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2023, 1, 31), 1, D(2023, 2, 28)),
        (D(2023, 11, 15), 12, D(2024, 11, 15)),
        (D(2023, 12, 1), 1, D(2024, 1, 1)),
        (D(2024, 3, 31), -1, D(2024, 2, 29)),
    ],
)
def test_months_later(since, months, until):
    assert add_months(since, months) == until


@given(st.dates(min_value=D(1950, 1, 1), max_value=D(2050, 1, 1)), st.integers(0, 240))
def test_months_later_fall_in_the_right_month(since, months):
    later = add_months(since, months)
    assert (later.year * 12 + later.month) - (since.year * 12 + since.month) == months
    assert later.day <= since.day


def test_full_years_count_birthdays():
    assert full_years(D(1990, 11, 22), D(2026, 11, 21)) == 35
    assert full_years(D(1990, 11, 22), D(2026, 11, 22)) == 36
    assert full_years(D(2000, 2, 29), D(2026, 2, 28)) == 25
    assert full_years(D(2026, 1, 1), D(2020, 1, 1)) == 0


def test_working_days_leave_the_ends_of_weeks_out():
    friday = D(2026, 11, 20)
    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1) == D(2026, 11, 23)
    assert add_working_days(friday, 30) == D(2027, 1, 1)


@given(st.dates(D(2000, 1, 1), D(2050, 1, 1)), st.integers(1, 60))
def test_a_time_in_working_days_ends_on_one(day, days):
    assert add_working_days(day, days).weekday() < 5
