"""The law as it is brought into the database."""

import datetime
import itertools

import pytest

from chibo.regulations import actions
from chibo.regulations.models import Regulation, Topic
from chibo.regulations.parameters import (
    DuesParameters,
    FormatParameters,
    MeetingParameters,
    MembershipParameters,
    NoParameters,
    PersonalDataParameters,
    RatingParameters,
    RetentionParameters,
)
from chibo.regulations.seed import ROWS

D = datetime.date
TYPES = {
    Topic.MEETINGS: MeetingParameters,
    Topic.MEMBERSHIP: MembershipParameters,
    Topic.RATING: RatingParameters,
    Topic.DUES: DuesParameters,
    Topic.DOCUMENT_FORMAT: FormatParameters,
    Topic.RETENTION: RetentionParameters,
    Topic.PERSONAL_DATA: PersonalDataParameters,
}
BY_TOPIC = {topic: [row for row in ROWS if row[0] == topic] for topic in Topic}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0].value} {row[1]}")
def test_parameters_are_of_their_topics_type(row):
    TYPES.get(row[0], NoParameters).model_validate(row[6])


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_governed_today(topic):
    assert [row for row in BY_TOPIC[topic] if row[5] is None]


@pytest.mark.parametrize("topic", Topic)
def test_each_regulation_begins_when_the_one_before_it_ends(topic):
    rows = sorted(BY_TOPIC[topic], key=lambda row: row[4])
    assert [row[5] for row in rows[:-1]] == [row[4] for row in rows[1:]]
    assert rows[-1][5] is None
    assert all(row[5] is None or row[4] < row[5] for row in rows)


def test_no_regulation_stands_twice():
    keys = [(row[0], row[1], row[4]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_symbols_and_titles_fit_their_columns():
    for _, symbol, title, *_ in ROWS:
        assert len(symbol) <= 60
        assert len(title) <= 300


@pytest.mark.parametrize("topic", [Topic.MEETINGS, Topic.MEMBERSHIP, Topic.RATING])
def test_what_the_five_articles_tell_was_governed(topic):
    """The oldest of them is of 2013."""
    assert min(row[4] for row in BY_TOPIC[topic]) <= D(2013, 7, 1)


def test_bands_of_points_go_down_to_nothing():
    for row in ROWS:
        for one, two in itertools.pairwise(row[6].get("score_bands", [])):
            assert one["least"] > two["least"]
    parameters = MeetingParameters.model_validate(BY_TOPIC[Topic.MEETINGS][-1][6])
    assert parameters.score_bands[-1].least == 0
    assert parameters.quorum_share.numerator == 2
    assert parameters.majority_share.denominator == 2


def test_unknown_parameters_are_refused():
    with pytest.raises(ValueError, match="extra_forbidden"):
        MeetingParameters.model_validate({"least_minute": 90})


@pytest.mark.django_db
def test_the_known_law_is_there_after_migration_and_comes_only_once():
    assert Regulation.objects.count() == len(ROWS)
    assert actions.load_known_law(by=None) == 0


@pytest.mark.django_db
def test_what_is_missing_comes_back_and_what_was_set_stays():
    Regulation.objects.filter(symbol="208-QĐ/TW").delete()
    Regulation.objects.filter(symbol="366-QĐ/TW").update(title="sửa tại chỗ")
    assert actions.load_known_law(by=None) == 1
    assert Regulation.objects.get(symbol="366-QĐ/TW").title == "sửa tại chỗ"
