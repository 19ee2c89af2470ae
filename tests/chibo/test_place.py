"""The organisation that a page is about."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from chibo.access import Place, Role, Scope
from chibo.place import place, recent
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, UserFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def cells(committee):
    return OrganizationFactory.create_batch(2, parent=committee)


def _request(user, query="", session=None):
    request = RequestFactory().get(f"/dang-vien/{query}")
    request.user = user
    request.session = {} if session is None else session
    return request


def test_without_a_choice_it_is_the_first_in_scope(committee, cells):
    assert place(_request(holder(Role.SECRETARY, cells[1]))) == cells[1]
    assert place(_request(holder(Role.COMMITTEE_STAFF, committee))) == committee


def test_the_address_chooses_and_the_choice_is_remembered(committee, cells):
    staff, session = holder(Role.COMMITTEE_STAFF, committee), {}
    assert place(_request(staff, f"?to-chuc={cells[1].code}", session)) == cells[1]
    assert place(_request(staff, "", session)) == cells[1]


@pytest.mark.parametrize("named", ["", "khong-co", "%00", "<script>"])
def test_what_is_not_there_is_not_found(cells, named):
    with pytest.raises(Http404):
        place(_request(holder(Role.SECRETARY, cells[0]), f"?to-chuc={named}"))


def test_what_is_out_of_scope_is_not_found_and_not_remembered(cells):
    session = {}
    with pytest.raises(Http404):
        place(_request(holder(Role.SECRETARY, cells[0]), f"?to-chuc={cells[1].code}", session))
    assert session == {}


def test_a_remembered_place_that_is_out_of_scope_is_forgotten(cells):
    session = {"place": cells[1].code}
    assert place(_request(holder(Role.SECRETARY, cells[0]), "", session)) == cells[0]


def test_who_has_no_place_finds_none():
    with pytest.raises(Http404):
        place(_request(UserFactory()))


def test_a_given_scope_decides_even_when_it_is_empty(committee, cells):
    staff = holder(Role.COMMITTEE_STAFF, committee)
    with pytest.raises(Http404):
        place(_request(staff), Scope())
    assert place(_request(staff), Scope((Place(cells[1].path, below=False),))) == cells[1]


def test_it_is_found_in_two_statements(committee, cells, django_assert_num_queries):
    staff = holder(Role.COMMITTEE_STAFF, committee)
    session = {"place": cells[1].code}
    with django_assert_num_queries(2):
        place(_request(staff, "", session))


def test_the_last_five_places_are_remembered_the_latest_first(committee, django_assert_num_queries):
    cells = OrganizationFactory.create_batch(6, parent=committee)
    staff, session = holder(Role.COMMITTEE_STAFF, committee), {}
    for cell in [*cells, cells[2]]:
        place(_request(staff, f"?to-chuc={cell.code}", session))
    latest = [cells[2], cells[5], cells[4], cells[3], cells[1]]
    request = _request(staff, "", session)
    with django_assert_num_queries(1):
        assert recent(request, cells[2]) == latest
    request = _request(holder(Role.SECRETARY, cells[4]), "", session)
    assert recent(request) == [cells[4]]


def test_one_place_alone_is_nothing_to_go_back_to(cells, django_assert_num_queries):
    session = {"recent_places": [cells[0].code]}
    with django_assert_num_queries(0):
        assert recent(_request(UserFactory.build(), "", session), cells[0]) == []
