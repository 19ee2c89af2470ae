import datetime

import pytest

from chibo.access import Scope
from reports.ratings import queries as room
from reports.ratings.queries import figures as queries
from reports.ratings.rules.figures import scale_of
from tests.chibo.factories import CommitteeFactory, OrganizationFactory
from tests.reports.ratings.figures.factories import aggregate, rating, review

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


@pytest.fixture
def cell():
    return OrganizationFactory(parent=CommitteeFactory())


def test_a_committee_sees_the_ratings_below_it_and_its_own_alone(cell):
    committee = cell.parent
    own, below = rating(committee), rating(cell)
    rating(OrganizationFactory())
    rating(cell, 2019)
    assert list(room.organization_ratings(WHOLE, committee, 2020, 2025)) == [own, below]
    assert list(queries.own_ratings(WHOLE, committee)) == [own]


def test_figures_come_where_their_years_touch_the_time(cell):
    one = aggregate(cell)
    aggregate(OrganizationFactory())
    assert list(room.aggregates(WHOLE, cell, 2021, 2025)) == [one]
    assert list(room.aggregates(WHOLE, cell, 2022, 2025)) == []


def test_remarks_come_where_their_time_touches(cell):
    one = review(cell, "2022")
    review(OrganizationFactory(), "2022")
    year = (datetime.date(2022, 12, 31), datetime.date(2023, 12, 31))
    assert list(room.residence_reviews(WHOLE, cell, *year)) == [one]
    later = (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert list(room.residence_reviews(WHOLE, cell, *later)) == []


def test_nothing_is_found_outside_the_scope(cell):
    kept = (aggregate(cell), rating(cell), review(cell))
    elsewhere = Scope.below(OrganizationFactory().path)
    one = (queries.aggregate, queries.organization_rating, queries.residence_review)
    for query, row in zip(one, kept, strict=True):
        assert list(query(WHOLE, row.pk)) == [row]
        assert list(query(elsewhere, row.pk)) == []
    assert list(queries.own_ratings(elsewhere, cell)) == []
    assert list(queries.aggregates(elsewhere, cell, 1990, 2025)) == []


def test_organizations_had_levels_of_their_own_before_2018():
    members, organizations = queries.member_scales(), queries.organization_scales()
    assert scale_of(members, 2017).label("good") == "Đủ tư cách, hoàn thành tốt nhiệm vụ"
    assert scale_of(organizations, 2017).label("excellent") == "Trong sạch, vững mạnh"
    assert scale_of(members, 2021).levels == scale_of(organizations, 2021).levels


def test_the_contact_with_the_place_of_residence_has_its_regulation():
    (law,) = queries.residence_laws()
    assert (law.symbol, law.since) == ("213-QĐ/TW", datetime.date(2020, 1, 2))


def test_the_law_of_all_times_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.member_scales()
