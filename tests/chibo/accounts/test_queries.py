"""Finding accounts and their roles, within what one administers."""

import datetime

import pytest

from chibo.access import Permission, Place, Role, Scope
from chibo.accounts import queries
from tests.chibo.factories import (
    AssignmentFactory,
    CommitteeFactory,
    GroupFactory,
    OrganizationFactory,
    UserFactory,
)

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


# Who holds a permission at a place ---------------------------------------------------------------

SEES = [Permission.VIEW_MEMBERS, Permission.VIEW_DUES, Permission.VIEW_SENSITIVE]


def _holders(organization, *permissions, as_of=TODAY):
    found = queries.holders(Scope.whole(), organization.path, permissions or SEES, as_of=as_of)
    return [(one.assignment, set(one.permissions)) for one in found]


def test_holders_stand_at_the_place_or_above_it_and_each_says_what_they_may():
    committee = CommitteeFactory()
    own, beside = OrganizationFactory.create_batch(2, parent=committee)
    GroupFactory(parent=own)
    collector = AssignmentFactory(organization=own, role=Role.DUES_COLLECTOR)
    inspector = AssignmentFactory(organization=committee, role=Role.INSPECTOR)
    AssignmentFactory(organization=beside)
    AssignmentFactory(organization=own, role=Role.MEMBER)
    AssignmentFactory(organization=committee, role=Role.ADMINISTRATOR)
    assert _holders(own) == [
        (inspector, {Permission.VIEW_MEMBERS, Permission.VIEW_DUES}),
        (collector, {Permission.VIEW_DUES}),
    ]
    assert _holders(committee) == [_holders(own)[0]]


def test_a_permission_that_stays_at_its_place_is_not_held_from_above():
    committee = CommitteeFactory()
    cell = OrganizationFactory(parent=committee)
    AssignmentFactory(organization=committee, role=Role.COMMITTEE_STAFF)
    own = AssignmentFactory(organization=cell, role=Role.DEPUTY)
    assert _holders(cell, Permission.CHANGE_MEMBERS) == [(own, {Permission.CHANGE_MEMBERS})]


@pytest.mark.parametrize(
    ("dates", "holds"),
    [
        ({"starts_on": TODAY}, True),
        ({"starts_on": D(2026, 11, 23)}, False),
        ({"ends_on": D(2026, 11, 23)}, True),
        ({"ends_on": TODAY}, False),
    ],
)
def test_only_who_holds_it_on_the_day_is_a_holder(cells, dates, holds):
    AssignmentFactory(organization=cells[0], **dates)
    assert bool(_holders(cells[0])) is holds


def test_an_account_that_is_closed_holds_nothing(cells):
    held = AssignmentFactory(organization=cells[0])
    held.user.is_active = False
    held.user.save()
    assert _holders(cells[0]) == []


def test_who_holds_is_not_told_of_a_place_out_of_scope(cells, scope):
    AssignmentFactory(organization=cells[1])
    assert queries.holders(scope, cells[1].path, SEES, as_of=TODAY) == []


@pytest.mark.parametrize("count", [1, 30])
def test_holders_cost_one_statement(cells, count, django_assert_num_queries):
    AssignmentFactory.create_batch(count, organization=cells[0])
    with django_assert_num_queries(1):
        found = queries.holders(Scope.whole(), cells[0].path, SEES, as_of=TODAY)
        assert len({(h.assignment.user.full_name, h.assignment.organization.name) for h in found})
