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
from tests.clock import MORNING

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
    actions.change_password(by=user, user=user, password="một câu khác hẳn", at=MORNING)
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password("một câu khác hẳn")
    assert not kept.check_password(SECRET)


def test_a_password_is_renewed_only_where_all_roles_lie_in_the_scope():
    committee = CommitteeFactory()
    cell = OrganizationFactory(parent=committee)
    user = AssignmentFactory(organization=cell).user
    scope = Scope((Place(committee.path, below=True),))
    actions.renew_password(by=None, scope=scope, user=user, password=SECRET, at=MORNING)
    assert User.objects.get(pk=user.pk).check_password(SECRET)
    AssignmentFactory(user=user)
    with pytest.raises(Refusal, match="vai trò ở nơi khác"):
        actions.renew_password(
            by=None, scope=scope, user=user, password="khác hẳn lần trước", at=MORNING
        )
    assert User.objects.get(pk=user.pk).check_password(SECRET)


def test_no_password_ever_stands_in_the_log():
    user = _open()
    actions.change_password(by=user, user=user, password=SECRET + "2", at=MORNING)
    actions.renew_password(
        by=None, scope=Scope.whole(), user=user, password=SECRET + "3", at=MORNING
    )
    log = json.dumps([*Entry.objects.values("verb", "values")], ensure_ascii=False, default=str)
    assert SECRET not in log
    assert "password" not in [key for entry in Entry.objects.all() for key in entry.values]
    assert user.password not in log


def test_large_text_is_kept_for_the_person():
    user = UserFactory()
    actions.set_large_text(by=user, user=user, on=True)
    assert User.objects.get(pk=user.pk).large_text
    assert _last().values == {"on": True}


# Who gives what to whom --------------------------------------------------------------------------

TODAY = D(2026, 11, 22)


def _power(user, on=TODAY):
    """Return whether somebody may issue papers somewhere on a day, asked anew."""
    return bool(User.objects.get(pk=user.pk).scope(Permission.ISSUE_DOCUMENTS, on=on))


def _lend(held, user=None, **differs):
    given = {"starts_on": TODAY, "ends_on": D(2026, 12, 22), "today": TODAY}
    user = user or AssignmentFactory(organization=held.organization, role=Role.CLERK).user
    return actions.delegate(by=held.user, assignment=held, user=user, **{**given, **differs})


def _hand_over(held, user, **differs):
    given = {"on": TODAY, "is_checked": True, "left_open": [["việc", 2]], "today": TODAY}
    return actions.hand_over_role(by=held.user, assignment=held, user=user, **{**given, **differs})


def test_nobody_gives_a_role_to_himself():
    administrator = AssignmentFactory(role=Role.ADMINISTRATOR)
    with pytest.raises(Refusal, match="cho chính mình"):
        actions.assign(
            by=administrator.user,
            user=administrator.user,
            role=Role.SECRETARY,
            organization=administrator.organization,
            starts_on=TODAY,
        )
    assert administrator.user.assignments.count() == 1


def test_nobody_renews_their_own_password_as_an_administrator():
    user = AssignmentFactory(role=Role.ADMINISTRATOR).user
    before = user.password
    with pytest.raises(Refusal, match="Đổi mật khẩu"):
        actions.renew_password(by=user, scope=Scope.whole(), user=user, password=SECRET, at=MORNING)
    assert User.objects.get(pk=user.pk).password == before


def test_a_role_lent_holds_for_its_time_and_is_logged_at_its_place():
    held = AssignmentFactory()
    lent = _lend(held, starts_on=D(2026, 11, 25))
    assert [_power(lent.user, day) for day in (TODAY, D(2026, 11, 25), D(2026, 12, 22))] == [
        False,
        True,
        False,
    ]
    assert _power(held.user, D(2026, 11, 30))
    entry = _last()
    assert (entry.verb, entry.chain_key) == ("delegate", held.organization_id)
    assert entry.values == {
        "user": lent.user_id,
        "role": "secretary",
        "starts_on": "2026-11-25",
        "ends_on": "2026-12-22",
        "delegated_by": held.user_id,
    }


def test_a_lent_role_is_not_lent_on():
    lent = _lend(AssignmentFactory())
    with pytest.raises(Refusal, match="không trao tiếp"):
        _lend(lent)
    with pytest.raises(Refusal, match="không trao tiếp"):
        _hand_over(lent, UserFactory())
    assert Assignment.objects.filter(delegated_by__isnull=False).count() == 1


def test_somebody_who_has_the_role_is_not_lent_it():
    held = AssignmentFactory()
    other = AssignmentFactory(organization=held.organization)
    with pytest.raises(Refusal, match="đã có vai trò đó"):
        _lend(held, other.user)


def test_what_was_lent_is_taken_back_at_once():
    held = AssignmentFactory()
    lent = _lend(held)
    actions.withdraw_delegation(by=held.user, assignment=lent, today=TODAY)
    assert not _power(lent.user)
    assert _last().values == {"user": lent.user_id, "ends_on": ["2026-12-22", "2026-11-22"]}
    with pytest.raises(Refusal, match="đã hết"):
        actions.withdraw_delegation(by=held.user, assignment=lent, today=TODAY)


def test_what_was_lent_ends_with_the_role_it_was_lent_from():
    held, elsewhere = AssignmentFactory(), AssignmentFactory()
    lent, other = _lend(held), _lend(elsewhere)
    actions.end_assignment(by=None, assignment=held, on=TODAY)
    assert not _power(lent.user)
    assert _power(other.user)


def test_a_role_handed_over_is_the_successors_from_the_day_and_the_givers_until_then():
    held = AssignmentFactory(with_post=True, ends_on=D(2027, 5, 1))
    lent, successor = _lend(held), UserFactory()
    day = D(2026, 12, 1)
    taken = _hand_over(held, successor, on=day)
    eve = D(2026, 11, 30)
    assert [_power(who, eve) for who in (held.user, successor, lent.user)] == [True, False, True]
    assert [_power(who, day) for who in (held.user, successor, lent.user)] == [False, True, False]
    assert (taken.with_post, taken.ends_on, taken.delegated_by) == (True, D(2027, 5, 1), None)
    entry = _last()
    assert (entry.verb, entry.values["from"], entry.values["user"]) == (
        "hand_over",
        held.user_id,
        successor.pk,
    )
    assert entry.values["left_open"] == [["việc", 2]]


def test_whom_the_role_was_lent_to_may_take_it_over():
    held = AssignmentFactory()
    lent = _lend(held)
    taken = _hand_over(held, lent.user)
    assert taken.user_id == lent.user_id
    assert User.objects.get(pk=lent.user_id).roles_on(TODAY) == [
        (Role.CLERK, held.organization.path),
        (Role.SECRETARY, held.organization.path),
    ]


def test_a_refused_hand_over_changes_nothing():
    held, entries = AssignmentFactory(), Entry.objects.count()
    lent = _lend(held)
    other = AssignmentFactory(organization=held.organization)
    with pytest.raises(Refusal, match="đã có vai trò đó"):
        _hand_over(held, other.user)
    assert Assignment.objects.get(pk=held.pk).ends_on is None
    assert Assignment.objects.get(pk=lent.pk).ends_on == D(2026, 12, 22)
    assert not Entry.objects.filter(verb__in=["hand_over", "end_assignment"]).exists()
    assert Entry.objects.count() > entries


def test_whom_a_role_was_lent_to_takes_back_no_loan_neither_anothers_nor_this():
    held = AssignmentFactory()
    lent, other = _lend(held), _lend(held)
    for each in (other, lent):
        with pytest.raises(Refusal, match="không thu hồi ủy quyền được"):
            actions.withdraw_delegation(by=lent.user, assignment=each, today=TODAY)
    assert (_power(lent.user), _power(other.user)) == (True, True)
    assert not Entry.objects.filter(verb="withdraw_delegation").exists()


def test_another_who_has_the_role_in_their_own_right_takes_a_loan_back():
    held = AssignmentFactory()
    lent = _lend(held)
    elsewhere = AssignmentFactory()
    with pytest.raises(Refusal, match="không thu hồi ủy quyền được"):
        actions.withdraw_delegation(by=elsewhere.user, assignment=lent, today=TODAY)
    second = AssignmentFactory(organization=held.organization)
    actions.withdraw_delegation(by=second.user, assignment=lent, today=TODAY)
    assert not _power(lent.user)


def test_a_role_of_ones_own_that_carries_no_such_power_does_not_help():
    held = AssignmentFactory()
    deputy = AssignmentFactory(organization=held.organization, role=Role.DEPUTY)
    _lend(held, deputy.user)
    other = _lend(held)
    with pytest.raises(Refusal, match="không thu hồi ủy quyền được"):
        actions.withdraw_delegation(by=deputy.user, assignment=other, today=TODAY)
