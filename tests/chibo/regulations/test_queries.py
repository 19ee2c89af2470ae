"""Which regulation was in force on a day."""

import datetime

import pytest

from chibo.regulations import queries
from chibo.regulations.models import Regulation, Topic

pytestmark = pytest.mark.django_db

D = datetime.date


@pytest.mark.parametrize(
    ("topic", "as_of", "symbol"),
    [
        (Topic.RATING, D(2017, 12, 31), "trước 132-QĐ/TW"),
        (Topic.RATING, D(2018, 3, 8), "132-QĐ/TW"),
        (Topic.RATING, D(2023, 10, 3), "132-QĐ/TW"),
        (Topic.RATING, D(2023, 10, 4), "124-QĐ/TW"),
        (Topic.RATING, D(2025, 8, 29), "124-QĐ/TW"),
        (Topic.RATING, D(2025, 8, 30), "366-QĐ/TW"),
        (Topic.MEETINGS, D(2013, 8, 1), "10-CT/TW; 09-HD/BTCTW"),
        (Topic.MEETINGS, D(2025, 10, 27), "10-CT/TW; 12-HD/BTCTW"),
        (Topic.MEETINGS, D(2025, 10, 28), "42-HD/BTCTW"),
        (Topic.DOCUMENT_FORMAT, D(2026, 5, 26), "36-HD/VPTW"),
        (Topic.DOCUMENT_FORMAT, D(2026, 5, 27), "05-HD/VPTW"),
        (Topic.CHARTER_RULES, D(2026, 7, 25), "294-QĐ/TW"),
        (Topic.CHARTER_RULES, D(2026, 7, 26), "208-QĐ/TW"),
    ],
)
def test_on_each_day_one_regulation_governs(topic, as_of, symbol):
    assert queries.in_force(topic, as_of=as_of).symbol == symbol


def test_a_day_that_nothing_is_known_of_is_said_in_words():
    with pytest.raises(queries.NoRegulation) as unknown:
        queries.in_force(Topic.CHARTER_RULES, as_of=D(2010, 1, 1))
    assert str(unknown.value) == (
        "Chưa có quy định về «Thi hành Điều lệ Đảng» áp dụng cho ngày 01/01/2010."
    )


def test_parameters_come_typed_with_the_symbol_to_cite():
    symbol, meeting = queries.meeting_parameters(as_of=D(2026, 1, 1))
    assert (symbol, meeting.least_minutes, meeting.attendance_aim) == ("42-HD/BTCTW", 90, 90)
    symbol, membership = queries.membership_parameters(as_of=D(2026, 1, 1))
    assert (symbol, membership.probation_months) == ("38-HD/BTCTW", 12)
    symbol, rating = queries.rating_parameters(as_of=D(2026, 1, 1))
    assert (symbol, rating.cap_percent, len(rating.levels)) == ("366-QĐ/TW", 20, 4)
    symbol, layout = queries.format_parameters(as_of=D(2026, 6, 1))
    assert (symbol, layout.base) == ("05-HD/VPTW", "hd_05_2026")


def test_the_old_rating_had_other_labels_and_no_cap():
    _, rating = queries.rating_parameters(as_of=D(2016, 12, 31))
    assert rating.cap_percent is None
    assert rating.levels[0].label == "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ"
    assert rating.organization_levels[0].label == "Trong sạch, vững mạnh"


def test_parameters_that_somebody_set_wrongly_are_refused_when_read():
    Regulation.objects.filter(symbol="42-HD/BTCTW").update(parameters={"quorom": 5})
    with pytest.raises(ValueError, match="quorom"):
        queries.meeting_parameters(as_of=D(2026, 1, 1))


def test_all_regulations_come_by_topic_the_newest_first():
    found = [(r.topic, r.effective_from) for r in queries.all_regulations()]
    assert found == sorted(found, key=lambda pair: (pair[0], -pair[1].toordinal()))


def test_asking_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.meeting_parameters(as_of=D(2026, 1, 1))
