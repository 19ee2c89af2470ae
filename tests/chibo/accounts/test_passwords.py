"""What ends with a password: sessions on other machines, and the passkeys that need none."""

import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role, Scope
from chibo.accounts import queries
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.clock import now
from tests.cast import assemble
from tests.chibo.accounts.test_views import client_of, password_on
from tests.chibo.factories import PASSWORD, holder
from tests.chibo.factors.device import Device
from tests.chibo.factors.holders import DOOR, give_app, give_codes, give_passkey, is_in

pytestmark = pytest.mark.django_db

NEW = "một câu thật khác 27"


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def clerk(cast):
    return cast.people["clerk"]


@pytest.fixture
def device(clerk):
    made = Device()
    give_passkey(clerk, made)
    return made


def kinds(user) -> list[str]:
    return sorted(user.authenticators.values_list("kind", flat=True))


def alive(user) -> int:
    return queries.sessions(Scope.whole(), user, at=now()).count()


def comes_in_by_passkey(device) -> bool:
    client = Client()
    options = client.post(reverse("ask_passkey")).content.decode()
    client.post(DOOR, {"passkey": device.sign(options)})
    return is_in(client)


def changing(**more):
    return {"old": PASSWORD, "new": NEW, "again": NEW, **more}


# Renewed by somebody else ------------------------------------------------------------------------


def test_with_a_renewed_password_go_passkeys_their_codes_and_all_sessions(cast, clerk, device):
    give_codes(clerk)
    theirs, administrator = client_of(clerk), client_of(cast.people["administrator"])
    assert comes_in_by_passkey(device)
    said = " ".join(administrator.get(reverse("accounts")).content.decode().split())
    assert "Mật khẩu cũ, khóa truy cập và mọi phiên đăng nhập của người này hết dùng" in said
    administrator.post(reverse("renew_password", args=[clerk.pk]))
    assert (kinds(clerk), alive(clerk)) == ([], 0)
    assert (is_in(theirs), comes_in_by_passkey(device)) == (False, False)
    assert clerk.sessions.count() == 2
    entry = Entry.objects.get(verb="renew_password")
    assert entry.values == {"sessions": 2, "factors": ["passkey", *["recovery"] * 10]}


def test_an_app_stays_and_is_asked_after_the_new_password(cast, clerk, device):
    give_app(clerk)
    give_codes(clerk)
    administrator = client_of(cast.people["administrator"])
    page = administrator.post(reverse("renew_password", args=[clerk.pk])).content.decode()
    assert kinds(clerk) == ["app", *["recovery"] * 10]
    comer = Client()
    given = {"username": clerk.username, "password": password_on(page)}
    assert "Còn một bước" in comer.post(DOOR, given).content.decode()
    assert not is_in(comer)


def test_passkeys_and_sessions_of_others_stay(cast, clerk, device):
    other = cast.people["deputy"]
    theirs, key = client_of(other), Device()
    give_passkey(other, key)
    client_of(cast.people["administrator"]).post(reverse("renew_password", args=[clerk.pk]))
    assert (is_in(theirs), kinds(other), comes_in_by_passkey(key)) == (True, ["passkey"], True)


def test_a_refused_renewal_takes_no_passkey(cast, clerk, device):
    holder(Role.MEMBER, cast.places["elsewhere"], user=clerk)
    theirs = client_of(clerk)
    client_of(cast.people["administrator"]).post(reverse("renew_password", args=[clerk.pk]))
    assert (kinds(clerk), is_in(theirs)) == (["passkey"], True)


# Changed by oneself ------------------------------------------------------------------------------


def test_who_changes_the_password_stays_in_and_other_machines_are_out(clerk, cast):
    mine, phone, other = client_of(clerk), client_of(clerk), client_of(cast.people["deputy"])
    assert mine.post(reverse("change_password"), changing()).status_code == 302
    assert [client.get(reverse("sessions")).status_code for client in (mine, phone, other)] == [
        200,
        302,
        200,
    ]
    assert alive(clerk) == 1
    assert Entry.objects.get(verb="change_password").values == {"sessions": 1, "factors": []}


def test_the_page_names_the_passkeys_and_keeps_them_unless_the_box_is_ticked(clerk, device):
    mine = client_of(clerk)
    page = mine.get(reverse("change_password")).content.decode()
    assert "Bỏ luôn khóa truy cập: Máy" in page
    assert "checked" not in page
    mine.post(reverse("change_password"), changing())
    assert kinds(clerk) == ["passkey"]
    again = {"old": NEW, "new": PASSWORD, "again": PASSWORD, "removes_passkeys": "on"}
    assert mine.post(reverse("change_password"), again).status_code == 302
    assert kinds(clerk) == []
    assert not comes_in_by_passkey(device)
    entry = Entry.objects.filter(verb="change_password").order_by("-pk")[0]
    assert entry.values == {"sessions": 0, "factors": ["passkey"]}


def test_who_has_no_passkey_is_not_asked_and_takes_nothing_by_sending_the_box(clerk):
    give_app(clerk)
    mine = client_of(clerk)
    assert "removes_passkeys" not in mine.get(reverse("change_password")).content.decode()
    mine.post(reverse("change_password"), changing(removes_passkeys="on"))
    assert User.objects.get(pk=clerk.pk).check_password(NEW)
    assert kinds(clerk) == ["app"]


def test_a_wrong_old_password_takes_no_passkey(clerk, device):
    mine = client_of(clerk)
    mine.post(reverse("change_password"), changing(old="sai", removes_passkeys="on"))
    assert kinds(clerk) == ["passkey"]


def test_who_must_have_a_second_factor_and_took_the_last_away_is_led_to_add_one(
    clerk, device, settings
):
    settings.SECOND_FACTOR_ROLES = frozenset({"clerk"})
    mine = client_of(clerk)
    assert mine.get("/").status_code == 200
    mine.post(reverse("change_password"), changing(removes_passkeys="on"))
    assert mine.get("/").url == reverse("security")
