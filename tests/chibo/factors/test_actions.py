"""Adding, naming and taking away second factors; using them once."""

import datetime
import json

import pytest
from django.db import connection

from chibo.access import Role, Scope
from chibo.accounts import actions as accounts
from chibo.accounts.models import Authenticator, PortalSession, User
from chibo.audit.models import Entry
from chibo.clock import now
from chibo.factors import actions
from chibo.reasons import Refusal
from tests.chibo.factories import AssignmentFactory, OrganizationFactory, UserFactory, holder
from tests.chibo.factors.device import Device
from tests.chibo.factors.holders import SECRET, code, give_app, give_codes, give_passkey
from tests.clock import MORNING, TODAY

pytestmark = pytest.mark.django_db
ASKED = MORNING - datetime.timedelta(seconds=20)


@pytest.fixture
def user():
    return UserFactory()


def _last():
    return Entry.objects.order_by("-pk")[0]


def test_an_app_is_kept_sealed_with_the_step_it_has_shown(user):
    added = give_app(user, step=7)
    assert (added.kind, added.counter, added.used_at) == ("app", 7, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM chibo_authenticator")
        (stored,) = cursor.fetchone()
    assert stored.startswith("enc:")
    assert Authenticator.objects.get().secret == SECRET
    assert (_last().verb, _last().values) == ("add_app", {"user": user.pk, "name": "Điện thoại"})


def test_a_passkey_serves_one_account(user):
    device = Device()
    give_passkey(user, device)
    assert (_last().verb, _last().actor_id) == ("add_passkey", user.pk)
    with pytest.raises(Refusal, match="đã có người dùng"):
        give_passkey(UserFactory(), device)
    assert Authenticator.objects.get().user == user


def test_nobody_has_more_than_ten(user):
    for _ in range(10):
        give_passkey(user, Device())
    give_codes(user)
    with pytest.raises(Refusal, match="Đã có 10 cách"):
        give_app(user)
    with pytest.raises(Refusal, match="Đã có 10 cách"):
        give_passkey(user, Device())


def test_a_factor_gets_another_name(user):
    actions.rename_authenticator(by=user, authenticator=give_app(user), name="Máy bàn")
    assert str(Authenticator.objects.get()) == "Máy bàn"
    assert (_last().verb, _last().values) == (
        "rename_authenticator",
        {"name": ["Điện thoại", "Máy bàn"]},
    )


def test_recovery_codes_are_told_once_and_kept_hashed(user):
    give_app(user)
    codes = give_codes(user)
    assert len(set(codes)) == 10
    kept = [one.secret for one in user.authenticators.filter(kind="recovery")]
    assert len(kept) == 10
    assert not [found for found in codes if any(found in one for one in kept)]
    assert (_last().verb, _last().values) == ("renew_recovery_codes", {"count": 10})
    give_codes(user)
    assert user.authenticators.filter(kind="recovery").count() == 10


def test_recovery_codes_stand_in_for_something(user):
    with pytest.raises(Refusal, match="Thêm một cách trước"):
        give_codes(user)


def test_with_the_last_factor_the_recovery_codes_go(user):
    app, key = give_app(user), give_passkey(user, Device())
    give_codes(user)
    actions.remove_authenticator(by=user, authenticator=app, on=TODAY)
    assert user.authenticators.count() == 11
    actions.remove_authenticator(by=user, authenticator=key, on=TODAY)
    assert user.authenticators.count() == 0
    assert (_last().verb, _last().values) == (
        "remove_authenticator",
        {"user": user.pk, "kind": "passkey", "name": "Máy"},
    )


def test_the_last_factor_stays_while_a_role_demands_one(settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"secretary"})
    held = AssignmentFactory(ends_on=TODAY + datetime.timedelta(days=1))
    app, key = give_app(held.user), give_passkey(held.user, Device())
    actions.remove_authenticator(by=held.user, authenticator=key, on=TODAY)
    with pytest.raises(Refusal, match="Vai trò Bí thư"):
        actions.remove_authenticator(by=held.user, authenticator=app, on=TODAY)
    assert held.user.has_second_factor()
    actions.remove_authenticator(by=held.user, authenticator=app, on=held.ends_on)
    assert not held.user.has_second_factor()


# Using them ------------------------------------------------------------------------------------------


def test_a_code_is_used_once_and_its_use_written_down(user):
    give_app(user)
    shown = code()
    at = now()
    accounts.use_code(by=user, user=user, code=shown, at=at)
    assert Authenticator.objects.get().used_at == at
    assert (_last().verb, _last().values) == ("use_authenticator", {"kind": "app"})
    entries = Entry.objects.count()
    with pytest.raises(Refusal, match="đã dùng rồi"):
        accounts.use_code(by=user, user=user, code=shown, at=now())
    assert Entry.objects.count() == entries


def test_a_copy_read_before_a_use_does_not_bring_the_code_back(user, monkeypatch):
    stale = [give_app(user)]
    shown = code()
    accounts.use_code(by=user, user=user, code=shown, at=now())
    monkeypatch.setattr(User, "second_factors", lambda self: stale)
    with pytest.raises(Refusal, match="đã dùng rồi"):
        accounts.use_code(by=user, user=user, code=shown, at=now())


def test_a_copy_read_before_a_use_does_not_bring_a_recovery_code_back(user, monkeypatch):
    give_app(user)
    first = give_codes(user)[0]
    stale = user.second_factors()
    accounts.use_code(by=user, user=user, code=first, at=MORNING)
    monkeypatch.setattr(User, "second_factors", lambda self: stale)
    with pytest.raises(Refusal, match="đã dùng rồi"):
        accounts.use_code(by=user, user=user, code=first, at=MORNING)


@pytest.mark.parametrize(("kept", "said", "fine"), [(0, 0, True), (0, 1, True), (3, 4, True)])
def test_a_passkeys_counter_moves_if_it_counts_at_all(user, kept, said, fine):
    key = give_passkey(user, Device(counter=kept))
    accounts.use_passkey(by=user, passkey=key, counter=said, asked_at=ASKED, at=MORNING)
    assert Authenticator.objects.get().counter == said


@pytest.mark.parametrize(("kept", "said"), [(3, 3), (3, 2), (3, 0)])
def test_a_passkey_whose_counter_does_not_move_was_copied(user, kept, said):
    key = give_passkey(user, Device(counter=kept))
    with pytest.raises(Refusal, match="sao chép"):
        accounts.use_passkey(by=user, passkey=key, counter=said, asked_at=ASKED, at=MORNING)
    assert Authenticator.objects.get().used_at is None


def test_of_two_that_read_the_same_counter_one_is_refused(user):
    key = give_passkey(user, Device(counter=3))
    stale = Authenticator.objects.get()
    accounts.use_passkey(by=user, passkey=key, counter=5, asked_at=ASKED, at=MORNING)
    with pytest.raises(Refusal, match="đã dùng rồi"):
        accounts.use_passkey(by=user, passkey=stale, counter=5, asked_at=ASKED, at=MORNING)


def test_what_was_asked_before_the_last_use_is_answered_no_more(user):
    key = give_passkey(user, Device())
    accounts.use_passkey(by=user, passkey=key, counter=0, asked_at=ASKED, at=MORNING)
    for asked_at in (ASKED, MORNING):
        with pytest.raises(Refusal, match="đã dùng rồi"):
            accounts.use_passkey(by=user, passkey=key, counter=0, asked_at=asked_at, at=MORNING)
    later = MORNING + datetime.timedelta(seconds=1)
    accounts.use_passkey(by=user, passkey=key, counter=0, asked_at=later, at=later)
    assert Entry.objects.filter(verb="use_authenticator").count() == 2


# Taking them away from another -------------------------------------------------------------------------


def test_a_reset_takes_all_factors_and_sessions_of_one_account(client, user):
    cell = OrganizationFactory()
    held = holder(Role.CLERK, cell)
    other = holder(Role.CLERK, cell)
    for one in (held, other):
        give_app(one)
        give_codes(one)
        client.force_login(one, backend="chibo.accounts.backend.AccountBackend")
        client.cookies.clear()
    accounts.reset_factors(
        by=user, scope=Scope.below(cell.path), user=held, reason="mất máy", at=MORNING
    )
    assert (held.authenticators.count(), other.authenticators.count()) == (0, 11)
    alive = PortalSession.objects.filter(seen_at__isnull=False)
    assert [*alive.values_list("user", flat=True)] == [other.pk]
    assert (_last().verb, _last().subject_id, _last().values) == (
        "reset_factors",
        str(held.pk),
        {"reason": "mất máy", "factors": ["app", *["recovery"] * 10], "sessions": 1},
    )


def test_a_reset_is_refused_where_a_role_lies_elsewhere_and_for_oneself(user):
    held = AssignmentFactory()
    give_app(held.user)
    AssignmentFactory(user=held.user)
    scope = Scope.below(held.organization.path)
    with pytest.raises(Refusal, match="vai trò ở nơi khác"):
        accounts.reset_factors(by=user, scope=scope, user=held.user, reason="mất máy", at=MORNING)
    with pytest.raises(Refusal, match="chính mình"):
        accounts.reset_factors(
            by=held.user, scope=Scope.whole(), user=held.user, reason="mất", at=MORNING
        )
    assert held.user.has_second_factor()


def test_no_secret_ever_stands_in_the_log(user):
    device = Device()
    give_app(user)
    give_passkey(user, device)
    codes = give_codes(user)
    accounts.use_code(by=user, user=user, code=codes[0], at=MORNING)
    accounts.reset_factors(by=None, scope=Scope.whole(), user=user, reason="mất máy", at=MORNING)
    log = json.dumps([*Entry.objects.values("verb", "values", "subject_id")], default=str)
    hashes = [one.secret for one in user.second_factors()]
    assert not [found for found in [SECRET, device.credential, *codes, *hashes] if found in log]
