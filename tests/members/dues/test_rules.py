"""What is owed, what cannot be right, and how a year looks."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.regulations.parameters import DuesParameters, DuesRate, MinimumWage
from chibo.regulations.seed import ROWS
from members.dues.rules import charging, obstacles, year
from members.dues.rules.charging import Charge, Law, LeftOut, Payer, Profile
from members.dues.rules.year import MonthSums

MARCH = datetime.date(2026, 3, 1)
TODAY = datetime.date(2026, 11, 22)
SEEDED = {
    row[1]: DuesParameters.model_validate(row[6])
    for row in ROWS
    if "kept_percent" in row[6] or "rates" in row[6]
}
NEW, OLD = Law("01-QĐ/TW", SEEDED["01-QĐ/TW"]), Law("342-QĐ/TW", SEEDED["342-QĐ/TW"])


def _rate(percent, of="income"):
    return DuesRate(code="x", label="Đối tượng", percent=percent, of=of)


def _half_up(amount: Fraction) -> int:
    whole, rest = divmod(amount.numerator, amount.denominator)
    return whole + (2 * rest >= amount.denominator)


# What is owed ------------------------------------------------------------------------------------


BUSY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
"""The machine may be busy with the other tests; that is no fault of a rule."""


@BUSY
@given(
    hundredths=st.integers(1, 999),
    base=st.integers(0, 10**12),
    reduction=st.integers(0, 100),
)
def test_a_share_is_counted_exactly_and_rounded_once_halves_up(hundredths, base, reduction):
    exact = Fraction(hundredths, 100) * base / 100 * (100 - reduction) / 100
    rate = _rate(Decimal(hundredths) / 100)
    assert charging.charge(rate, base, None, reduction).amount == _half_up(exact)


@BUSY
@given(amount=st.integers(0, 10**9), reduction=st.integers(0, 100))
def test_a_fixed_amount_is_reduced_exactly(amount, reduction):
    rate = DuesRate(code="student", label="", amount=amount)
    exact = Fraction(amount) * (100 - reduction) / 100
    assert charging.charge(rate, None, None, reduction).amount == _half_up(exact)


@BUSY
@given(base=st.integers(1, 10**9), less=st.integers(0, 99))
def test_more_reduction_never_costs_more(base, less):
    rate = _rate("1")
    one = charging.charge(rate, base, None, less).amount
    other = charging.charge(rate, base, None, less + 1).amount
    assert other <= one


@pytest.mark.parametrize(
    ("rate", "given", "amount", "formula"),
    [
        (_rate("1"), {"base": 12_480_000}, 124_800, "1% × 12.480.000 đ"),
        (_rate("1"), {"base": 12_480_050}, 124_801, "1% × 12.480.050 đ"),
        (_rate("0.5"), {"base": 6_500_000}, 32_500, "0,5% × 6.500.000 đ"),
        (_rate("1"), {"base": 99, "reduction": 50}, 0, "1% × 99 đ, giảm 50%"),
        (
            _rate("0.3", "minimum_wage"),
            {"base": 9, "minimum_wage": 4_730_000},
            14_190,
            "0,3% × 4.730.000 đ",
        ),
        (DuesRate(code="s", label="", amount=5_000), {}, 5_000, "Mức 5.000 đ"),
        (
            DuesRate(code="s", label="", amount=5_001),
            {"reduction": 50},
            2_501,
            "Mức 5.001 đ, giảm 50%",
        ),
    ],
)
def test_a_charge_says_how_it_was_counted(rate, given, amount, formula):
    owed = charging.charge(rate, **given)
    assert (owed.amount, owed.formula) == (amount, formula)


@pytest.mark.parametrize("of", ["income", "minimum_wage"])
def test_a_share_of_nothing_given_is_an_error(of):
    with pytest.raises(ValueError, match="nothing to count x on"):
        charging.charge(_rate("1", of))


@pytest.mark.parametrize(
    ("month", "percent"),
    [(datetime.date(2027, 12, 1), "0.3"), (datetime.date(2028, 1, 1), "0.5")],
)
def test_a_rate_may_change_within_the_time_of_its_regulation(month, percent):
    rate = charging.rate_on(NEW.parameters, "working_age", month)
    assert rate.percent == Decimal(percent)


def test_a_category_the_regulation_does_not_know_has_no_rate():
    assert charging.rate_on(OLD.parameters, "leave", MARCH) is None
    assert [rate.code for rate in charging.rates_on(OLD.parameters, MARCH)] == [
        "wage",
        "pension",
        "student",
    ]


def test_the_latest_minimum_wage_counts():
    wages = (
        MinimumWage(region="I", amount=2, since=datetime.date(2026, 7, 1)),
        MinimumWage(region="I", amount=1, since=datetime.date(2026, 1, 1)),
        MinimumWage(region="II", amount=9, since=datetime.date(2026, 1, 1)),
    )
    known = DuesParameters(minimum_wages=wages)
    days = [datetime.date(2025, 12, 31), datetime.date(2026, 1, 1), datetime.date(2026, 7, 1)]
    assert [charging.minimum_wage_on(known, "I", day) for day in days] == [None, 1, 2]


WAGE = Profile("wage", 12_480_000)


@pytest.mark.parametrize(
    ("payer", "expected"),
    [
        (
            Payer(profile=WAGE),
            Charge(124_800, "1% × 12.480.000 đ", "Đóng bảo hiểm xã hội bắt buộc"),
        ),
        (Payer("exempt", profile=WAGE), LeftOut("Miễn công tác và sinh hoạt đảng")),
        (Payer("suspended", profile=WAGE), LeftOut("Đình chỉ sinh hoạt đảng")),
        (Payer("away", profile=WAGE), LeftOut("Sinh hoạt tạm thời nơi khác, đóng ở nơi đó")),
        (
            Payer(profile=WAGE, charged_elsewhere=True),
            LeftOut("Tháng này đã tính ở nơi sinh hoạt khác"),
        ),
        (
            Payer(party_age=50, profile=WAGE),
            LeftOut("Miễn: 50 năm tuổi đảng (từ 50 năm, 01-QĐ/TW)"),
        ),
        (
            Payer(party_age=49, profile=WAGE),
            Charge(124_800, "1% × 12.480.000 đ", "Đóng bảo hiểm xã hội bắt buộc"),
        ),
        (Payer(), LeftOut("Chưa có căn cứ đóng đảng phí", mend=True)),
        (
            Payer(profile=Profile("wage", 1, reduction=100, decision="QĐ 1")),
            LeftOut("Miễn theo QĐ 1"),
        ),
        (
            Payer(profile=Profile("farmer", 1)),
            LeftOut("Đối tượng đã ghi không có trong 01-QĐ/TW", mend=True),
        ),
        (Payer(profile=Profile("wage")), LeftOut("Căn cứ chưa có thu nhập", mend=True)),
        (
            Payer(profile=Profile("retired")),
            LeftOut("Căn cứ chưa có vùng lương tối thiểu", mend=True),
        ),
    ],
)
def test_who_is_charged_and_why_not(payer, expected):
    assert charging.assess(payer, NEW, MARCH) == expected


def test_the_old_rule_exempts_nobody_by_party_age():
    assert charging.assess(Payer(party_age=60, profile=WAGE), OLD, MARCH).amount == 124_800


@pytest.mark.parametrize(
    ("amount", "paid", "state"),
    [
        (10, 0, "unpaid"),
        (10, 9, "partly"),
        (10, 10, "settled"),
        (10, 11, "settled"),
        (0, 0, "settled"),
    ],
)
def test_how_far_a_charge_is_paid(amount, paid, state):
    assert charging.state_of(amount, paid) == state


def test_what_is_kept_is_rounded_halves_up():
    assert [charging.kept(n, 30) for n in (1_000, 1, 5)] == [300, 0, 2]


# What cannot be right ----------------------------------------------------------------------------


def _fields(reasons):
    return [reason.field for reason in reasons]


@pytest.mark.parametrize(
    ("month", "law", "said"),
    [
        (MARCH, NEW, []),
        (datetime.date(2026, 11, 1), NEW, []),
        (
            datetime.date(2026, 12, 1),
            NEW,
            ["Tháng 12/2026 chưa đến. Lập khi tháng ấy bắt đầu."],
        ),
        (
            MARCH,
            charging.NO_LAW,
            ["Chưa có quy định về đảng phí áp dụng cho tháng 03/2026."],
        ),
    ],
)
def test_when_a_month_may_be_opened(month, law, said):
    found = obstacles.obstacles_to_opening(month, law, today=TODAY)
    assert [reason.text for reason in found] == said


@pytest.mark.parametrize(
    ("amount", "paid", "seen", "begins"),
    [
        (1, 0, 0, ""),
        (124_800, 0, 0, ""),
        (1_000_000, 0, 0, ""),
        (0, 0, 0, "Số tiền phải lớn hơn 0."),
        (-5, 0, 0, "Số tiền phải lớn hơn 0."),
        (2_496_001, 0, 0, "Số tiền gấp hơn 20 lần"),
        (2_496_000, 0, 0, ""),
        (2_400_000, 100_000, 100_000, "Số tiền gấp hơn 20 lần"),
        (124_800, 124_800, 0, "Vừa có người ghi thu của đồng chí Đông (đã đóng 124.800 đồng)."),
    ],
)
def test_what_may_be_received(amount, paid, seen, begins):
    found = obstacles.obstacles_to_receiving(
        "Đông", due=124_800, paid=paid, seen=seen, amount=amount, field="amount_1"
    )
    assert [reason.text[: len(begins)] for reason in found] == ([begins] if begins else [])
    assert set(_fields(found)) <= {"amount_1"}


@pytest.mark.parametrize(
    ("paid_on", "refused"),
    [
        (TODAY, False),
        (TODAY + datetime.timedelta(days=1), True),
        (datetime.date(2025, 3, 1), False),
        (datetime.date(2025, 2, 28), True),
    ],
)
def test_when_dues_may_have_been_paid(paid_on, refused):
    found = obstacles.obstacles_to_paying_on(paid_on, MARCH, today=TODAY)
    assert _fields(found) == ["paid_on"] * refused


@pytest.mark.parametrize(
    ("amount", "reason", "fields"),
    [
        (0, "miễn", []),
        (100, "giảm lương", []),
        (124_800, "sai", ["amount"]),
        (100, " ", ["reason"]),
        (-1, "sai", ["amount"]),
        (10**9 + 1, "sai", ["amount"]),
    ],
)
def test_how_a_charge_may_be_corrected(amount, reason, fields):
    assert _fields(obstacles.obstacles_to_correcting(amount, reason, before=124_800)) == fields


@pytest.mark.parametrize(
    ("amount", "on", "collected", "fields"),
    [
        (700, datetime.date(2026, 4, 1), 1_000, []),
        (701, datetime.date(2026, 4, 1), 1_000, ["amount"]),
        (701, datetime.date(2026, 4, 1), None, []),
        (10**12 + 1, datetime.date(2026, 4, 1), None, ["amount"]),
        (0, datetime.date(2026, 4, 1), 1_000, ["amount"]),
        (1, datetime.date(2026, 11, 23), 1_000, ["remitted_on"]),
        (1, datetime.date(2026, 2, 28), 1_000, ["remitted_on"]),
    ],
)
def test_what_may_be_passed_upward(amount, on, collected, fields):
    found = obstacles.obstacles_to_remitting(
        amount, on, MARCH, collected=collected, remitted=300, today=TODAY
    )
    assert _fields(found) == fields


@pytest.mark.parametrize(
    ("profile", "fields"),
    [
        (WAGE, []),
        (Profile("student"), []),
        (Profile("retired", region="IV"), []),
        (Profile("wage", 1_000_000, reduction=30, decision="QĐ 1"), []),
        (Profile("wage"), ["base"]),
        (Profile("wage", 12_480), ["base"]),
        (Profile("wage", 10**9 + 1), ["base"]),
        (Profile("retired"), ["region"]),
        (Profile("retired", region="V"), ["region"]),
        (Profile("farmer", 1_000_000), ["category"]),
        (Profile("student", reduction=30), ["decision"]),
        (Profile("student", decision="QĐ 1"), ["reduction"]),
        (Profile("student", reduction=101, decision="QĐ 1"), ["reduction"]),
    ],
)
def test_on_what_a_member_may_be_charged(profile, fields):
    assert _fields(obstacles.obstacles_to_profile(profile, MARCH, NEW, today=TODAY)) == fields


def test_a_profile_needs_a_regulation_and_no_far_future():
    far = datetime.date(2028, 1, 1)
    assert _fields(obstacles.obstacles_to_profile(WAGE, far, NEW, today=TODAY)) == ["starts"]
    none = obstacles.obstacles_to_profile(WAGE, MARCH, charging.NO_LAW, today=TODAY)
    assert _fields(none) == ["starts"]


def test_a_region_without_a_known_wage_is_refused():
    law = Law("X", NEW.parameters.model_copy(update={"minimum_wages": ()}))
    found = obstacles.obstacles_to_profile(Profile("retired", region="I"), MARCH, law, today=TODAY)
    assert [(reason.field, reason.clause) for reason in found] == [("region", "X")]


# How a year looks --------------------------------------------------------------------------------

JANUARY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("n", "total", "month", "since", "kind", "text"),
    [
        (16, 16, 3, JANUARY, "ok", "16/16"),
        (14, 16, 3, JANUARY, "low", "14/16"),
        (14, 16, 11, JANUARY, "next", "14/16"),
        (0, 0, 3, JANUARY, "gap", "Thiếu"),
        (0, 0, 3, None, "none", ""),
        (0, 0, 3, datetime.date(2026, 4, 1), "none", ""),
        (0, 0, 11, JANUARY, "next", "chưa"),
        (0, 0, 12, JANUARY, "none", ""),
    ],
)
def test_a_month_is_settled_owing_missing_or_to_come(n, total, month, since, kind, text):
    mark = year.settled_mark(n, total, 2026, month, since=since, today=TODAY)
    assert (mark.kind, mark.text) == (kind, text)


def test_a_share_of_money_is_never_rounded_up_to_all():
    marks = year.month_marks(
        MonthSums(16, 15, 10_000, 9_999, 500), 2026, 3, since=JANUARY, today=TODAY
    )
    assert [(mark.kind, mark.text) for mark in marks] == [
        ("ok", "16"),
        ("low", "15/16"),
        ("low", "99%"),
        ("ok", ""),
    ]


@pytest.mark.parametrize(
    ("month", "since", "kind", "text"),
    [
        (3, None, "next", "Lập"),
        (11, None, "next", "Lập"),
        (12, None, "none", ""),
        (3, JANUARY, "gap", "Thiếu"),
    ],
)
def test_the_collector_is_offered_every_month_that_has_come(month, since, kind, text):
    mark, *rest = year.month_marks(MonthSums(), 2026, month, since=since, today=TODAY, records=True)
    assert (mark.kind, mark.text) == (kind, text)
    assert {other.kind for other in rest} == {"none"}


def test_money_not_passed_on_yet_is_said():
    marks = year.month_marks(MonthSums(1, 1, 10, 10, 0), 2026, 3, since=JANUARY, today=TODAY)
    assert [mark.text for mark in marks] == ["1", "1/1", "100%", "chưa"]


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (MonthSums(), "Đảng phí tháng 3 chưa lập"),
        (MonthSums(charges=2, settled=2), "Đảng phí tháng 3 đã thu đủ"),
        (MonthSums(charges=3, settled=1), "Tháng 3 còn 2 đồng chí chưa đóng đủ"),
    ],
)
def test_the_title_says_the_situation(sums, said):
    assert year.situation(sums, 3).replace("\N{NO-BREAK SPACE}", " ") == said
