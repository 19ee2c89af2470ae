"""When personal data is due to be erased, what stands against it, and a notice's deadline."""

import datetime

import pytest

from chibo.dates import parse
from chibo.regulations.parameters import RetentionParameters
from reports.disclosure import rules
from reports.disclosure.rules import ASKED, DUE, Kept, Leaving

D = datetime.date
TODAY = D(2026, 11, 22)
SCHEDULE = RetentionParameters(
    periods=[
        {"code": "left", "label": "Hồ sơ", "years": 10, "after": "leaving", "basis": "Tạm"},
        {"code": "died", "label": "Hồ sơ", "years": 5, "after": "leaving"},
    ]
)


def _kept(ended, ends):
    return rules.kept_until(Leaving(ended, parse(ends)), SCHEDULE)


@pytest.mark.parametrize(
    ("ended", "ends", "until"),
    [
        ("left", "22/11/2016", D(2026, 11, 22)),
        ("left", "2016", D(2026, 12, 31)),
        ("transferred", "29/02/2016", D(2026, 2, 28)),
        ("died", "01/01/2022", D(2027, 1, 1)),
        ("left", "", None),
        ("", "2016", None),
    ],
)
def test_data_is_kept_from_the_latest_day_of_leaving(ended, ends, until):
    assert _kept(ended, ends).until == until


def test_without_a_schedule_nothing_is_due():
    assert rules.kept_until(Leaving("left", parse("1999")), None) == Kept()
    assert rules.due_for_erasure(Kept(), today=TODAY) == []


def test_data_is_due_on_the_very_day_and_says_by_which_period():
    kept = _kept("left", "22/11/2016")
    assert rules.due_for_erasure(kept, today=TODAY - datetime.timedelta(days=1)) == []
    (reason,) = rules.due_for_erasure(kept, today=TODAY)
    assert reason.text == "Hết thời hạn lưu ngày 22/11/2026: 10 năm kể từ ngày rời sổ."
    assert reason.clause == "Tạm"


def _obstacles(**differs):
    leaving = differs.pop("leaving", Leaving("left", parse("2010")))
    fine = {
        "is_erased": False,
        "is_own": False,
        "leaving": leaving,
        "kept": rules.kept_until(leaving, SCHEDULE),
        "open_sheets": [],
        "basis": DUE,
        "today": TODAY,
    }
    return [reason.text for reason in rules.obstacles_to_erasure(**{**fine, **differs})]


def test_data_that_is_due_is_erased():
    assert _obstacles() == []


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"is_erased": True}, "đã xóa từ trước"),
        ({"is_own": True}, "của chính mình"),
        ({"leaving": Leaving(), "basis": ASKED}, "còn trong sổ"),
        ({"open_sheets": [2025, 2024], "basis": ASKED}, "năm 2024, 2025"),
        ({"leaving": Leaving("left", parse("2020"))}, "Chưa hết thời hạn lưu"),
        ({"kept": Kept()}, "chưa có thời hạn lưu"),
    ],
)
def test_each_obstacle_says_what_it_is(differs, said):
    (reason,) = _obstacles(**differs)
    assert said in reason


def test_the_person_may_ask_before_the_time_is_over():
    assert _obstacles(leaving=Leaving("left", parse("2020")), basis=ASKED) == []


@pytest.mark.parametrize(
    ("typed", "reason", "fields"),
    [
        ("Lê Thị An", "Hết hạn lưu", []),
        ("  Lê  Thị An ", "Hết hạn lưu", []),
        ("Le Thi An", "Hết hạn lưu", ["typed_name"]),
        ("", "", ["typed_name", "reason"]),
        ("Lê Thị An", "Đồng chí LÊ THỊ AN yêu cầu", ["reason"]),
    ],
)
def test_an_erasure_is_confirmed_by_the_name_and_a_reason_without_it(typed, reason, fields):
    found = rules.obstacles_to_confirming(full_name="Lê Thị An", typed=typed, reason=reason)
    assert [each.field for each in found] == fields


def test_a_notice_is_owed_within_72_hours():
    found = datetime.datetime(2026, 11, 22, 8, 30, tzinfo=datetime.UTC)
    assert rules.deadline(found) == datetime.datetime(2026, 11, 25, 8, 30, tzinfo=datetime.UTC)
