"""Who may do what, where: the table of permissions, scopes, and the guards of views."""

import datetime
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo import access
from chibo.access import (
    PATH_STEP,
    PERMISSIONS,
    REACHES_BELOW,
    Permission,
    Place,
    Role,
    Scope,
    SignInNeeded,
    allows,
    path_successor,
    public,
    requires,
    scope_of_assignments,
    signed_in,
)
from chibo.accounts.models import User
from chibo.organizations import rules
from chibo.organizations.models import Organization
from tests.chibo.factories import (
    AssignmentFactory,
    CommitteeFactory,
    GroupFactory,
    OrganizationFactory,
    UserFactory,
    holder,
)

D = datetime.date

GOLDEN = """
                      secretary deputy clerk dues_collector member committee_staff committee_reviewer committee_leader inspector administrator reaches
view_organizations    x         x      x     x              x      x               x                  x                x         x             below
change_organizations  .         .      .     .              .      x               .                  .                .         x             below
manage_accounts       .         .      .     .              .      .               .                  .                .         x             below
view_members          x         x      x     .              .      x               x                  x                x         .             below
change_members        x         x      .     .              .      x               .                  .                .         .             here
view_sensitive        x         .      .     .              .      x               .                  .                .         .             below
export_members        x         .      .     .              .      x               .                  x                .         .             below
erase_members         x         .      .     .              .      .               .                  x                .         .             below
view_discipline       x         x      .     .              .      x               x                  x                x         .             below
view_dues             x         x      .     x              .      x               x                  x                x         .             below
record_dues           x         x      .     x              .      x               .                  .                .         .             here
view_meetings         x         x      x     x              x      x               x                  x                x         .             below
record_meetings       x         x      x     .              .      x               .                  .                .         .             here
lock_minutes          x         x      .     .              .      x               .                  x                .         .             here
unlock_minutes        x         .      .     .              .      x               .                  x                .         .             here
view_documents        x         x      x     x              x      x               x                  x                x         .             below
register_documents    x         x      x     .              .      x               .                  .                .         .             here
issue_documents       x         .      .     .              .      x               .                  x                .         .             here
view_activities       x         x      x     .              .      x               x                  x                x         .             below
record_activities     x         x      x     .              .      x               .                  .                .         .             here
view_ratings          x         x      .     .              .      x               x                  x                x         .             below
propose_ratings       x         x      .     .              .      x               .                  .                .         .             here
review_ratings        .         .      .     .              .      x               x                  x                .         .             below
decide_ratings        .         .      .     .              .      .               .                  x                .         .             below
view_reports          x         x      x     x              x      x               x                  x                x         .             below
compose_reports       x         x      x     .              .      x               .                  .                .         .             here
issue_reports         x         .      .     .              .      x               .                  x                .         .             here
view_log              x         .      .     .              .      .               .                  x                x         x             below
hand_over             x         .      .     .              .      .               .                  x                .         .             here
"""


def _golden() -> dict[str, list[str]]:
    head, *rows = GOLDEN.strip("\n").splitlines()
    assert head.split() == [*(role.value for role in Role), "reaches"]
    return {row.split()[0]: row.split()[1:] for row in rows}


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_belongs_to_the_roles_of_the_table(permission):
    *held, reach = _golden()[permission.value]
    assert [role.value for role in Role if permission in PERMISSIONS[role]] == [
        role.value for role, sign in zip(Role, held, strict=True) if sign == "x"
    ]
    assert (permission in REACHES_BELOW) is (reach == "below")


def test_the_table_names_every_permission_and_no_other():
    assert list(_golden()) == [permission.value for permission in Permission]


def test_every_role_has_permissions_and_a_name():
    assert set(PERMISSIONS) == set(Role)
    assert all(role.label for role in Role)


def test_paths_are_cut_alike_in_access_and_in_the_rules_of_organizations():
    assert PATH_STEP == rules.PATH_STEP


numbers = st.integers(1, rules.MOST_CHILDREN)
paths = st.lists(numbers, min_size=1, max_size=4).map(
    lambda steps: "".join(f"{step:04d}" for step in steps)
)
# Few and extreme numbers, so that paths often share a beginning.
near_paths = st.lists(
    st.sampled_from([1, 2, 9, 10, 99, 100, 999, 1000, 9997, 9998]), min_size=1, max_size=4
).map(lambda steps: "".join(f"{step:04d}" for step in steps))


@given(near_paths, near_paths)
def test_a_range_of_paths_is_what_begins_with_the_path(path, other):
    assert (path <= other < path_successor(path)) == other.startswith(path)


@given(paths)
def test_the_successor_has_the_length_of_the_path(path):
    assert len(path_successor(path)) == len(path)
    assert path_successor(path) > path


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(near_paths, min_size=1, max_size=40, unique=True), near_paths, st.booleans())
def test_the_database_finds_the_subtree_of_a_path_on_any_tree(tree, path, below):
    Organization.objects.bulk_create(
        [Organization(code=f"p{p}", type="cell", name=p, search=p, path=p) for p in tree]
    )
    scope = Scope((Place(path, below),))
    found = set(Organization.objects.filter(scope.q("")).values_list("path", flat=True))
    Organization.objects.all().delete()
    assert found == {p for p in tree if scope.covers(p)}
    assert found == {p for p in tree if (p.startswith(path) if below else p == path)}


def test_an_empty_scope_covers_nothing_and_finds_nothing(db):
    OrganizationFactory()
    assert not Scope()
    assert not Scope().covers("0001")
    assert not Organization.objects.filter(Scope().q("")).exists()


def test_the_whole_scope_covers_everything(db):
    OrganizationFactory.create_batch(2)
    assert Scope.whole().covers("00010002")
    assert Organization.objects.filter(Scope.whole().q("")).count() == 2


def test_in_an_or_the_whole_scope_means_everything_and_the_empty_one_nothing_more(db):
    one, two = OrganizationFactory.create_batch(2)
    only = Q(pk=one.pk)
    for whole in (Scope.whole().q(""), Scope.whole().q("parent")):
        assert set(Organization.objects.filter(only | whole)) == {one, two}
        assert set(Organization.objects.filter(whole | only)) == {one, two}
        assert list(Organization.objects.filter(whole & only)) == [one]
        assert not Organization.objects.exclude(whole).exists()
        assert "WHERE" not in str(Organization.objects.filter(whole).order_by().query)
    for none in (Scope().q(""), Scope().q("parent")):
        assert list(Organization.objects.filter(only | none)) == [one]
        assert not Organization.objects.filter(only & none).exists()
        assert set(Organization.objects.exclude(none)) == {one, two}
    here = Scope.below(two.path).q("")
    assert set(Organization.objects.filter(only | here)) == {one, two}


def test_a_scope_of_several_places_finds_each_of_them(db):
    one, two, _ = OrganizationFactory.create_batch(3)
    group = GroupFactory(parent=two)
    scope = Scope((Place(one.path, below=False), Place(two.path, below=True)))
    found = Organization.objects.filter(scope.q(""))
    assert set(found) == {one, two, group}


def test_a_scope_asks_through_any_way_to_the_organisation(db):
    one, two = OrganizationFactory.create_batch(2)
    holder(Role.SECRETARY, one)
    kept = holder(Role.SECRETARY, two)
    scope = Scope((Place(two.path, below=True),))
    assert User.objects.filter(scope.q("assignments__organization")).get() == kept


def test_overlapping_places_are_merged_where_the_permission_reaches_below():
    held = [(Role.SECRETARY, "00010002"), (Role.COMMITTEE_STAFF, "0001"), (Role.CLERK, "0002")]
    scope = scope_of_assignments(held, Permission.VIEW_MEMBERS)
    assert scope.places == (Place("0001", below=True), Place("0002", below=True))


def test_places_stay_apart_where_the_permission_stays_at_the_place():
    held = [(Role.SECRETARY, "00010002"), (Role.COMMITTEE_STAFF, "0001")]
    scope = scope_of_assignments(held, Permission.CHANGE_MEMBERS)
    assert scope.places == (Place("0001", below=False), Place("00010002", below=False))
    assert not scope.covers("00010003")


def test_two_roles_at_one_place_are_one_place():
    held = [(Role.SECRETARY, "0001"), (Role.CLERK, "0001")]
    assert scope_of_assignments(held, Permission.RECORD_MEETINGS).places == (Place("0001", False),)


def test_a_neighbour_whose_path_only_looks_alike_is_not_below():
    scope = scope_of_assignments([(Role.SECRETARY, "00010001")], Permission.VIEW_MEMBERS)
    assert not scope.covers("00010010")
    assert not scope.covers("0001")


def test_a_role_without_the_permission_gives_no_scope():
    assert not scope_of_assignments([(Role.MEMBER, "0001")], Permission.VIEW_MEMBERS)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (D(2025, 12, 31), False),
        (D(2026, 1, 1), True),
        (D(2026, 6, 30), True),
        (D(2026, 7, 1), False),
    ],
)
def test_a_role_holds_from_its_first_day_until_the_day_it_ends(db, on, holds):
    given_ = AssignmentFactory(starts_on=D(2026, 1, 1), ends_on=D(2026, 7, 1))
    assert bool(given_.user.scope(Permission.VIEW_MEMBERS, on=on)) is holds


def _request(user, path="/dang-vien/?q=an"):
    request = RequestFactory().get(path)
    request.user = user
    return request


@requires(Permission.VIEW_MEMBERS)
def _page(request):
    return HttpResponse("ok")


def test_who_is_not_signed_in_needs_the_door():
    with pytest.raises(SignInNeeded) as needed:
        _page(_request(AnonymousUser()))
    assert not needed.value.again


def test_who_holds_the_power_nowhere_is_forbidden(db):
    for user in (UserFactory(), holder(Role.MEMBER, OrganizationFactory())):
        with pytest.raises(PermissionDenied):
            _page(_request(user))


def test_who_holds_the_power_gets_the_page_with_the_scope_at_hand(db):
    cell = OrganizationFactory()
    request = _request(holder(Role.SECRETARY, cell))
    assert _page(request).status_code == 200
    assert request.scope == Scope((Place(cell.path, below=True),))


def test_a_guarded_view_says_its_permission_and_keeps_its_name():
    assert _page.permission is Permission.VIEW_MEMBERS
    assert _page.__name__ == "_page"
    assert signed_in(lambda request: None).permission == "signed in"
    assert public(lambda request: None).permission == "public"


def test_a_role_that_begins_tomorrow_opens_nothing_today(db):
    given_ = AssignmentFactory(starts_on=D(2026, 11, 23))
    yesterday = mock.patch.object(access, "today", return_value=D(2026, 11, 22))
    with yesterday, pytest.raises(PermissionDenied):
        _page(_request(given_.user))
    with mock.patch.object(access, "today", return_value=D(2026, 11, 23)):
        assert _page(_request(given_.user)).status_code == 200


def test_a_page_for_everybody_with_an_account_asks_for_nothing_else(db):
    page = signed_in(lambda request: HttpResponse("ok"))
    with pytest.raises(SignInNeeded):
        page(_request(AnonymousUser()))
    assert page(_request(UserFactory())).status_code == 200


def test_roles_are_asked_once_however_many_questions(db, django_assert_num_queries):
    cell = OrganizationFactory()
    user = User.objects.get(pk=holder(Role.SECRETARY, cell).pk)
    request = _request(user)
    with django_assert_num_queries(1):
        _page(request)
        for permission in Permission:
            allows(request, permission, cell.path)


def test_a_person_may_do_at_the_place_what_the_role_says(db):
    committee = CommitteeFactory()
    cell = OrganizationFactory(parent=committee)
    request = _request(holder(Role.COMMITTEE_STAFF, committee))
    assert allows(request, Permission.VIEW_MEMBERS, cell.path)
    assert allows(request, Permission.CHANGE_MEMBERS, committee.path)
    assert not allows(request, Permission.CHANGE_MEMBERS, cell.path)
