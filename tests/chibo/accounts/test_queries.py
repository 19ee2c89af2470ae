"""Finding accounts and their roles, within what one administers."""

import datetime

import pytest

from chibo.access import Place, Role, Scope
from chibo.accounts import queries
from tests.chibo.factories import AssignmentFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

D = datetime.date
TODAY = D(2026, 11, 22)


@pytest.fixture
def cells():
    return OrganizationFactory.create_batch(2)


@pytest.fixture
def scope(cells):
    return Scope((Place(cells[0].path, below=True),))


def test_accounts_are_those_with_a_role_in_scope_with_those_roles_only(cells, scope):
    held = AssignmentFactory(organization=cells[0])
    AssignmentFactory(organization=cells[1], user=held.user, role=Role.CLERK)
    AssignmentFactory(organization=cells[1])
    UserFactory()
    (found,) = queries.accounts(scope, as_of=TODAY)
    assert (found, found.held) == (held.user, [held])


def test_accounts_are_searched_by_what_no_database_can_keep_without_breaking(cells, scope):
    held = AssignmentFactory(organization=cells[0], user__full_name="Đỗ An")
    assert list(queries.accounts(scope, as_of=TODAY, q="Đỗ\x00 An")) == [held.user]


@pytest.mark.parametrize("q", ["đỗ an", "ĐỖ AN", "do an", "DO.AN", " Đỗ   An "])
def test_accounts_are_searched_without_regard_to_marks_and_capitals(cells, scope, q):
    held = AssignmentFactory(organization=cells[0], user__full_name="Đỗ An", user__username="do.an")
    AssignmentFactory(organization=cells[0])
    assert list(queries.accounts(scope, as_of=TODAY, q=q)) == [held.user]


def test_accounts_whose_role_has_ended_are_still_found_without_it(cells, scope):
    held = AssignmentFactory(organization=cells[0], ends_on=D(2021, 1, 1))
    (found,) = queries.accounts(scope, as_of=TODAY)
    assert (found, found.held) == (held.user, [])


@pytest.mark.parametrize("count", [1, 30])
def test_accounts_cost_two_statements(cells, scope, count, django_assert_num_queries):
    AssignmentFactory.create_batch(count, organization=cells[0])
    with django_assert_num_queries(2):
        found = list(queries.accounts(scope, as_of=TODAY))
        assert [held.organization.name for user in found for held in user.held]


def test_assignments_and_users_out_of_scope_are_not_found(cells, scope):
    mine = AssignmentFactory(organization=cells[0])
    other = AssignmentFactory(organization=cells[1])
    assert list(queries.assignments(scope)) == [mine]
    assert queries.user(scope, mine.user_id).get() == mine.user
    assert not queries.user(scope, other.user_id).exists()
    assert not queries.accounts(Scope(), as_of=TODAY).exists()


def test_a_role_elsewhere_is_known_without_saying_where(cells, scope):
    held = AssignmentFactory(organization=cells[0])
    assert queries.reaches_beyond(scope, held.user) is False
    AssignmentFactory(organization=cells[1], user=held.user)
    assert queries.reaches_beyond(scope, held.user) is True
    assert queries.reaches_beyond(Scope.whole(), held.user) is False


def test_the_places_for_roles_lie_in_scope(cells, scope):
    assert list(queries.places(scope)) == [cells[0]]


def test_a_user_name_is_taken_wherever_and_however_it_is_typed(scope):
    UserFactory(username="do.an")
    assert queries.is_username_taken(scope, " Do.An ")
    assert not queries.is_username_taken(scope, "do.binh")
    assert not queries.is_username_taken(Scope(), "do.an")
