"""Accounts and the roles they hold on a day."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from chibo.access import Permission, Place, Role
from chibo.accounts.models import Assignment, User, temporary_password
from tests.chibo.factories import AssignmentFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

D = datetime.date


def test_roles_are_those_that_hold_on_the_day():
    one, two = OrganizationFactory.create_batch(2)
    user = UserFactory()
    AssignmentFactory(user=user, organization=one, starts_on=D(2024, 1, 1), ends_on=D(2025, 1, 1))
    AssignmentFactory(user=user, organization=two, role=Role.CLERK, starts_on=D(2024, 6, 1))
    assert user.roles_on(D(2023, 12, 31)) == []
    assert user.roles_on(D(2024, 6, 1)) == [(Role.SECRETARY, one.path), (Role.CLERK, two.path)]
    assert user.roles_on(D(2025, 1, 1)) == [(Role.CLERK, two.path)]


def test_the_roles_of_a_day_are_asked_once(django_assert_num_queries):
    user = User.objects.get(pk=AssignmentFactory().user.pk)
    with django_assert_num_queries(1):
        for _ in range(3):
            user.scope(Permission.VIEW_MEMBERS, on=D(2026, 1, 1))
    with django_assert_num_queries(1):
        user.roles_on(D(2026, 1, 2))


def test_a_scope_is_where_the_role_is_held():
    held = AssignmentFactory()
    scope = held.user.scope(Permission.LOCK_MINUTES, on=D(2026, 1, 1))
    assert scope.places == (Place(held.organization.path, below=False),)


def test_who_has_no_role_has_no_scope():
    assert not UserFactory().scope(Permission.VIEW_MEETINGS, on=D(2026, 1, 1))


def test_the_database_refuses_a_role_that_ends_before_it_begins():
    held = AssignmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=held.pk).update(ends_on=D(2019, 1, 1))


def test_an_account_and_a_role_read_as_sentences():
    held = AssignmentFactory(user__full_name="Đỗ An", organization__name="Chi bộ Một")
    assert str(held) == "Đỗ An: Bí thư, Chi bộ Một"
    assert held.user.get_short_name() == "Đỗ An"


def test_temporary_passwords_differ_and_can_be_read_out():
    made = {temporary_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 14 and not set("l1o0i") & set(password) for password in made)
