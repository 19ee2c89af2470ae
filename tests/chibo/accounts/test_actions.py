"""Opening accounts, giving and ending roles, changing passwords."""

import datetime
import json

import pytest

from chibo import settings as production
from chibo.access import Permission, Place, Role, Scope
from chibo.accounts import actions
from chibo.accounts.models import Assignment, User
from chibo.audit.models import Entry
from chibo.reasons import Refusal
from tests.chibo.factories import (
    AssignmentFactory,
    CommitteeFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

D = datetime.date
SECRET = "bí mật dài mười chữ"


def _open(**kwargs):
    given = {"by": None, "username": "do.an", "full_name": "Đỗ An", "password": SECRET}
    return actions.open_account(**{**given, **kwargs})


def _last():
    return Entry.objects.order_by("-pk")[0]


def test_a_new_account_signs_in_with_its_password_and_has_no_role():
    user = User.objects.get(pk=_open().pk)
    assert user.check_password(SECRET)
    assert not user.check_password("khác")
    assert (user.is_active, user.assignments.count()) == (True, 0)


def test_passwords_are_hashed_with_argon2(settings):
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS
    assert _open().password.startswith("argon2$argon2id$")


def test_user_names_are_kept_in_lower_case():
    assert _open(username=" Do.An ").username == "do.an"
    with pytest.raises(Refusal, match="đã có người dùng"):
        _open(username="DO.AN")


def test_a_user_name_is_given_once():
    _open()
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        _open(full_name="Người khác")
    (reason,) = refused.value.reasons
    assert (reason.field, reason.text) == ("username", "Tên đăng nhập «do.an» đã có người dùng.")
    assert (User.objects.filter(username="do.an").count(), Entry.objects.count()) == (1, entries)


def test_an_account_and_its_first_role_come_together_or_not_at_all():
    cell = OrganizationFactory()
    given = {"by": None, "full_name": "Đỗ An", "password": SECRET, "role": Role.CLERK}
    place = {"organization": cell, "starts_on": D(2026, 1, 1)}
    user = actions.open_account_at(username="an", **given, **place)
    assert user.roles_on(D(2026, 1, 1)) == [(Role.CLERK, cell.path)]
    with pytest.raises(Refusal):
        actions.open_account_at(username="an", **given, **place)
    assert Assignment.objects.count() == 1


def test_a_role_is_given_for_a_period_and_written_in_the_chain_of_its_place():
    by, cell = UserFactory(), OrganizationFactory()
    held = actions.assign(
        by=by,
        user=UserFactory(),
        role=Role.SECRETARY,
        organization=cell,
        starts_on=D(2026, 1, 1),
        ends_on=D(2026, 7, 1),
    )
    entry = _last()
    assert (entry.chain_key, entry.verb, entry.actor_id) == (cell.pk, "assign", by.pk)
    assert entry.values == {
        "user": held.user_id,
        "role": "secretary",
        "starts_on": "2026-01-01",
        "ends_on": "2026-07-01",
    }


def test_the_same_role_is_not_given_twice():
    held = AssignmentFactory()
    with pytest.raises(Refusal, match="đã có vai trò đó"):
        AssignmentFactory(user=held.user, organization=held.organization)
    AssignmentFactory(user=held.user, organization=held.organization, role=Role.CLERK)
    AssignmentFactory(user=held.user)
    assert held.user.assignments.count() == 3


def test_a_role_that_was_ended_no_longer_holds_from_that_day():
    held = AssignmentFactory(starts_on=D(2024, 1, 1))
    actions.end_assignment(by=UserFactory(), assignment=held, on=D(2026, 11, 22))
    user = User.objects.get(pk=held.user_id)
    assert user.scope(Permission.VIEW_MEMBERS, on=D(2026, 11, 21))
    assert not user.scope(Permission.VIEW_MEMBERS, on=D(2026, 11, 22))
    assert _last().verb == "end_assignment"


def test_a_role_that_has_not_begun_never_begins_when_it_is_ended():
    held = AssignmentFactory(starts_on=D(2027, 1, 1))
    actions.end_assignment(by=None, assignment=held, on=D(2026, 11, 22))
    assert User.objects.get(pk=held.user_id).roles_on(D(2027, 6, 1)) == []


def test_a_role_is_ended_once_and_not_by_its_holder():
    held = AssignmentFactory()
    with pytest.raises(Refusal, match="chính mình"):
        actions.end_assignment(by=held.user, assignment=held, on=D(2026, 11, 22))
    actions.end_assignment(by=None, assignment=held, on=D(2026, 11, 22))
    with pytest.raises(Refusal, match="đã kết thúc"):
        actions.end_assignment(by=None, assignment=held, on=D(2026, 11, 23))


def test_an_end_in_the_future_may_be_brought_forward():
    held = AssignmentFactory(ends_on=D(2027, 1, 1))
    assert actions.end_assignment(by=None, assignment=held, on=D(2026, 11, 22)).ends_on == D(
        2026, 11, 22
    )


def test_a_changed_password_replaces_the_old_one():
    user = _open()
    actions.change_password(by=user, user=user, password="một câu khác hẳn")
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password("một câu khác hẳn")
    assert not kept.check_password(SECRET)


def test_a_password_is_renewed_only_where_all_roles_lie_in_the_scope():
    committee = CommitteeFactory()
    cell = OrganizationFactory(parent=committee)
    user = AssignmentFactory(organization=cell).user
    scope = Scope((Place(committee.path, below=True),))
    actions.renew_password(by=None, scope=scope, user=user, password=SECRET)
    assert User.objects.get(pk=user.pk).check_password(SECRET)
    AssignmentFactory(user=user)
    with pytest.raises(Refusal, match="vai trò ở nơi khác"):
        actions.renew_password(by=None, scope=scope, user=user, password="khác hẳn lần trước")
    assert User.objects.get(pk=user.pk).check_password(SECRET)


def test_no_password_ever_stands_in_the_log():
    user = _open()
    actions.change_password(by=user, user=user, password=SECRET + "2")
    actions.renew_password(by=None, scope=Scope.whole(), user=user, password=SECRET + "3")
    log = json.dumps([*Entry.objects.values("verb", "values")], ensure_ascii=False, default=str)
    assert SECRET not in log
    assert "password" not in [key for entry in Entry.objects.all() for key in entry.values]
    assert user.password not in log


def test_large_text_is_kept_for_the_person():
    user = UserFactory()
    actions.set_large_text(by=user, user=user, on=True)
    assert User.objects.get(pk=user.pk).large_text
    assert _last().values == {"on": True}
